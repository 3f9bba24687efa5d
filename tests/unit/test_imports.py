"""Imports point down only, and starting the command loads no library it may not need."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.plugins import command

PACKAGE = "feeds"

# From top to bottom: the rooms, which are folders, and the modules beside them.
ORDER = (
    "cli", "init", "serve", "clippings", "build", "websub", "reporters", "verify", "links",
    "output", "grouping", "cache", "fixes", "entries", "config", "validation", "render", "bodies",
    "seeds", "frontmatter", "workers", "settings", "values", "problems", "http", "program", "progress",
    "files", "disk", "secrets", "expressions", "model",
)  # fmt: skip
DEPTHS = {name: depth for depth, name in enumerate(ORDER)}
DEPTHS |= {"__main__": DEPTHS["cli"], "__init__": DEPTHS["model"]}
# Plain values, which anybody may import without a library in tow.
STANDARD_ONLY = (
    "settings", "problems", "progress", "files", "disk", "secrets", "expressions", "model",
)  # fmt: skip

# Slow to load, and most commands need only some of them.
HEAVY = (
    "distributed",
    "feedgen",
    "fsspec",
    "jinja2",
    "jsonschema",
    "jsonschema_rs",
    "lxml",
    "requests",
    "yaml",
)

Graph = Mapping[str, frozenset[str]]


def find_modules(package: Path) -> dict[str, Path]:
    """Return the files of all modules below *package*, by dotted name, sorted."""
    return {
        ".".join(path.relative_to(package.parent).with_suffix("").parts): path
        for path in sorted(package.rglob("*.py"))
    }


def imported_names(path: Path) -> Iterator[str]:
    """Yield what the module at *path* imports, inside functions as well."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def to_module(name: str, modules: Mapping[str, Path]) -> str:
    """Return the module of the package that an imported *name* belongs to, else *name*."""
    while name.partition(".")[0] == PACKAGE:
        found = next((m for m in (name, f"{name}.__init__") if m in modules), None)
        if found or "." not in name:
            return found or name
        name = name.rpartition(".")[0]
    return name


def read_imports(package: Path) -> Graph:
    """Return what every module of *package* imports."""
    modules = find_modules(package)
    imports = {
        module: frozenset(to_module(name, modules) for name in imported_names(path)) - {module}
        for module, path in modules.items()
    }
    # The face of the library names what it loads once that is used, and is at the bottom itself:
    # others take from it which version this is.
    return imports | {f"{package.name}.__init__": frozenset()}


def depth_of(module: str) -> int | None:
    """Return how far below the command line *module* stands; None if it has no place."""
    return DEPTHS.get(module.split(".")[1])


def find_unmapped(imports: Graph) -> list[str]:
    """Return a message for each module that has no place in the order."""
    return [f"{module} has no place in ORDER" for module in imports if depth_of(module) is None]


def find_upward(imports: Graph) -> list[str]:
    """Return a message for each import of a module that stands higher."""
    edges = [
        (module, depth_of(module), target, depth_of(target))
        for module, targets in imports.items()
        for target in sorted(targets)
        if target in imports
    ]
    return [
        f"{module} imports {target}, which stands above it"
        for module, own, target, other in edges
        if own is not None and other is not None and other < own
    ]


def find_foreign(imports: Graph) -> list[str]:
    """Return a message for each import of a library where only the standard library may be."""
    plain = {DEPTHS[name] for name in STANDARD_ONLY}
    return [
        f"{module} imports {target}, which is not in the standard library"
        for module, targets in imports.items()
        for target in sorted(targets - imports.keys())
        if depth_of(module) in plain and target.partition(".")[0] not in sys.stdlib_module_names
    ]


def find_cycle(imports: Graph) -> list[str]:
    """Return a message for the first cycle of imports."""
    inside = {module: targets & imports.keys() for module, targets in imports.items()}
    try:
        TopologicalSorter(inside).prepare()
    except CycleError as exc:
        return [f"imports go round in a circle: {' < '.join(exc.args[1])}"]
    return []


def read_faces(package: Path) -> dict[str, set[str]]:
    """Return, by room of *package*, the modules that its face names as what others may use."""
    faces = {}
    for path in sorted(package.glob("*/__init__.py")):
        found = re.search(r"^__all__ = (\[[^]]*\])$", path.read_text("utf-8"), re.MULTILINE)
        faces[path.parent.name] = set(ast.literal_eval(found[1])) if found else set()
    return faces


def find_back_doors(package: Path, imports: Graph) -> list[str]:
    """Return a message for each import that does not go by the face of a room, and for the rest.

    That is what a face names though nobody uses it.
    """
    faces, used = read_faces(package), defaultdict[str, set[str]](set)
    messages = []
    for module, targets in imports.items():
        for target in sorted(targets & imports.keys()):
            room, _, inside = target.removeprefix(f"{PACKAGE}.").partition(".")
            if room not in faces or inside == "__init__" or module.split(".")[1] == room:
                continue
            name = inside.partition(".")[0]
            used[room].add(name)
            if name not in faces[room]:
                messages.append(f"{module} imports {target}, which {room} keeps to itself")
    return messages + [
        f"{PACKAGE}.{room} names {name}, which no other room uses"
        for room, names in faces.items()
        for name in sorted(names - used[room])
    ]


def find_faults(package: Path) -> list[str]:
    """Return a message for everything that is wrong with the imports of *package*."""
    imports = read_imports(package)
    checks = (find_unmapped, find_upward, find_foreign, find_cycle)
    found = [message for check in checks for message in check(imports)]
    return found + find_back_doors(package, imports)


def test_imports_point_down_only() -> None:
    faults = find_faults(command.ROOT / PACKAGE)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        pytest.param(
            {
                "model.py": "from datetime import date",
                "values/names.py": "from feeds.model import Feed",
            },
            [],
            id="down",
        ),
        pytest.param(
            {"model.py": "def late():\n    from feeds.values import names", "values/names.py": ""},
            ["feeds.model imports feeds.values.names, which stands above it"],
            id="up, inside a function",
        ),
        pytest.param(
            {"settings.py": "import feeds.links.run", "links/run.py": ""},
            ["feeds.settings imports feeds.links.run, which stands above it"],
            id="up, into a folder",
        ),
        pytest.param(
            {"model.py": "import yaml"},
            ["feeds.model imports yaml, which is not in the standard library"],
            id="a library in the data layer",
        ),
        pytest.param(
            {
                "values/text.py": "from feeds.values.urls import a",
                "values/urls.py": "from feeds.values.text import b",
            },
            [
                "imports go round in a circle: feeds.values.text < feeds.values.urls < feeds.values.text"
            ],
            id="a circle",
        ),
        pytest.param(
            {
                "values/__init__.py": '__all__ = ["text"]\n',
                "values/urls.py": "",
                "values/text.py": "from feeds.values import urls",
                "seeds/find.py": "from feeds.values.urls import a",
            },
            [
                "feeds.seeds.find imports feeds.values.urls, which values keeps to itself",
                "feeds.values names text, which no other room uses",
            ],
            id="a back door",
        ),
        pytest.param(
            {"utils.py": ""},
            ["feeds.utils has no place in ORDER"],
            id="no place",
        ),
        pytest.param(
            {"model.py": "from feeds import __version__", "__init__.py": ""}, [], id="the package"
        ),
    ],
)
def test_the_check_sees(tmp_path: Path, files: dict[str, str], faults: list[str]) -> None:
    for name, content in files.items():
        path = tmp_path / PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    assert find_faults(tmp_path / PACKAGE) == faults


def test_no_room_is_crowded() -> None:
    """A stranger reads its list of modules; of commands, rules, formats and types of values it is a vocabulary."""
    package = command.ROOT / PACKAGE
    rooms = [path.parent for path in package.rglob("__init__.py") if path.parent != package]
    counts = {
        str(room.relative_to(package)): sum(path.stem[:2] != "__" for path in room.glob("*.py"))
        for room in rooms
    }
    crowded = {room for room, count in counts.items() if count > 12}
    assert crowded <= {
        "cli",
        "validation/rules",
        "render",
        "reporters/problems",
        "verify/values",
        "verify/vocabularies",
        "verify/rules",
    }
    assert sum(room.parent == package for room in rooms) <= 24
    assert sum(path.stem[:2] != "__" for path in package.glob("*.py")) <= 8


def test_every_room_says_what_it_is_for() -> None:
    for path in sorted((command.ROOT / PACKAGE).rglob("__init__.py")):
        documented = ast.get_docstring(ast.parse(path.read_bytes()))
        assert documented, path
        if path.parents[1] == command.ROOT / PACKAGE and path.parent.name != "cli":
            named = {*re.findall(r"``([a-z_]+)(?:/|``)", documented)}
            modules = {m.stem for m in path.parent.iterdir() if m.suffix == ".py" or m.is_dir()}
            assert modules - {"__init__", "__pycache__"} <= named, path


def test_help_loads_nothing_but_commands_and_what_their_options_are_named_by() -> None:
    program = (
        "import sys; from feeds.cli import cli; cli(['--help'], standalone_mode=False);"
        "print(*sorted(name for name in sys.modules if name.startswith('feeds.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=command.clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {name.split(".")[1] for name in done.stdout.splitlines()[-1].split()}
    assert loaded == {"cli", "links", "problems", "reporters"}


def test_starting_the_command_loads_no_library_that_it_may_not_need() -> None:
    program = f"import sys, feeds.cli; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=command.clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")

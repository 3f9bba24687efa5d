"""Imports point down only, and starting the command loads no library it may not need."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.plugins import command

PACKAGE = "feeds"

# From top to bottom. A name is a folder of the package, or a module.
LAYERS = {
    "cli": ("cli", "__main__",),
    "build": ("build",),
    "websub": ("websub",),
    "reporters": ("reporters",),
    "links": ("links",),
    "output": ("output",),
    "grouping": ("grouping",),
    "cache": ("cache",),
    "fixes": ("fixes",),
    "entries": ("entries",),
    "config": ("config",),
    "validation": ("validation",),
    "schema": ("schema",),
    "render": ("render",),
    "seeds": ("seeds",),
    "frontmatter": ("frontmatter",),
    "workers": ("workers",),
    "settings": ("settings",),
    "values": ("values",),
    "problems": ("problems",),
    "client": ("client",),
    "program": ("program",),
    "progress": ("progress",),
    "files": ("files",),
    "model": ("model", "__init__",),
}  # fmt: skip
DEPTHS = {name: depth for depth, names in enumerate(LAYERS.values()) for name in names}
# Plain values, which anybody may import without a library in tow.
STANDARD_ONLY = ("settings", "problems", "progress", "files", "model")

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
    """Return how far below the command line *module* stands; None if no layer names it."""
    return DEPTHS.get(module.split(".")[1])


def find_unmapped(imports: Graph) -> list[str]:
    """Return a message for each module that belongs to no layer."""
    return [
        f"{module} belongs to no layer: add it to LAYERS"
        for module in imports
        if depth_of(module) is None
    ]


def find_upward(imports: Graph) -> list[str]:
    """Return a message for each import of a module in a higher layer."""
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
    plain = {list(LAYERS).index(name) for name in STANDARD_ONLY}
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


def find_faults(package: Path) -> list[str]:
    """Return a message for everything that is wrong with the imports of *package*."""
    imports = read_imports(package)
    checks = (find_unmapped, find_upward, find_foreign, find_cycle)
    return [message for check in checks for message in check(imports)]


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
            {"utils.py": ""},
            ["feeds.utils belongs to no layer: add it to LAYERS"],
            id="no layer",
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

"""Commands load what they use: to load the rest would take longer than most of them do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins import command

# Seeds have settled by the time of this run, so that the next one knows them by their times.
PROGRAM = """
import sys, time
from feeds.cli import main
real = time.time_ns
time.time_ns = lambda: real() + 60 * 10**9
sys.argv[0] = "feeds"
try:
    main()
finally:
    sys.stdout.flush()
    print("loaded", *sys.modules, file=sys.stderr)
"""
# Each takes a hundredth or more of the time of a build with nothing to do, and is there for others.
NETWORK = frozenset({"asyncio", "email", "http", "requests", "socket", "ssl", "urllib.request"})
PROCESSES = frozenset({"concurrent", "multiprocessing", "pickle", "subprocess"})
HEAVY = frozenset({"decimal", "difflib", "html", "logging", "random", "tempfile"})
LIBRARIES = frozenset({"brotli", "feedgen", "filelock", "idna", "jinja2", "jsonschema", "lxml"})
LIBRARIES |= frozenset({"markdown_it", "nh3", "pathspec", "publicsuffixlist", "yaml"})
WHOLE = NETWORK | PROCESSES | HEAVY | LIBRARIES
ROOMS = frozenset({"bodies", "fixes", "frontmatter", "render", "verify", "websub"})


def loaded(folder: Path, *args: str) -> set[str]:
    """Run ``feeds`` with *args* in *folder*, and return the modules that it then has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args],
        cwd=folder,
        env={"PYTHONPATH": str(command.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    *said, last = done.stderr.splitlines()
    assert (done.returncode, said) == (0, [])
    return set(last.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = '[site]\ntitle = "Chips"\nurl = "https://chips.example/"\n[topics.AI]\ntitle = "A I"\n'
    (tmp_path / "feeds.toml").write_text(text)
    # As most seeds are written, so that what reads all of YAML is not needed.
    lines = ("provider:", "  name: ZDNet", "  domain: example.org", "topics:", "  - AI")
    seeds = [seed(n, f"excerpt: E {n}.", *lines, provider="", topics="") for n in (1, 2)]
    write_seeds(tmp_path / "seeds", *seeds)
    return tmp_path


def test_a_build_with_nothing_to_do(folder: Path) -> None:
    build = ("build", "--jobs", "1", "--quiet")
    assert {"filelock", "feeds.model", "feeds.render.feedgen"} <= loaded(folder, *build)
    modules = loaded(folder, *build)
    assert modules & (WHOLE | {"jsonschema_rs", "markupsafe"}) == set()
    own = {name.removeprefix("feeds.") for name in modules if name.startswith("feeds.")}
    assert {name for name in own if name.partition(".")[0] in ROOMS} == set()
    others = {"model", "entries.standing", "grouping.archive", "problems.edits", "problems.rule"}
    assert own & (others | {"problems.reports", "validation.selection"}) == set()


def test_a_check_of_seeds_without_a_fault(folder: Path) -> None:
    # What checks by the schema brings e-mail, sockets and decimal numbers along.
    brought = {"decimal", "email", "random", "socket"}
    modules = loaded(folder, "validate", "--quiet")
    assert "jsonschema_rs" in modules
    assert modules & (WHOLE - brought) == set()
    assert (
        modules & {"feeds.model", "feeds.problems.build_report", "feeds.validation.schema.faults"}
        == set()
    )


def test_links_are_checked_without_what_mends_seeds() -> None:
    program = "import sys, feeds.links.check; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(command.ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stdout.split())
    assert modules & {"feeds.fixes", "requests", "yaml"} == set()

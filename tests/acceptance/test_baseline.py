"""``feeds validate --baseline``: old debts are passed over, and told as what they are."""

import json
from pathlib import Path

import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

CONCISE = ("validate", "--format", "concise", "--baseline", "baseline.json")
WRONG = "topics[0] 2024 is a number, not text"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the current folder, with an error and a warning in two of three seeds."""
    write_seeds(tmp_path / "seeds", seed(1, topics="[2024]"), seed(2), seed(3, title='"A &amp; B"'))
    return tmp_path


def test_old_debts_pass_and_new_ones_do_not(folder: Path, run_feeds: RunFeeds) -> None:
    written = run_feeds(*CONCISE, "--write-baseline")
    assert written.stderr == "wrote baseline.json: 2 problems of 2 seeds (2 new)\n"
    passed = (
        "checked 3 seeds: no problems\n"
        "known from baseline.json: 1 error, 1 warning; builds leave out what the error is in\n"
    )
    assert (written.returncode, written.stdout) == (0, passed)
    again = run_feeds(*CONCISE)
    assert (again.returncode, again.stdout, again.stderr) == (0, passed, "")
    assert run_feeds(*CONCISE, "--quiet").stdout == ""
    assert run_feeds(*CONCISE, "--warnings-as-errors").returncode == 0

    (folder / "seeds" / "2.md").write_text(seed(2, topics="[2024]"))
    refused = run_feeds(*CONCISE)
    assert refused.returncode == 1
    assert refused.stdout.startswith(f"seeds/2.md:7:10: error wrong-type {WRONG}\nchecked 3 seeds:")


def test_builds_leave_out_what_the_gate_passes_over(folder: Path, run_feeds: RunFeeds) -> None:
    run_feeds(*CONCISE, "--write-baseline")
    done = run_feeds("build")
    assert done.returncode == 1
    assert WRONG in done.stdout + done.stderr
    assert "left out 1 seed: 1 invalid" in done.stdout + done.stderr
    del folder


def test_what_is_mended_is_said_and_taken_out(folder: Path, run_feeds: RunFeeds) -> None:
    run_feeds(*CONCISE, "--write-baseline")
    before = (folder / "baseline.json").read_bytes()
    (folder / "seeds" / "1.md").write_text(seed(1))
    done = run_feeds(*CONCISE)
    assert done.stdout == (
        "checked 3 seeds: no problems\n"
        "known from baseline.json: 1 warning\n"
        "1 problem that baseline.json knows is mended: --write-baseline takes it out\n"
    )
    assert (folder / "baseline.json").read_bytes() == before
    written = run_feeds(*CONCISE, "--write-baseline")
    assert written.stderr == "wrote baseline.json: 1 problem of 1 seed (1 mended)\n"
    (folder / "seeds" / "1.md").write_text(seed(1, topics="[2024]"))
    assert run_feeds(*CONCISE).returncode == 1


def test_a_run_over_some_seeds_leaves_the_others_in_the_file(
    folder: Path, run_feeds: RunFeeds
) -> None:
    run_feeds(*CONCISE, "--write-baseline")
    before = (folder / "baseline.json").read_bytes()
    part = run_feeds(*CONCISE, "--write-baseline", "seeds/2.md")
    assert part.stderr == "wrote baseline.json: 2 problems of 2 seeds\n"
    assert (folder / "baseline.json").read_bytes() == before
    inner = run_feeds(
        "validate", "--baseline", "../baseline.json", "3.md", "--quiet", cwd=folder / "seeds"
    )
    assert (inner.returncode, inner.stdout) == (0, "")


def test_programs_are_told_how_much_is_passed_over(folder: Path, run_feeds: RunFeeds) -> None:
    run_feeds(*CONCISE, "--write-baseline")
    (folder / "seeds" / "3.md").write_text(seed(3))
    done = run_feeds("validate", "--format", "json", "--baseline", "baseline.json")
    assert json.loads(done.stdout) == {
        "ok": True,
        "checked": 3,
        "problems": [],
        "baseline": {"path": "baseline.json", "known": 1, "known_errors": 1, "mended": 1},
    }
    assert "baseline" not in json.loads(run_feeds("validate", "--format", "json").stdout)
    for name in ("github", "sarif", "junit", "markdown"):
        done = run_feeds("validate", "--format", name, "--baseline", "baseline.json")
        assert (done.returncode, WRONG in done.stdout) == (0, False)


def test_standard_input_can_be_held_against_it(folder: Path, run_feeds: RunFeeds) -> None:
    run_feeds(*CONCISE, "--write-baseline")
    text = (folder / "seeds" / "1.md").read_text()
    known = run_feeds(*CONCISE, "-", "--stdin-filename", "seeds/1.md", input=text)
    assert known.returncode == 0
    assert run_feeds(*CONCISE, "-", "--stdin-filename", "seeds/4.md", input=text).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--write-baseline"],
         "--write-baseline writes the file of --baseline: add --baseline FILE"),
        (["--baseline", "none.json"],
         "--baseline none.json: there is no such file; write it with --write-baseline"),
        (["--baseline", "b.json", "--write-baseline", "-"],
         "--write-baseline is for files: name them instead of -"),
        (["--baseline", "feeds.toml", "--write-baseline"],
         "--baseline feeds.toml: is the configuration in use, and stays; choose another file"),
        (["--baseline", "seeds/new.md", "--write-baseline"],
         "--baseline seeds/new.md: would be taken for a seed; choose another file"),
        (["--baseline", "seeds/1.md", "--write-baseline"],
         "--baseline seeds/1.md: is no baseline of feeds validate (Expecting value in line 1); take"
         " it from git again, or remove it and write it anew with --write-baseline"),
        (["--baseline", "notes.json", "--write-baseline"],
         '--baseline notes.json: is no baseline of feeds validate (it has no "problems"); take it'
         " from git again, or remove it and write it anew with --write-baseline"),
    ],
)  # fmt: skip
def test_wrong_use_ends_with_two_and_writes_nothing(
    folder: Path, run_feeds: RunFeeds, arguments: list[str], message: str
) -> None:
    (folder / "feeds.toml").write_text('[site]\ntitle = "T"\n')
    (folder / "notes.json").write_text("{}")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run_feeds("validate", *arguments)
    assert (done.returncode, done.stderr) == (2, f"feeds: error: {message}\n")
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before

"""What the last build has told of and is as it was is not told again; errors get a line."""

import json
from pathlib import Path

import pytest

from benchmarks.generate import generate
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

COUNT, PAIRS = 1373, 21
BUILD = ("build", "--site-url", "https://news.example/")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Return the folder of a real collection's kind: 21 of its addresses stand in two seeds."""
    seeds = [*generate(COUNT - PAIRS)]
    fields = ("\npublished: true\n", "\npublishedDateTime: ")
    published = [made for made in seeds if all(field in made.text for field in fields)]
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in [
        *((made.name, made.text) for made in seeds),
        *((f"copy-of-{made.name}", made.text) for made in published[:PAIRS]),
    ]:
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def test_a_collection_with_old_duplicates_is_built_in_silence(
    collection: Path, run_feeds: RunFeeds
) -> None:
    first = run_feeds(*BUILD, "--quiet")
    assert first.returncode == 0
    warnings = [line for line in first.stderr.splitlines() if ": warning[duplicate-url]" in line]
    assert len(warnings) == PAIRS
    again = run_feeds(*BUILD, "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    again = run_feeds(*BUILD)
    assert "21 known warnings; -v shows them\n" in again.stdout
    assert again.stderr == ""
    assert run_feeds(*BUILD, "-v").stderr == first.stderr
    # One of the seeds changes: only what is wrong with it is told.
    (collection / "new.md").write_text(seed(1, "mood: cheerful"), encoding="utf-8")
    changed = run_feeds(*BUILD, "--quiet")
    assert changed.stdout == ""
    told = [line for line in changed.stderr.splitlines() if ": warning[" in line]
    assert [line.partition(": ")[0] for line in told] == ["seeds/new.md:8:1"]
    again = run_feeds(*BUILD, "--quiet")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_known_errors_have_a_line_each_and_exit_code_1(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, title="5"), seed(3, title="6"))
    first = run_feeds(*BUILD, "--quiet")
    assert first.returncode == 1
    assert first.stderr.count("remedy:") == 2
    lines = [line for line in first.stderr.splitlines() if line.startswith("seeds/")]
    for options in (["--quiet"], [], ["--quiet", "--dry-run"]):
        again = run_feeds(*BUILD, *options)
        assert (again.returncode, again.stderr.splitlines()) == (1, lines)
    # A known one that has moved is no other; a new one is told at length.
    text = seed(2, title="5").replace("title:", "# a comment\ntitle:")
    (tmp_path / "seeds/2.md").write_text(text, encoding="utf-8")
    (tmp_path / "seeds/1.md").write_text(seed(1, topics="AI"), encoding="utf-8")
    again = run_feeds(*BUILD, "--quiet")
    assert again.returncode == 1
    assert again.stderr.count("remedy:") == 1
    assert [line.partition(" ")[0] for line in again.stderr.splitlines() if line[:5] == "seeds"] == [
        "seeds/2.md:3:8:", "seeds/3.md:2:8:", "seeds/1.md:7:9:",
    ]  # fmt: skip


def test_data_stays_complete(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, "mood: cheerful"), seed(2))
    first = json.loads(run_feeds(*BUILD, "--json").stdout)
    again = run_feeds(*BUILD, "--json", "--report", "report.json")
    assert [p["id"] for p in first["problems"]] == ["unknown-field"]
    assert json.loads(again.stdout)["problems"] == first["problems"]
    assert json.loads((tmp_path / "report.json").read_text())["problems"] == first["problems"]
    assert (first["known_warnings"], json.loads(again.stdout)["known_warnings"]) == (0, 1)
    logged = run_feeds(*BUILD, "--log-format", "json").stderr
    assert "unknown-field" in logged


def test_what_is_mended_and_comes_again_is_told_again(tmp_path: Path, run_feeds: RunFeeds) -> None:
    faulty, whole = seed(1, "mood: cheerful"), seed(1)
    said = []
    for text in (faulty, whole, faulty):
        write_seeds(tmp_path / "seeds", text)
        said.append("unknown-field" in run_feeds(*BUILD, "--quiet").stderr)
    assert said == [True, False, True]


@pytest.mark.parametrize("lost", [["--no-cache"], ["cache", "clear"]])
def test_without_a_memory_all_is_told_again(
    tmp_path: Path, run_feeds: RunFeeds, lost: list[str]
) -> None:
    write_seeds(tmp_path / "seeds", seed(1, "mood: cheerful"))
    run_feeds(*BUILD, "--quiet")
    if lost == ["--no-cache"]:
        assert "unknown-field" in run_feeds(*BUILD, "--quiet", *lost).stderr
    else:
        run_feeds(*lost)
        assert "unknown-field" in run_feeds(*BUILD, "--quiet").stderr
    assert run_feeds(*BUILD, "--quiet").stderr == ""


def test_what_a_withheld_build_told_is_known(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    run_feeds(*BUILD)
    write_seeds(tmp_path / "seeds", seed(1, "mood: cheerful", published="false"))
    said = [run_feeds(*BUILD, "--quiet").stderr for _ in range(2)]
    assert ["unknown-field" in text for text in said] == [True, False]
    assert ["withdrawn" in text for text in said] == [True, True]
    write_seeds(tmp_path / "seeds", seed(1, "mood: cheerful"))
    assert run_feeds(*BUILD, "--quiet").stderr == ""

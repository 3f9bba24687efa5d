"""Builds that use what earlier ones have learnt publish what a build from nothing would."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from feeds.build.remember import forget
from feeds.cache.database import connect
from feeds.config.load import load_settings
from feeds.output.publish import output_lock
from feeds.problems.errors import OutputError
from feeds.problems.exclusion import Exclusion
from feeds.reporters.summary import build_lines
from tests.acceptance.changing_folder import ChangingFolder, published, seed_text
from tests.plugins.command import RunFeeds


@pytest.fixture
def folder(tmp_path: Path) -> ChangingFolder:
    """Return a folder with five seeds."""
    return ChangingFolder(tmp_path, 5)


def test_cache_folder_is_marked_for_backups_and_git(folder: ChangingFolder) -> None:
    folder.build()
    marks = {path.name for path in folder.settings.links.cache.iterdir()} - {folder.cache.name}
    assert marks == {"CACHEDIR.TAG", ".gitignore"}


def test_what_is_announced_again_is_said_by_the_build_that_does_it_only(
    folder: ChangingFolder,
) -> None:
    folder.build()
    folder.write("1.md", id="urn:new:1")
    (warning,) = folder.build().warnings
    assert warning.startswith("subscribers get 1 entry once more")
    assert folder.build().warnings == ()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"nonsense" * 1000),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"Title 1", b"Title X")),
        lambda path: sqlite3.connect(path).execute("PRAGMA user_version = 99").connection.close(),
    ],
    ids=["nonsense", "cut", "a changed byte", "newer"],
)
def test_a_cache_that_cannot_be_used_costs_only_time(
    folder: ChangingFolder, damage: Callable[[Path], None]
) -> None:
    folder.build()
    before = published(folder.out)
    folder.write("1.md")
    damage(folder.cache)
    report = folder.build()
    assert published(folder.out) == before
    said = [warning for warning in report.warnings if "set aside" in warning]
    assert len(said) == 1
    assert folder.build().warnings == ()


def test_a_cache_that_was_never_written_is_nothing_to_speak_of(folder: ChangingFolder) -> None:
    folder.build()
    before = published(folder.out)
    folder.cache.write_bytes(b"")
    assert folder.build().warnings == ()
    assert published(folder.out) == before
    assert folder.cache.stat().st_size > 0


def test_without_cache_nothing_is_kept(folder: ChangingFolder) -> None:
    folder.build(use_cache=False)
    assert not folder.settings.links.cache.exists()


def test_dry_run_leaves_the_cache_alone(folder: ChangingFolder) -> None:
    folder.build(dry_run=True)
    assert not folder.settings.links.cache.exists()


def test_a_disk_that_takes_no_cache_costs_only_time(folder: ChangingFolder) -> None:
    folder.settings.links.cache.write_text("a file where the folder is to be")
    report = folder.build()
    assert len(report.written) > 10
    assert [warning for warning in report.warnings if "cannot be written" in warning]


def test_every_count_in_the_summary_has_separators(folder: ChangingFolder) -> None:
    many = ("x",) * 1016
    report = folder.build()._replace(kept=many, removed=many, left_out={Exclusion.DEAD: many})
    told = "\n".join(build_lines(report, verbose=False))
    assert "left out 1,016 seeds: 1,016 dead\n" in told
    assert ", kept 1,016, removed 1,016 in " in told


@pytest.mark.parametrize("command", [["build"], ["check-links"], ["cache", "clear"]], ids=" ".join)
def test_a_cache_among_other_files_is_refused_before_anything_is_done(
    run_feeds: RunFeeds, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "build-notes.md").write_text(seed_text(0))
    (tmp_path / "feeds.toml").write_text('[links]\ncache = "seeds"\n')
    done = run_feeds(*command)
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        "feeds: error: links.cache seeds is the seeds folder seeds, which neither git nor backups"
        " would take any more; set [links] cache in feeds.toml to a folder of its own\n",
        2,
    )
    assert sorted(path.name for path in tmp_path.rglob("*")) == [
        "build-notes.md",
        "feeds.toml",
        "seeds",
    ]


def test_cache_clear_waits_for_a_build_and_leaves_what_another_is_writing(
    run_feeds: RunFeeds, tmp_path: Path
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "0.md").write_text(seed_text(0))
    assert run_feeds("build", "--quiet", "--out", "other").returncode == 0
    (path,) = (tmp_path / ".feeds-cache").glob("build-*")
    with closing(connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        done = run_feeds("cache", "clear")
    assert (done.stdout, done.stderr, done.returncode) == (
        "",
        f"feeds: error: .feeds-cache/{path.name} is being written by a build; let it finish, then"
        " try again\n",
        2,
    )
    assert path.exists()
    assert run_feeds("build", "--quiet").returncode == 0
    with output_lock(tmp_path / "out", 0):
        settings = load_settings(None, {"build.out": tmp_path / "out"})
        with pytest.raises(OutputError, match=r"another build has been writing .*/out for more"):
            forget(settings, lock_seconds=0)
        assert len([*(tmp_path / ".feeds-cache").glob("build-*")]) == 2
    assert run_feeds("cache", "clear").stdout.count("removed") == 2


def test_cache_clear_forgets_builds_and_nothing_else(run_feeds: RunFeeds, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "0.md").write_text(seed_text(0))
    assert run_feeds("build", "--quiet").returncode == 0
    (tmp_path / ".feeds-cache" / "links.sqlite").write_bytes(b"verdicts")
    (name,) = [path.name for path in (tmp_path / ".feeds-cache").glob("build-*")]
    (tmp_path / ".feeds-cache" / "build-plan.md").write_bytes(b"theirs")
    (tmp_path / ".feeds-cache" / "build-scripts").mkdir()
    done = run_feeds("cache", "clear")
    assert (done.stdout, done.stderr, done.returncode) == (f"removed .feeds-cache/{name}\n", "", 0)
    assert run_feeds("cache", "clear").stdout == "there is nothing to forget\n"
    assert (tmp_path / ".feeds-cache" / "links.sqlite").read_bytes() == b"verdicts"
    assert (tmp_path / ".feeds-cache" / "build-plan.md").read_bytes() == b"theirs"
    assert (tmp_path / ".feeds-cache" / "build-scripts").is_dir()


@pytest.mark.parametrize("target", ["theirs", "nothing"])
def test_nothing_is_written_through_a_link_in_the_place_of_the_cache(
    run_feeds: RunFeeds, tmp_path: Path, target: str
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "0.md").write_text(seed_text(0))
    assert run_feeds("build", "--quiet").returncode == 0
    (path,) = (tmp_path / ".feeds-cache").glob("build-*")
    path.unlink()
    (tmp_path / "theirs").touch()
    path.symlink_to(tmp_path / target)
    done = run_feeds("build", "--quiet")
    assert (done.returncode, path.is_symlink(), path.is_file()) == (0, False, True)
    assert (tmp_path / "theirs").read_bytes() == b""
    assert not (tmp_path / "nothing").exists()

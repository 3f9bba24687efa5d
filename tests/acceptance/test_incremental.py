"""Builds that use what earlier ones have learnt publish what a build from nothing would."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.build.context import BuildOptions
from feeds.build.run import build_feeds
from feeds.model import Exclusion
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.reports import BuildReport
from feeds.reporters.summary import build_lines
from feeds.seeds.find import SeedFile, read_seed
from feeds.settings import Settings
from tests.acceptance.changing_folder import (
    START,
    age,
    later,
    published,
    seed_text,
    settings_in,
)
from tests.plugins.command import RunFeeds


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a folder with five seeds."""
    (tmp_path / "seeds").mkdir()
    for number in range(5):
        (tmp_path / "seeds" / f"{number}.md").write_text(seed_text(number))
    age(tmp_path / "seeds")
    return settings_in(tmp_path)


def run(settings: Settings, **how: Any) -> BuildReport:
    return build_feeds(settings, now=START + timedelta(days=1), options=BuildOptions(**how))


def cache_of(settings: Settings) -> Path:
    (found,) = settings.links.cache.glob("build-*.sqlite")
    return found


def test_cache_folder_is_marked_for_backups_and_git(settings: Settings) -> None:
    run(settings)
    marks = {path.name for path in settings.links.cache.iterdir()} - {cache_of(settings).name}
    assert marks == {"CACHEDIR.TAG", ".gitignore"}


def test_unchanged_seeds_are_not_read_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with later(monkeypatch):
        first = run(settings)
    with later(monkeypatch):
        again = run(settings)
    assert (first.parsed, again.parsed) == (5, 0)
    assert (again.read, again.written, again.kept) == (5, (), first.written)


def test_what_is_announced_again_is_said_by_the_build_that_does_it_only(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings)
    (settings.seeds.folder / "1.md").write_text(seed_text(1, id="urn:new:1"))
    with later(monkeypatch):
        (warning,) = run(settings).warnings
        assert warning.startswith("subscribers get 1 entry once more")
        again = run(settings)
        assert (again.warnings, again.parsed) == ((), 0)


def test_a_duplicate_that_changes_until_it_is_looked_at_again_begins_the_build_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings.seeds.folder / "9.md"
    path.write_text(seed_text(1))

    def read_and_change(file: SeedFile) -> bytes | Diagnostic:
        content = read_seed(file)
        path.write_text(seed_text(9))
        return content

    monkeypatch.setattr("feeds.seeds.folder.read_seed", read_and_change)
    report = run(settings, use_cache=False)
    assert (report.entries, report.left_out) == (6, {})
    assert run(settings, use_cache=False).written == ()


def test_seeds_that_are_checked_out_again_are_not_parsed_again(settings: Settings) -> None:
    run(settings)
    moved = settings.seeds.folder / "moved"
    moved.mkdir()
    for number in range(5):
        text = (settings.seeds.folder / f"{number}.md").read_bytes()
        (settings.seeds.folder / f"{number}.md").unlink()
        (moved / f"{number}.md").write_bytes(text)
    report = run(settings)
    assert (report.read, report.parsed, report.written) == (5, 0, ())


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
    settings: Settings, damage: Callable[[Path], None]
) -> None:
    run(settings)
    before = published(settings.build.out)
    (settings.seeds.folder / "0.md").write_text(seed_text(0))
    damage(cache_of(settings))
    report = run(settings)
    assert published(settings.build.out) == before
    said = [warning for warning in report.warnings if "set aside" in warning]
    assert len(said) == 1
    assert run(settings).warnings == ()


def test_a_cache_that_was_never_written_is_nothing_to_speak_of(settings: Settings) -> None:
    run(settings)
    before = published(settings.build.out)
    cache_of(settings).write_bytes(b"")
    assert run(settings).warnings == ()
    assert published(settings.build.out) == before
    assert cache_of(settings).stat().st_size > 0


def test_without_cache_nothing_is_kept(settings: Settings) -> None:
    run(settings, use_cache=False)
    assert not settings.links.cache.exists()


def test_dry_run_leaves_the_cache_alone(settings: Settings) -> None:
    run(settings, dry_run=True)
    assert not settings.links.cache.exists()


def test_only_a_changed_entry_and_its_feeds_are_rendered(settings: Settings) -> None:
    provider = "{name: Axios, domain: axios.com}"
    (settings.seeds.folder / "5.md").write_text(seed_text(5, topics="[Chips]", provider=provider))
    run(settings)
    (settings.seeds.folder / "5.md").write_text(
        seed_text(5, topics="[Chips]", provider=provider, title="Changed")
    )
    report = run(settings)
    assert (report.parsed, report.rendered) == (1, 1)
    assert {str(Path(path).parent) for path in report.written} == {
        "all", "topics/chips", "providers/axios", ".",
    }  # fmt: skip


def test_vanished_seeds_are_forgotten(settings: Settings) -> None:
    run(settings)
    (settings.seeds.folder / "3.md").unlink()
    run(settings)
    rows = sqlite3.connect(cache_of(settings)).execute("SELECT name FROM seed").fetchall()
    assert sorted(Path(os.fsdecode(name)).name for (name,) in rows) == [
        "0.md",
        "1.md",
        "2.md",
        "4.md",
    ]


def test_a_disk_that_takes_no_cache_costs_only_time(settings: Settings) -> None:
    settings.links.cache.write_text("a file where the folder is to be")
    report = run(settings)
    assert len(report.written) > 10
    assert [warning for warning in report.warnings if "cannot be written" in warning]


def test_every_count_in_the_summary_has_separators(settings: Settings) -> None:
    many = ("x",) * 1016
    report = replace(run(settings), kept=many, removed=many, left_out={Exclusion.DEAD: many})
    told = "\n".join(build_lines(report, verbose=False))
    assert "left out 1,016 seeds: 1,016 dead\n" in told
    assert ", kept 1,016, removed 1,016 in " in told


def test_cache_clear_forgets_builds_and_nothing_else(run_feeds: RunFeeds, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "0.md").write_text(seed_text(0))
    assert run_feeds("build", "--quiet").returncode == 0
    (tmp_path / ".feeds-cache" / "links.sqlite").write_bytes(b"verdicts")
    (name,) = [path.name for path in (tmp_path / ".feeds-cache").glob("build-*")]
    done = run_feeds("cache", "clear")
    assert (done.stdout, done.stderr, done.returncode) == (f"removed .feeds-cache/{name}\n", "", 0)
    assert run_feeds("cache", "clear").stdout == "there is nothing to forget\n"
    assert (tmp_path / ".feeds-cache" / "links.sqlite").read_bytes() == b"verdicts"

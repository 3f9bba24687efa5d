"""What changed is queued until it is told, and no change is taken for another."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.files import staged_path
from feeds.problems.errors import OutputError
from feeds.websub.queue import (
    QUEUE_NAME,
    DamagedQueueError,
    Ping,
    load,
    note,
    postpone,
    remove,
    set_aside,
)

HUB = "https://hub.example/"
A, B = "https://news.example/a/rss.xml", "https://news.example/b/rss.xml"
BOTH = {"a/rss.xml": A, "b/rss.xml": B}


def queued(out: Path) -> list[tuple[str, str]]:
    return [(ping.address, ping.hub) for ping in load(out, 0)]


def test_what_changed_is_queued_in_order(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    assert load(tmp_path, 0) == [Ping(1, A, HUB), Ping(2, B, HUB)]


def test_what_changes_twice_is_queued_once(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    note(tmp_path, ["a/rss.xml"], {"a/rss.xml": A}, HUB)
    assert queued(tmp_path) == [(B, HUB), (A, HUB)]


def test_what_is_gone_is_not_queued_any_more(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    note(tmp_path, ["a/rss.xml"], {}, HUB)
    assert queued(tmp_path) == [(B, HUB)]


def test_documents_that_name_another_hub_or_address_are_queued_as_they_say(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    moved = {"a/rss.xml": "https://moved.example/a/rss.xml"}
    note(tmp_path, BOTH, moved, "https://other.example/")
    assert queued(tmp_path) == [("https://moved.example/a/rss.xml", "https://other.example/")]


def test_documents_that_name_no_hub_any_more_are_not_queued(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    note(tmp_path, ["a/rss.xml"], {"a/rss.xml": A}, None)
    assert queued(tmp_path) == [(B, HUB)]


@pytest.mark.parametrize(("addresses", "hub"), [(BOTH, None), ({}, HUB)])
def test_no_file_is_made_for_nothing(
    tmp_path: Path, addresses: dict[str, str], hub: str | None
) -> None:
    note(tmp_path, BOTH, addresses, hub)
    assert (list(tmp_path.iterdir()), load(tmp_path, 0)) == ([], [])


def test_what_was_told_leaves_the_queue(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    remove(tmp_path, load(tmp_path, 0)[:1])
    assert queued(tmp_path) == [(B, HUB)]


def test_a_change_while_the_one_before_is_told_stays(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    told = load(tmp_path, 0)
    remove(tmp_path, told[1:])
    note(tmp_path, BOTH, BOTH, HUB)
    remove(tmp_path, told)
    postpone(tmp_path, told)
    assert load(tmp_path, 0) == [Ping(3, A, HUB), Ping(4, B, HUB)]


def test_what_is_refused_waits_behind_the_others(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    postpone(tmp_path, load(tmp_path, 0)[:1] * 2)
    assert queued(tmp_path) == [(B, HUB), (A, HUB)]


def test_a_change_is_noted_as_a_whole_or_not_at_all(tmp_path: Path) -> None:
    def changed() -> Iterator[str]:
        yield "a/rss.xml"
        raise KeyboardInterrupt

    note(tmp_path, BOTH, BOTH, HUB)
    with pytest.raises(KeyboardInterrupt):
        note(tmp_path, changed(), {}, HUB)
    assert queued(tmp_path) == [(A, HUB), (B, HUB)]


@pytest.mark.parametrize("use", [lambda out: load(out, 0), lambda out: note(out, BOTH, BOTH, HUB)])
def test_a_damaged_file_is_named_with_the_remedy(tmp_path: Path, use: object) -> None:
    (tmp_path / QUEUE_NAME).write_bytes(b"no database" * 100)
    assert callable(use)
    with pytest.raises(DamagedQueueError) as caught:
        use(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/.feeds-pings.sqlite is damaged: file is not a database; the next build that"
        " changes a feed sets it aside and queues every feed"
    )


def test_a_damaged_file_is_kept_aside_without_its_journal(tmp_path: Path) -> None:
    (tmp_path / QUEUE_NAME).write_bytes(b"no database")
    (tmp_path / f"{QUEUE_NAME}-journal").write_bytes(b"no journal")
    assert set_aside(tmp_path) == (
        ".feeds-pings.sqlite is damaged and was renamed to .feeds-pings.sqlite.damaged: feeds ping"
        " will tell the hub of every feed"
    )
    assert [path.name for path in tmp_path.iterdir()] == [".feeds-pings.sqlite.damaged"]


def test_a_file_that_is_in_use_is_no_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.websub.queue._PATIENCE_SECONDS", 0)
    note(tmp_path, BOTH, BOTH, HUB)
    other = sqlite3.connect(tmp_path / QUEUE_NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OutputError) as caught:
        load(tmp_path, 0)
    other.close()
    assert str(caught.value) == (
        f"{tmp_path}/.feeds-pings.sqlite cannot be used: database is locked; put that right and try"
        " again"
    )


@pytest.mark.parametrize("target", ["theirs", "nothing"])
@pytest.mark.parametrize("use", [lambda out: load(out, 0), lambda out: note(out, BOTH, BOTH, HUB)])
def test_nothing_is_written_through_a_link(
    tmp_path: Path, target: str, use: Callable[[Path], object]
) -> None:
    (tmp_path / "theirs").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / QUEUE_NAME).symlink_to(tmp_path / target)
    with pytest.raises(OutputError) as caught:
        use(tmp_path / "out")
    assert str(caught.value) == (
        f"{tmp_path}/out/.feeds-pings.sqlite is a link, and no queue can be kept there; move it"
        " away, and build again"
    )
    assert (tmp_path / "theirs").read_bytes() == b""
    assert not (tmp_path / "nothing").exists()


def test_what_is_no_file_is_no_queue(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / QUEUE_NAME)
    with pytest.raises(OutputError, match=" is no file, and no queue can be kept there; move it"):
        note(tmp_path, BOTH, BOTH, HUB)


def test_a_backup_of_hard_links_stays_as_it_is(tmp_path: Path) -> None:
    note(tmp_path, BOTH, BOTH, HUB)
    remove(tmp_path, load(tmp_path, 0)[1:])
    backup = tmp_path / "backup"
    backup.hardlink_to(tmp_path / QUEUE_NAME)
    before = backup.read_bytes()
    staged_path(tmp_path / QUEUE_NAME).touch()
    note(tmp_path, ["b/rss.xml"], {"b/rss.xml": B}, HUB)
    # Numbers are still not used again.
    assert load(tmp_path, 0) == [Ping(1, A, HUB), Ping(3, B, HUB)]
    remove(tmp_path, load(tmp_path, 0))
    assert (backup.read_bytes(), queued(tmp_path)) == (before, [])
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".feeds-pings.sqlite",
        ".feeds.lock",
        "backup",
    ]

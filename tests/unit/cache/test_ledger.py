"""What is remembered of links between runs."""

import resource
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.cache.ledger import Record, open_ledger
from feeds.cache.ledger_file import dead_urls
from feeds.http.verdicts import HeadLinks, Outcome, Reach, Verdict
from feeds.problems.errors import OutputError

URL = "https://a.example/"
MONDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD = Outcome(
    URL, Verdict.OK, "answers 200 OK", 200, f"{URL}?", None, '"e"', "Mon", False,
    HeadLinks("https://c.example/", None, complete=False),
)  # fmt: skip
GONE = Outcome(URL, Verdict.BROKEN, "answers 404 Not Found", 404)


def remember(folder: Path, *pairs: tuple[Outcome, datetime]) -> Record | None:
    """Record *pairs*; return what is known of the address afterwards."""
    with open_ledger(folder) as ledger:
        for outcome, when in pairs:
            ledger.record(outcome, when)
        ledger.flush()
        return ledger.find(URL)


def test_a_disk_without_room_is_no_reason_to_delete_what_is_known(tmp_path: Path) -> None:
    remember(tmp_path, (GOOD, MONDAY))
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, unlimited[1]))
    try:
        with pytest.raises(OutputError, match="free some space, or raise the quota or limit"):
            remember(tmp_path, (GONE, MONDAY + DAY))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert remember(tmp_path) == Record(GOOD, MONDAY, 0)


def test_everything_about_an_outcome_is_kept(tmp_path: Path) -> None:
    expected = Record(GOOD, MONDAY, 0)
    assert remember(tmp_path, (GOOD, MONDAY)) == expected
    with open_ledger(tmp_path) as ledger:
        assert ledger.find(URL) == expected
        assert ledger.find("https://b.example/") is None
        assert ledger.notices == ()


def test_unflushed_outcomes_are_written_in_the_end(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.record(GOOD, MONDAY)
        assert ledger.find(URL) is None
    assert remember(tmp_path) == Record(GOOD, MONDAY, 0)


@pytest.mark.parametrize(
    ("history", "days"),
    [
        ([(GONE, 0)], 1),
        ([(GONE, 0), (GONE, 0.4)], 1),
        ([(GONE, 0), (GONE, 0.6)], 2),
        ([(GONE, 0), (GONE, 1), (GONE, 30)], 3),
        ([(GONE, 0), (GOOD, 1), (GONE, 2)], 1),
        ([(GONE, 0), (GONE, 1), (GOOD, 2)], 0),
        ([(GONE, 0), (replace(GONE, verdict=Verdict.MOVED), 1)], 0),
        ([(GONE, 0), (replace(GONE, verdict=Verdict.TIMEOUT), 1), (GONE, 2)], 2),
        ([(GONE, 0), (replace(GONE, verdict=Verdict.BLOCKED), 1)], 1),
        # The day it was last seen to be broken stays known, whatever else comes in between.
        ([(GONE, 0), (replace(GONE, verdict=Verdict.BLOCKED), 0.2), (GONE, 1)], 2),
        ([(GONE, 0), (replace(GONE, verdict=Verdict.SKIPPED), 1)], 1),
        ([(GONE, 1), (GONE, 0)], 1),
    ],
)
def test_days_of_failure_are_counted_since_the_last_good_answer(
    tmp_path: Path, history: list[tuple[Outcome, float]], days: int
) -> None:
    known = remember(tmp_path, *((outcome, MONDAY + after * DAY) for outcome, after in history))
    assert known is not None
    assert known.days_failed == days


@pytest.mark.parametrize(
    ("outcome", "days", "reused", "kept"),
    [
        (GOOD, 179, DAY, True),
        (GOOD, 181, DAY, False),
        (GOOD, 181, 200 * DAY, True),
        (GONE, 181, DAY, True),
        (GONE, 731, DAY, False),
    ],
)
def test_what_no_run_has_asked_for_in_long_is_forgotten(
    tmp_path: Path, outcome: Outcome, days: int, reused: timedelta, kept: bool
) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.record(outcome, MONDAY - days * DAY)
        ledger.flush()
        ledger.forget(MONDAY, reused)
        assert (ledger.find(URL) is not None) == kept


@pytest.mark.parametrize(
    ("outcome", "age", "fresh"),
    [
        (GOOD, timedelta(0), True),
        (GOOD, timedelta(days=6), True),
        (GOOD, timedelta(days=7), False),
        (replace(GOOD, verdict=Verdict.MOVED), timedelta(days=6), True),
        (GONE, timedelta(hours=11), True),
        (GONE, timedelta(hours=12), False),
        (replace(GOOD, transient=True), timedelta(0), False),
        (GOOD, timedelta(seconds=-1), False),
    ],
)
def test_freshness(outcome: Outcome, age: timedelta, fresh: bool) -> None:
    record = Record(outcome, MONDAY, 0)
    assert record.is_fresh(MONDAY + age, timedelta(hours=12), timedelta(days=7)) is fresh


class TestDead:
    def test_those_that_failed_on_enough_days(self, tmp_path: Path) -> None:
        busy = replace(GONE, verdict=Verdict.BLOCKED, transient=True)
        blocked = replace(GONE, verdict=Verdict.BLOCKED)
        with open_ledger(tmp_path) as ledger:
            for name, last in (("gone", GONE), ("busy", busy), ("blocked", blocked), ("ok", GOOD)):
                for day in range(2):
                    ledger.record(replace(GONE, url=name), MONDAY + day * DAY)
                ledger.record(replace(last, url=name), MONDAY + 2 * DAY)
        assert dead_urls(tmp_path, 2) == frozenset({"gone", "busy"})
        assert dead_urls(tmp_path, 3) == frozenset({"gone"})
        assert dead_urls(tmp_path, 4) == frozenset()

    def test_also_while_a_run_writes(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path) as ledger:
            ledger.record(GONE, MONDAY)
            ledger.flush()
            assert dead_urls(tmp_path, 1) == frozenset({URL})

    def test_without_a_ledger_nothing_is_known(self, tmp_path: Path) -> None:
        assert dead_urls(tmp_path / "none", 1) is None
        assert not (tmp_path / "none").exists()

    def test_a_damaged_ledger_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "links.sqlite").write_bytes(b"x" * 5000)
        with pytest.raises(OutputError) as caught:
            dead_urls(tmp_path, 1)
        assert str(caught.value) == (
            f"{tmp_path}/links.sqlite: verdicts of links cannot be read or written: file is not a"
            " database; if it stays so, delete the file: it is a cache"
        )


class TestDamage:
    def test_pages_of_nonsense_are_set_aside(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path) as ledger:
            for number in range(2000):
                ledger.record(replace(GONE, url=f"{URL}{number}"), MONDAY)
        path = tmp_path / "links.sqlite"
        damaged = bytearray(path.read_bytes())
        damaged[8192:-4096] = b"\x5a" * (len(damaged) - 12288)
        path.write_bytes(damaged)
        with open_ledger(tmp_path) as ledger:
            [notice] = ledger.notices
            assert notice.startswith(f"{path} is damaged (")
            assert notice.endswith(
                ") and was set aside as links.sqlite.damaged: all links are asked"
            )
            assert ledger.find(f"{URL}1") is None
        assert (tmp_path / "links.sqlite.damaged").read_bytes() == damaged

    def test_an_empty_file_is_filled(self, tmp_path: Path) -> None:
        (tmp_path / "links.sqlite").touch()
        assert remember(tmp_path, (GOOD, MONDAY)) == Record(GOOD, MONDAY, 0)

    def test_a_ledger_of_another_version_is_emptied(self, tmp_path: Path) -> None:
        remember(tmp_path, (GOOD, MONDAY))
        with closing(sqlite3.connect(tmp_path / "links.sqlite")) as connection:
            connection.execute("PRAGMA user_version = 99")
        assert remember(tmp_path) is None

    def test_a_ledger_that_is_locked_for_good_is_an_error_and_stays(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("feeds.cache.database.PATIENCE_SECONDS", 0.05)
        remember(tmp_path, (GOOD, MONDAY))
        with (
            closing(sqlite3.connect(tmp_path / "links.sqlite")) as other,
            open_ledger(tmp_path) as ledger,
        ):
            other.execute("BEGIN IMMEDIATE")
            ledger.record(GONE, MONDAY)
            with pytest.raises(OutputError, match="database is locked"):
                ledger.flush()
            other.rollback()
        assert remember(tmp_path) == Record(GONE, MONDAY, 1)


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    def write(name: str) -> None:
        with open_ledger(tmp_path) as ledger:
            for number in range(50):
                ledger.record(replace(GONE, url=f"{name}{number}"), MONDAY)
                ledger.flush()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert dead_urls(tmp_path, 1) == frozenset({f"{name}{n}" for name in "abcd" for n in range(50)})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8971/a", "https://[::1]/", "http://localhost/", "https://wiki.corp/"]
)
def test_answers_of_private_hosts_are_known_apart(tmp_path: Path, url: str) -> None:
    near = replace(GOOD, url=url, reach=Reach.ANSWERED, private=True)
    remember(tmp_path, (GOOD, MONDAY), (near, MONDAY + DAY))
    with open_ledger(tmp_path) as ledger:
        assert ledger.last_answer(private=False) == MONDAY
        assert ledger.last_answer(private=True) == MONDAY + DAY


def test_a_host_that_is_not_private_any_more_counts(tmp_path: Path) -> None:
    near = replace(GOOD, reach=Reach.ANSWERED, private=True)
    remember(tmp_path, (near, MONDAY))
    with open_ledger(tmp_path) as ledger:
        assert ledger.last_answer(private=False) is None
    remember(tmp_path, (replace(near, private=False), MONDAY + DAY))
    with open_ledger(tmp_path) as ledger:
        assert ledger.last_answer(private=False) == MONDAY + DAY


def test_a_ledger_of_before_private_hosts_were_noted_keeps_what_it_knows(tmp_path: Path) -> None:
    remember(tmp_path, (GOOD, MONDAY))
    with closing(sqlite3.connect(tmp_path / "links.sqlite")) as connection:
        connection.execute("DROP TABLE private_host")
    assert remember(tmp_path) == Record(GOOD, MONDAY, 0)

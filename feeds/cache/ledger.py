"""The memory of link checks between runs: a SQLite file of verdicts.

It is a cache: a folder of its own, which neither git nor backups take, and which may be deleted.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any

from feeds.cache.folder import make_folder
from feeds.cache.ledger_file import LEDGER_NAME, connect, ledger_errors
from feeds.http.addresses import host_of, is_private_host
from feeds.http.verdicts import HeadLinks, Outcome, Reach, Verdict
from feeds.problems.errors import OutputError

_UNKNOWN = frozenset({"head_links", "reach", "private"})
_OUTCOME = tuple(f.name for f in fields(Outcome) if f.name not in _UNKNOWN)
_outcome_values = attrgetter(*_OUTCOME)
_COLUMNS = (
    *_OUTCOME, "canonical", "amphtml", "head_complete", "checked", "last_ok", "last_failure",
    "days_failed",
)  # fmt: skip
_HISTORY = {
    "last_ok": "coalesce(excluded.last_ok, last_ok)",
    "last_failure": "coalesce(excluded.last_failure, last_failure)",
    # Several runs on one day say no more than one; a good answer clears the record.
    "days_failed": """
        CASE WHEN excluded.last_ok IS NOT NULL THEN 0
        WHEN excluded.last_failure IS NULL THEN days_failed
        WHEN days_failed = 0 OR excluded.last_failure / 86400 > last_failure / 86400
        THEN days_failed + 1
        ELSE days_failed END""",
}
# In both statements only names of columns are filled in, which this module and Outcome spell out;
# what comes from outside is bound to the question marks.
_RECORD = (
    f"INSERT INTO link ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - names of columns only
    " ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{name} = {_HISTORY.get(name, f'excluded.{name}')}" for name in _COLUMNS[1:])
)
_KNOWN = (*_OUTCOME, "canonical", "amphtml", "head_complete", "checked", "days_failed")
_FIND = f"SELECT {', '.join(_KNOWN)} FROM link WHERE url = ?"  # noqa: S608 - names of columns only
# A status is the answer to the latest request; before that one, the latest good answer is known.
_ANSWERS = """
SELECT url, CASE WHEN status IS NULL THEN last_ok ELSE checked END AS answered FROM link
WHERE answered IS NOT NULL ORDER BY answered DESC
"""
_PRIVATE_HOSTS = "SELECT host FROM private_host"
_ADD_PRIVATE = "INSERT OR IGNORE INTO private_host VALUES (?)"
_REMOVE_PRIVATE = "DELETE FROM private_host WHERE host = ?"
# What failed is kept longer: builds leave out what is dead, and what no run asks for stays dead.
_FORGET = "DELETE FROM link WHERE checked < CASE days_failed WHEN 0 THEN ? ELSE ? END"
_MEMORY = timedelta(days=180)
_MEMORY_OF_FAILURE = timedelta(days=730)
_SAYING_NOTHING = frozenset({Verdict.SKIPPED, Verdict.UNPROVEN})
_GOOD = frozenset({Verdict.OK, Verdict.MOVED})

_BUFFER = 500
_BUFFER_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an address: its latest outcome, when that was, and how often it failed.

    ``days_failed`` counts the days (UTC) on which it was broken since it was last good.
    """

    outcome: Outcome
    checked: datetime
    days_failed: int

    def is_fresh(self, now: datetime, max_age: timedelta, max_age_ok: timedelta) -> bool:
        """Tell whether the outcome need not be asked for again at the time *now*.

        A good outcome is fresh up to *max_age_ok*, another up to *max_age*; one that is transient,
        or from the future, never is.
        """
        limit = max_age_ok if self.outcome.verdict in _GOOD else max_age
        return not self.outcome.transient and timedelta(0) <= now - self.checked < limit


class Ledger:
    """The verdicts of earlier runs, and of this one.

    What is recorded is written in batches, so that runs at the same time hardly wait for each
    other, and a run that is killed loses a second's work. All methods raise OutputError if the
    file cannot be used. ``notices`` are sentences on what became of an earlier file.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, notices: tuple[str, ...]
    ) -> None:
        """Work with *connection*, which is open for writing."""
        self.notices = notices
        self._path = path
        self._connection = connection
        self._buffer: list[tuple[Any, ...]] = []
        with ledger_errors(path):
            self._private = {host for (host,) in connection.execute(_PRIVATE_HOSTS)}
        self._moved: dict[str, str] = {}
        self._flushed = time.monotonic()

    def find(self, url: str) -> Record | None:
        """Return what is known of *url*, as of the latest flush; None if nothing is."""
        with ledger_errors(self._path):
            row = self._connection.execute(_FIND, (url,)).fetchone()
        return None if row is None else _from_row(row)

    def record(self, outcome: Outcome, now: datetime) -> None:
        """Note *outcome*, which came *now*, unless it says nothing about the address."""
        if outcome.verdict in _SAYING_NOTHING:
            return
        self._buffer.append(_to_row(outcome, int(now.timestamp())))
        if outcome.private or self._private:
            self._note_host(outcome)
        late = time.monotonic() - self._flushed > _BUFFER_SECONDS
        if late or len(self._buffer) >= _BUFFER:
            self.flush()

    def _note_host(self, outcome: Outcome) -> None:
        """Note whether the host of *outcome*, which its name need not tell, is a private one."""
        host = host_of(outcome.url)
        if outcome.reach is not Reach.ANSWERED or outcome.private == (host in self._private):
            return
        if outcome.private:
            self._private.add(host)
        else:
            self._private.discard(host)
        self._moved[host] = _ADD_PRIVATE if outcome.private else _REMOVE_PRIVATE

    def last_answer(self, *, private: bool) -> datetime | None:
        """Return when a host last answered, as far as that is known; None if none ever has.

        Those at private addresses count only if *private* says so.
        """
        with ledger_errors(self._path), closing(self._connection.execute(_ANSWERS)) as answers:
            for url, seconds in answers:
                host = host_of(url)
                if private or not (host in self._private or is_private_host(host)):
                    return datetime.fromtimestamp(seconds, UTC)
        return None

    def forget(self, now: datetime, reused: timedelta) -> None:
        """Drop what no run before *now* has asked for in half a year, or in two if it had failed.

        What is up to *reused* old stays. Links that other runs ask for are younger than that.
        """
        memories = (max(memory, reused) for memory in (_MEMORY, _MEMORY_OF_FAILURE))
        limits = [int((now - memory).timestamp()) for memory in memories]
        with ledger_errors(self._path), self._connection:
            self._connection.execute(_FORGET, limits)

    def flush(self) -> None:
        """Write what was recorded, all of it or nothing."""
        if self._buffer:
            with ledger_errors(self._path), self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany(_RECORD, self._buffer)
                for host, change in self._moved.items():
                    self._connection.execute(change, (host,))
            self._buffer.clear()
            self._moved.clear()
        self._flushed = time.monotonic()


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """Open the ledger in *folder*, which is made as needed, and flush it in the end.

    A damaged file is set aside, with a notice. Raises OutputError if the folder cannot be used.
    """
    path = folder / LEDGER_NAME
    try:
        make_folder(folder)
        with ledger_errors(path):
            connection, notices = connect(path)
    except OSError as exc:
        raise OutputError(
            f"{folder}: verdicts of links cannot be kept there: {exc.strerror or exc};"
            " set [links] cache in feeds.toml to a folder that can be written",
            path=folder,
            key="links.cache",
        ) from exc
    with closing(connection):
        ledger = Ledger(path, connection, notices)
        try:
            yield ledger
        finally:
            ledger.flush()


def _to_row(outcome: Outcome, seconds: int) -> tuple[Any, ...]:
    """Return *outcome*, which came at that time (Unix), in the order of the columns."""
    head = outcome.head_links
    broken = outcome.verdict is Verdict.BROKEN
    return (
        *_outcome_values(outcome),
        *((head.canonical, head.amphtml, head.complete) if head else (None, None, None)),
        seconds,
        seconds if outcome.verdict in _GOOD else None,
        seconds if broken else None,
        broken,
    )


def _from_row(row: tuple[Any, ...]) -> Record:
    outcome = dict(zip(_OUTCOME, row, strict=False))
    canonical, amphtml, complete, checked, days_failed = row[len(_OUTCOME) :]
    # SQLite knows no truth values, nor verdicts.
    outcome |= {"verdict": Verdict(outcome["verdict"]), "transient": bool(outcome["transient"])}
    head = None if complete is None else HeadLinks(canonical, amphtml, complete=bool(complete))
    when = datetime.fromtimestamp(checked, UTC)
    return Record(Outcome(**outcome, head_links=head), when, days_failed)

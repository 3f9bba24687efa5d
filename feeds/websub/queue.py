"""The addresses that changed and of which their hub is yet to be told: a SQLite file in out/.

It is no cache: what stands in it is known nowhere else. So it is kept beside the manifest, and
written before the first file is replaced. Numbers grow and are never used again, so that a change
that happens while a hub is being told of the one before is not taken for told.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from filelock import BaseFileLock, FileLock, Timeout

from feeds.disk import sync, sync_folder
from feeds.files import find, staged_path
from feeds.output.publish import output_lock
from feeds.problems.errors import OutputError

QUEUE_NAME = ".feeds-pings.sqlite"
_DAMAGED_NAME = f"{QUEUE_NAME}.damaged"
_LOCK_NAME = ".feeds-ping.lock"
_TABLE = """
CREATE TABLE IF NOT EXISTS ping (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    hub TEXT NOT NULL
)
"""
_PATIENCE_SECONDS = 30


class DamagedQueueError(OutputError):
    """The file of the queue cannot be read, whoever tries."""


class Ping(NamedTuple):
    """A change to tell: of the document at the public ``address``, which names the ``hub``."""

    number: int
    address: str
    hub: str


def note(out: Path, changed: Iterable[str], addresses: Mapping[str, str], hub: str | None) -> None:
    """Queue *addresses*, by their paths below *out*, for *hub*, if there is one.

    What was queued of other *changed* paths is dropped: they are gone, or name no hub now. Call it
    within the lock of the output folder. Raises what all functions here raise: OutputError if the
    file cannot be used, DamagedQueueError if it is none of SQLite.
    """
    if not os.path.lexists(out / QUEUE_NAME) and not (hub and addresses):
        return
    with _opened(out, is_locked=True) as connection:
        connection.executemany("DELETE FROM ping WHERE path = ?", ((path,) for path in changed))
        if hub:
            connection.executemany(
                "REPLACE INTO ping (path, address, hub) VALUES (?, ?, ?)",
                ((path, address, hub) for path, address in addresses.items()),
            )


def set_aside(out: Path) -> str:
    """Rename the queue, which is damaged; return a sentence on that. Raises OSError."""
    (out / QUEUE_NAME).replace(out / _DAMAGED_NAME)
    # SQLite would take it for that of the next file, and roll back what that holds.
    (out / f"{QUEUE_NAME}-journal").unlink(missing_ok=True)
    return (
        f"{QUEUE_NAME} is damaged and was renamed to {_DAMAGED_NAME}: feeds ping will tell the hub"
        " of every feed"
    )


@contextmanager
def turn(out: Path, wait_seconds: float, say_waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other runs from telling hubs what is queued for the block: each is told once.

    If one is at it, calls *say_waiting*, and waits *wait_seconds* at most. The lock falls with the
    process that holds it, however that ends. Raises OutputError.
    """
    path = out / _LOCK_NAME
    lock = FileLock(path)
    # No run makes a queue: without one, there is nothing to tell.
    if not os.path.lexists(out / QUEUE_NAME):
        yield
        return
    try:
        held = _acquire(lock, wait_seconds, say_waiting)
    except Timeout as exc:
        raise OutputError(
            f"another feeds ping has been telling the hub for more than {wait_seconds:g} seconds;"
            " let it finish or end it, then try again",
            path=path,
        ) from exc
    except OSError as exc:
        message = f"{path} cannot be used: {exc.strerror or exc}; put that right and try again"
        raise OutputError(message, path=path) from exc
    with held:
        yield


def _acquire(
    lock: BaseFileLock, wait_seconds: float, say_waiting: Callable[[], None]
) -> AbstractContextManager[object]:
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        say_waiting()
        return lock.acquire(timeout=wait_seconds)


def load(out: Path, wait_seconds: float) -> list[Ping]:
    """Return what is queued, in order; wait *wait_seconds* at most for a build to end.

    A build has queued what it has not replaced yet: a hub that was told of it now would fetch the
    old document, and of the new one nobody would tell it.
    """
    if not os.path.lexists(out / QUEUE_NAME):
        return []
    with output_lock(out, wait_seconds), _opened(out, is_locked=True) as connection:
        rows = connection.execute("SELECT number, address, hub FROM ping ORDER BY number")
        return [Ping(*row) for row in rows]


def remove(out: Path, pings: Sequence[Ping]) -> None:
    """Take *pings*, which the hub accepted, out of the queue: changes after them stay."""
    with _opened(out) as connection:
        connection.executemany(
            "DELETE FROM ping WHERE number = ?", ((ping.number,) for ping in pings)
        )


def postpone(out: Path, pings: Sequence[Ping]) -> None:
    """Put those of *pings* that are still queued behind all others, in order."""
    with _opened(out) as connection:
        connection.executemany(
            "REPLACE INTO ping (path, address, hub)"
            " SELECT path, address, hub FROM ping WHERE number = ?",
            ((ping.number,) for ping in pings),
        )


@contextmanager
def _opened(out: Path, *, is_locked: bool = False) -> Iterator[sqlite3.Connection]:
    """Connect to the queue for one change, which is done as a whole or not at all.

    If the output folder *is_locked*, the file may be replaced by its copy.
    """
    path = out / QUEUE_NAME
    _require_file(path)
    try:
        if is_locked:
            _separate(path)
        with closing(_connect(path)) as connection:
            # At once: who begins by reading may find that another writes already, and must give up.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            yield connection
            connection.execute("COMMIT")
    except (sqlite3.OperationalError, OSError) as exc:
        # Locked, full or not permitted: this says nothing about what is in the file.
        message = f"{path} cannot be used: {exc}; put that right and try again"
        raise OutputError(message, path=path) from exc
    except sqlite3.DatabaseError as exc:
        raise DamagedQueueError(
            f"{path} is damaged: {exc}; the next build that changes a feed sets it aside and queues"
            " every feed",
            path=path,
        ) from exc


def _require_file(path: Path) -> None:
    """Raise OutputError for what is no file: SQLite would write to what a link leads to."""
    status = find(path)
    if status and not stat.S_ISREG(status.st_mode):
        what = "a link" if stat.S_ISLNK(status.st_mode) else "no file"
        message = f"{path} is {what}, and no queue can be kept there; move it away, and build again"
        raise OutputError(message, path=path)


def _separate(path: Path) -> None:
    """Give *path* a file of its own: it may have another name, in a backup made of hard links.

    Call it within the lock of the output folder, so that nobody queues anything meanwhile.
    """
    if (status := find(path)) is None or status.st_nlink == 1:
        return
    staged = staged_path(path)
    staged.unlink(missing_ok=True)  # of a run that was killed
    with closing(_connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(staged),))
    sync(staged)
    staged.replace(path)
    sync_folder(path.parent)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)

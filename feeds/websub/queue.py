"""The addresses that changed and of which their hub is yet to be told: a SQLite file in out/.

It is no cache: what stands in it is known nowhere else. So it is kept beside the manifest, and
written before the first file is replaced. Numbers grow and are never used again, so that a change
that happens while a hub is being told of the one before is not taken for told.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from feeds.output.publish import output_lock
from feeds.problems.errors import OutputError

QUEUE_NAME = ".feeds-pings.sqlite"
_DAMAGED_NAME = f"{QUEUE_NAME}.damaged"
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

    What was queued of other *changed* paths is dropped: they are gone, or name no hub now. Raises
    what all functions here raise: OutputError if the file cannot be used, DamagedQueueError if it
    is none of SQLite.
    """
    if not (out / QUEUE_NAME).exists() and not (hub and addresses):
        return
    with _opened(out) as connection:
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


def load(out: Path, wait_seconds: float) -> list[Ping]:
    """Return what is queued, in order; wait *wait_seconds* at most for a build to end.

    A build has queued what it has not replaced yet: a hub that was told of it now would fetch the
    old document, and of the new one nobody would tell it.
    """
    if not (out / QUEUE_NAME).exists():
        return []
    with output_lock(out, wait_seconds), _opened(out) as connection:
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
def _opened(out: Path) -> Iterator[sqlite3.Connection]:
    """Connect to the queue for one change, which is done as a whole or not at all."""
    path = out / QUEUE_NAME
    try:
        with closing(
            sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
        ) as connection:
            # At once: who begins by reading may find that another writes already, and must give up.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            yield connection
            connection.execute("COMMIT")
    except sqlite3.OperationalError as exc:
        # Locked, full or not permitted: this says nothing about what is in the file.
        message = f"{path} cannot be used: {exc}; put that right and try again"
        raise OutputError(message, path=path) from exc
    except sqlite3.DatabaseError as exc:
        raise DamagedQueueError(
            f"{path} is damaged: {exc}; the next build that changes a feed sets it aside and queues"
            " every feed",
            path=path,
        ) from exc

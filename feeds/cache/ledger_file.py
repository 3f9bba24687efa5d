"""The SQLite file of a ledger: folder and table, what is dead by it, what if it is damaged."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from feeds.cache import database
from feeds.problems.errors import OutputError

LEDGER_NAME = "links.sqlite"
# A file of another version is emptied, as the cache it is.
_TABLE = """
DROP TABLE IF EXISTS link;
CREATE TABLE link (
    url TEXT PRIMARY KEY,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    status INTEGER,
    final_url TEXT,
    moved_to TEXT,
    etag TEXT,
    last_modified TEXT,
    transient INTEGER NOT NULL,
    canonical TEXT,
    amphtml TEXT,
    head_complete INTEGER,
    checked INTEGER NOT NULL,
    last_ok INTEGER,
    last_failure INTEGER,
    days_failed INTEGER NOT NULL
) WITHOUT ROWID;
"""
_FORMAT = database.Format(_TABLE, version=1)
# Beside the others, as another version would cost all users their days of failure: names of hosts
# that were at private addresses when they last answered.
_PRIVATE = "CREATE TABLE IF NOT EXISTS private_host (host TEXT PRIMARY KEY) WITHOUT ROWID"
# A host that is overloaded today says nothing new about an address that was dead before.
_DEAD = """
SELECT url FROM link WHERE days_failed >= ? AND (verdict = 'broken' OR transient)
"""


@contextmanager
def ledger_errors(path: Path) -> Iterator[None]:
    """Raise an error of SQLite in the block as an OutputError about the ledger at *path*."""
    try:
        yield
    except sqlite3.Error as exc:
        raise OutputError(
            f"{path}: verdicts of links cannot be read or written: {exc}; {_remedy(exc)}", path=path
        ) from exc


def _remedy(exc: sqlite3.Error) -> str:
    # An extended code says more in its higher bytes (https://sqlite.org/rescode.html); one that is
    # raised here has none.
    if getattr(exc, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return "free some space, or raise the quota or limit, and check again"
    return "if it stays so, delete the file: it is a cache"


def connect(path: Path) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """Return a connection to the ledger at *path*, made as needed, and notices (sentences) on it.

    A damaged file is set aside. Raises sqlite3.Error, or OSError, if it cannot be used.
    """
    # Builds only read, and it takes longer to load than all else here.
    from filelock import FileLock

    # Two runs must not set the file aside at once: the second would take the first's new one.
    with FileLock(path.with_name("links.lock"), timeout=database.PATIENCE_SECONDS):
        try:
            return _prepared(path), ()
        except sqlite3.OperationalError:
            raise  # locked or not writable, which says nothing about what is in the file
        except sqlite3.DatabaseError as exc:
            aside = path.replace(path.with_name(f"{path.name}.damaged")).name
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            notice = f"{path} is damaged ({exc}) and was set aside as {aside}: all links are asked"
            return _prepared(path), (notice,)


def dead_urls(folder: Path, confirm_runs: int) -> frozenset[str] | None:
    """Return the addresses that have failed on *confirm_runs* days or more; None without a ledger.

    Nothing is written, so that a folder that is read-only does as well. Raises OutputError for a
    damaged file.
    """
    path = folder / LEDGER_NAME
    if not path.is_file():
        return None
    # Without a log beside it nobody is writing: then not even a lock file need be made.
    mode = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
    with ledger_errors(path), closing(database.connect(path, mode)) as connection:
        return frozenset(row[0] for row in connection.execute(_DEAD, (confirm_runs,)))


def _prepared(path: Path) -> sqlite3.Connection:
    """Return a connection to a sound file of this version; raise sqlite3.Error if it is not."""
    with ExitStack() as on_failure:
        connection = database.connect(path)
        on_failure.callback(connection.close)
        # Runs that read need not wait for one that writes, and a write waits for no disk: if the
        # system fails, the latest verdicts are lost, and the file is not.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(found)
        if not _FORMAT.is_of(connection):
            with connection:
                _FORMAT.begin(connection)
        connection.execute(_PRIVATE)
        on_failure.pop_all()
    return connection

"""SQLite files, opened, and told by their format: other versions of a cache are of no use."""

import sqlite3
from pathlib import Path
from typing import NamedTuple

# How long to wait for other runs, which write as well.
PATIENCE_SECONDS = 30


def connect(
    path: Path, options: str = "mode=rwc", *, patience_seconds: float | None = None
) -> sqlite3.Connection:
    """Return a connection to the file at *path*, opened with *options* of SQLite's addresses.

    It waits for others, as long as any run does unless told otherwise, and begins no transaction by
    itself.
    """
    address = f"{path.absolute().as_uri()}?{options}"
    patience = PATIENCE_SECONDS if patience_seconds is None else patience_seconds
    return sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)


class Format(NamedTuple):
    """What the tables of a file are: the statements that make them, and how files are known again.

    ``version`` is to be raised with the tables. ``application`` tells a file from those of other
    programs; 0 is that of any program that does not say which it is.
    """

    tables: str
    version: int
    application: int = 0

    def is_of(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the file was written by this version of this program."""
        (application,), (version,) = (
            connection.execute(f"PRAGMA {name}").fetchone()
            for name in ("application_id", "user_version")
        )
        return (application, version) == (self.application, self.version)

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin to write, to tables of this version, which are made unless they are there."""
        # At once: of two builds that have both read, neither could go on to write.
        connection.execute("BEGIN IMMEDIATE")
        # Looked at once nobody else can write: another run may have made them meanwhile.
        if not self.is_of(connection):
            for statement in filter(str.strip, self.tables.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {self.application}")
            connection.execute(f"PRAGMA user_version = {self.version}")

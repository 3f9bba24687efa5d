"""The memory of builds between runs: a SQLite file for each output folder.

It is a cache: it may be deleted at any time, and what is wrong with it only costs time.
"""

import json
import marshal
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from feeds.discovery import Stamp
from feeds.errors import OutputError
from feeds.facts import Article, Facts
from feeds.links.ledger_file import make_folder
from feeds.staging import FileStamp

Loaded = TypeVar("Loaded")

# Raise it with the tables.
_VERSION = 2
# "feed", so that the file of another program is never taken for ours.
_APPLICATION = 0x66656564
_STAMP, _FACTS, _ARTICLE = ("size", "modified", "changed"), Facts._fields, Article._fields
# What of a seed each build looks at, and behind it what only feeds that show the seed need.
_LEADING = ("path", *_STAMP, "digest", *(f"facts_{name}" for name in _FACTS), "facts_sum")
_TRAILING = (*(f"article_{name}" for name in _ARTICLE), "article_sum")
_TABLES = f"""
CREATE TABLE note (
    name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE seed ({", ".join(_LEADING + _TRAILING)}, PRIMARY KEY (path));
CREATE TABLE unit (
    path TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    files TEXT NOT NULL,
    checksum INTEGER NOT NULL
) WITHOUT ROWID;
"""
_PATIENCE_SECONDS = 30
_MARKS = ", ".join("?" for _ in _LEADING + _TRAILING)
_KEEP_SEED = f"REPLACE INTO seed VALUES ({_MARKS})"  # noqa: S608 - marks only
_READ_SEEDS = f"SELECT {', '.join(_LEADING)} FROM seed"  # noqa: S608 - our names
_READ_SEED = f"{_READ_SEEDS} WHERE path = ?"
_READ_ARTICLE = f"SELECT path, {', '.join(_TRAILING)} FROM seed WHERE path = ?"  # noqa: S608 - our names
_BUFFER = 500
_REMEDY = (
    "mend that, set [links] cache in feeds.toml to a folder that can be written, or give --no-cache"
)
_FAULTS = (sqlite3.DatabaseError, ValueError, TypeError, LookupError)


# That of no file.
UNSETTLED = Stamp(-1, 0, 0)


class KnownSeed(NamedTuple):
    """What is known of a seed: stamp and SHA-256 of its file when it was read, and its facts."""

    stamp: Stamp
    digest: bytes
    facts: Facts


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are rendered together: from what, and the stamp of each by path."""

    fingerprint: str
    files: Mapping[str, FileStamp]


class BuildCache:
    """The cache of the builds into one output folder, by one program with one way to read seeds.

    ``notices`` are sentences on a cache that could not be used.
    """

    def __init__(
        self,
        folder: Path,
        out: Path,
        program: str,
        reading: str,
        *,
        use: Literal["no", "read", "write"] = "write",
    ) -> None:
        """Name the cache in *folder* for the output folder *out*; nothing is read or made.

        What was learnt by another *program*, or by another way of *reading*, does not count.
        Without *use* the cache knows nothing and keeps nothing.
        """
        # Relative, so that a checkout elsewhere finds it again.
        place = os.path.relpath(out.absolute(), folder.absolute())
        self.path = folder / f"build-{sha256(os.fsencode(place)).hexdigest()[:12]}.sqlite"
        self.notices: list[str] = []
        self._identity = {"program": program, "reading": reading}
        self._foreign = False
        self._use = use
        self._connection: sqlite3.Connection | None = None
        self._buffer: list[tuple[Any, ...]] = []

    def load_state(self) -> dict[str, Any]:
        """Return what the latest build noted of itself; empty if that is not known."""
        return dict(self._load(_read_state))

    def load_seeds(self, paths: Iterable[str] | None = None) -> Iterator[tuple[str, KnownSeed]]:
        """Yield what is known of seeds, by path: of all, or of those at *paths*."""
        if self._buffer:
            self._flush()
        return self._load(lambda connection: _read_seeds(connection, paths))

    def load_units(self) -> dict[str, Unit]:
        """Return what was rendered, by path."""
        return dict(self._load(_read_units))

    def load_articles(self, paths: Iterable[str]) -> Iterator[tuple[str, Article]]:
        """Yield what is known of the articles of the seeds at *paths*, so far as it is."""
        if self._buffer:
            self._flush()
        return self._load(lambda connection: _read_articles(connection, paths))

    def keep_seed(self, path: str, known: KnownSeed, article: Article) -> None:
        """Keep what is *known* of the seed at *path*, and its *article*.

        A disk that takes nothing costs the next build its time, and a notice says so: neither this
        nor what follows raises for it.
        """
        if self._use != "write":
            return
        key = os.fsencode(path)
        leading = _summed(key, *known.stamp, known.digest, *known.facts)
        self._buffer.append((*leading, *_summed(key, *article)[1:]))
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def finish(
        self, gone: Iterable[str], units: Mapping[str, Unit], state: Mapping[str, Any]
    ) -> None:
        """Keep for the next build all *units* and its *state*; forget seeds that are *gone*."""
        self._flush()
        notes = self._identity | {"state": json.dumps(state)}
        self._write(lambda connection: _finish(connection, gone, units, notes))

    def close(self) -> None:
        """Keep what was learnt of seeds, though the build came to no end."""
        if self._buffer:
            self._flush()
        if self._connection:
            self._write(lambda connection: _leave(connection, self._identity))
        self._drop_connection()

    def _flush(self) -> None:
        self._write(lambda connection: connection.executemany(_KEEP_SEED, self._buffer))
        self._buffer.clear()

    def _write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        if self._use != "write":
            return
        try:
            action(self._begin())
        except (sqlite3.Error, OSError) as exc:
            self._use = "no"
            self.notices.append(
                f"{self.path} cannot be written ({_reason(exc)}): the next build will take longer;"
                f" {_REMEDY}"
            )
            self._drop_connection()

    def _begin(self) -> sqlite3.Connection:
        """Return the connection to write to; what others have learnt is moved away first."""
        if self._connection is None:
            make_folder(self.path.parent)
            if self._foreign:
                self.path.replace(self.path.with_suffix(".aside"))
                self._foreign = False
            self._connection = _connect(self.path)
            self._connection.execute("BEGIN IMMEDIATE")
            _prepare(self._connection)
        return self._connection

    def _load(self, read: Callable[[sqlite3.Connection], Iterable[Loaded]]) -> Iterator[Loaded]:
        try:
            if self._connection:
                yield from read(self._connection)
            elif not (self._foreign or self._use == "no") and self.path.is_file():
                # To undo what a killed build has begun, SQLite must write.
                mode = "rw" if self._use == "write" else "ro"
                with closing(_connect(self.path, mode)) as connection:
                    if self._is_ours(connection):
                        yield from read(connection)
        except sqlite3.OperationalError as exc:
            # Locked, or not permitted: this says nothing about what is in the file.
            self._use = "no"
            self._drop_connection()
            self.notices.append(
                f"{self.path} cannot be read ({_reason(exc)}): everything is read again; {_REMEDY}"
            )
        except _FAULTS as exc:
            self._set_aside(f"is damaged ({exc})")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        if _is_empty(connection):
            return False
        if _version(connection) != (_APPLICATION, _VERSION):
            self._set_aside("is not of this version of feeds")
            return False
        notes = _read_notes(connection)
        if notes["program"] != self._identity["program"]:
            self._set_aside("is not of this version of feeds")
        # Another configuration is nothing to speak of.
        self._foreign |= notes["reading"] != self._identity["reading"]
        return not self._foreign

    def _drop_connection(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    def _set_aside(self, why: str) -> None:
        self._drop_connection()
        self._foreign = True
        self.notices.append(f"{self.path} {why} and is set aside: everything is read again")


def clear(folder: Path) -> list[Path]:
    """Remove what builds have learnt from the cache *folder*; return the files, sorted.

    Raises OutputError if one cannot be removed.
    """
    found = sorted(folder.glob("build-*"))
    for path in found:
        try:
            path.unlink()
        except OSError as exc:
            raise OutputError(
                f"{path} cannot be removed: {exc.strerror}; check the permissions of {folder}"
            ) from exc
    return found


def _reason(exc: sqlite3.Error | OSError) -> str:
    if isinstance(exc, OSError):
        return exc.strerror or str(exc)
    # SQLite does not tell why the system opens nothing. Errors of its Python module have no code.
    unopened = getattr(exc, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN
    return f"{exc}; check the permissions" if unopened else str(exc)


def _connect(path: Path, mode: str = "rwc") -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_PATIENCE_SECONDS, isolation_level=None)


def _prepare(connection: sqlite3.Connection) -> None:
    if _version(connection) != (_APPLICATION, _VERSION):
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        connection.execute(f"PRAGMA user_version = {_VERSION}")


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing was ever written: the build was killed first, or the disk was full."""
    return bool(connection.execute("PRAGMA page_count").fetchone() == (0,))


def _version(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,), (version,) = (
        connection.execute(f"PRAGMA {name}").fetchone()
        for name in ("application_id", "user_version")
    )
    return application, version


def _finish(
    connection: sqlite3.Connection,
    gone: Iterable[str],
    units: Mapping[str, Unit],
    notes: Mapping[str, str],
) -> None:
    keys = ((os.fsencode(path),) for path in gone)
    connection.executemany("DELETE FROM seed WHERE path = ?", keys)
    connection.execute("DELETE FROM unit")
    connection.executemany(
        "INSERT INTO unit VALUES (?, ?, ?, ?)",
        (_summed(path, unit.fingerprint, json.dumps(unit.files)) for path, unit in units.items()),
    )
    _write_notes(connection, notes)
    connection.execute("COMMIT")


def _leave(connection: sqlite3.Connection, identity: Mapping[str, str]) -> None:
    if connection.in_transaction:
        _write_notes(connection, {**identity, "state": "{}"})
        connection.execute("COMMIT")


def _write_notes(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    connection.executemany(
        "REPLACE INTO note VALUES (?, ?, ?)", (_summed(*note) for note in notes.items())
    )


def _read_notes(connection: sqlite3.Connection) -> dict[str, str]:
    return dict(map(_checked, connection.execute("SELECT * FROM note")))


def _read_state(connection: sqlite3.Connection) -> Iterable[tuple[str, Any]]:
    state: dict[str, Any] = json.loads(_read_notes(connection)["state"])
    return state.items()


def _read_seeds(
    connection: sqlite3.Connection, paths: Iterable[str] | None
) -> Iterator[tuple[str, KnownSeed]]:
    rows: Iterable[tuple[Any, ...]] = (
        connection.execute(_READ_SEEDS)
        if paths is None
        else chain.from_iterable(
            connection.execute(_READ_SEED, (os.fsencode(path),)) for path in paths
        )
    )
    for row in rows:
        path, size, modified, changed, digest, *facts = _checked(row)
        stamp = Stamp(size, modified, changed)
        yield os.fsdecode(path), KnownSeed(stamp, digest, Facts(*facts))


def _read_articles(
    connection: sqlite3.Connection, paths: Iterable[str]
) -> Iterator[tuple[str, Article]]:
    for path in paths:
        for row in connection.execute(_READ_ARTICLE, (os.fsencode(path),)):
            yield path, Article(*_checked(row)[1:])


def _read_units(connection: sqlite3.Connection) -> Iterator[tuple[str, Unit]]:
    for row in connection.execute("SELECT * FROM unit"):
        path, fingerprint, files = _checked(row)
        stamps = {name: FileStamp(*stamp) for name, stamp in json.loads(files).items()}
        yield path, Unit(fingerprint, stamps)


def _summed(*values: Any) -> tuple[Any, ...]:
    """Return *values* and their checksum: SQLite does not notice a bit that has changed."""
    return *values, _checksum(values)


def _checked(row: tuple[Any, ...]) -> Any:
    """Return *row* without its checksum; raise ValueError if that is not right."""
    if _checksum(row[:-1]) != row[-1]:
        raise ValueError("a row has another checksum than when it was written")
    return row[:-1]


def _checksum(values: tuple[Any, ...]) -> int:
    # A quarter of the time of repr. In the first version of its form, as later ones write the same
    # value in several ways; nothing ever reads it.
    return zlib.crc32(marshal.dumps(values, 0))

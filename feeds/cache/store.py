"""The memory of builds between runs: a SQLite file for each output folder.

It is a cache: it may be deleted at any time, and what is wrong with it only costs time.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, TypeVar

from feeds.cache import tables
from feeds.cache.database import connect
from feeds.cache.folder import build_files, make_folder
from feeds.cache.rows import KnownSeed
from feeds.cache.tables import SeedRow, Unit
from feeds.entries.facts import Article
from feeds.problems.errors import OutputError

Loaded = TypeVar("Loaded")

_BUFFER = 500
_REMEDY = (
    "mend that, set [links] cache in feeds.toml to a folder that can be written, or give --no-cache"
)
_FAULTS = (sqlite3.DatabaseError, ValueError, TypeError, LookupError)


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
        self._buffer: list[SeedRow] = []

    def load_state(self) -> dict[str, Any]:
        """Return the state that the latest build handed to ``finish``; empty if it is not known."""
        return dict(self._load(tables.read_state))

    def load_units(self) -> dict[str, Unit]:
        """Return the units that the latest build rendered, by path."""
        return dict(self._load(tables.read_units))

    def load_seeds(self) -> Iterator[tuple[bytes, KnownSeed]]:
        """Yield name (as in ``Listing``) and ``KnownSeed`` of all seeds, the last name first."""
        return self._load(tables.read_seeds)

    def load_some(self, paths: Iterable[str]) -> Iterator[tuple[str, KnownSeed, Article]]:
        """Yield path, ``KnownSeed`` and ``Article`` of the seeds at *paths*, so far as kept."""
        return self._load(lambda connection: tables.read_some(connection, paths))

    def load_articles(self, paths: Iterable[str]) -> Iterator[tuple[str, Article]]:
        """Yield path and ``Article`` of the seeds at *paths*, so far as kept."""
        return self._load(lambda connection: tables.read_articles(connection, paths))

    def keep_seed(self, path: str, known: KnownSeed, article: Article) -> None:
        """Keep what is *known* of the seed at *path*, and its *article*.

        A disk that takes nothing costs the next build its time, and a notice says so: neither this
        nor what follows raises for it.
        """
        if self._use != "write":
            return
        self._buffer.append(tables.seed_row(path, known, article))
        if len(self._buffer) >= _BUFFER:
            self._flush()

    def finish(
        self, gone: Iterable[str], units: Mapping[str, Unit], state: Mapping[str, Any]
    ) -> None:
        """Keep for the next build all *units* and its *state*; forget seeds that are *gone*."""
        self._flush()
        notes = self._identity | {"state": json.dumps(state)}
        self._write(lambda connection: tables.finish(connection, gone, units, notes))

    def load_told(self) -> frozenset[str]:
        """Return what stands for the problems that the latest build told of, as ``cache.told``."""
        return frozenset(self._load(tables.read_told))

    def keep_told(self, told: Iterable[str]) -> None:
        """Keep for the next build what stands for the problems that this one tells of."""
        if self._buffer:
            self._flush()
        marks = sorted(told)
        self._write(lambda connection: tables.write_told(connection, self._identity, marks))

    def close(self) -> None:
        """Keep what was learnt of seeds, though the build came to no end."""
        if self._buffer:
            self._flush()
        if self._connection:
            self._write(lambda connection: tables.leave(connection, self._identity))
        self._drop_connection()

    def _flush(self) -> None:
        self._write(lambda connection: tables.write_seeds(connection, self._buffer))
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
        # Not before there is something to write: a build that learns nothing changes no file.
        if self._connection is None:
            make_folder(self.path.parent)
            # What a link leads to is not ours, even if there is nothing yet.
            if self._foreign or self.path.is_symlink():
                self.path.replace(self.path.with_suffix(".aside"))
                self._foreign = False
            self._connection = connect(self.path)
            tables.FORMAT.begin(self._connection)
        return self._connection

    def _load(self, read: Callable[[sqlite3.Connection], Iterable[Loaded]]) -> Iterator[Loaded]:
        if self._buffer:
            self._flush()
        try:
            if self._connection:
                yield from read(self._connection)
            elif not (self._foreign or self._use == "no") and self.path.is_file():
                # To undo what a killed build has begun, SQLite must write.
                mode = "rw" if self._use == "write" else "ro"
                with closing(connect(self.path, f"mode={mode}")) as connection:
                    if self._is_ours(connection):
                        yield from read(connection)
        except sqlite3.OperationalError as exc:
            if not hasattr(exc, "sqlite_errorcode"):
                # Python's module raises it for a text that it cannot decode.
                self._set_aside("is damaged (it holds text that is no UTF-8)")
                return
            # Locked, or not permitted: this says nothing about what is in the file.
            self._use = "no"
            self._drop_connection()
            self.notices.append(
                f"{self.path} cannot be read ({_reason(exc)}): everything is read again; {_REMEDY}"
            )
        except _FAULTS as exc:
            self._set_aside(f"is damaged ({exc})")

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        if tables.is_empty(connection):
            return False
        notes = tables.read_notes(connection) if tables.FORMAT.is_of(connection) else None
        if notes is None or notes["program"] != self._identity["program"]:
            self._set_aside("is not of this version of feeds")
        else:
            # Another configuration is nothing to speak of.
            self._foreign = notes["reading"] != self._identity["reading"]
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

    Raises OutputError if one cannot be removed, or is being written by a build.
    """
    found = build_files(folder)
    for path in found:
        try:
            _require_idle(path)
            path.unlink()
        except FileNotFoundError:  # SQLite itself removed what belongs to another of them
            continue
        except OSError as exc:
            raise OutputError(
                f"{path} cannot be removed: {exc.strerror}; check the permissions of {folder}",
                path=path,
            ) from exc
    return found


def _require_idle(path: Path) -> None:
    """Raise OutputError if a build, into whatever output folder, is writing *path*."""
    if path.suffix != ".sqlite":
        return
    try:
        with closing(connect(path, "mode=rw", patience_seconds=0)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as exc:
        if getattr(exc, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
            message = f"{path} is being written by a build; let it finish, then try again"
            raise OutputError(message, path=path) from exc


def _reason(exc: sqlite3.Error | OSError) -> str:
    if isinstance(exc, OSError):
        return exc.strerror or str(exc)
    # SQLite does not tell why the system opens nothing. Errors of its Python module have no code.
    unopened = getattr(exc, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CANTOPEN
    return f"{exc}; check the permissions" if unopened else str(exc)

"""The SQLite file that builds remember seeds in: its tables, and how rows are checked."""

import json
import marshal
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import orjson

from feeds.cache.database import Format
from feeds.cache.rows import KnownSeed, read_article, read_seed, write_article, write_seed
from feeds.entries.facts import Article
from feeds.files import FileStamp
from feeds.seeds.listing import decode_path, encode_path

# Each build looks at what is known of every seed, and at the articles of those that feeds show.
_TABLES = """
CREATE TABLE note (
    name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE seed (
    name BLOB PRIMARY KEY,
    known BLOB NOT NULL,
    known_sum INTEGER NOT NULL,
    article BLOB NOT NULL,
    article_sum INTEGER NOT NULL
);
CREATE TABLE unit (
    path TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    files TEXT NOT NULL,
    entries BLOB NOT NULL,
    mark TEXT NOT NULL,
    checksum INTEGER NOT NULL
) WITHOUT ROWID;
"""
# The version is that of what rows.py writes as well. The application is "feed", so that the file of
# another program is never taken for ours.
FORMAT = Format(_TABLES, version=5, application=0x66656564)
_KEEP_SEED = "REPLACE INTO seed VALUES (?, ?, ?, ?, ?)"
_READ_SEEDS = "SELECT name, known, known_sum FROM seed ORDER BY name DESC"
_READ_SOME = "SELECT name, known, known_sum, article, article_sum FROM seed WHERE name IN (%s)"
_READ_ARTICLES = "SELECT name, article, article_sum FROM seed WHERE name IN (%s)"
_TOGETHER = 250
_DAMAGE = "a row has another checksum than when it was written"

SeedRow = tuple[bytes, bytes, int, bytes, int]


class Unit(NamedTuple):
    """Files that are rendered together: from what, and the stamp of each by path.

    ``entries`` are hashes of what their entries are made of, one behind the other. ``mark`` tells
    the same as ``fingerprint`` without what seeds say: another one need not mean another feed.
    """

    fingerprint: str
    files: Mapping[str, FileStamp]
    entries: bytes = b""
    mark: str = ""


def is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing was ever written: the build was killed first, or the disk was full."""
    return bool(connection.execute("PRAGMA page_count").fetchone() == (0,))


def finish(
    connection: sqlite3.Connection,
    gone: Iterable[str],
    units: Mapping[str, Unit],
    notes: Mapping[str, str],
) -> None:
    """Replace all units and notes by those of a build that is done, and commit.

    The seeds at the paths *gone* are removed.
    """
    connection.executemany("DELETE FROM seed WHERE name = ?", zip(map(encode_path, gone)))
    rows = {path: _unit_row(path, unit) for path, unit in units.items()}
    # Of thousands of units few change: what has the same checksum is the same.
    kept = dict(connection.execute("SELECT path, checksum FROM unit"))
    connection.executemany(
        "DELETE FROM unit WHERE path = ?", zip(sorted(kept.keys() - rows.keys()))
    )
    connection.executemany(
        "REPLACE INTO unit VALUES (?, ?, ?, ?, ?, ?)",
        (row for path, row in rows.items() if kept.get(path) != row[-1]),
    )
    _write_notes(connection, notes)
    connection.execute("COMMIT")


def leave(connection: sqlite3.Connection, identity: Mapping[str, str]) -> None:
    """Commit what a build that failed has learnt of seeds; no report of it can be recalled."""
    if connection.in_transaction:
        _write_notes(connection, {**identity, "state": "{}"})
        connection.execute("COMMIT")


def _write_notes(connection: sqlite3.Connection, notes: Mapping[str, str]) -> None:
    connection.executemany(
        "REPLACE INTO note VALUES (?, ?, ?)", (_summed(*note) for note in notes.items())
    )


def read_notes(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the notes by name; like all that reads, raise ValueError if a row is damaged."""
    return dict(map(_checked, connection.execute("SELECT * FROM note")))


def read_state(connection: sqlite3.Connection) -> Iterable[tuple[str, Any]]:
    """Return the items of what the latest build noted of itself."""
    state: dict[str, Any] = json.loads(read_notes(connection)["state"])
    return state.items()


def read_told(connection: sqlite3.Connection) -> Iterable[str]:
    """Return what stands for the problems that the latest build told of."""
    told: list[str] = json.loads(read_notes(connection).get("told", "[]"))
    return told


def write_told(connection: sqlite3.Connection, notes: Mapping[str, str], told: list[str]) -> None:
    """Replace what stands for the problems that were *told*, beside other *notes*, and commit.

    No report can be recalled of a build that came to no end.
    """
    state = {}
    if not connection.in_transaction:
        FORMAT.begin(connection)
        state = {"state": read_notes(connection).get("state", "{}")}
    _write_notes(connection, {"state": "{}", **state, **notes, "told": json.dumps(told)})
    connection.execute("COMMIT")


def read_units(connection: sqlite3.Connection) -> Iterator[tuple[str, Unit]]:
    """Yield the units by path."""
    for row in connection.execute("SELECT * FROM unit"):
        path, fingerprint, files, entries, mark = _checked(row)
        stamps = {name: FileStamp(*stamp) for name, stamp in orjson.loads(files).items()}
        yield path, Unit(fingerprint, stamps, entries, mark)


def _unit_row(path: str, unit: Unit) -> tuple[Any, ...]:
    files = orjson.dumps({name: [*stamp] for name, stamp in unit.files.items()})
    return _summed(path, unit.fingerprint, files.decode(), unit.entries, unit.mark)


def seed_row(path: str, known: KnownSeed, article: Article) -> SeedRow:
    """Return the row of a seed, as ``write_seeds`` takes it."""
    name, first, second = encode_path(path), write_seed(known), write_article(article)
    start = zlib.crc32(name)
    return name, first, zlib.crc32(first, start), second, zlib.crc32(second, start)


def write_seeds(connection: sqlite3.Connection, rows: Iterable[SeedRow]) -> None:
    """Write *rows* in place of those of the same seeds."""
    connection.executemany(_KEEP_SEED, rows)


def read_seeds(connection: sqlite3.Connection) -> Iterator[tuple[bytes, KnownSeed]]:
    """Yield name and ``KnownSeed`` of all seeds, the last name first."""
    for name, known, checksum in connection.execute(_READ_SEEDS):
        yield name, read_seed(_whole(name, known, checksum))


def read_some(
    connection: sqlite3.Connection, paths: Iterable[str]
) -> Iterator[tuple[str, KnownSeed, Article]]:
    """Yield path, ``KnownSeed`` and ``Article`` of each of the seeds at *paths* that has a row."""
    for name, known, known_sum, article, article_sum in _select(connection, _READ_SOME, paths):
        yield (
            decode_path(name),
            read_seed(_whole(name, known, known_sum)),
            read_article(_whole(name, article, article_sum)),
        )


def read_articles(
    connection: sqlite3.Connection, paths: Iterable[str]
) -> Iterator[tuple[str, Article]]:
    """Yield path and ``Article`` of each of the seeds at *paths* that has a row."""
    for name, article, checksum in _select(connection, _READ_ARTICLES, paths):
        yield decode_path(name), read_article(_whole(name, article, checksum))


def _select(
    connection: sqlite3.Connection, query: str, paths: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    """Yield what a *query* finds of the seeds at *paths*, many of them at a time."""
    names = map(encode_path, paths)
    while some := list(islice(names, _TOGETHER)):
        yield from connection.execute(query % ", ".join("?" * len(some)), some)


def _whole(name: bytes, blob: bytes, checksum: int) -> bytes:
    """Return *blob*, which is of the seed *name*; raise ValueError if its *checksum* is wrong."""
    if zlib.crc32(blob, zlib.crc32(name)) != checksum:
        raise ValueError(_DAMAGE)
    return blob


def _summed(*values: Any) -> tuple[Any, ...]:
    """Return *values* and their checksum: SQLite does not notice a bit that has changed."""
    return *values, _checksum(values)


def _checked(row: tuple[Any, ...]) -> Any:
    """Return *row* without its checksum; raise ValueError if that is not right."""
    if _checksum(row[:-1]) != row[-1]:
        raise ValueError(_DAMAGE)
    return row[:-1]


def _checksum(values: tuple[Any, ...]) -> int:
    # A quarter of the time of repr. In the first version of its form, as later ones write the same
    # value in several ways; nothing ever reads it.
    return zlib.crc32(marshal.dumps(values, 0))

"""What a build writes into its file comes back as it was, or is known to be damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from feeds.cache import tables as file
from feeds.cache.database import connect
from feeds.cache.rows import KnownSeed
from feeds.cache.tables import Unit
from feeds.entries.facts import Article, Facts
from feeds.files import FileStamp

PATHS = ("seeds/a.md", "seeds/b.md", "seeds/\udcff.md")
UNITS = {
    "": Unit("lists", {"index.html": FileStamp(1, 2, 3)}),
    "topics/ai": Unit("feed", {"topics/ai/rss.xml": FileStamp(4, 5, 6)}, bytes(range(16))),
    "topics/none": Unit("without files", {}),
}
NOTES = {"program": "p", "state": '{"digest": null}'}


def known_of(path: str) -> KnownSeed:
    return KnownSeed(b"s" * 24, os.fsencode(path).ljust(32), Facts(id=path))


def article_of(path: str) -> Article:
    return Article(bytes(32), title=path)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection to a file into which a build has written everything."""
    with closing(connect(tmp_path / "build.sqlite")) as made:
        file.FORMAT.begin(made)
        file.write_seeds(made, [file.seed_row(p, known_of(p), article_of(p)) for p in PATHS])
        file.finish(made, [], UNITS, NOTES)
        yield made


def read_all(connection: sqlite3.Connection) -> list[object]:
    return [
        list(file.read_seeds(connection)),
        list(file.read_some(connection, PATHS)),
        list(file.read_articles(connection, PATHS)),
        dict(file.read_units(connection)),
        file.read_notes(connection),
    ]


def test_all_comes_back_as_it_was(connection: sqlite3.Connection) -> None:
    assert read_all(connection) == [
        [(os.fsencode(path), known_of(path)) for path in reversed(PATHS)],
        [(path, known_of(path), article_of(path)) for path in PATHS],
        [(path, article_of(path)) for path in PATHS],
        UNITS,
        NOTES,
    ]
    assert dict(file.read_state(connection)) == {"digest": None}


def test_what_is_asked_of_many_seeds_is_found_among_them(connection: sqlite3.Connection) -> None:
    unknown = [f"seeds/unknown/{number}.md" for number in range(600)]
    asked = (PATHS[0], *unknown[:300], PATHS[1], *unknown[300:], PATHS[2])
    assert [path for path, _ in file.read_articles(connection, asked)] == list(PATHS)
    assert list(file.read_some(connection, [])) == []


def test_the_latest_build_replaces_what_the_earlier_ones_wrote(
    connection: sqlite3.Connection,
) -> None:
    new, units = known_of("new"), {"all": Unit("feed", {})}
    file.FORMAT.begin(connection)
    file.write_seeds(connection, [file.seed_row(PATHS[1], new, article_of(PATHS[1]))])
    file.finish(connection, [PATHS[0]], units, NOTES | {"state": "{}"})
    assert [known for _, known in file.read_seeds(connection)] == [known_of(PATHS[2]), new]
    assert dict(file.read_units(connection)) == units
    assert dict(file.read_state(connection)) == {}


def test_a_build_that_came_to_no_end_leaves_seeds_and_no_state(
    connection: sqlite3.Connection,
) -> None:
    file.FORMAT.begin(connection)
    file.write_seeds(connection, [file.seed_row("new.md", known_of("new"), article_of("new"))])
    file.leave(connection, {"program": "q"})
    assert len(list(file.read_seeds(connection))) == len(PATHS) + 1
    assert file.read_notes(connection) == {"program": "q", "state": "{}"}
    assert dict(file.read_units(connection)) == UNITS


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("seed", "name"), ("seed", "known"), ("seed", "article"),
        ("unit", "path"), ("unit", "fingerprint"), ("unit", "files"), ("unit", "entries"),
        ("note", "name"), ("note", "value"),
    ],
)  # fmt: skip
def test_a_byte_that_changed_is_noticed(
    connection: sqlite3.Connection, table: str, column: str
) -> None:
    key = {"seed": "name", "unit": "path", "note": "name"}[table]
    query = f"SELECT {key}, {column} FROM {table} ORDER BY {column} DESC LIMIT 1"
    ((which, value),) = connection.execute(query).fetchall()
    changed = value[:-1] + (b"~" if isinstance(value, bytes) else "~")
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (changed, which))
    with pytest.raises(ValueError, match="checksum"):
        read_all(connection)


def test_what_is_known_of_one_seed_is_not_taken_for_that_of_another(
    connection: sqlite3.Connection,
) -> None:
    for columns in (("known", "known_sum"), ("article", "article_sum")):
        for column in columns:
            connection.execute(
                f"UPDATE seed SET {column} = (SELECT {column} FROM seed WHERE name = ?)"
                " WHERE name = ?",
                list(map(os.fsencode, PATHS[:2])),
            )
    with pytest.raises(ValueError, match="checksum"):
        list(file.read_seeds(connection))
    with pytest.raises(ValueError, match="checksum"):
        list(file.read_articles(connection, PATHS))


def test_files_of_other_programs_and_versions_are_told(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "build.sqlite")) as connection:
        assert file.is_empty(connection)
        file.FORMAT.begin(connection)
        assert file.FORMAT.is_of(connection)
        for pragma in ("application_id", "user_version"):
            (value,) = connection.execute(f"PRAGMA {pragma}").fetchone()
            connection.execute(f"PRAGMA {pragma} = {value + 1}")
            assert not file.FORMAT.is_of(connection)
            connection.execute(f"PRAGMA {pragma} = {value}")
        connection.execute("COMMIT")
        assert not file.is_empty(connection)

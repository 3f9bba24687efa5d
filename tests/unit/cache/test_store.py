"""The cache of builds heals by itself, whenever a build was killed or the disk was full."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from feeds.cache.folder import make_folder
from feeds.cache.rows import KnownSeed
from feeds.cache.store import BuildCache
from feeds.entries.note import note_facts
from feeds.seeds.listing import UNSETTLED
from feeds.validation.omissions import Judgement
from feeds.validation.schema.seed import parse_seed
from tests.own_process import run

TEXT = b"""---
title: Title
publishedDateTime: 2022-09-12T13:00:00Z
webUrl: https://example.org/1
topics: [AI]
provider: {name: ZDNet, domain: zdnet.com}
---
"""


def open_cache(folder: Path) -> BuildCache:
    return BuildCache(folder, folder / "out", "program", "reading")


def keep_seeds(cache: BuildCache, count: int) -> None:
    noted = note_facts(
        parse_seed("seed.md", TEXT),
        Judgement(),
        bytes(32),
        include_unpublished=False,
        site_url=None,
    )
    # Large, so that SQLite cannot hold all of them in memory.
    facts = noted.facts._replace(problems="problem" * 1000)
    for number in range(count):
        known = KnownSeed(UNSETTLED, bytes(32), facts)
        cache.keep_seed(f"{number}.md", known, noted.article)


def seeds_of(folder: Path) -> tuple[int, list[str]]:
    """Return how many seeds the cache in *folder* knows, and what it says of itself."""
    cache = open_cache(folder)
    found = sum(1 for _ in cache.load_seeds())
    cache.close()
    return found, cache.notices


def remember(folder: Path, count: int) -> None:
    cache = open_cache(folder)
    list(cache.load_seeds())
    keep_seeds(cache, count)
    cache.finish([], {}, {})
    cache.close()
    assert cache.notices == []


def keep_and_be_killed(folder: str, count: str) -> None:
    keep_seeds(open_cache(Path(folder)), int(count))
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    ("known", "count"),
    [(0, 500), (0, 1500), (10, 1500)],
    ids=["a new file", "a new file, written to", "a file written to"],
)
def test_what_a_killed_build_has_begun_to_write_is_undone(
    tmp_path: Path, known: int, count: int
) -> None:
    """SQLite writes to the file before the end of what it cannot hold in memory."""
    if known:
        remember(tmp_path, known)
    assert run(keep_and_be_killed, tmp_path, count).returncode == -signal.SIGKILL
    assert seeds_of(tmp_path) == (known, [])
    remember(tmp_path, 20)
    assert seeds_of(tmp_path) == (20, [])


@pytest.mark.parametrize("name", ["CACHEDIR.TAG", ".gitignore"])
def test_what_marks_the_folder_is_written_again_if_the_disk_had_no_room_for_it(
    tmp_path: Path, name: str
) -> None:
    make_folder(tmp_path)
    before = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(b"")
    make_folder(tmp_path)
    assert (tmp_path / name).read_bytes() == before != b""


def test_text_that_is_damaged_is_set_aside_and_heals(tmp_path: Path) -> None:
    remember(tmp_path, 3)
    (file,) = tmp_path.glob("build-*.sqlite")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE note SET value = CAST(X'FF' AS TEXT)")
        connection.commit()
    cache = open_cache(tmp_path)
    assert (cache.load_state(), list(cache.load_seeds())) == ({}, [])
    assert cache.notices == [
        f"{file} is damaged (it holds text that is no UTF-8) and is set aside: everything is read"
        " again"
    ]
    keep_seeds(cache, 2)
    cache.finish([], {}, {})
    cache.close()
    assert seeds_of(tmp_path) == (2, [])


@pytest.mark.parametrize(
    ("program", "reading", "said"),
    [("other", "reading", ["version"]), ("program", "other", [])],
    ids=["program", "way of reading"],
)
def test_what_was_learnt_in_another_way_is_set_aside(
    tmp_path: Path, program: str, reading: str, said: list[str]
) -> None:
    """That the configuration was changed is nothing to speak of."""
    remember(tmp_path, 3)
    other = BuildCache(tmp_path, tmp_path / "out", program, reading)
    assert (list(other.load_seeds()), other.load_state(), other.load_units()) == ([], {}, {})
    assert [word for word in ("version", "damaged") for n in other.notices if word in n] == said
    keep_seeds(other, 2)
    other.finish([], {}, {"now": "later"})
    assert (len(list(other.load_seeds())), other.load_state()) == (2, {"now": "later"})
    other.close()


def test_what_is_only_read_is_never_written(tmp_path: Path) -> None:
    remember(tmp_path, 3)
    cache = BuildCache(tmp_path, tmp_path / "out", "program", "reading", use="read")
    before = cache.path.read_bytes()
    keep_seeds(cache, 5)
    cache.finish(["0.md"], {}, {"now": "later"})
    assert len(list(cache.load_seeds())) == 3
    cache.close()
    assert cache.path.read_bytes() == before

"""Seeds that have not changed are known from earlier builds, and all others are read."""

import os
import pickle
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from feeds.build.learn import Learning
from feeds.build.read import Read, ReadOptions, Unread, read_batch
from feeds.cache.rows import KnownSeed
from feeds.cache.store import BuildCache
from feeds.entries.facts import Article, Facts
from feeds.grouping.collection import Collection
from feeds.grouping.lineups import Lineups
from feeds.grouping.newest import Newest
from feeds.model import Exclusion, Standing
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedChangedError
from feeds.seeds.find import MAX_SEED_BYTES, Patterns, Stamp
from feeds.seeds.folder import LocalFolder
from feeds.seeds.listing import Listing
from feeds.settings import BuildSettings, Settings
from tests.unit.sample_feeds import SITE

NOW = datetime(2023, 1, 1, tzinfo=UTC)
FOREVER = 2**62
RUNS = count()


class Seeds:
    """A folder of seeds, what builds remember of it, and the names of seeds that they read."""

    def __init__(self, folder: Path, *, limit: int = 9) -> None:
        self.folder = folder / "seeds"
        self.folder.mkdir()
        self.out = folder / "out"
        self.limit = limit
        self.was_read: list[str] = []

    def write(self, *names: str, fields: str = "", text: str = "") -> None:
        for name in names:
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            number = int(path.stem)
            path.write_text(
                f"---\ntitle: Title {number}\npublishedDateTime: 2022-09-{number:02}T13:00:00Z\n"
                f"webUrl: https://example.org/{number}\ntopics: [AI]\n"
                f"provider: {{name: ZDNet, domain: zdnet.com}}\n{fields}\n---\n{text}\n"
            )

    def begin(self) -> Learning:
        """Return what a build begins with that finds the files as they are, and long unchanged."""
        folder = LocalFolder(self.folder)
        files = folder.find(Patterns(("**/*.md",), ()))
        listing = Listing((f for f in files if not isinstance(f, Diagnostic)), FOREVER)
        options = ReadOptions(folder, False, None, self.limit, str(next(RUNS)))
        self.was_read = []

        def read(seeds: Sequence[Unread]) -> list[Read]:
            self.was_read += [self.name(seed.path) for seed in seeds]
            return read_batch(options, seeds)

        collection = collection_of(listing)
        return Learning(listing, self.open_cache(), collection, Newest(self.limit), read)

    def learn(self) -> Learning:
        """Return what a build learns that keeps it."""
        learning = self.begin()
        unread = learning.recall()
        learning.take(unread.numbers, learning.read(unread[:]))
        assert isinstance(learning.memory, BuildCache)
        learning.memory.finish(learning.gone, {}, {})
        learning.memory.close()
        return learning

    def open_cache(self) -> BuildCache:
        return BuildCache(self.out / "cache", self.out, "program", "reading")

    def forget(self, *names: str) -> None:
        with closing(self.open_cache()) as cache:
            cache.finish(map(self.path, names), {}, {})

    def name(self, path: str) -> str:
        return Path(path).relative_to(self.folder).as_posix()

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def remembered(self) -> list[str]:
        return [self.name(os.fsdecode(name)) for name, _ in self.open_cache().load_seeds()][::-1]


def collection_of(listing: Listing) -> Collection:
    lineups = Lineups[Standing](Settings(SITE, build=BuildSettings(limit=9)))
    return Collection(listing, NOW, lineups)


@pytest.fixture
def seeds(tmp_path: Path) -> Seeds:
    """Return five seeds, of which everything is remembered."""
    made = Seeds(tmp_path)
    made.write(*(f"{number}.md" for number in range(1, 6)))
    made.learn()
    return made


def test_what_has_not_changed_is_not_read(seeds: Seeds) -> None:
    learning = seeds.learn()
    assert (seeds.was_read, learning.collection.count) == ([], 5)


@pytest.mark.parametrize("names", [["1.md"], ["5.md"], ["3.md"], ["1.md", "2.md", "5.md"]])
def test_what_has_changed_is_read_and_kept(seeds: Seeds, names: list[str]) -> None:
    seeds.write(*names, text="Changed")
    assert seeds.learn().collection.count == 5
    assert sorted(seeds.was_read) == names
    seeds.learn()
    assert seeds.was_read == []


def test_what_is_gone_is_told_and_forgotten(seeds: Seeds) -> None:
    for name in ("1.md", "3.md", "5.md"):
        (seeds.folder / name).unlink()
    learning = seeds.learn()
    assert sorted(map(seeds.name, learning.gone)) == ["1.md", "3.md", "5.md"]
    assert (seeds.was_read, learning.collection.count) == ([], 2)
    assert seeds.remembered() == ["2.md", "4.md"]


def test_a_file_that_got_another_time_only_is_known_by_its_content(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.utime(seeds.folder / "3.md")
    with monkeypatch.context() as patch:
        patch.setattr("feeds.build.read.parse_seed", None)  # whoever parses a seed, fails
        assert seeds.learn().collection.count == 5
    assert seeds.was_read == ["3.md"]
    seeds.learn()
    assert seeds.was_read == []


def test_a_seed_that_was_moved_is_known_by_its_content(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    (seeds.folder / "2022").mkdir()
    for name in ("1.md", "4.md"):
        (seeds.folder / name).rename(seeds.folder / "2022" / name)
    with monkeypatch.context() as patch:
        patch.setattr("feeds.build.read.parse_seed", None)  # whoever parses a seed, fails
        learning = seeds.learn()
    standing = learning.collection.lineups.newest(learning.collection.lineups.everything)
    assert [seeds.name(entry.path) for entry in standing] == [
        "5.md", "2022/4.md", "3.md", "2.md", "2022/1.md",
    ]  # fmt: skip
    assert seeds.remembered() == ["2.md", "2022/1.md", "2022/4.md", "3.md", "5.md"]


def test_a_seed_that_was_moved_and_changed_is_read(seeds: Seeds) -> None:
    (seeds.folder / "1.md").unlink()
    seeds.write("2022/1.md", text="Changed")
    seeds.learn()
    path = seeds.folder / "2022" / "1.md"
    ((_, article),) = seeds.open_cache().load_articles([str(path)])
    assert article.digest == sha256(path.read_bytes()).digest()


def test_what_is_confirmed_but_remembered_no_more_is_read(seeds: Seeds) -> None:
    os.utime(seeds.folder / "2.md")
    os.utime(seeds.folder / "3.md")
    learning = seeds.begin()
    unread = learning.recall()
    seeds.forget("3.md")
    learning.take(unread.numbers, learning.read(unread[:]))
    assert seeds.was_read == ["3.md", "2.md", "3.md"]
    assert learning.collection.count == 5


def test_where_the_memory_is_damaged_the_rest_is_read(seeds: Seeds) -> None:
    path = seeds.open_cache().path
    with closing(sqlite3.connect(path)) as connection, connection:
        name = os.fsencode(seeds.path("3.md"))
        connection.execute("UPDATE seed SET known_sum = known_sum + 1 WHERE name = ?", [name])
    assert seeds.learn().collection.count == 5
    assert sorted(seeds.was_read) == ["1.md", "2.md", "3.md"]
    seeds.learn()
    seeds.learn()
    assert seeds.was_read == []


def test_what_cannot_be_read_is_left_out_and_what_vanished_is_no_seed(seeds: Seeds) -> None:
    seeds.write("2.md", "4.md", text="Changed")
    learning = seeds.begin()
    unread = learning.recall()
    os.truncate(seeds.folder / "2.md", MAX_SEED_BYTES + 1)
    (seeds.folder / "4.md").unlink()
    learning.take(unread.numbers, learning.read(unread[:]))
    assert [(seeds.name(found.path), found.rule) for found in learning.problems] == [
        ("4.md", "ignored-path"), ("2.md", "oversized-file"),
    ]  # fmt: skip
    left_out = {why: list(found) for why, found in learning.collection.left_out.items()}
    assert (left_out, learning.vanished) == ({Exclusion.INVALID: [1]}, 1)
    assert learning.collection.count == 3


def test_what_is_excluded_is_remembered_but_not_held(seeds: Seeds) -> None:
    seeds.write("2.md", fields="published: false")
    learning = seeds.learn()
    assert list(learning.collection.left_out) == [Exclusion.UNPUBLISHED]
    assert not learning.articles
    assert not learning.pickled
    assert seeds.remembered() == ["1.md", "2.md", "3.md", "4.md", "5.md"]


def test_of_what_was_read_the_newest_of_a_feed_are_held(tmp_path: Path) -> None:
    seeds = Seeds(tmp_path, limit=2)
    # Seeds are read from behind, so that newer ones displace others.
    seeds.write("d/1.md", "c/3.md", "b/2.md", "a/4.md")
    learning = seeds.learn()
    newest = ["a/4.md", "c/3.md"]
    assert sorted(map(seeds.name, learning.articles)) == newest
    assert sorted(map(seeds.name, learning.pickled)) == newest
    assert pickle.loads(learning.pickled[seeds.path("a/4.md")]).title == "Title 4"


def test_facts_are_looked_up_in_the_order_asked_for(
    seeds: Seeds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.build.learn._TOGETHER", 2)
    learning = seeds.learn()
    numbers = [4, 0, 3, 1, 2]
    found = list(learning.look_up(numbers))
    assert [number for number, _ in found] == numbers
    assert [facts.published[:10] for _, facts in found] == [
        f"2022-09-0{number + 1}" for number in numbers
    ]
    assert seeds.was_read == []


def test_what_is_not_remembered_is_looked_up_in_the_seeds(seeds: Seeds) -> None:
    learning = seeds.learn()
    seeds.forget("2.md", "4.md")
    found = [number for number, _ in learning.look_up([0, 3, 1])]
    assert (found, seeds.was_read) == ([0, 3, 1], ["4.md", "2.md"])


def test_what_another_build_remembers_of_a_changed_seed_is_not_believed(seeds: Seeds) -> None:
    learning = seeds.begin()
    learning.recall()
    before = (seeds.folder / "2.md").read_bytes()
    seeds.write("2.md", fields="updatedDateTime: 2022-10-01T13:00:00Z")
    seeds.learn()
    (seeds.folder / "2.md").write_bytes(before)
    ((_, facts),) = learning.look_up([1])
    assert (facts.updated, seeds.was_read) == (facts.published, ["2.md", "2.md"])


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_text("no seed")])
def test_what_is_not_remembered_and_changed_begins_the_build_anew(
    seeds: Seeds, change: Callable[[Path], object]
) -> None:
    learning = seeds.learn()
    seeds.forget("2.md")
    change(seeds.folder / "2.md")
    with pytest.raises(SeedChangedError):
        list(learning.look_up([0, 1]))


NAMES = st.sampled_from([b"a", b"b", b"x/a", b"y/a", b"x/b", b"\xff", b"x/\xff", "\ue000".encode()])


def base(name: bytes) -> bytes:
    return name.rpartition(b"/")[2]


VERSIONS = st.dictionaries(NAMES, st.integers(1, 3))


@given(before=VERSIONS, after=VERSIONS)
@hypothesis_settings(max_examples=40)
def test_any_folder_is_compared_with_what_is_remembered_of_it(
    before: dict[bytes, int], after: dict[bytes, int]
) -> None:
    """Files are of one version if their stamps, and here their contents, are the same."""

    def listed(files: dict[bytes, int]) -> Listing:
        stamps = ((os.fsdecode(name), Stamp(1, 1, version)) for name, version in files.items())
        return Listing(stamps, FOREVER)

    def digest_of(name: bytes) -> bytes:
        return sha256(name + bytes([before[name]])).digest()

    with TemporaryDirectory() as folder:
        cache = BuildCache(Path(folder), Path(folder, "out"), "program", "reading")
        known = listed(before)
        for number in range(len(known)):
            name = known.name(number)
            seed = KnownSeed(known.stamp(number), digest_of(name), Facts("removed", 0))
            cache.keep_seed(known.path(number), seed, Article(digest_of(name)))
        cache.finish([], {}, {})
        listing = listed(after)
        learning = Learning(listing, cache, collection_of(listing), Newest(1), lambda _: [])
        unread = learning.recall()
        cache.close()
    names = sorted(after)
    unchanged = [name for name in names if before.get(name) == after[name]]
    gone = {base(name): name for name in sorted(before, reverse=True) if name not in after}
    sources = {name: name if name in before else gone.get(base(name)) for name in names}
    expected = {
        os.fsdecode(name): digest_of(source) if (source := sources[name]) else None
        for name in names
        if name not in unchanged
    }
    assert dict(unread[:]) == expected
    assert len(unread) == len(expected)
    assert set(learning.gone) == {os.fsdecode(name) for name in before.keys() - after.keys()}
    left_out = learning.collection.left_out[Exclusion.REMOVED]
    assert sorted(left_out) == [names.index(name) for name in unchanged]

"""Read the seeds, so far as earlier builds do not know them; decide which are published."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from feeds.build.context import Context, Start
from feeds.build.read_batch import Read, ReadOptions, SeedToRead, read_batch
from feeds.cache.rows import DIGEST_BYTES, KnownSeed
from feeds.entries.facts import Facts
from feeds.grouping.collection import Collection
from feeds.grouping.lineups import Fresh, Lineups
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import SeedChangedError
from feeds.problems.exclusion import Exclusion
from feeds.seeds.folder import SeedsFolder
from feeds.seeds.listing import Listing, decode_path
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, parse_unchecked
from feeds.values.hashes import hash_id, split_hashes

_NO_DIGEST = bytes(DIGEST_BYTES)
_TOGETHER = 250


class Successor(NamedTuple):
    """What stands in a seed whose entry had another id: its ``id`` now, title and date (ISO 8601).

    It ``is_same`` as before beyond doubt if an address or the date is.
    """

    id: str
    title: str
    published: str
    is_same: bool


@dataclass(slots=True)
class Seeds:
    """What became of the seeds, and the ``collection`` of those that are published.

    ``options`` are how they were read, and are to be if they must be again. ``unread`` are problems
    with files that cannot be read. ``gone`` are the paths of seeds that were known and are no more,
    ``vanished`` counts those that went while this was at work, and ``parsed`` those that no earlier
    build knew. With an archive, ``successors`` are by the hash of the id that an entry had.
    """

    options: ReadOptions
    collection: Collection
    unread: list[Diagnostic]
    gone: list[str] = field(default_factory=list)
    vanished: int = 0
    parsed: int = 0
    successors: dict[int, Successor] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many seeds there are."""
        return len(self.collection.listing) - self.vanished


def read_seeds(context: Context, start: Start) -> Seeds:
    """Return what the seeds that *start* lists say, each article once.

    Raises SeedChangedError if a seed that must be read twice is another by then.
    """
    settings = context.settings
    # What is older stands in the pages of an archive, and which these are, all entries decide.
    lineups = Lineups(settings, whole=settings.build.archive)
    ruleset = Ruleset(settings.at(context.now).validate)
    collection = Collection(
        start.listing, context.now, lineups, start.dead.dropped(), ruleset.may_share_address
    )
    options = ReadOptions(context.folder, settings, uuid4().hex)
    seeds = Seeds(options, collection, [*start.listing.unread])
    reader = _Reader(context, seeds)
    reader.read()
    collection.settle(reader.look_up)
    collection.diagnostics += _describe_duplicates(collection.duplicates, context.folder, ruleset)
    return seeds


def _describe_duplicates(
    duplicates: Mapping[str, str], folder: SeedsFolder, ruleset: Ruleset
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the seeds that are *duplicates* of others: both are read for it.

    Raises SeedChangedError if one of them is another by now.
    """
    paths = sorted({*duplicates, *duplicates.values()})
    seeds = {}
    for path, raw in zip(paths, folder.read(paths), strict=True):
        seed = None if isinstance(raw, Diagnostic) else parse_unchecked(path, raw)
        if not isinstance(seed, Seed):
            raise SeedChangedError(path)
        seeds[path] = seed
    for worse, better in duplicates.items():
        if found := ruleset.describe_duplicate(seeds[worse], seeds[better]):
            yield found


class SeedsToRead:
    """Those seeds of a *listing* that must be read: their ``numbers`` there, in any order.

    Work is made of them, and their paths with it, as its turn comes.
    """

    def __init__(self, listing: Listing) -> None:
        """Begin with none."""
        self.numbers = array("Q")
        self._listing = listing
        # After a checkout all are known: as objects, digests would take four times the room.
        self._digests = bytearray(DIGEST_BYTES * len(listing))

    def __setitem__(self, number: int, digest: bytes) -> None:
        """Note that the seed with this *number* is known by the SHA-256 *digest*."""
        self._digests[number * DIGEST_BYTES : (number + 1) * DIGEST_BYTES] = digest

    def known(self, number: int) -> bytes | None:
        """Return the SHA-256 that the seed with this *number* is known by, if any."""
        digest = bytes(self._digests[number * DIGEST_BYTES : (number + 1) * DIGEST_BYTES])
        return None if digest == _NO_DIGEST else digest

    def __len__(self) -> int:
        """Return how many seeds there are."""
        return len(self.numbers)

    def __getitem__(self, part: slice) -> list[SeedToRead]:
        """Return a *part* of them."""
        return [
            SeedToRead(self._listing.path(number), self.known(number))
            for number in self.numbers[part]
        ]


@dataclass
class _Reader:
    """Adds all seeds to the collection of *seeds*: from the cache, or by reading them.

    Of a seed that is known by its content no more than the SHA-256 is held: the rest is looked up
    once it was read and has the same.
    """

    context: Context
    seeds: Seeds
    # Under which paths seeds that were moved are known.
    _former: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Know where things are."""
        self._cache = self.context.cache
        self._collection = self.seeds.collection
        self._listing = self._collection.listing

    def read(self) -> None:
        """Read what the cache does not know, in as many workers as that is worth."""
        context, to_read, done = self.context, self.recall(), 0
        work = partial(read_batch, self.seeds.options)
        context.progress("reading seeds", done, len(to_read))
        for batch in context.workers.run(work, to_read):
            seeds = [self._believe(seed) for seed in batch]
            self._take(to_read.numbers[done : done + len(seeds)], seeds)
            done += len(seeds)
            context.progress("reading seeds", done, len(to_read))

    def _believe(self, seed: Read) -> Read:
        """Return *seed*; one that cannot be read is read here, as workers may be elsewhere.

        Their machines may not see all that this one does.
        """
        return self._read_here([seed.path])[0] if seed.unreadable else seed

    def _read_here(self, paths: Iterable[str]) -> list[Read]:
        return read_batch(self.seeds.options, [SeedToRead(path, None) for path in paths])

    def recall(self) -> SeedsToRead:
        """Take in the seeds that have not changed; return those that must be read.

        A seed that may have changed, or whose folder was moved, is known by its content.
        """
        to_read, lost = SeedsToRead(self._listing), dict[str, tuple[str, bytes]]()
        # Names often begin with a date: from behind, the newest come first, and few of the others
        # are among the newest of any feed.
        number = len(self._listing) - 1
        for name, seed in self._cache.load_seeds():
            while (listed := self._listing.name(number)) > name:
                to_read.numbers.append(number)
                number -= 1
            if listed < name:
                path = decode_path(name)
                self.seeds.gone.append(path)
                lost[Path(path).name] = path, seed.digest
                continue
            if self._listing.stamp(number) == seed.stamp:
                self._collection.add(number, seed.facts, digest=seed.digest)
            else:
                to_read.numbers.append(number)
                to_read[number] = seed.digest
            number -= 1
        to_read.numbers.extend(range(number, -1, -1))
        if lost and not Ruleset(self.context.settings.validate).depends_on_path:
            self._find_moved(to_read, lost)
        return to_read

    def _find_moved(self, to_read: SeedsToRead, lost: Mapping[str, tuple[str, bytes]]) -> None:
        """Note in *to_read* the SHA-256 of seeds that are *lost* and had the same file name.

        *lost* has path and SHA-256 of seeds that are no more, by file name. If a folder was
        renamed, all its seeds are known by their content.
        """
        for number in to_read.numbers:
            path = self._listing.path(number)
            moved = lost.get(Path(path).name)
            if moved and to_read.known(number) is None:
                self._former[path], to_read[number] = moved

    def _take(self, numbers: Iterable[int], batch: Iterable[Read]) -> None:
        """Take in what was read of a *batch* of seeds with these *numbers*."""
        if self.context.settings.build.archive:
            batch = list(batch)
            self._find_successors(batch)
        same = {}
        for number, seed in zip(numbers, batch, strict=True):
            if seed.unreadable:
                self._leave_out(number, seed.unreadable)
            elif seed.facts and seed.fresh:
                self.seeds.parsed += 1
                self._learn(number, seed.path, seed.facts, seed.fresh)
            else:
                same[seed.path] = number
        if same:
            self._confirm(same)

    def _find_successors(self, batch: Iterable[Read]) -> None:
        """Note which seeds of *batch* had another id when they were read before."""
        read = {seed.path: (seed.facts, seed.fresh) for seed in batch}
        for path, known, _ in self._cache.load_some(read):
            before, (facts, fresh) = known.facts, read[path]
            if fresh and facts and before.id not in {"", facts.id}:
                is_same = before.published == facts.published or not set(
                    split_hashes(before.own)
                ).isdisjoint(split_hashes(facts.own))
                self.seeds.successors[hash_id(before.id)] = Successor(
                    facts.id, fresh.article.title, facts.published, is_same
                )

    def _leave_out(self, number: int, problem: Diagnostic) -> None:
        self.seeds.unread.append(problem)
        if problem.severity is Severity.ERROR:
            self._collection.leave_out(number, Exclusion.INVALID)
        else:  # no seed stands there
            self.seeds.vanished += 1

    def _confirm(self, same: Mapping[str, int]) -> None:
        """Take in seeds whose content is known, by path with their numbers."""
        places = {path: self._former.get(path, path) for path in same}
        known = {row[0]: row for row in self._cache.load_some(places.values())}
        lost = []
        for path, place in places.items():
            if place in known:
                _, seed, article = known[place]
                self._learn(same[path], path, seed.facts, Fresh(article))
            else:
                lost.append(path)
        if lost:
            self._take([same[path] for path in lost], self._read_here(lost))

    def _learn(self, number: int, path: str, facts: Facts, fresh: Fresh) -> None:
        self._collection.add(number, facts, fresh, digest=fresh.article.digest)
        if stamp := self._listing.lasting_stamp(number):
            known = KnownSeed(stamp, fresh.article.digest, facts)
            self._cache.keep_seed(path, known, fresh.article)

    def look_up(self, numbers: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """Yield the entries with these *numbers*, and their facts, which nothing holds any more.

        What is not remembered is read; raises SeedChangedError if it is no longer the same.
        """
        rest = iter(numbers)
        while some := {self._listing.path(number): number for number in islice(rest, _TOGETHER)}:
            has = self._collection.has
            known = self._cache.load_some(some)
            found = {path: seed.facts for path, seed, _ in known if has(some[path], seed.digest)}
            lost = [path for path in some if path not in found]
            for read in self._read_here(lost) if lost else ():
                fresh = read.fresh
                if not (read.facts and fresh and has(some[read.path], fresh.article.digest)):
                    raise SeedChangedError(read.path)
                found[read.path] = read.facts
            yield from ((number, found[path]) for path, number in some.items())

"""Learn what there is to know of seeds: from what earlier builds remember, else from the seeds."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from feeds.build.read import Read, Unread
from feeds.cache.rows import DIGEST_BYTES, KnownSeed
from feeds.entries.facts import Article, Facts
from feeds.grouping.collection import Collection
from feeds.grouping.newest import Newest
from feeds.model import Exclusion
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import SeedChangedError
from feeds.seeds.listing import Listing, decode_path

_NO_DIGEST = bytes(DIGEST_BYTES)
_TOGETHER = 250


class Memory(Protocol):
    """What earlier builds have learnt of seeds, and what the next ones are to know."""

    def load_seeds(self) -> Iterable[tuple[bytes, KnownSeed]]:
        """Yield what is known of all seeds, by name as in ``Listing``, the last name first."""

    def load_some(self, paths: Iterable[str]) -> Iterable[tuple[str, KnownSeed, Article]]:
        """Yield all that is known of the seeds at *paths*, so far as it is."""

    def load_articles(self, paths: Iterable[str]) -> Iterable[tuple[str, Article]]:
        """Yield what is known of the articles of the seeds at *paths*, so far as it is."""

    def keep_seed(self, path: str, known: KnownSeed, article: Article) -> None:
        """Keep what is *known* of the seed at *path*, and its *article*."""


class UnreadSeeds:
    """Those seeds of a *listing* that must be read, and the SHA-256 they are known by, if any."""

    def __init__(self, listing: Listing) -> None:
        """Begin with none."""
        self.numbers = array("Q")
        self._listing = listing
        self._digests = bytearray()

    def add(self, number: int, known: bytes = _NO_DIGEST) -> None:
        """Add the seed with this *number* in the listing, and the SHA-256 *known* of it."""
        self.numbers.append(number)
        self._digests += known

    def recognise(self, place: int, known: bytes) -> bool:
        """Note the SHA-256 *known* of the seed at this *place*, and tell whether there was none."""
        part = slice(place * DIGEST_BYTES, (place + 1) * DIGEST_BYTES)
        if self._digests[part] != _NO_DIGEST:
            return False
        self._digests[part] = known
        return True

    def __len__(self) -> int:
        """Return how many seeds there are."""
        return len(self.numbers)

    def __getitem__(self, part: slice) -> list[Unread]:
        """Return a *part* of them."""
        return [
            Unread(self._listing.path(self.numbers[place]), self._known(place))
            for place in range(len(self))[part]
        ]

    def _known(self, place: int) -> bytes | None:
        known = bytes(self._digests[place * DIGEST_BYTES : (place + 1) * DIGEST_BYTES])
        return None if known == _NO_DIGEST else known


@dataclass
class Learning:
    """What is learnt of the seeds of a ``listing``, beside what goes into a ``collection``.

    ``articles`` are those learnt now of seeds that feeds may show, and ``pickled`` their entries,
    so far as they are at hand. ``problems`` are those of seeds that cannot be read, ``gone`` the
    paths of seeds that were known and are no more, and ``vanished`` counts those that went while
    this was at work. What is known by its content is looked up when that is confirmed, rather than
    held; if it is not there any more, ``read`` reads the seeds here.
    """

    listing: Listing
    memory: Memory
    collection: Collection
    newest: Newest
    read: Callable[[Sequence[Unread]], Sequence[Read]]
    articles: dict[str, Article] = field(default_factory=dict)
    pickled: dict[str, bytes] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    vanished: int = 0
    # Under which paths seeds that were moved are known.
    _former: dict[str, str] = field(default_factory=dict)

    def recall(self) -> UnreadSeeds:
        """Take in the seeds that have not changed; return those that must be read.

        A seed that may have changed, or whose folder was moved, is known by its content.
        """
        unread, lost = UnreadSeeds(self.listing), dict[str, tuple[str, bytes]]()
        # Names often begin with a date: from behind, the newest come first, and few of the others
        # are among the newest of any feed.
        number = len(self.listing) - 1
        for name, seed in self.memory.load_seeds():
            while (listed := self.listing.name(number)) > name:
                unread.add(number)
                number -= 1
            if listed < name:
                path = decode_path(name)
                self.gone.append(path)
                lost[os.path.basename(path)] = path, seed.digest  # noqa: PTH119 - a fifth of the time
                continue
            if self.listing.stamp(number) == seed.stamp:
                self.collection.add(number, seed.facts)
            else:
                unread.add(number, seed.digest)
            number -= 1
        for rest in range(number, -1, -1):
            unread.add(rest)
        if lost:
            self._find_moved(unread, lost)
        return unread

    def _find_moved(self, unread: UnreadSeeds, lost: Mapping[str, tuple[str, bytes]]) -> None:
        """Note of *unread* seeds where one with that name was *lost*, and its SHA-256."""
        for place, number in enumerate(unread.numbers):
            path = self.listing.path(number)
            moved = lost.get(os.path.basename(path))  # noqa: PTH119 - a fifth of the time
            if moved and unread.recognise(place, moved[1]):
                self._former[path] = moved[0]

    def take(self, numbers: Iterable[int], batch: Iterable[Read]) -> None:
        """Take in what was read of a *batch* of seeds with these *numbers*."""
        same = {}
        for number, seed in zip(numbers, batch, strict=True):
            if seed.unreadable:
                self._leave_out(number, seed.unreadable)
            elif seed.facts and seed.article:
                self._learn(number, seed.path, seed.facts, seed.article)
                self._keep_newest(seed.path, seed.facts, seed.article, seed.entry)
            else:
                same[seed.path] = number
        if same:
            self._confirm(same)

    def _leave_out(self, number: int, problem: Diagnostic) -> None:
        self.problems.append(problem)
        if problem.severity is Severity.ERROR:
            self.collection.left_out[Exclusion.INVALID].append(number)
        else:  # no seed stands there
            self.vanished += 1

    def _confirm(self, same: Mapping[str, int]) -> None:
        """Take in seeds whose content is known, by path with their numbers."""
        places = {path: self._former.get(path, path) for path in same}
        known = {row[0]: row for row in self.memory.load_some(places.values())}
        lost = []
        for path, place in places.items():
            if place in known:
                _, seed, article = known[place]
                self._learn(same[path], path, seed.facts, article)
            else:
                lost.append(path)
        if lost:
            found = self.read([Unread(path, None) for path in lost])
            self.take([same[path] for path in lost], found)

    def _learn(self, number: int, path: str, facts: Facts, article: Article) -> None:
        self.collection.add(number, facts)
        if stamp := self.listing.lasting_stamp(number):
            self.memory.keep_seed(path, KnownSeed(stamp, article.digest, facts), article)

    def look_up(self, numbers: Iterable[int]) -> Iterator[tuple[int, Facts]]:
        """Yield the entries with these *numbers*, and their facts, which nothing holds any more.

        What is not remembered is read; raises SeedChangedError if it is no longer the same.
        """
        rest = iter(numbers)
        while some := {self.listing.path(number): number for number in islice(rest, _TOGETHER)}:
            known = {path: seed.facts for path, seed, _ in self.memory.load_some(some)}
            found = {p: facts for p, facts in known.items() if self.collection.has(some[p], facts)}
            lost = [Unread(path, None) for path in some if path not in found]
            for seed in self.read(lost) if lost else ():
                if not seed.facts or not self.collection.has(some[seed.path], seed.facts):
                    raise SeedChangedError(seed.path)
                found[seed.path] = seed.facts
            yield from ((number, found[path]) for path, number in some.items())

    def _keep_newest(self, path: str, facts: Facts, article: Article, entry: bytes | None) -> None:
        """Hold what was learnt of a seed for as long as it is among the newest of a feed."""
        if facts.exclusion:
            return
        self.articles[path] = article
        if entry:
            self.pickled[path] = entry
        for old in self.newest.admit(path, facts.published, facts.names):
            self.articles.pop(old, None)
            self.pickled.pop(old, None)

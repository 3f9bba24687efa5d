"""Read seeds in batches: what of each is known from before is not read, or not parsed, again."""

import pickle
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from heapq import heappush, heapreplace
from typing import Any, NamedTuple

from feeds.diagnostics import Diagnostic
from feeds.discovery import SeedFile, read_seed
from feeds.entries import make_entry
from feeds.facts import Record, note_facts, to_record
from feeds.model import Entry, Headline
from feeds.validation import Seed, parse_seed


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How seeds are read: whether drafts count, where the site is, and how long feeds are.

    ``run`` is another text for each run.
    """

    include_unpublished: bool
    site_url: str | None
    limit: int
    run: str


class Unread(NamedTuple):
    """A seed to read.

    If its bytes still have the SHA-256 ``known``, nothing else need be read of it.
    """

    path: str
    known: bytes | None


class Read(NamedTuple):
    """What reading a seed came to: its facts, None if they are known; or why it cannot be read.

    ``entry`` is the pickled entry, if some feed may show it.
    """

    path: str
    record: Record | None = None
    entry: bytes | None = None
    unreadable: Diagnostic | None = None


class SeedChangedError(Exception):
    """A seed is not what it was a moment ago."""


def read_batch(options: ReadOptions, seeds: Sequence[Unread]) -> list[Read]:
    """Read each of *seeds*."""
    newest = _newest(options)
    return [_read(seed, options, newest) for seed in seeds]


def read_entry(path: str, digest: bytes, options: ReadOptions) -> Entry:
    """Return the entry of the seed at *path* whose bytes have the SHA-256 *digest*.

    Raises SeedChangedError if they no longer have it.
    """
    raw = read_seed(SeedFile(path, path))
    if isinstance(raw, Diagnostic) or sha256(raw).digest() != digest:
        raise SeedChangedError(path)
    seed = parse_seed(path, raw)
    facts = note_facts(seed, digest, include_unpublished=options.include_unpublished)
    if facts.headline is None:
        raise SeedChangedError(path)
    return _make_entry(facts.headline, seed, options)


def _read(seed: Unread, options: ReadOptions, newest: "_Newest") -> Read:
    raw = read_seed(SeedFile(seed.path, seed.path))
    if isinstance(raw, Diagnostic):
        return Read(seed.path, unreadable=raw)
    digest = sha256(raw).digest()
    if digest == seed.known:
        return Read(seed.path)
    parsed = parse_seed(seed.path, raw)
    facts = note_facts(parsed, digest, include_unpublished=options.include_unpublished)
    entry = None
    if facts.headline and newest.admits(facts.headline):
        entry = pickle.dumps(_make_entry(facts.headline, parsed, options))
    return Read(seed.path, to_record(facts), entry)


def _make_entry(headline: Headline, seed: Seed, options: ReadOptions) -> Entry:
    assert seed.instance is not None  # noqa: S101 - what has a headline has been read
    return make_entry(
        headline,
        seed.instance,
        seed.body,
        include_unpublished=options.include_unpublished,
        site_url=options.site_url,
    )


@lru_cache(maxsize=1)
def _newest(options: ReadOptions) -> "_Newest":
    # A worker, which reads many batches of one run, remembers what the earlier ones held.
    return _Newest(options.limit)


@dataclass(frozen=True, slots=True)
class _Newest:
    """The dates of the newest entries of each feed, of those seen so far.

    It only saves work: an entry that it does not admit and that is needed after all, since newer
    ones turn out to be duplicates, say, is read again.
    """

    limit: int
    dates: dict[Any, list[datetime]] = field(default_factory=lambda: defaultdict(list))

    def admits(self, head: Headline) -> bool:
        """Tell whether *head* is among the newest of one of its feeds, and remember it."""
        admitted = [self._admits(feed, head.published) for feed in _feeds_of(head)]
        return any(admitted)

    def _admits(self, feed: Any, published: datetime) -> bool:
        dates = self.dates[feed]
        if len(dates) < self.limit:
            heappush(dates, published)
        elif dates[0] <= published:
            heapreplace(dates, published)
        else:
            return False
        return True


def _feeds_of(head: Headline) -> list[Any]:
    provider = ("provider", head.provider and head.provider.term)
    return [None, provider, *(("topic", topic.term) for topic in head.topics)]

"""Gather what a build is to publish: from the seeds, and from what is known of them already."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

from feeds.archives import Archive
from feeds.buildcache import UNSETTLED, KnownSeed
from feeds.collection import Collection
from feeds.dead_links import DeadLinks
from feeds.diagnostics import Diagnostic, Severity
from feeds.facts import Article, Facts, headline_of, split_hashes
from feeds.grouping import group_with_archive, with_entries
from feeds.listing import Listing
from feeds.model import Exclusion, Lineup, Outline, Standing
from feeds.newest import Newest
from feeds.progress import Progress
from feeds.reading import Read, ReadOptions, Unread, read_article, read_batch
from feeds.settings import Settings
from feeds.workers import Workers


class Memory(Protocol):
    """What earlier builds have learnt of seeds, and what the next ones are to know."""

    def load_seeds(self, paths: Iterable[str] | None = None) -> Iterable[tuple[str, KnownSeed]]:
        """Yield what is known of seeds, by path: of all, or of those at *paths*."""

    def load_articles(self, paths: Iterable[str]) -> Iterable[tuple[str, Article]]:
        """Yield what is known of the articles of the seeds at *paths*, so far as it is."""

    def keep_seed(self, path: str, known: KnownSeed, article: Article) -> None:
        """Keep what is *known* of the seed at *path*, and its *article*."""


@dataclass(slots=True)
class Gathered:
    """What there is to publish, and what became of the seeds.

    ``articles`` are of the entries that ``feeds`` show, by path of the seed, and ``pickled`` those
    entries themselves, so far as they were read now. ``hidden`` are hashes of the addresses in them
    that must not be shown. ``gone`` are the paths of seeds that were known and are no more.
    ``pages`` are those of archives that must be rendered, and ``cut`` those of them that are new,
    if articles vanished from archives, which these may announce again.
    """

    collection: Collection
    unread: list[Diagnostic]
    read: int = 0
    feeds: Sequence[Outline] = ()
    pages: Sequence[Lineup] = ()
    cut: Sequence[Outline] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    pickled: dict[str, bytes] = field(default_factory=dict)
    hidden: Set[int] = frozenset()
    gone: list[str] = field(default_factory=list)


@dataclass
class Gatherer:
    """Gathers seeds, reading those that its ``memory`` does not know.

    ``when_read`` is called when all are read, while workers have nothing to do.
    """

    settings: Settings
    options: ReadOptions
    workers: Workers
    progress: Progress
    memory: Memory
    when_read: Callable[[], None]

    def gather(
        self,
        listing: Listing,
        dead_links: DeadLinks,
        now: datetime,
        archive: Archive[Standing] | None = None,
    ) -> Gathered:
        """Return what the seeds of *listing* say at the time *now*; divide it into an *archive*."""
        collection = Collection(
            now, dead_links.dropped(), withdrawn=None if archive is None else set()
        )
        gathered = Gathered(collection, list(listing.unread), read=len(listing.seeds))
        newest = Newest(self.settings.build.limit)
        reading = _Reading(
            listing, gathered, self.memory, newest, partial(read_batch, self.options)
        )
        unread = reading.recall()
        self._read(unread, reading)
        self.when_read()
        collection.settle()
        if archive is not None:
            archive.begin(collection.entries.values(), collection.withdrawn or ())
        lineups, gathered.pages = group_with_archive(
            collection.entries.values(), self.settings, archive
        )
        cut = archive.cut_now(gathered.pages) if archive and archive.vanished else []
        shown = {entry.path: entry for feed in (*lineups, *cut) for entry in feed.entries}
        gathered.articles = self._load_articles(shown, reading.articles)
        headlines = {
            path: headline_of(entry, gathered.articles[path]) for path, entry in shown.items()
        }
        gathered.feeds, gathered.cut = (
            [
                with_entries(feed, [headlines[entry.path] for entry in feed.entries])
                for feed in group
            ]
            for group in (lineups, cut)
        )
        mentioned: set[int] = set()
        for article in gathered.articles.values():
            mentioned.update(split_hashes(article.mentioned))
        gathered.hidden = collection.hidden_of(mentioned)
        return gathered

    def _read(self, unread: Sequence[Unread], reading: _Reading) -> None:
        done = 0
        self.progress("reading seeds", done, len(unread))
        work = partial(read_batch, self.options)
        for batch in self.workers.run(work, unread):
            reading.take([self._believe(seed) for seed in batch])
            done += len(batch)
            self.progress("reading seeds", done, len(unread))

    def _believe(self, seed: Read) -> Read:
        """Return *seed*, or what it is as read here: other machines may not see what this does."""
        return read_batch(self.options, [Unread(seed.path, None)])[0] if seed.unreadable else seed

    def _load_articles(
        self, paths: Iterable[str], at_hand: Mapping[str, Article]
    ) -> Mapping[str, Article]:
        """Return the articles of the seeds at *paths*; those that nothing knows are read again."""
        articles = {path: at_hand[path] for path in paths if path in at_hand}
        articles |= self.memory.load_articles(path for path in paths if path not in articles)
        for path in paths:
            if path not in articles:
                articles[path] = read_article(path, self.options)
        return articles


@dataclass
class _Reading:
    """Which seeds of a ``listing`` are known, and what is learnt of the others.

    ``articles`` are those learnt now of seeds that feeds may show. What is known by its content is
    looked up when that is confirmed, rather than held; if it is not there any more, ``read`` reads
    the seeds here.
    """

    listing: Listing
    gathered: Gathered
    memory: Memory
    newest: Newest
    read: Callable[[Sequence[Unread]], Sequence[Read]]
    articles: dict[str, Article] = field(default_factory=dict)
    # Where the content was known from, and its SHA-256.
    _doubtful: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def recall(self) -> list[Unread]:
        """Take in the seeds that have not changed; return those that must be read.

        A seed that may have changed, or whose folder was moved, is known by its content.
        """
        settled: set[str] = set()
        lost: dict[str, tuple[str, bytes]] = {}
        for path, seed in self.memory.load_seeds():
            if path not in self.listing.seeds:
                self.gathered.gone.append(path)
                lost[os.path.basename(path)] = path, seed.digest  # noqa: PTH119 - a fifth of the time
            elif self.listing.seeds[path] == seed.stamp:
                settled.add(path)
                self.gathered.collection.add(path, seed.facts)
            else:
                self._doubtful[path] = path, seed.digest
        # Names often begin with a date: from behind, the newest come first, and few of the others
        # are among the newest of any feed.
        unread = [path for path in reversed(list(self.listing.seeds)) if path not in settled]
        for path in unread if lost else ():
            if moved := lost.get(os.path.basename(path)):  # noqa: PTH119 - likewise
                self._doubtful.setdefault(path, moved)
        return [
            Unread(path, self._doubtful[path][1] if path in self._doubtful else None)
            for path in unread
        ]

    def take(self, batch: Iterable[Read]) -> None:
        """Take in what was read of a *batch* of seeds."""
        same = []
        for seed in batch:
            if seed.unreadable:
                self._leave_out(seed.unreadable)
            elif seed.facts and seed.article:
                self._learn(seed.path, seed.facts, seed.article)
                self._keep_newest(seed.path, seed.facts, seed.article, seed.entry)
            else:
                same.append(seed.path)
        if same:
            self._confirm(same)

    def _leave_out(self, unread: Diagnostic) -> None:
        self.gathered.unread.append(unread)
        if unread.severity is Severity.ERROR:
            self.gathered.collection.left_out[Exclusion.INVALID].append(unread.path)
        else:  # no seed stands there
            self.gathered.read -= 1

    def _confirm(self, paths: Sequence[str]) -> None:
        """Take in the seeds at *paths*, whose content is known."""
        places = {path: self._doubtful[path][0] for path in paths}
        seeds = dict(self.memory.load_seeds(places.values()))
        articles = dict(self.memory.load_articles(places.values()))
        lost = []
        for path, place in places.items():
            if place in seeds and place in articles:
                self._learn(path, seeds[place].facts, articles[place])
            else:
                lost.append(Unread(path, None))
        if lost:
            self.take(self.read(lost))

    def _learn(self, path: str, facts: Facts, article: Article) -> None:
        self.gathered.collection.add(path, facts)
        stamp = self.listing.seeds[path]
        if stamp and not self.listing.is_settled(stamp):
            stamp = UNSETTLED
        if stamp:
            self.memory.keep_seed(path, KnownSeed(stamp, article.digest, facts), article)

    def _keep_newest(self, path: str, facts: Facts, article: Article, entry: bytes | None) -> None:
        """Hold what was learnt of a seed for as long as it is among the newest of a feed."""
        if facts.exclusion:
            return
        self.articles[path] = article
        if entry:
            self.gathered.pickled[path] = entry
        for old in self.newest.admit(path, facts.published, facts.names):
            self.articles.pop(old, None)
            self.gathered.pickled.pop(old, None)

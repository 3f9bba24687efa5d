"""Gather what a build is to publish: from the seeds, and from what is known of them already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from feeds.build.learn import Learning, Memory
from feeds.build.read import Read, ReadOptions, Unread, read_article, read_batch
from feeds.entries.dead import DeadLinks
from feeds.entries.facts import Article, headline_of
from feeds.grouping.archive import Archive
from feeds.grouping.collection import Collection
from feeds.grouping.group import group, with_entries
from feeds.grouping.lineups import Lineups
from feeds.grouping.newest import Newest
from feeds.model import Lineup, Outline, Standing
from feeds.problems.diagnostics import Diagnostic
from feeds.progress import Progress
from feeds.seeds.listing import Listing
from feeds.settings import Settings
from feeds.values.hashes import split_hashes
from feeds.workers.batches import Workers


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

    ``when_read`` is called when all are read, while workers have nothing to do, if some were new.
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
        # What is older stands in the pages of an archive, and which these are, all entries decide.
        lineups = Lineups[Standing](self.settings, whole=archive is not None)
        withdrawn = None if archive is None else set[str]()
        collection = Collection(listing, now, lineups, dead_links.dropped(), withdrawn=withdrawn)
        learning = self._learn(listing, collection)
        gathered = Gathered(
            collection,
            [*listing.unread, *learning.problems],
            read=len(listing) - learning.vanished,
            pickled=learning.pickled,
            gone=learning.gone,
        )
        if learning.articles:
            self.when_read()
        collection.settle(learning.look_up)
        if archive is not None:
            archive.begin(lineups.newest(lineups.everything), withdrawn or ())
        feeds, gathered.pages = group(lineups, self.settings, archive)
        cut = archive.cut_now(gathered.pages) if archive and archive.vanished else []
        shown = {entry.path: entry for feed in (*feeds, *cut) for entry in feed.entries}
        gathered.articles = self._load_articles(shown, learning.articles)
        headlines = {
            path: headline_of(entry, gathered.articles[path]) for path, entry in shown.items()
        }
        gathered.feeds, gathered.cut = (
            [
                with_entries(feed, [headlines[entry.path] for entry in feed.entries])
                for feed in documents
            ]
            for documents in (feeds, cut)
        )
        mentioned: set[int] = set()
        for article in gathered.articles.values():
            mentioned.update(split_hashes(article.mentioned))
        gathered.hidden = collection.hidden_of(mentioned)
        return gathered

    def _learn(self, listing: Listing, collection: Collection) -> Learning:
        """Return what is learnt of the seeds of *listing*, and add their facts to *collection*."""
        read = partial(read_batch, self.options)
        newest = Newest(self.settings.build.limit)
        learning = Learning(listing, self.memory, collection, newest, read)
        unread, done = learning.recall(), 0
        self.progress("reading seeds", done, len(unread))
        for batch in self.workers.run(read, unread):
            seeds = [self._believe(seed) for seed in batch]
            learning.take(unread.numbers[done : done + len(seeds)], seeds)
            done += len(seeds)
            self.progress("reading seeds", done, len(unread))
        return learning

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

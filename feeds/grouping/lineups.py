"""Divide entries among feeds as they come, holding of each feed the newest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from feeds.entries.facts import Article
from feeds.grouping.directory import Directory
from feeds.model import Standing
from feeds.settings import NameSettings, Settings

# So many entries of a feed may turn out to be duplicates until those it has displaced are missed.
_SPARE = 10
# So many more than are wanted come together until the oldest go: to sort now and then takes less
# time than to be exact at any time.
_SURPLUS = 10


class Fresh(NamedTuple):
    """What was read just now of an entry, and a feed that shows it needs besides.

    ``packed`` is the whole entry, unless whoever read it knew that no feed would show it.
    """

    article: Article
    packed: bytes | None = None


class Holding(NamedTuple):
    """An entry that a feed holds."""

    entry: Standing
    fresh: Fresh | None = None


class Held:
    """What is held of one feed: its newest ``entries`` in any order, and how many it has in all.

    Once it is ``cut``, only entries published at ``oldest``, as in ``Facts``, or later get in.
    ``older`` are those that were let go of, if they are wanted: where they stand, and no more.
    """

    __slots__ = ("cut", "entries", "older", "oldest", "total")

    def __init__(self) -> None:
        """Hold nothing."""
        self.total = 0
        self.clear()

    def clear(self) -> None:
        """Let go of all entries, though they still count."""
        self.entries: list[Holding] = []
        self.older: list[Standing] = []
        self.oldest = ""
        self.cut = False

    def shorten(self, length: int, *, keep: bool) -> None:
        """Let go of all but the newest *length* entries; *keep* where the others stand."""
        newest = sorted(self.entries, key=lambda held: held.entry.id)
        newest.sort(key=lambda held: held.entry.published, reverse=True)
        self.entries = newest[:length]
        if keep:
            self.older += (held.entry for held in newest[length:])
        else:
            self.oldest = self.entries[-1].entry.published.isoformat()
            self.cut = True


def newest_first(entries: Iterable[Standing]) -> list[Standing]:
    """Sort by date of publication, newest first, and by id among equals."""
    return sorted(sorted(entries, key=lambda e: e.id), key=lambda e: e.published, reverse=True)


class Names:
    """The names of one kind in use, topics or providers, and what is held of their feeds."""

    def __init__(self, configured: Sequence[NameSettings]) -> None:
        """Begin with none in use; those *configured* may have aliases."""
        self._configured = configured
        self._addresses = Directory.of({}, configured)
        self._feeds: dict[str, Held] = {}
        self._spelt: dict[str, Held] = {}
        self._counts: Counter[str] = Counter()

    def count(self, label: str, number: int) -> Held:
        """Count *number* uses of a name, spelt as *label*; return what is held of its feed."""
        feed = self._spelt.get(label)
        if feed is None:
            term = self._addresses.term_of(label)
            feed = self._spelt[label] = self._feeds.setdefault(term, Held())
        self._counts[label] += number
        return feed

    def labels(self) -> Mapping[str, int]:
        """Return how often each spelling is used, of those in use."""
        return +self._counts

    def directory(self) -> Directory:
        """Return how the names in use are shown and addressed."""
        return Directory.of(self.labels(), self._configured)

    def feeds(self) -> Mapping[str, Held]:
        """Return what is held of the feeds that have entries, by term."""
        return {term: feed for term, feed in self._feeds.items() if feed.total}


class Lineups:
    """The entries of each feed, as they come in any order: its newest, and how many it has.

    An entry is counted with ``admit`` and, if any feed wants it, held with ``hold``, so that it
    need not be made if none does.
    """

    def __init__(self, settings: Settings, *, whole: bool = False, spare: int = _SPARE) -> None:
        """Begin with no entries; if feeds are wanted *whole*, hold where each of them stands.

        As many entries as *spare* are held of each feed beyond those that it shows.
        """
        self.everything = Held()
        self.topics = Names(settings.topics)
        self.providers = Names(settings.providers)
        self._limit = settings.build.limit
        self._wanted = self._limit + spare
        self._whole = whole
        self._removed: set[str] = set()

    def admit(self, published: str, names: str, *, again: bool = False) -> list[Held]:
        """Count an entry, unless it comes *again*, and return the feeds that want to hold it.

        *published* and *names* are as in ``Facts``.
        """
        feeds = self._count(names, 0 if again else 1)
        return [feed for feed in feeds if published >= feed.oldest]

    def hold(self, entry: Standing, feeds: Iterable[Held], fresh: Fresh | None = None) -> None:
        """Hold *entry* in *feeds*, and with it what was read of it just now."""
        holding = Holding(entry, fresh)
        for feed in feeds:
            feed.entries.append(holding)
            if len(feed.entries) > self._wanted + _SURPLUS:
                feed.shorten(self._wanted, keep=self._whole)

    def remove(self, path: str, names: str) -> None:
        """Remove the entry of the seed at *path*, which has these *names*."""
        self._count(names, -1)
        self._removed.add(path)

    def _count(self, names: str, number: int) -> Iterable[Held]:
        provider, *topics = names.split("\n")
        feeds = [self.everything]
        if provider:
            feeds.append(self.providers.count(provider, number))
        feeds += [self.topics.count(topic, number) for topic in topics]
        # A name may be spelt in two ways.
        once = dict.fromkeys(feeds)
        for feed in once:
            feed.total += number
        return once

    def newest(self, feed: Held) -> list[Standing]:
        """Return the entries of *feed*, the newest first, up to the limit unless wanted whole."""
        found = newest_first(self._left(feed))
        return found if self._whole else found[: self._limit]

    def fresh(self) -> dict[str, Fresh]:
        """Return what was read just now of entries that are held, by path of the seed."""
        held = (holding for feed in self._feeds() for holding in feed.entries)
        return {holding.entry.path: holding.fresh for holding in held if holding.fresh}

    def is_lacking(self) -> bool:
        """Tell whether so many entries were removed that a feed misses some it has displaced."""
        # Without any of those held, the best of the others may be among those let go of: one held
        # later may be of the same date and have a greater id.
        return bool(self._removed) and any(
            feed.cut and len(feed.entries) - len(self._left(feed)) > self._wanted - self._limit
            for feed in self._feeds()
        )

    def clear(self) -> None:
        """Let go of all entries, so that those that were not removed can be admitted again."""
        for feed in self._feeds():
            feed.clear()

    def _left(self, feed: Held) -> list[Standing]:
        held = [*(holding.entry for holding in feed.entries), *feed.older]
        return (
            [entry for entry in held if entry.path not in self._removed] if self._removed else held
        )

    def _feeds(self) -> list[Held]:
        topics, providers = self.topics.feeds(), self.providers.feeds()
        return [self.everything, *topics.values(), *providers.values()]

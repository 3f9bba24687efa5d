"""Divide entries among feeds as they come, holding of each feed the newest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic

from feeds.entries.facts import AnyEntry
from feeds.grouping.directory import Directory
from feeds.settings import NameSettings, Settings

# So many entries of a feed may turn out to be duplicates until those it has displaced are missed.
_SPARE = 10


def newest_first(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Sort by date of publication, newest first, and by id among equals."""
    return sorted(sorted(entries, key=lambda e: e.id), key=lambda e: e.published, reverse=True)


class Held(Generic[AnyEntry]):
    """What is held of one feed: its newest ``entries`` in any order, and how many it has in all.

    Once it is ``cut``, only entries published at ``oldest``, as in ``Facts``, or later get in.
    """

    __slots__ = ("cut", "entries", "oldest", "total")

    def __init__(self) -> None:
        """Hold nothing."""
        self.total = 0
        self.clear()

    def clear(self) -> None:
        """Let go of all entries, though they still count."""
        self.entries: list[AnyEntry] = []
        self.oldest = ""
        self.cut = False

    def shorten(self, length: int) -> None:
        """Let go of all but the newest entries, so that as many as *length* are left."""
        self.entries = newest_first(self.entries)[:length]
        self.oldest = self.entries[-1].published.isoformat()
        self.cut = True


class _Spelling(Generic[AnyEntry]):
    """How often a name is spelt in one way, and the feed that it names."""

    __slots__ = ("count", "feed")

    def __init__(self, feed: Held[AnyEntry]) -> None:
        self.count = 0
        self.feed = feed


class Names(Generic[AnyEntry]):
    """The names of one kind in use, topics or providers, and what is held of their feeds."""

    def __init__(self, configured: Sequence[NameSettings]) -> None:
        """Begin with none in use; those *configured* may have aliases."""
        self._configured = configured
        self._addresses = Directory.of({}, configured)
        self._feeds: dict[str, Held[AnyEntry]] = {}
        self._spellings: dict[str, _Spelling[AnyEntry]] = {}

    def count(self, label: str, number: int) -> Held[AnyEntry]:
        """Count *number* uses of a name, spelt as *label*; return what is held of its feed."""
        spelling = self._spellings.get(label)
        if spelling is None:
            feed = self._feeds.setdefault(self._addresses.term_of(label), Held())
            spelling = self._spellings[label] = _Spelling(feed)
        spelling.count += number
        return spelling.feed

    def labels(self) -> Mapping[str, int]:
        """Return how often each spelling is used, of those in use."""
        return {label: found.count for label, found in self._spellings.items() if found.count}

    def directory(self) -> Directory:
        """Return how the names in use are shown and addressed."""
        return Directory.of(self.labels(), self._configured)

    def feeds(self) -> Mapping[str, Held[AnyEntry]]:
        """Return what is held of the feeds that have entries, by term."""
        return {term: feed for term, feed in self._feeds.items() if feed.total}


class Lineups(Generic[AnyEntry]):
    """The entries of each feed, as they come in any order: its newest, and how many it has.

    An entry is counted with ``admit`` and, if any feed wants it, held with ``hold``, so that it
    need not be made if none does.
    """

    def __init__(self, settings: Settings, *, whole: bool = False) -> None:
        """Begin with no entries; hold all that come if feeds are wanted *whole*."""
        self.everything: Held[AnyEntry] = Held()
        self.topics: Names[AnyEntry] = Names(settings.topics)
        self.providers: Names[AnyEntry] = Names(settings.providers)
        self._limit = settings.build.limit
        self._held = None if whole else self._limit + _SPARE
        self._removed: set[str] = set()

    def admit(self, published: str, names: str, *, again: bool = False) -> list[Held[AnyEntry]]:
        """Count an entry, unless it comes *again*, and return the feeds that want to hold it.

        *published* and *names* are as in ``Facts``.
        """
        feeds = self._count(names, 0 if again else 1)
        return [feed for feed in feeds if published >= feed.oldest]

    def hold(self, entry: AnyEntry, feeds: Iterable[Held[AnyEntry]]) -> None:
        """Hold *entry* in *feeds*."""
        for feed in feeds:
            feed.entries.append(entry)
            # It takes less time to sort now and then than to be exact at any time.
            if self._held and len(feed.entries) >= 2 * self._held:
                feed.shorten(self._held)

    def remove(self, path: str, names: str) -> None:
        """Remove the entry of the seed at *path*, which has these *names*."""
        self._count(names, -1)
        self._removed.add(path)

    def _count(self, names: str, number: int) -> Iterable[Held[AnyEntry]]:
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

    def newest(self, feed: Held[AnyEntry]) -> list[AnyEntry]:
        """Return the entries of *feed*, the newest first, up to the limit unless wanted whole."""
        found = newest_first(self._left(feed))
        return found[: self._limit] if self._held else found

    def is_lacking(self) -> bool:
        """Tell whether so many entries were removed that a feed misses some it has displaced."""
        # Without any of those held, the best of the others may be among those let go of: one held
        # later may be of the same date and have a greater id.
        return bool(self._removed) and any(
            feed.cut and len(feed.entries) - len(self._left(feed)) > _SPARE
            for feed in self._feeds()
        )

    def clear(self) -> None:
        """Let go of all entries, so that those that were not removed can be admitted again."""
        for feed in self._feeds():
            feed.clear()

    def _left(self, feed: Held[AnyEntry]) -> list[AnyEntry]:
        return [entry for entry in feed.entries if entry.path not in self._removed]

    def _feeds(self) -> list[Held[AnyEntry]]:
        topics, providers = self.topics.feeds(), self.providers.feeds()
        return [self.everything, *topics.values(), *providers.values()]

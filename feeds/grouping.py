"""From entries to feeds: all, one per topic, one per provider."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Generic, TypeVar

from feeds.archives import Archive
from feeds.facts import AnyEntry
from feeds.model import (
    Category,
    FeedKind,
    FeedOf,
    Headline,
    Image,
    Lineup,
    Standing,
)
from feeds.names import name_key, slug_of
from feeds.settings import NameSettings, Settings

AnyHeadline = TypeVar("AnyHeadline", bound=Headline)

# A feed that has no entries yet has never changed, and Atom wants a date (RFC 4287, 4.1.1).
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def newest_first(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """Sort by date of publication, newest first, and by id among equals."""
    return sorted(sorted(entries, key=lambda e: e.id), key=lambda e: e.published, reverse=True)


def better_entry(one: AnyEntry, other: AnyEntry) -> AnyEntry:
    """Choose between two entries of one id: updated last, then of higher quality, then by path."""

    def rank(entry: Standing) -> tuple[datetime, float]:
        return entry.updated, float("-inf") if entry.quality is None else entry.quality

    if rank(one) != rank(other):
        return max(one, other, key=rank)
    return min(one, other, key=lambda entry: entry.path)


def group_entries(entries: Collection[AnyEntry], settings: Settings) -> list[FeedOf[AnyEntry]]:
    """Return the feed of all *entries*, then those of topics, then of providers, each by name.

    The entries of the feeds carry their categories as the feeds are named and addressed.
    """
    return group_with_archive(entries, settings, None)[0]


def group_with_archive(
    entries: Collection[AnyEntry], settings: Settings, archive: Archive[AnyEntry] | None
) -> tuple[list[FeedOf[AnyEntry]], list[FeedOf[AnyEntry]]]:
    """Return the feeds of ``group_entries``, and those of their *archive*'s pages to be rendered.

    Without an archive feeds are cut to the newest entries, and there are no pages.
    """
    topics = Directory.of((t.label for e in entries for t in e.topics), settings.topics)
    providers = Directory.of((e.provider.label for e in entries if e.provider), settings.providers)
    grouping: _Grouping[AnyEntry] = _Grouping(settings, topics, providers, archive)
    by_topic: dict[str, list[AnyEntry]] = defaultdict(list)
    by_provider: dict[str, list[AnyEntry]] = defaultdict(list)
    everything = newest_first(entries)
    for entry in everything:
        for topic in topics.resolve_all(entry.topics):
            by_topic[topic.term].append(entry)
        if entry.provider:
            by_provider[providers.resolve(entry.provider).term].append(entry)
    of_all = NameSettings("All entries", title=settings.site.title)
    feeds = [
        grouping.feed(FeedKind.ALL, "all", of_all, everything),
        *grouping.feeds(FeedKind.TOPIC, topics, by_topic),
        *grouping.feeds(FeedKind.PROVIDER, providers, by_provider),
    ]
    return feeds, grouping.pages


def with_entries(feed: Lineup, entries: Iterable[AnyHeadline]) -> FeedOf[AnyHeadline]:
    """Return *feed* with more of its *entries*; that of a provider has the provider's picture."""
    known = tuple(entries)
    logo = _logo(known) if feed.kind is FeedKind.PROVIDER else None
    values = {field.name: getattr(feed, field.name) for field in fields(feed)}
    return FeedOf(**values | {"entries": known, "logo": logo})


def unused_names(entries: Iterable[Standing], settings: Settings) -> list[str]:
    """Return the tables of the configuration, as in feeds.toml, whose name no entry has."""
    if not settings.topics and not settings.providers:
        return []
    lines = {(entry.provider, entry.topics) for entry in entries}
    topics = {name_key(label) for label in {t.label for _, topics in lines for t in topics}}
    providers = {name_key(label) for label in {p.label for p, _ in lines if p}}
    return [
        f'{kind}."{item.name}"'
        for kind, configured, used in (
            ("topics", settings.topics, topics),
            ("providers", settings.providers, providers),
        )
        for item in configured
        if not used & {name_key(name) for name in (item.name, *item.aliases)}
    ]


@dataclass(frozen=True, slots=True)
class Directory:
    """The names of one kind: how each is shown and addressed, whatever its spelling or alias."""

    categories: dict[str, Category]
    settings: dict[str, NameSettings]
    _resolved: dict[str, Category] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, spellings: Iterable[str], configured: Sequence[NameSettings]) -> "Directory":
        """Make the directory of all *spellings* in use; a configured name keeps its spelling."""
        named = {slug: item for item in configured if (slug := item.slug)}
        taken = frozenset(named)
        categories: dict[str, Category] = {}
        settings: dict[str, NameSettings] = {}
        for item in configured:
            # The oldest name is the one that subscribers know the address by.
            oldest = item.aliases[0] if item.aliases else item.name
            category = Category(item.slug or slug_of(oldest, taken), item.name)
            categories.update((name_key(name), category) for name in (item.name, *item.aliases))
            settings[category.term] = item
        taken = frozenset(settings)
        for key, label in _most_frequent(spellings).items():
            if key not in categories:
                categories[key] = Category(slug_of(label, taken), label)
        return cls(categories, settings)

    def resolve(self, category: Category) -> Category:
        """Return how the name that one seed spells as *category* is shown and addressed."""
        known = self._resolved.get(category.label)
        if known is None:
            known = self._resolved[category.label] = self.categories[name_key(category.label)]
        return known

    def resolve_all(self, categories: tuple[Category, ...]) -> tuple[Category, ...]:
        """Return how *categories* are shown and addressed, each once."""
        return tuple(dict.fromkeys(map(self.resolve, categories)))


def _most_frequent(spellings: Iterable[str]) -> dict[str, str]:
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for spelling, count in Counter(spellings).items():
        counted[name_key(spelling)][spelling] = count
    return {key: min(counts, key=_rarity(counts)) for key, counts in counted.items()}


def _rarity(counts: Counter[str]) -> Callable[[str], tuple[int, str]]:
    return lambda spelling: (-counts[spelling], spelling)


@dataclass(frozen=True, slots=True)
class _Grouping(Generic[AnyEntry]):
    settings: Settings
    topics: Directory
    providers: Directory
    archive: Archive[AnyEntry] | None
    pages: list[FeedOf[AnyEntry]] = field(default_factory=list)
    # Most entries are shown in several feeds, and many in none.
    _named: dict[str, AnyEntry] = field(default_factory=dict)

    def feeds(
        self, kind: FeedKind, directory: Directory, groups: dict[str, list[AnyEntry]]
    ) -> list[FeedOf[AnyEntry]]:
        """Return the feeds of one *kind* by name; a configured name without entries has none."""
        named = {category.term: category.label for category in directory.categories.values()}
        feeds = []
        for slug in sorted(groups, key=lambda slug: (name_key(named[slug]), slug)):
            configured = directory.settings.get(slug, NameSettings(named[slug]))
            feeds.append(self.feed(kind, f"{kind}s/{slug}", configured, groups[slug]))
        return feeds

    def feed(
        self, kind: FeedKind, path: str, named: NameSettings, entries: list[AnyEntry]
    ) -> FeedOf[AnyEntry]:
        """Return a feed of *entries*, newest first, cut to the limit; keep its pages."""
        limit = self.settings.build.limit
        if self.archive is None:
            return self._document(kind, path, named, entries[:limit], len(entries))
        divided = self.archive.divide(path, entries, limit)
        feed = self._document(kind, path, named, divided.shown, len(entries))
        for number, older in divided.pages.items():
            page = self._document(kind, path, named, older, len(entries))
            self.pages.append(replace(page, page=number, older=number - 1))
        return replace(feed, older=divided.last)

    def _document(
        self,
        kind: FeedKind,
        path: str,
        named: NameSettings,
        entries: Iterable[AnyEntry],
        total: int,
    ) -> FeedOf[AnyEntry]:
        site = self.settings.site
        shown = tuple(map(self._with_names, entries))
        return FeedOf(
            id=uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, site.id), path).urn,
            kind=kind,
            path=path,
            name=named.name,
            title=named.title or f"{site.title}: {named.name}",
            description=named.description or self._description(kind, named.name),
            updated=max((entry.updated for entry in shown), default=_NEVER),
            entries=shown,
            total=total,
        )

    def _with_names(self, entry: AnyEntry) -> AnyEntry:
        named = self._named.get(entry.id)
        if named is None:
            named = self._named[entry.id] = replace(
                entry,
                topics=self.topics.resolve_all(entry.topics),
                provider=entry.provider and self.providers.resolve(entry.provider),
            )
        return named

    def _description(self, kind: FeedKind, name: str) -> str:
        match kind:
            case FeedKind.ALL:
                return self.settings.site.description
            case FeedKind.TOPIC:
                return f"Articles on {name}"
            case FeedKind.PROVIDER:
                return f"Articles from {name}"


def _logo(entries: Iterable[Headline]) -> Image | None:
    return next((entry.provider_image for entry in entries if entry.provider_image), None)

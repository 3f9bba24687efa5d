"""From entries to feeds: all, one per topic, one per provider."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from feeds.grouping.archive import Archive
from feeds.grouping.directory import Directory
from feeds.grouping.lineups import Held, Lineups
from feeds.model import FeedKind, FeedOf, Headline, Lineup, Standing
from feeds.settings import NameSettings, Settings
from feeds.values.hashes import hash_address, name_urn
from feeds.values.names import name_key

AnyHeadline = TypeVar("AnyHeadline", bound=Headline)

# A feed that has no entries yet has never changed, and Atom wants a date (RFC 4287, 4.1.1).
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def group(
    lineups: Lineups, settings: Settings, archive: Archive | None = None
) -> tuple[list[Lineup], list[Lineup]]:
    """Return the feed of all entries, then those of topics, then of providers, each by name.

    The entries of the feeds carry their categories as the feeds are named and addressed. With an
    *archive*, those of its pages to be rendered are returned too.
    """
    topics, providers = lineups.topics, lineups.providers
    namespace = name_urn(settings.site.id)
    grouping = _Grouping(
        settings, lineups, topics.directory(), providers.directory(), archive, namespace
    )
    of_all = NameSettings("All entries", title=settings.site.title)
    feeds = [
        grouping.feed(FeedKind.ALL, "all", of_all, lineups.everything),
        *grouping.feeds(FeedKind.TOPIC, grouping.topics, topics.feeds()),
        *grouping.feeds(FeedKind.PROVIDER, grouping.providers, providers.feeds()),
    ]
    return feeds, grouping.pages


def with_entries(feed: Lineup, entries: Iterable[AnyHeadline]) -> FeedOf[AnyHeadline]:
    """Return *feed* with *entries*, which say more, in the place of its own.

    A feed of a provider gets the picture that the first of them has of the provider.
    """
    known = tuple(entries)
    logos = (entry.provider_image for entry in known if feed.kind is FeedKind.PROVIDER)
    logo = next(filter(None, logos), None)
    return feed.altered(entries=known, logo=logo)


def unused_names(lineups: Lineups, settings: Settings) -> list[str]:
    """Return the tables of the configuration, as in feeds.toml, whose name no entry has."""
    return [
        f'{kind}."{item.name}"'
        for kind, configured, names in (
            ("topics", settings.topics, lineups.topics),
            ("providers", settings.providers, lineups.providers),
        )
        for used in [set(map(name_key, names.labels()))]
        for item in configured
        if not used & {name_key(name) for name in (item.name, *item.aliases)}
    ]


@dataclass(frozen=True, slots=True)
class _Grouping:
    settings: Settings
    lineups: Lineups
    topics: Directory
    providers: Directory
    archive: Archive | None
    namespace: str
    pages: list[Lineup] = field(default_factory=list)
    # Most entries are shown in several feeds, and many in none.
    _named: dict[str, Standing] = field(default_factory=dict)

    def feeds(
        self, kind: FeedKind, directory: Directory, groups: Mapping[str, Held]
    ) -> list[Lineup]:
        """Return the feeds of one *kind* by name; a configured name without entries has none."""
        named = {category.term: category.label for category in directory.categories.values()}
        feeds = []
        for slug in sorted(groups, key=lambda slug: (name_key(named[slug]), slug)):
            configured = directory.settings.get(slug, NameSettings(named[slug]))
            feeds.append(self.feed(kind, f"{kind}s/{slug}", configured, groups[slug]))
        return feeds

    def feed(self, kind: FeedKind, path: str, named: NameSettings, held: Held) -> Lineup:
        """Return a feed of the newest entries *held*, up to the limit; keep its pages."""
        entries, limit = self.lineups.newest(held), self.settings.build.limit
        if self.archive is None:
            return self._document(kind, path, named, entries[:limit], held.total)
        divided = self.archive.divide(path, entries, limit)
        feed = self._document(kind, path, named, divided.shown, held.total)
        for number, older in divided.pages.items():
            page = self._document(kind, path, named, older, held.total)
            self.pages.append(replace(page, page=number, older=number - 1))
        return replace(feed, older=divided.last)

    def _document(
        self,
        kind: FeedKind,
        path: str,
        named: NameSettings,
        entries: Iterable[Standing],
        total: int,
    ) -> Lineup:
        site = self.settings.site
        shown = tuple(map(self._with_names, entries))
        return FeedOf(
            id=name_urn(path, self.namespace),
            kind=kind,
            path=path,
            name=named.name,
            title=named.title or f"{site.title}: {named.name}",
            description=named.description or self._description(kind, named.name),
            updated=max((entry.updated for entry in shown), default=_NEVER),
            entries=shown,
            total=total,
        )

    def _with_names(self, entry: Standing) -> Standing:
        named = self._named.get(entry.id)
        if named is None:
            topics = self.topics.resolve_all(entry.topics)
            provider = entry.provider and self.providers.resolve(entry.provider)
            # Most are spelt as they are shown, and to make anew takes longer than to compare.
            if (topics, provider) != (entry.topics, entry.provider):
                source = hash_address(repr((entry.source, topics, provider)))
                entry = replace(entry, topics=topics, provider=provider, source=source)
            named = self._named[entry.id] = entry
        return named

    def _description(self, kind: FeedKind, name: str) -> str:
        return self.settings.site.description if kind is FeedKind.ALL else kind.describe(name)

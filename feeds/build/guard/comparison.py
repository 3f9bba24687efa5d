"""What is published, side by side with what is to take its place."""

from collections.abc import Iterable, Sequence

from feeds.build.context import Context
from feeds.build.group import Grouped
from feeds.entries.make import article_keys
from feeds.model import Outline
from feeds.output.announcements import seeds_of
from feeds.output.publish import load_manifest
from feeds.output.published import FormerFeeds, shown_entries
from feeds.output.turnover import find_turnover
from feeds.values.hashes import hash_id, split_hashes

STOPPED = "the output folder was left as it is; give {} if that is meant"
"""Ends each sentence on why a build is withheld: with the option that lets it pass."""


class Comparison:
    """What is published, and what is ``grouped`` to take its place.

    The ``manifest`` and the ``former_feeds`` are what is published: ``entries`` are those that a
    feed shows, with what each is known by, by their ids; ``published`` are the hashes of the ids of
    all, and ``sources`` has by these the hash of the seed, if they were noted. ``articles`` and
    ``seeds`` are the entries that feeds show from now on, by their ids: what each is known by, and
    what stands for its seed. ``turnover`` says which feeds come and go.
    """

    def __init__(self, context: Context, grouped: Grouped) -> None:
        """Look at what is published."""
        settings = context.settings
        self.context = context
        self.grouped = grouped
        self.manifest = load_manifest(settings.build.out)
        self.former_feeds = FormerFeeds(settings.build.out, self.manifest)
        # Where the manifest was lost or damaged, the feeds still say which ids they have.
        self.entries = (
            self.manifest.entries if self.manifest.files else shown_entries(settings.build.out)
        )
        same = {feed.path: feed for feed in grouped.feeds if feed.path in grouped.same}
        self.articles = {
            entry.id: self.entries[entry.id] for feed in same.values() for entry in feed.entries
        } | known_articles([*grouped.changed, *grouped.cut])
        # Of all entries, shown or not, by the hash of the id that of the seed.
        pairs = split_hashes(self.manifest.sources)
        self.sources = dict(zip(pairs[::2], pairs[1::2], strict=False))
        self.published = set(self.sources) or set(map(hash_id, self.entries))
        self.seeds = seeds_of(grouped.feeds, context.folder.shown)
        self.turnover = find_turnover(
            self.former_feeds, self.manifest.gone, grouped.feeds, settings
        )


def known_articles(feeds: Iterable[Outline]) -> dict[str, Sequence[str]]:
    """Return what the articles that any of *feeds* shows are known by, by the id of the entry."""
    return {
        entry.id: article_keys(entry.link, entry.title, entry.published)
        for entry in {entry.id: entry for feed in feeds for entry in feed.entries}.values()
    }

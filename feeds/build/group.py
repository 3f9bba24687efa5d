"""Group the entries of all seeds into feeds, and find what these show of each."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from feeds.build.archive import Archiving
from feeds.build.context import Context
from feeds.build.read import Seeds
from feeds.build.read_batch import read_articles
from feeds.entries.facts import Article, headline_of
from feeds.grouping.group import group, with_entries
from feeds.grouping.lineups import Fresh
from feeds.model import Lineup, Outline
from feeds.values.hashes import split_hashes


@dataclass(frozen=True, slots=True)
class Grouped:
    """What there is to publish of ``seeds``.

    ``articles`` are of the entries that ``feeds`` show, and ``fresh`` what was read now of entries,
    by path of the seed. ``hidden`` are hashes of the addresses in them that must not be shown. With
    ``archiving``, ``pages`` are those of archives that must be rendered, and ``cut`` those of them
    that are new, if articles vanished from archives, which these may announce again.
    """

    seeds: Seeds
    feeds: Sequence[Outline]
    articles: Mapping[str, Article]
    fresh: Mapping[str, Fresh]
    hidden: Set[int]
    archiving: Archiving | None = None
    pages: Sequence[Lineup] = ()
    cut: Sequence[Outline] = ()


def group_seeds(context: Context, seeds: Seeds, archiving: Archiving | None) -> Grouped:
    """Return the feeds of *seeds*, divided into an archive if there is to be one.

    Raises SeedChangedError if a seed that must be read again is another by now.
    """
    collection, archive = seeds.collection, archiving.archive if archiving else None
    lineups = collection.lineups
    if archive:
        archive.begin(lineups.newest(lineups.everything), collection.withdrawn)
    feeds, pages = group(lineups, context.settings, archive)
    cut = archive.cut_now(pages) if archive and archive.vanished else []
    shown = {entry.path: entry for feed in (*feeds, *cut) for entry in feed.entries}
    fresh = lineups.fresh()
    articles = _load_articles(context, seeds, shown, fresh)
    headlines = {path: headline_of(entry, articles[path]) for path, entry in shown.items()}

    def outlines(documents: Iterable[Lineup]) -> list[Outline]:
        return [
            with_entries(feed, [headlines[entry.path] for entry in feed.entries])
            for feed in documents
        ]

    mentioned: set[int] = set()
    for article in articles.values():
        mentioned.update(split_hashes(article.mentioned))
    # Mostly none of them, which spares looking for any in each entry.
    hidden = mentioned & collection.hidden()
    return Grouped(seeds, outlines(feeds), articles, fresh, hidden, archiving, pages, outlines(cut))


def _load_articles(
    context: Context, seeds: Seeds, paths: Iterable[str], fresh: Mapping[str, Fresh]
) -> Mapping[str, Article]:
    """Return the articles of the seeds at *paths*; those that nothing knows are read again."""
    articles = {path: fresh[path].article for path in paths if path in fresh}
    articles |= context.cache.load_articles(path for path in paths if path not in articles)
    lost = [path for path in paths if path not in articles]
    return articles | dict(zip(lost, read_articles(lost, seeds.options), strict=True))

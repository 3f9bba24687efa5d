"""Group the entries of all seeds into feeds, and find what these show of each."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256

from feeds.build.archive import Archiving
from feeds.build.context import Context, Start
from feeds.build.read import Seeds
from feeds.build.read_batch import read_articles
from feeds.entries.facts import Article
from feeds.entries.standing import headline_of
from feeds.grouping.group import group, with_entries
from feeds.grouping.lineups import Fresh
from feeds.model import Lineup, Outline
from feeds.values.hashes import join_hashes, split_hashes


@dataclass(slots=True)
class ShownArticles:
    """The articles of entries that feeds show, loaded as they are asked for.

    ``known`` are articles by the path of the seed, and ``fresh`` is what was read now of entries.
    """

    context: Context
    seeds: Seeds
    fresh: Mapping[str, Fresh]
    known: dict[str, Article] = field(default_factory=dict)

    def outlines(self, feeds: Sequence[Lineup]) -> list[Outline]:
        """Return *feeds* with headlines; seeds that nothing knows are read again.

        Raises SeedChangedError if one of these is another by now.
        """
        shown = {entry.path: entry for feed in feeds for entry in feed.entries}
        self._load([path for path in shown if path not in self.known])
        headlines = {path: headline_of(entry, self.known[path]) for path, entry in shown.items()}
        return [
            with_entries(feed, [headlines[entry.path] for entry in feed.entries]) for feed in feeds
        ]

    def _load(self, paths: Iterable[str]) -> None:
        self.known |= {path: self.fresh[path].article for path in paths if path in self.fresh}
        self.known |= self.context.cache.load_articles(p for p in paths if p not in self.known)
        lost = [path for path in paths if path not in self.known]
        self.known |= zip(lost, read_articles(lost, self.seeds.options), strict=True)


@dataclass(frozen=True, slots=True)
class Grouped:
    """What there is to publish of ``seeds``.

    Of the ``feeds``, those whose paths are among the ``same`` show what they showed when they were
    published. The ``changed`` ones may not, and have headlines; so have those of ``articles``.
    ``marks`` are by path, as in ``Unit``. ``hidden`` are hashes of the addresses in changed feeds
    that must not be shown. With ``archiving``, ``pages`` are those of archives that must be
    rendered, and ``cut`` those of them that are new, if articles vanished from archives, which
    these may announce again.
    """

    seeds: Seeds
    feeds: Sequence[Lineup]
    changed: Sequence[Outline]
    same: Set[str]
    marks: Mapping[str, str]
    articles: ShownArticles
    hidden: Set[int]
    archiving: Archiving | None = None
    pages: Sequence[Lineup] = ()
    cut: Sequence[Outline] = ()


def group_seeds(
    context: Context, start: Start, seeds: Seeds, archiving: Archiving | None
) -> Grouped:
    """Return the feeds of *seeds*, divided into an archive if there is to be one.

    Raises SeedChangedError if a seed that must be read again is another by now.
    """
    collection, archive = seeds.collection, archiving.archive if archiving else None
    lineups = collection.lineups
    if archiving:
        entries = lineups.newest(lineups.everything)
        archiving.begin(entries, collection, seeds.successors)
    feeds, pages = group(lineups, context.settings, archive)
    articles = ShownArticles(context, seeds, lineups.fresh())
    concealed = collection.hidden()
    marks = {} if archive else _mark(feeds, context, start, concealed)
    same = _find_same(feeds, marks, start, articles.fresh)
    changed = articles.outlines([feed for feed in feeds if feed.path not in same])
    cut = articles.outlines(archive.cut_now(pages) if archive and archive.vanished else [])
    mentioned: set[int] = set()
    for article in articles.known.values():
        mentioned.update(split_hashes(article.mentioned))
    # Mostly none of them, which spares looking for any in each entry.
    hidden = mentioned & concealed
    return Grouped(seeds, feeds, changed, same, marks, articles, hidden, archiving, pages, cut)


def _mark(
    feeds: Iterable[Lineup], context: Context, start: Start, hidden: Set[int]
) -> dict[str, str]:
    """Return by its path what tells whether a feed shows the same, made of the same, as before.

    All that can be hidden in an entry, or dead, is part of it, since what the entry mentions is not
    known yet. Which way seeds are read is not: what was read otherwise is not known at all.
    """
    site, build = context.settings.site, context.settings.build._replace(limit=0)
    common = sha256(
        repr((site, build, sorted(start.dead.dead))).encode("utf-8", "backslashreplace")
    )
    common.update(join_hashes(sorted(hidden)))
    marks = {}
    for feed in feeds:
        mark = common.copy()
        values = (feed.path, feed.name, feed.title, feed.description, feed.total)
        mark.update(repr(values).encode("utf-8", "backslashreplace"))
        mark.update(join_hashes(entry.source for entry in feed.entries))
        marks[feed.path] = mark.hexdigest()
    return marks


def _find_same(
    feeds: Iterable[Lineup], marks: Mapping[str, str], start: Start, fresh: Mapping[str, Fresh]
) -> set[str]:
    """Return the paths of *feeds* that show the same as they did, made of the same.

    What is read now may be judged by other rules than before: ids have been published since.
    """
    # What else is known of their articles stands in the record of what was published.
    if not start.as_left:
        return set()
    return {
        feed.path
        for feed in feeds
        if (unit := start.units.get(feed.path))
        and unit.mark
        and unit.mark == marks.get(feed.path)
        and not any(entry.path in fresh for entry in feed.entries)
    }

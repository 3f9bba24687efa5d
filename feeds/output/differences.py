"""What subscribers will see when one output folder takes the place of another."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial

from feeds.grouping.history import PageChanges, compare_pages
from feeds.output.announcements import PARSERS, Announcement, find_reannounced
from feeds.output.published import Output
from feeds.problems.build_report import MovedFeed
from feeds.problems.errors import OutputError
from feeds.values.hashes import hash_id


class FeedState(StrEnum):
    """What becomes of the address of a feed."""

    KEPT = "kept"
    NEW = "new"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One article before and after, and what of it changed."""

    before: Announcement
    after: Announcement
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedDifference:
    """What the subscribers of one feed will see, each kind in the order of the feed.

    ``dropped`` are entries that newer ones pushed out, into the archive if there is one,
    ``withdrawn`` those that are gone otherwise. ``reannounced`` are those that readers show once
    more, as their id changed. ``pages`` counts those of the archive. ``changed`` are names of what
    differs of the feed itself. ``lost`` are its files, by the names of their formats, that are gone
    though the feed is not.
    """

    path: str
    title: str
    state: FeedState
    new: tuple[Announcement, ...] = ()
    updated: tuple[Change, ...] = ()
    reannounced: tuple[Change, ...] = ()
    dropped: tuple[Announcement, ...] = ()
    withdrawn: tuple[Announcement, ...] = ()
    pages: PageChanges = field(default_factory=PageChanges)
    changed: tuple[str, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether subscribers will see no difference."""
        entries = self.new + self.dropped + self.withdrawn
        changes = self.updated + self.reannounced
        itself = self.changed or self.lost
        return self.state is FeedState.KEPT and not (
            entries or changes or itself or any(self.pages)
        )


@dataclass(frozen=True, slots=True)
class Differences:
    """The feeds whose subscribers will see a difference, by path, and how many were compared.

    ``former_site`` is what the ids of all feeds derived from, if that changes. ``withheld`` says
    why a build would not do this unasked, and ``moved`` which of the withdrawn feeds stand at
    another address; both only where a build is compared. ``former`` has ids that entries had before
    those that were published.
    """

    feeds: tuple[FeedDifference, ...]
    compared: int
    former_site: str | None = None
    withheld: tuple[str, ...] = ()
    moved: tuple[MovedFeed, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)

    @property
    def worrying(self) -> bool:
        """Whether subscribers should not get this unless it is meant."""
        return bool(self.anew or self.withheld)

    @property
    def anew(self) -> tuple[Change, ...]:
        """Those of the articles announced again that are not back to the id they had before."""
        return tuple(
            change
            for change in self.reannounced
            if self.former.get(change.before.id) != change.after.id
        )

    @property
    def reannounced(self) -> tuple[Change, ...]:
        """The articles announced again, once each, however many feeds have them."""
        changes = [change for feed in self.feeds for change in feed.reannounced]
        return tuple({(c.before.id, c.after.id): c for c in changes}.values())


def compare(before: Output, after: Output) -> Differences:
    """Return what the subscribers of all feeds of *before* and *after* will see.

    A feed is known by its path, as subscribers know it by its address. Raises OutputError for a
    file that cannot be read.
    """
    paths = sorted(before.feeds.keys() | after.feeds.keys())
    compared = [_compare_feed(path, before, after) for path in paths]
    compared = [_with_pages(feed, before, after) for feed in compared]
    return Differences(
        tuple(feed for feed in compared if not feed.empty),
        len(paths),
        former_site=before.site_id if after.site_id not in (None, before.site_id) else None,
        former=before.former,
    )


def _with_pages(feed: FeedDifference, before: Output, after: Output) -> FeedDifference:
    """Return *feed* with counts of its archive's pages, and with entries withdrawn from them."""
    old, new = (output.history for output in (before, after))
    moved = old.url != new.url
    pages = compare_pages(old.pages.get(feed.path, ()), new.pages.get(feed.path, ()), moved=moved)
    if not pages.changed:
        return replace(feed, pages=pages)
    named = {entry.id for entry in feed.withdrawn}
    format_name = _best_format(before.feeds[feed.path].files)
    gone = before.withdrawn(feed.path, format_name, after)
    withdrawn = (*feed.withdrawn, *(entry for entry in gone if entry.id not in named))
    return replace(feed, pages=pages, withdrawn=withdrawn)


def _compare_feed(path: str, before: Output, after: Output) -> FeedDifference:
    old, new = before.feeds.get(path), after.feeds.get(path)
    if new is None:
        gone = before.entries(path, _best_format(before.feeds[path].files))
        title = before.feeds[path].title
        return FeedDifference(path, title, FeedState.WITHDRAWN, withdrawn=gone)
    if old is None:
        added = after.entries(path, _best_format(new.files))
        return FeedDifference(path, new.title, FeedState.NEW, new=added)
    # In one format where both have it: others write texts otherwise, or leave updates out.
    shared = [name for name in PARSERS if name in old.files and name in new.files]
    old_format, new_format = (_best_format(shared or files) for files in (old.files, new.files))
    shown = after.entries(path, new_format)
    # Only from a feed that the limit cuts can newer entries push others out.
    cut = shown if new.total > len(shown) else ()
    was_shown = before.entries(path, old_format)
    lost = {name: file for name, file in old.files.items() if not after.has(path, name)}
    about = {
        "title": (old.title, new.title),
        "description": (old.description, new.description),
        "language": (before.language, after.language),
    }
    changed = tuple(name for name, (was, is_) in about.items() if was != is_)
    return _compare_entries(
        FeedDifference(path, new.title, FeedState.KEPT, changed=changed, lost=lost),
        (*was_shown, *_announced_again(before.vanished(path, old_format, after), was_shown, shown)),
        shown,
        same_format=bool(shared),
        is_aged=partial(_is_aged, shown=cut, archived=after.archived(path)),
    )


def _announced_again(
    archived: Sequence[Announcement],
    before: tuple[Announcement, ...],
    after: tuple[Announcement, ...],
) -> list[Announcement]:
    """Return those of *archived*, seen in no feed *before*, that *after* shows with other ids."""
    again = _find_reannounced((*archived, *before), after)
    seen = {entry.id for entry in before}
    return [entry for entry in archived if entry.id in again and entry.id not in seen]


def _best_format(files: Iterable[str]) -> str:
    """Return that of the formats *files* which says most; raise OutputError if none can be read."""
    names = [name for name in PARSERS if name in files]
    if not names:
        raise OutputError(f"a feed is in none of the formats {', '.join(PARSERS)}; build it again")
    return names[0]


def _compare_entries(
    feed: FeedDifference,
    before: tuple[Announcement, ...],
    after: tuple[Announcement, ...],
    *,
    same_format: bool,
    is_aged: Callable[[Announcement], bool],
) -> FeedDifference:
    """Return *feed* with what subscribers see of the change from *before* to *after*.

    Content compares in the *same_format* only. *is_aged* tells of an entry that is shown no more
    whether newer ones pushed it out.
    """
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    again = _find_reannounced(before, after)
    renamed = {new_id: old[old_id] for old_id, new_id in again.items()}
    former = {entry.id: renamed.get(entry.id) or old.get(entry.id) for entry in after}
    changes = [
        Change(was, entry, _changed_fields(was, entry, same_format=same_format))
        for entry in after
        if (was := former[entry.id])
    ]
    gone = [entry for entry in before if entry.id not in new and entry.id not in again]
    return replace(
        feed,
        new=tuple(entry for entry in after if not former[entry.id]),
        updated=tuple(c for c in changes if c.after.id not in renamed and c.fields),
        reannounced=tuple(c for c in changes if c.after.id in renamed),
        dropped=tuple(entry for entry in gone if is_aged(entry)),
        withdrawn=tuple(entry for entry in gone if not is_aged(entry)),
    )


def _find_reannounced(
    before: Iterable[Announcement], after: Iterable[Announcement]
) -> dict[str, str]:
    """Return the new id of each entry that changed its id, by the old one."""
    old, new = ({entry.id: entry.keys for entry in entries} for entries in (before, after))
    return find_reannounced(old, new)


def _changed_fields(
    before: Announcement, after: Announcement, *, same_format: bool
) -> tuple[str, ...]:
    """Return the names of what differs; what one of the formats does not say does not differ."""
    pairs = {
        name: (getattr(before, name), getattr(after, name))
        for name in ("title", "link", "published", "updated")
    }
    if same_format:
        pairs["content"] = (before.content, before.summary), (after.content, after.summary)
    return tuple(name for name, (a, b) in pairs.items() if a != b and None not in (a, b))


def _is_aged(entry: Announcement, shown: tuple[Announcement, ...], archived: Set[int]) -> bool:
    """Tell whether *entry* is in the archive; without one, if it would come after all *shown*.

    Nothing is *shown* of a feed that was not cut.
    """
    if archived:
        return hash_id(entry.id) in archived
    if not shown:
        return False
    # In the order of feeds: the newest first, and by id where dates are equal.
    last = shown[-1]
    if entry.published == last.published:
        return entry.id > last.id
    return entry.published < last.published

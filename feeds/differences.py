"""What subscribers will see when one output folder takes the place of another."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from feeds.announcements import PARSERS, Announcement, find_reannounced, parse_announcements
from feeds.archives import History, find_archived, hash_id, ids_in
from feeds.errors import OutputError
from feeds.manifest import MANIFEST_NAME, is_output_path, parse_manifest
from feeds.model import page_folder

CATALOGUE = "feeds.json"

Read = Callable[[str], bytes | None]
"""Returns the content of a path below an output folder, None if there is no such file."""


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
    ``withdrawn`` those that are gone otherwise.
    ``reannounced`` are those that readers show once more, as their id changed.
    """

    path: str
    title: str
    state: FeedState
    new: tuple[Announcement, ...] = ()
    updated: tuple[Change, ...] = ()
    reannounced: tuple[Change, ...] = ()
    dropped: tuple[Announcement, ...] = ()
    withdrawn: tuple[Announcement, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether subscribers will see no difference."""
        entries = self.new + self.dropped + self.withdrawn
        return self.state is FeedState.KEPT and not (entries or self.updated or self.reannounced)


@dataclass(frozen=True, slots=True)
class Differences:
    """The feeds whose subscribers will see a difference, by path, and how many were compared."""

    feeds: tuple[FeedDifference, ...]
    compared: int

    @property
    def reannounced(self) -> tuple[Change, ...]:
        """The articles announced again, once each, however many feeds have them."""
        changes = [change for feed in self.feeds for change in feed.reannounced]
        return tuple({(c.before.id, c.after.id): c for c in changes}.values())


@dataclass(frozen=True, slots=True)
class _Listed:
    """A feed as the catalogue lists it: ``files`` are paths by the name of their format."""

    title: str
    total: int
    files: Mapping[str, str]


class Output:
    """The feeds of an output folder, or of what would be written there."""

    def __init__(self, read: Read, where: str) -> None:
        """Take the catalogue from *read*; messages call the folder *where*.

        Raises OutputError if there is none, or if no build wrote it.
        """
        self.read = read
        self._where = where
        content = read(CATALOGUE)
        if content is None:
            raise OutputError(
                f"{where} holds no {CATALOGUE}; name a folder that feeds build has written"
            )
        try:
            self.feeds = {feed["path"]: _listed(feed) for feed in json.loads(content)["feeds"]}
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as exc:
            raise self._unreadable(CATALOGUE, "it is not the catalogue of a build") from exc
        self.history = _load_history(read)

    def archived(self, path: str) -> Set[int]:
        """Return the hashes of the ids in the archive of the feed at *path*, so far as known."""
        return ids_in(self.history.pages.get(path, ()))

    def vanished(self, path: str, format_name: str, after: "Output") -> list[Announcement]:
        """Return what is in the archive of the feed at *path*, and no seed publishes any more.

        That is, what *after* knows to be so and this does not. Raises what ``entries`` raises.
        """
        ids = after.history.gone - self.history.gone
        pages = self.history.pages.get(path, ())
        return list(find_archived(pages, ids, partial(self.entries, path, format_name)))

    def entries(self, path: str, format_name: str, page: int = 0) -> tuple[Announcement, ...]:
        """Return the entries of the feed at *path*, from its file in that format, or of a *page*.

        Raises OutputError if the file is missing or cannot be understood.
        """
        file = self.feeds[path].files[format_name]
        if page:
            folder, _, name = file.rpartition("/")
            file = f"{page_folder(folder, page)}/{name}"
        # A catalogue may come from anywhere, and must not name what is outside the folder.
        content = self.read(file) if is_output_path(file) else None
        if content is None:
            raise self._unreadable(file, f"{CATALOGUE} names it, and it does not exist")
        try:
            return parse_announcements(format_name, content)
        except ValueError as exc:
            raise self._unreadable(file, str(exc)) from exc

    def _unreadable(self, path: str, reason: str) -> OutputError:
        return OutputError(f"{self._where}/{path} cannot be read: {reason}; build the feeds again")


def _load_history(read: Read) -> History:
    # A copy of the folder may lack it, as hidden files need not be published.
    content = read(MANIFEST_NAME)
    try:
        return parse_manifest(content).history if content else History()
    except ValueError:
        return History()


def _listed(feed: Mapping[str, Any]) -> _Listed:
    files = {str(item["name"]): str(item["path"]) for item in feed["formats"]}
    return _Listed(str(feed["title"]), int(feed["total"]), files)


def folder_reader(out: Path) -> Read:
    """Return what reads files below *out*; it raises OutputError for one it may not read.

    Raises OutputError if there is no such folder.
    """
    if not out.is_dir():
        raise OutputError(
            f"there is no folder {out}; build the feeds first, or name another folder"
        )

    def read(path: str) -> bytes | None:
        try:
            return (out / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as exc:
            raise OutputError(
                f"{out / path} cannot be read: {exc.strerror}; give this user the right to read it"
            ) from exc

    return read


def compare(before: Output, after: Output) -> Differences:
    """Return what the subscribers of all feeds of *before* and *after* will see.

    A feed is known by its path, as subscribers know it by its address. Raises OutputError for a
    file that cannot be read.
    """
    paths = sorted(before.feeds.keys() | after.feeds.keys())
    compared = [_compare_feed(path, before, after) for path in paths]
    return Differences(tuple(feed for feed in compared if not feed.empty), len(paths))


def _compare_feed(path: str, before: Output, after: Output) -> FeedDifference:
    old, new = before.feeds.get(path), after.feeds.get(path)
    if new is None:
        gone = before.entries(path, _best_format(before.feeds[path].files))
        title = before.feeds[path].title
        return FeedDifference(path, title, FeedState.WITHDRAWN, withdrawn=gone)
    if old is None:
        added = after.entries(path, _best_format(new.files))
        return FeedDifference(path, new.title, FeedState.NEW, new=added)
    shared = [name for name in PARSERS if name in old.files and name in new.files]
    old_format = shared[0] if shared else _best_format(old.files)
    new_format = shared[0] if shared else _best_format(new.files)
    shown = after.entries(path, new_format)
    cut = shown if new.total > len(shown) else ()
    was_shown = before.entries(path, old_format)
    return _compare_entries(
        FeedDifference(path, new.title, FeedState.KEPT),
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
    again = find_reannounced(
        {entry.id: entry.keys for entry in (*archived, *before)},
        {entry.id: entry.keys for entry in after},
    )
    seen = {entry.id for entry in before}
    return [entry for entry in archived if entry.id in again and entry.id not in seen]


def _best_format(files: Iterable[str]) -> str:
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
    old, new = {entry.id: entry for entry in before}, {entry.id: entry for entry in after}
    again = find_reannounced(
        {entry.id: entry.keys for entry in before}, {entry.id: entry.keys for entry in after}
    )
    renamed = {new_id: old[old_id] for old_id, new_id in again.items()}
    former = {entry.id: old.get(entry.id) or renamed.get(entry.id) for entry in after}
    changes = [
        Change(was, entry, _changed_fields(was, entry, same_format=same_format))
        for entry in after
        if (was := former[entry.id])
    ]
    gone = [entry for entry in before if entry.id not in new and entry.id not in again]
    return FeedDifference(
        feed.path,
        feed.title,
        feed.state,
        new=tuple(entry for entry in after if not former[entry.id]),
        updated=tuple(c for c in changes if c.after.id in old and c.fields),
        reannounced=tuple(c for c in changes if c.after.id in renamed),
        dropped=tuple(entry for entry in gone if is_aged(entry)),
        withdrawn=tuple(entry for entry in gone if not is_aged(entry)),
    )


def _changed_fields(
    before: Announcement, after: Announcement, *, same_format: bool
) -> tuple[str, ...]:
    """Return the names of what differs; what one of the formats does not say does not differ."""
    names = ("title", "link", "published", "updated", *(["content"] if same_format else []))
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return tuple(name for name, (a, b) in pairs.items() if a != b and None not in (a, b))


def _is_aged(entry: Announcement, shown: tuple[Announcement, ...], archived: Set[int]) -> bool:
    """Tell whether *entry* is in the archive; without one, if it would come after all *shown*.

    Nothing is *shown* of a feed that was not cut.
    """
    if archived:
        return hash_id(entry.id) in archived
    if not shown:
        return False
    last = shown[-1]
    if entry.published == last.published:
        return entry.id > last.id
    return entry.published < last.published

"""The feeds of an output folder, read as their subscribers get them."""

import json
from collections.abc import Callable, Collection, Mapping, Set
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from feeds.grouping.history import History, ids_in
from feeds.model import is_feed, page_folder
from feeds.output.announcements import (
    PARSERS,
    Announcement,
    find_archived,
    parse_announcements,
)
from feeds.output.copies import MANIFEST_NAMES
from feeds.output.folder import read_unchanged
from feeds.output.manifest import Manifest, is_output_path, parse_manifest
from feeds.problems.errors import OutputError
from feeds.render.formats import FORMATS

CATALOGUE = "feeds.json"

ContentOf = Callable[[str], bytes | None]
"""Returns the content of a path below an output folder, None if there is no such file."""


class _Listed(NamedTuple):
    """A feed as the catalogue lists it: ``files`` are paths by the name of their format."""

    title: str
    description: str
    total: int
    files: Mapping[str, str]


class Output:
    """The feeds of an output folder, or of what would be written there."""

    def __init__(self, read: ContentOf, where: str, formats: Collection[str] = ()) -> None:
        """Take the catalogue from *read*; messages call the folder *where*.

        All feeds would be in *formats* besides those that the catalogue names. Raises OutputError
        if there is none, or if no build wrote it.
        """
        self.read = read
        self._where = where
        self._formats = formats
        content = read(CATALOGUE)
        if content is None:
            raise OutputError(
                f"{where} holds no {CATALOGUE}; name a folder that feeds build has written",
                path=f"{where}/{CATALOGUE}",
            )
        try:
            catalogue = json.loads(content)
            self.feeds = {feed["path"]: _listed(feed) for feed in catalogue["feeds"]}
            self.site_id = _text_or_none(catalogue.get("id"))
            self.language = _text_or_none(catalogue.get("language"))
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as exc:
            raise self._unreadable(CATALOGUE, "it is not the catalogue of a build") from exc
        self.history, self.former = _load_record(read)

    def has(self, path: str, format_name: str) -> bool:
        """Tell whether the feed at *path* is, or would be, in the format of that name."""
        return format_name in self._formats or format_name in self.feeds[path].files

    def archived(self, path: str) -> Set[int]:
        """Return the hashes of the ids in the archive of the feed at *path*, so far as known."""
        return ids_in(self.history.pages.get(path, ()))

    def vanished(self, path: str, format_name: str, after: "Output") -> list[Announcement]:
        """Return the archived entries of the feed at *path* that no seed publishes any more.

        That is, what *after* knows to be so and this does not. Raises what ``entries`` raises.
        """
        ids = after.history.gone - self.history.gone
        pages = self.history.pages.get(path, ())
        return list(find_archived(pages, ids, partial(self.entries, path, format_name)))

    def withdrawn(self, path: str, format_name: str, after: "Output") -> list[Announcement]:
        """Return the archived entries of the feed at *path* that are not in the archive of *after*.

        Nothing is if that has no archive. Raises what ``entries`` raises.
        """
        pages, left = self.history.pages.get(path, ()), after.archived(path)
        gone = ids_in(pages) - left if left else set()
        return list(find_archived(pages, gone, partial(self.entries, path, format_name)))

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
        place = f"{self._where}/{path}"
        return OutputError(f"{place} cannot be read: {reason}; build the feeds again", path=place)


def _load_record(read: ContentOf) -> tuple[History, Mapping[str, str]]:
    """Return the pages of archives, and the former ids of entries, as manifests have them."""
    # A copy of the folder may lack both, as hidden files need not be published.
    for content in filter(None, map(read, MANIFEST_NAMES)):
        with suppress(ValueError):
            manifest = parse_manifest(content)
            return manifest.history, manifest.former
    return History(), {}


def _listed(feed: Mapping[str, Any]) -> _Listed:
    files = {str(item["name"]): str(item["path"]) for item in feed["formats"]}
    about = str(feed["title"]), str(feed.get("description", ""))
    return _Listed(*about, int(feed["total"]), files)


def shown_entries(out: Path) -> dict[str, tuple[str, ...]]:
    """Return, by id, what the articles that feeds in *out* show are known by.

    That is for where no manifest says it. What cannot be read is left out.
    """
    shown: dict[str, tuple[str, ...]] = {}
    with suppress(OutputError):
        output = Output(folder_reader(out), str(out))
        for path, feed in output.feeds.items():
            for name in filter(feed.files.__contains__, PARSERS):
                with suppress(OutputError):
                    shown |= {entry.id: entry.keys for entry in output.entries(path, name)}
                    break
    return shown


def folder_reader(out: Path) -> ContentOf:
    """Return what reads files below *out*; it raises OutputError for one it may not read.

    Raises OutputError if there is no such folder.
    """
    if not out.is_dir():
        raise OutputError(
            f"there is no folder {out}; build the feeds first, or name another folder", path=out
        )

    def read(path: str) -> bytes | None:
        try:
            return (out / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as exc:
            raise OutputError(
                f"{out / path} cannot be read: {exc.strerror}; give this user the right to read it",
                path=out / path,
            ) from exc

    return read


class FormerFeeds:
    """The feeds that the last build published in a folder, as its manifest has them.

    ``names`` are by path, empty where that is not known. ``site_id`` is what the ids of the feeds
    derive from, None if that is not known.
    """

    def __init__(self, out: Path, manifest: Manifest) -> None:
        """Take what the *manifest* of *out* says, and the rest from the catalogue there."""
        self._out = out
        self._manifest = manifest
        self._ids: dict[str, Set[str]] = {}
        # A manifest of before there was this part does not say it, nor one that was lost.
        listed = {} if manifest.feeds else _load_catalogue(out)
        self.names = manifest.feeds or self._listed_names(listed)
        self.site_id = manifest.site or _text_or_none(listed.get("id"))

    def ids(self, path: str) -> Set[str]:
        """Return the ids of the entries that the feed at *path* shows; none if it was edited."""
        if path not in self._ids:
            self._ids[path] = self._read_ids(path)
        return self._ids[path]

    def _read_ids(self, path: str) -> Set[str]:
        for name in PARSERS:
            file = f"{path}/{FORMATS[name].file_name}"
            # What a build that was killed has replaced shows the newer entries.
            written = self._manifest.files.get(file)
            with suppress(OSError, ValueError):
                if content := read_unchanged(self._out, file, written):
                    return {entry.id for entry in parse_announcements(name, content)}
        return set()

    def _listed_names(self, listed: Mapping[str, Any]) -> dict[str, str]:
        folders = {file.rpartition("/")[0] for file in self._manifest.files if is_feed(file)}
        try:
            names = {str(feed["path"]): str(feed["name"]) for feed in listed["feeds"]}
        except (LookupError, TypeError):
            names = {}
        return {path: names.get(path, "") for path in sorted(folders or names)}


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _load_catalogue(out: Path) -> Mapping[str, Any]:
    """Return the catalogue in *out*; empty if it cannot be read, or is that of no build."""
    try:
        catalogue = json.loads((out / CATALOGUE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return catalogue if isinstance(catalogue, dict) else {}

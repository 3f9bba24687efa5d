"""Take entries that have not changed from the feeds that are published."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from feeds.files import digest
from feeds.output.folder import read_below
from feeds.output.publish import load_manifest
from feeds.problems.errors import SeedChangedError
from feeds.values.hashes import split_hashes

if TYPE_CHECKING:
    from feeds.cache.tables import Unit
    from feeds.model import Outline
    from feeds.settings import Settings


class PublishedEntries:
    """The entries in the files of *units*, by the path of their feed, which are as published."""

    def __init__(
        self, settings: Settings, units: Mapping[str, Unit], keys: Mapping[str, bytes]
    ) -> None:
        """Look at nothing yet; *keys* are those of the entries that each feed has now.

        They are hashes as in ``Unit``, by the path of the feed, in the order of the entries.
        """
        self._settings = settings
        self._units = units
        self._keys = keys

    def find(self, feed: Outline) -> Mapping[str, int]:
        """Return the entries of *feed* that stand in its files as they are to be.

        They are by the path of the seed, with their place.
        """
        places = self._places(feed)
        return places if places and self._cut(feed) else {}

    def load(self, feed: Outline) -> dict[str, tuple[bytes, ...]]:
        """Return the entries that ``find`` finds, of each a part for each file of *feed*.

        Raises SeedChangedError if a file is not what it was when they were found.
        """
        entries = self._cut(feed)
        if not entries:
            raise SeedChangedError(feed.path)
        return {path: entries[place] for path, place in self._places(feed).items()}

    def _places(self, feed: Outline) -> dict[str, int]:
        unit = self._units.get(feed.path)
        if unit is None:
            return {}
        places = {key: place for place, key in enumerate(split_hashes(unit.entries))}
        keys = zip(feed.entries, split_hashes(self._keys[feed.path]), strict=True)
        return {entry.path: places[key] for entry, key in keys if key in places}

    def _cut(self, feed: Outline) -> list[tuple[bytes, ...]]:
        """Return all entries in the files of *feed*; none if any is not as it was published."""
        from feeds.build.render import entry_cutters

        parts = []
        for path, cut in entry_cutters(feed, self._settings).items():
            content = self._read(path)
            if content is None:
                return []
            parts.append(cut(content))
        return list(zip(*parts, strict=True))

    def _read(self, path: str) -> bytes | None:
        # Its time and size may be those of what was published, and yet somebody has edited it.
        with suppress(OSError):
            content = read_below(self._settings.build.out, path)
            if content is not None and digest(content) == self._digests.get(path):
                return content
        return None

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return load_manifest(self._settings.build.out)[0].files

"""Take entries that have not changed from the feeds that are published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from feeds.errors import SeedChangedError
from feeds.facts import split_hashes
from feeds.outputfiles import read_below

if TYPE_CHECKING:
    from feeds.buildcache_file import Unit
    from feeds.model import Outline
    from feeds.planning import Plan
    from feeds.settings import Settings


class PublishedEntries:
    """The entries in the files of *units*, by the path of their feed, which are as published."""

    def __init__(self, settings: Settings, units: Mapping[str, Unit], plan: Plan) -> None:
        """Look at nothing yet; *plan* tells what entries are made of now."""
        self._settings = settings
        self._units = units
        self._plan = plan

    def find(self, feed: Outline) -> dict[str, int]:
        """Return the entries of *feed* that stand in its files as they are to be.

        They are by the path of the seed, with their place.
        """
        unit = self._units.get(feed.path)
        if unit is None:
            return {}
        places = {key: place for place, key in enumerate(split_hashes(unit.entries))}
        keys = zip(feed.entries, split_hashes(self._plan.keys(feed)), strict=True)
        return {entry.path: places[key] for entry, key in keys if key in places}

    def load(self, feed: Outline) -> dict[str, tuple[bytes, ...]]:
        """Return the entries that ``find`` finds, of each a part for each file of *feed*.

        Raises SeedChangedError if a file is not what it was a moment ago.
        """
        from feeds.rendering import cut_files

        out, found = self._settings.build.out, self.find(feed)
        parts = cut_files(feed, self._settings, lambda path: read_below(out, path) or b"")
        entries = list(zip(*parts, strict=False))
        try:
            return {path: entries[place] for path, place in found.items()}
        except IndexError as exc:
            raise SeedChangedError(feed.path) from exc

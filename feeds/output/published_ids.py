"""The ids that subscribers know already, for rules that are stricter with new ones."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from feeds.settings import Settings


@dataclass(frozen=True, slots=True)
class PublishedIds:
    """The ids of the entries that the last build into ``out`` published.

    They are looked up when one is asked for, as most runs ask for none.
    """

    out: Path

    def __contains__(self, id_: object) -> bool:
        """Tell whether the entry *id_* is published; raise OutputError if that may not be read."""
        # What it takes to read it loads slowly, and nearly no seed asks.
        from feeds.output.manifest import MANIFEST_NAME

        try:
            changed = (self.out / MANIFEST_NAME).stat().st_mtime_ns
        except OSError:
            changed = 0
        return id_ in _load(self.out, changed)


@lru_cache(maxsize=1)
def _load(out: Path, _changed: int) -> frozenset[str]:
    from feeds.output.publish import load_manifest

    return frozenset(load_manifest(out).entries)


def with_published_ids(settings: Settings) -> Settings:
    """Return *settings* whose rules know what is published in the output folder."""
    known = PublishedIds(settings.build.out)
    return replace(settings, validate=replace(settings.validate, published_ids=known))

"""The ids that subscribers know already, or cannot know, for what is stricter with one of these."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from feeds.settings import Settings


@dataclass(frozen=True, slots=True)
class _Recorded:
    """What the last build into ``out`` recorded, looked up when it is asked for, as mostly not."""

    out: Path


class PublishedIds(_Recorded):
    """The ids of the entries that the last build published."""

    def __contains__(self, id_: object) -> bool:
        """Tell whether the entry *id_* is published; raise OutputError if that may not be read."""
        return id_ in _load(self.out, _changed(self.out))[0]


class NeverPublished(_Recorded):
    """The ids of which the last build proves that it published no such entry.

    Without a build there, nothing is proved.
    """

    def __contains__(self, id_: object) -> bool:
        """Tell whether no entry had the *id_*; raise OutputError if that may not be read."""
        # What it takes to read and hash loads slowly, and nearly no seed asks.
        from feeds.values.hashes import hash_address

        shown, hashes = _load(self.out, _changed(self.out))
        return bool(hashes) and id_ not in shown and hash_address(str(id_)) not in hashes


def _changed(out: Path) -> int:
    from feeds.output.manifest import MANIFEST_NAME

    try:
        return (out / MANIFEST_NAME).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=1)
def _load(out: Path, _changed: int) -> tuple[frozenset[str], frozenset[int]]:
    """Return the ids of the entries that feeds show, and the hashes of those of all entries."""
    from feeds.output.publish import load_manifest
    from feeds.values.hashes import split_hashes

    manifest = load_manifest(out)
    return frozenset(manifest.entries), frozenset(split_hashes(manifest.sources)[::2])


def with_published_ids(settings: Settings) -> Settings:
    """Return *settings* whose rules know what is published in the output folder."""
    out = settings.build.out
    validate = settings.validate._replace(
        published_ids=PublishedIds(out), never_published=NeverPublished(out)
    )
    return settings._replace(validate=validate)

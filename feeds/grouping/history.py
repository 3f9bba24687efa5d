"""Which entries stand in the pages of archives that are published, and how that changes."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from feeds.values.hashes import split_hashes


class History(NamedTuple):
    """Which entries stand in the pages that are published.

    ``pages`` are by the path of their feed, the oldest first: the hashes of the ids of their
    entries, one behind the other. ``url`` is the address of the site that they were rendered for.
    ``gone`` are the hashes of those ids that no seed publishes any more, and ``known_by`` those of
    what their articles are known by besides, so far as that has been looked up. ``withdrawn``
    stands for all that articles shown nowhere are known by: what the pages do not mention.
    """

    url: str = ""
    pages: Mapping[str, Sequence[bytes]] = {}
    gone: Set[int] = frozenset()
    known_by: Mapping[int, Set[int]] = {}
    withdrawn: str = ""


class PageChanges(NamedTuple):
    """How many pages of an archive are added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def compare_pages(
    before: Sequence[bytes], after: Sequence[bytes], *, moved: bool = False
) -> PageChanges:
    """Return what becomes of the pages *before* in those *after*; if *moved*, all change."""
    more = len(after) - len(before)
    changed = sum(moved or old != new for old, new in zip(before, after, strict=False))
    return PageChanges(max(more, 0), changed, max(-more, 0))


def ids_in(pages: Iterable[bytes]) -> set[int]:
    """Return the hashes of the ids in *pages*."""
    return {found for page in pages for found in split_hashes(page)}

"""Divide feeds into the document to subscribe to and pages of what is older (RFC 5005, section 4).

A page is full when it is cut, and final: which entries stand in it is remembered, whatever becomes
of their seeds.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from feeds.grouping.history import History, ids_in
from feeds.model import Lineup, Standing, page_folder
from feeds.values.hashes import hash_id, join_hashes, split_hashes


class Division(NamedTuple):
    """What a feed comes to: the entries to show, the number of its last page, and pages to render.

    ``pages`` are the entries of these, by the number of the page.
    """

    shown: list[Standing]
    last: int
    pages: dict[int, list[Standing]]


class Archive:
    """The pages of all feeds: those that are published, and those that are cut now.

    ``pages`` are as in ``History``, and become what they will be with each feed that is divided.
    ``rewritten`` are the folders of published pages that something was withdrawn from, and
    ``mentioning`` the hashes of the ids of entries that mention it there. ``gone`` are
    as in ``History``, as is what they are ``known_by``, and ``vanished`` those that were not when
    pages were published last.
    """

    def __init__(self, former: History, damaged: Mapping[str, Set[int]]) -> None:
        """Go on from the pages that were published; *damaged* are the numbers of those to mend."""
        self.pages: dict[str, list[bytes]] = {}
        self.rewritten: set[str] = set()
        self.gone: Set[int] = frozenset()
        self.vanished: Set[int] = frozenset()
        self.mentioning: Set[int] = frozenset()
        self.known_by: dict[int, Set[int]] = {}
        self._former = former
        self._damaged = damaged
        self._withdrawn: Set[int] = frozenset()
        self._entries: dict[int, Standing] = {}

    def begin(self, entries: Iterable[Standing], withdrawn: Iterable[str]) -> None:
        """Take what there is: all *entries*, and the ids *withdrawn*, which no page may show."""
        self._entries = {hash_id(entry.id): entry for entry in entries}
        self._withdrawn = set(map(hash_id, withdrawn)) - self._entries.keys()
        # What stands in a page of any feed stands in one of the feed of all entries.
        archived = ids_in(self._former.pages.get("all", ()))
        self.gone = archived - self._entries.keys() - self._withdrawn
        self.vanished = self.gone - self._former.gone

    def withdraw_gone(
        self, keys: Set[int], known_by: Mapping[int, Set[int]], replaced: Set[int] = frozenset()
    ) -> None:
        """Withdraw, too, what is gone and known by any of *keys*, hashes; *known_by* is new.

        What has another id since, which is withdrawn, is known by that as well. Articles whose
        id another one has now are *replaced*: that stands in no page yet.
        """
        keys = keys | self._withdrawn
        known_by = {**self._former.known_by, **known_by}
        found = {id_ for id_ in self.gone if not keys.isdisjoint(known_by.get(id_, ()))}
        self._withdrawn |= found | replaced
        self.gone -= found
        self.vanished -= found
        self.known_by = {id_: known_by[id_] for id_ in self.gone & known_by.keys()}

    @property
    def unknown(self) -> Set[int]:
        """What is gone, and nothing says yet what it is known by."""
        return self.gone - self._former.known_by.keys()

    def divide(self, path: str, entries: Sequence[Standing], limit: int) -> Division:
        """Divide the feed at *path*, whose *entries* are sorted newest first.

        Among those in no page yet, while there are more than *limit*, the oldest *limit* become the
        next page. All that are then in no page are shown, and up to the limit the newest others.
        """
        pages, changed = self._without_withdrawn(path)
        changed |= self._damaged.get(path, frozenset())
        held = ids_in(pages)
        fresh = [hashed for entry in entries if (hashed := hash_id(entry.id)) not in held]
        while len(fresh) > limit:
            pages.append(join_hashes(fresh[-limit:]))
            changed.add(len(pages))
            del fresh[-limit:]
        self.pages[path] = pages
        shown = _choose(entries, set(fresh), limit - len(fresh))
        return Division(shown, len(pages), {n: self._find(pages[n - 1]) for n in sorted(changed)})

    def cut_now(self, pages: Iterable[Lineup]) -> list[Lineup]:
        """Return those of *pages* that were not published before."""
        return [page for page in pages if page.page > len(self._former.pages.get(page.path, ()))]

    def _without_withdrawn(self, path: str) -> tuple[list[bytes], set[int]]:
        """Return the published pages without what is withdrawn, and which of them that changes."""
        pages = list(self._former.pages.get(path, ()))
        changed = set()
        # What has no seed any more cannot be made anew.
        withdrawn, anew = self._withdrawn, self.mentioning & self._entries.keys()
        for number, page in enumerate(pages, 1):
            ids = split_hashes(page)
            if not (withdrawn.isdisjoint(ids) and anew.isdisjoint(ids)):
                left = [found for found in split_hashes(page) if found not in self._withdrawn]
                pages[number - 1] = join_hashes(left)
                changed.add(number)
                self.rewritten.add(page_folder(path, number))
        return pages, changed

    def _find(self, page: bytes) -> list[Standing]:
        """Return the entries of *page* that there are still."""
        return [self._entries[found] for found in split_hashes(page) if found in self._entries]


def _choose(entries: Iterable[Standing], fresh: Set[int], others: int) -> list[Standing]:
    """Return those of *entries* that are *fresh*, and the first *others*, in their order."""
    shown = []
    for entry in entries:
        if hash_id(entry.id) in fresh:
            shown.append(entry)
        elif others:
            shown.append(entry)
            others -= 1
    return shown

"""What becomes of entries, related articles and AMP pages whose links are dead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from feeds.values.hashes import hash_address
from feeds.values.urls import url_key_or_none

if TYPE_CHECKING:
    from feeds.model import Entry, Related
    from feeds.settings import BuildSettings

NOTICE = "This article can no longer be reached at its address."
_RELATED_NOTICE = " (no longer available)"


class DeadLinks(NamedTuple):
    """The ``dead`` addresses, as ``values.urls.url_key`` writes them, and what follows."""

    dead: frozenset[str]
    settings: BuildSettings

    def dropped(self) -> frozenset[int]:
        """Return the hashes of the links whose entries are left out."""
        if self.settings.broken_links != "drop":
            return frozenset()
        return frozenset(map(hash_address, self.dead))

    def apply(self, entry: Entry) -> Entry:
        """Return *entry* as the settings want it: without dead links, or with notices of them."""
        if not self.dead:
            return entry
        if self.settings.dead_amp == "drop" and entry.amp_link and self._is_dead(entry.amp_link):
            entry = replace(entry, amp_link=None)
        if self.settings.broken_links == "keep":
            return entry
        entry = replace(entry, related=tuple(self._related(entry.related)))
        if self.settings.broken_links == "mark" and self._is_dead(entry.link):
            return _marked(entry)
        return entry

    def _related(self, related: Iterable[Related]) -> Iterator[Related]:
        for item in related:
            if not self._is_dead(item.link):
                yield item
            elif self.settings.broken_links == "mark":
                yield item._replace(title=item.title + _RELATED_NOTICE)

    def _is_dead(self, url: str) -> bool:
        return url_key_or_none(url) in self.dead


def _marked(entry: Entry) -> Entry:
    # In the summary too, since many readers show nothing else.
    summary = f"{NOTICE} {entry.summary}".rstrip()
    # A body in HTML begins with a tag, and is read as such.
    notice = f"<p><em>{NOTICE}</em></p>" if entry.body.startswith("<") else f"*{NOTICE}*"
    body = f"{notice}\n\n{entry.body}" if entry.body else ""
    return replace(entry, summary=summary, body=body)

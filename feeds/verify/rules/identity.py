"""Ids that two entries of one feed share, and entries that have none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import Severity, quote
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM

if TYPE_CHECKING:
    from feeds.verify.check import Feed

_ID, _UPDATED = f"{ATOM} id", f"{ATOM} updated"
# guid came with RSS 0.94 and 2.0.
_WITHOUT_GUID = ("0.90", "0.91", "0.92", "0.93")


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the ids of *feed* that stand there twice, and the items that have none."""
    document = feed.document
    if document.format == "atom":
        yield from _same_entries(document.entries)
    elif document.format == "rss":
        version = (document.root.get("version") or "").strip() if document.root else ""
        if version not in _WITHOUT_GUID:
            yield from _guids(document.entries)


def _guids(items: list[Element]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        guid = item.first("guid")
        if guid is None:
            yield Finding("missing-guid", item, "<item> has no <guid>")
            continue
        text = guid.text.strip()
        if text and first.setdefault(text, number) != number:
            message = f"<guid> {quote(text)} is that of item {first[text]} as well"
            yield Finding("repeated-id", guid, message)


def _same_entries(entries: list[Element]) -> Iterator[Finding]:
    """Yield the entries that say that they are one, and changed at one time.

    Entries of one id are versions of one entry, whose times should differ (RFC 4287, 4.1.1).
    """
    first: dict[tuple[str, str], int] = {}
    for number, entry in enumerate(entries, 1):
        own = entry.first(_ID)
        key = (own.text.strip(), entry.value_of(_UPDATED)) if own is not None else ("", "")
        if own is not None and key[0] and first.setdefault(key, number) != number:
            message = f"<id> {quote(key[0])} is that of entry {first[key]} as well"
            if key[1]:
                message += ", and so is <updated>"
            yield Finding("repeated-id", own, message, severity=Severity.WARNING)

"""Dates beside each other and beside the clock: entries of one time, and times that cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM, DC
from feeds.verify.values.loose_dates import parse_iso_date, parse_rfc822_date
from feeds.verify.values.plausible import latest_of, why_improbable

if TYPE_CHECKING:
    from collections.abc import Callable

    from feeds.verify.check import Feed
    from feeds.verify.document import XmlDocument

_UPDATED = f"{ATOM} updated"
_READ: Mapping[str, Callable[[str], datetime | None]] = {
    "pubDate": parse_rfc822_date,
    "lastBuildDate": parse_rfc822_date,
    _UPDATED: parse_iso_date,
    f"{ATOM} published": parse_iso_date,
    f"{DC} date": parse_iso_date,
}


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the dates of *feed* that cannot be, and the entries of Atom that are of one time."""
    document, now = feed.document, feed.options.now
    latest = latest_of(now)
    for parent in document.holders:
        for child in parent.children:
            read = _READ.get(child.name)
            if read is not None:
                yield from _improbable(child, read(child.text), latest, document)
    if document.format == "atom":
        yield from _same_times(document.entries)


def _improbable(
    element: Element, moment: datetime | None, latest: datetime, document: XmlDocument
) -> Iterator[Finding]:
    why = why_improbable(moment, latest) if moment is not None else None
    if why is None:
        return
    message = f"<{document.tag(element).name}> {quote(element.text.strip())} {why}"
    yield Finding("improbable-date", element, message, part=(0, len(element.text)))


def _same_times(entries: list[Element]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, entry in enumerate(entries, 1):
        updated = entry.first(_UPDATED)
        text = updated.text.strip() if updated is not None else ""
        if updated is None or not text or first.setdefault(text, number) == number:
            continue
        if entry.value_of(f"{ATOM} id") == entries[first[text] - 1].value_of(f"{ATOM} id"):
            continue  # one entry twice, which is told of their id
        message = f"<updated> {text} is that of entry {first[text]} as well"
        yield Finding("repeated-updated", updated, message)

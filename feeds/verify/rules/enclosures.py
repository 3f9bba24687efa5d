"""Items of RSS with more than one enclosure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feeds.verify.findings import Finding

if TYPE_CHECKING:
    from feeds.verify.check import Feed


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the second enclosure of each item of *feed* that has one."""
    if feed.document.format != "rss":
        return
    for item in feed.document.entries:
        enclosures = item.all("enclosure")
        if enclosures[1:]:
            message = f"<item> has {len(enclosures)} enclosures, of which readers take one"
            yield Finding("second-enclosure", enclosures[1], message)

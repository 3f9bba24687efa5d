"""Links of Atom (RFC 4287, section 4.2.7)."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.verify.element import Element
from feeds.verify.findings import Finding


def check_link(link: Element) -> Iterator[Finding]:
    """Yield what is wrong with a *link* by itself: it says all in its attributes."""
    if link.text.strip():
        message = "<link> has a text, where readers look for nothing: the address stands in href"
        yield Finding("link-with-text", link, message, part=(0, len(link.text)))

"""Links of Atom (RFC 4287, section 4.2.7)."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import XML
from feeds.verify.values.relations import name_of

_BASE = f"{XML} base"


def check_link(link: Element) -> Iterator[Finding]:
    """Yield what is wrong with a *link* by itself: it says all in its attributes."""
    # Without href, that is what is said of it.
    if link.text.strip() and "href" in link.attributes:
        message = "<link> has a text, where readers look for nothing: the address stands in href"
        yield Finding("link-with-text", link, message, part=(0, len(link.text)))
    href = link.get("href")
    if href is not None and (not href or href.startswith("#")) and _has_base(link):
        message = (
            "href of <link> is about this very document, and not about what xml:base names"
            " (RFC 3986, section 4.4)"
        )
        yield Finding("same-document-link", link, message, "href")


def relation_of(link: Element) -> str:
    """Return what *link* is for; without a word on it, that is an alternate (4.2.7.2)."""
    return name_of((link.get("rel") or "alternate").strip())


def _has_base(element: Element | None) -> bool:
    while element is not None:
        if _BASE in element.attributes:
            return True
        element = element.parent
    return False

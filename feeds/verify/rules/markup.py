"""HTML in RSS where it is the way of writing that counts, or where no element of RSS stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.markup.inline import check_inline
from feeds.verify.markup.plain import find_ambiguous, find_html, without_numbers
from feeds.verify.namespaces import XHTML

if TYPE_CHECKING:
    from feeds.verify.check import Feed
    from feeds.verify.document import XmlDocument

_BODY = f"{XHTML} body"
# So much of a title is read as it is written; longer ones are none.
_MOST_RAW = 4_000


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the titles of the RSS *feed* that readers may take for HTML, and faults of XHTML."""
    document = feed.document
    if document.format != "rss" or document.channel is None:
        return
    for child in document.channel.children:
        if child.name == "title":
            yield from _title(child, document)
        elif child.name in {"image", "textInput"}:
            for title in child.all("title"):
                yield from _title(title, document)
    for item in document.entries:
        for child in item.children:
            if child.name == "title":
                yield from _title(child, document)
            elif child.name == _BODY:
                yield from check_inline(child)


def _title(element: Element, document: XmlDocument) -> Iterator[Finding]:
    """Yield what in a title of RSS readers may take for HTML.

    What is written as the RSS Best Practices Profile wants it, &#x26; and &#x3C;, is not.
    """
    text = element.text
    if "&" not in text and "<" not in text:
        return
    start = document.tag(element).end
    raw = document.source.data[start : start + _MOST_RAW].decode("utf-8", "replace")
    written = without_numbers(raw) if "&#x" in raw else text
    found = find_html(written)
    if found is not None:
        message = f"<title> is plain text, and has {found[2]}"
        yield Finding("markup-in-text", element, message, part=found[:2])
    elif (ambiguous := find_ambiguous(written)) is not None:
        shown = quote(written[ambiguous[0] : ambiguous[0] + 20])
        message = f"<title> has {shown}, which some readers take for a tag"
        yield Finding("ambiguous-character", element, message, part=ambiguous)

"""The HTML of entries, escaped or as XHTML: what readers cannot show, and what they should not."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.markup.escaped import find_faults
from feeds.verify.values.plain import check_plain

# What is said of a text for each rule that its HTML may break.
WORDS = {
    "risky-element": "has the element {}, which readers cut out",
    "risky-attribute": "has {}, which readers cut out",
    "risky-style": "has CSS that readers may cut out: {}",
    "unknown-html-tag": "has the tag {}, which is none of HTML",
    "broken-html": "is HTML with a fault: {}",
    "relative-in-content": "has a relative address ({}), and nothing says what to",
}


def check_html(element: Element, *, relative: bool = True) -> Iterator[Finding]:
    """Yield what is wrong with the escaped HTML that *element* holds, each kind once.

    Unless addresses may be *relative*, those that are do not lead anywhere.
    """
    for rule, what, start, end in find_faults(element.text, relative=not relative):
        message = f"<{element.local}> {WORDS[rule].format(what)}"
        yield Finding(rule, element, message, part=(start, end))


def check_html_of_rss(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the escaped HTML that *element*, of RSS, holds.

    RSS says nothing of a base that addresses could be relative to.
    """
    return check_html(element, relative=False)


def check_typed(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with a text of Media RSS: HTML, if its type says so."""
    if element.get("type") == "html":
        yield from check_html(element)
    elif (flaw := check_plain(element.text)) is not None:
        part = (flaw.start, flaw.end or len(element.text))
        yield Finding(flaw.rule, element, f"<{element.local}> {flaw.reason}", part=part)

"""RDF has either text or elements in an element, and never both."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.check import Feed
from feeds.verify.findings import Finding
from feeds.verify.namespaces import RDF


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the elements of a feed in RDF that have both; a literal of XML may."""
    if feed.kind.format != "rdf":
        return
    for element in feed.root.walk():
        if element.children and element.text and element.get(f"{RDF} parseType") is None:
            shown = quote(" ".join(element.text.split()), 40)
            message = f"<{element.local}> has the text {shown} beside an element"
            yield Finding("mixed-rdf", element, message)

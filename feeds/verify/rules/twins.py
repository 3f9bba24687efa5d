"""What RSS says in an element of its own and once more in one of another namespace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM, DC, XHTML

if TYPE_CHECKING:
    from feeds.verify.check import Feed
    from feeds.verify.document import XmlDocument

_DCTERMS = "http://purl.org/dc/terms/"
_LICENSES = (
    "http://web.resource.org/cc/ license",
    "http://backend.userland.com/creativeCommonsRssModule license",
)
# What says the same, by the name of what says it: of channels, and of items.
_CHANNEL = (
    ("copyright", f"{DC} rights", f"{ATOM} rights"),
    ("managingEditor", f"{DC} creator", f"{ATOM} author"),
    ("webMaster", f"{DC} publisher"),
    ("pubDate", f"{DC} date", f"{ATOM} published", f"{_DCTERMS} issued"),
    ("lastBuildDate", f"{_DCTERMS} modified", f"{ATOM} updated"),
    ("language", f"{DC} language"),
    ("category", f"{DC} subject"),
    ("generator", "http://webns.net/mvcb/ generatorAgent"),
    _LICENSES,
)
_ITEM = (
    ("author", f"{DC} creator", f"{ATOM} author"),
    ("category", f"{DC} subject", f"{ATOM} category"),
    ("guid", f"{ATOM} id"),
    ("pubDate", f"{DC} date", f"{ATOM} published", f"{_DCTERMS} issued"),
    ("source", f"{DC} source", f"{ATOM} source"),
    ("description", f"{ATOM} content", f"{ATOM} summary", f"{XHTML} body"),
    _LICENSES,
)
_BODY = f"{XHTML} body"


def _by_name(rows: tuple[tuple[str, ...], ...]) -> Mapping[str, int]:
    return {name: number for number, names in enumerate(rows) for name in names}


_CHANNEL_MEANINGS, _ITEM_MEANINGS = _by_name(_CHANNEL), _by_name(_ITEM)


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what the channel and the items of the RSS *feed* say in two elements."""
    document = feed.document
    if document.format != "rss":
        return
    if document.channel is not None:
        yield from _said_twice(document.channel, _CHANNEL_MEANINGS, document)
    for item in document.entries:
        yield from _said_twice(item, _ITEM_MEANINGS, document)


def _said_twice(
    parent: Element, meanings: Mapping[str, int], document: XmlDocument
) -> Iterator[Finding]:
    first: dict[int, Element] = {}
    for child in parent.children:
        meaning = meanings.get(child.name)
        if meaning is None:
            continue
        earlier = first.setdefault(meaning, child)
        if earlier.name != child.name:
            own, other = (document.tag(element).name for element in (child, earlier))
            message = f"<{own}> says what <{other}> of the same <{parent.local}> says"
            yield Finding("said-twice", child, message)
            first[meaning] = child
        elif child.name == _BODY and earlier is child and not parent.first("description"):
            message = "<body> of XHTML stands for the text of <item>, where readers look for others"
            yield Finding("said-twice", child, message)

"""Feeds in several documents: complete ones, pages, and archives (RFC 5005)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from feeds.verify.constructs.link import relation_of
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM
from feeds.verify.values.uris import join_address
from feeds.verify.vocabularies.history import VOCABULARY

if TYPE_CHECKING:
    from feeds.verify.check import Feed

_LINK = f"{ATOM} link"
_COMPLETE, _ARCHIVE = (f"{VOCABULARY.namespace} {name}" for name in ("complete", "archive"))
_PAGES = ("first", "last", "previous", "next")
_ARCHIVES = ("prev-archive", "next-archive")
_OF_FEEDS = frozenset({*_PAGES, *_ARCHIVES, "current"})
# The end of the pages, and what would lead beyond it.
_ENDS = (("first", "previous"), ("last", "next"))


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with how *feed* is divided."""
    document = feed.document
    channel = document.channel
    if channel is None or document.format not in {"atom", "rss"}:
        return
    links = {relation_of(link): link for link in channel.all(_LINK)}
    if channel.first(_COMPLETE) is not None:
        yield from _complete(links)
    elif (archive := channel.first(_ARCHIVE)) is not None:
        yield from _archive(archive, links)
    yield from _beyond(links, feed)
    for entry in document.entries:
        for link in entry.all(_LINK):
            if (relation := relation_of(link)) in _OF_FEEDS:
                message = f"<link> has the relation {relation}, which pages of a feed have"
                yield Finding("paging-in-entry", link, message, "rel")


def _complete(links: Mapping[str, Element]) -> Iterator[Finding]:
    """Yield the links of a complete feed that lead to more of it (section 2)."""
    for relation in (*_PAGES, *_ARCHIVES):
        if (link := links.get(relation)) is not None:
            message = f"the feed is complete, and has a link to more of it: {relation}"
            yield Finding("paging-in-complete-feed", link, message, "rel")
    current, own = links.get("current"), links.get("self")
    if current is not None and own is not None and current.get("href") != own.get("href"):
        message = "the feed is complete, and is said to be current at another address than its own"
        yield Finding("complete-elsewhere", current, message, "href")


def _beyond(links: Mapping[str, Element], feed: Feed) -> Iterator[Finding]:
    """Yield the links that lead beyond the first page or the last one (section 3)."""
    own = links.get("self")
    here = own.get("href") if own is not None else feed.options.url
    for end, beyond in _ENDS:
        last, further = links.get(end), links.get(beyond)
        if last is None or further is None or not here:
            continue
        base = feed.options.url
        if join_address(base, last.get("href") or "") == join_address(base, here):
            message = f"this is the {end} page, and it has a link to the {beyond} one"
            yield Finding("paging-past-end", further, message, "rel")


def _archive(archive: Element, links: Mapping[str, Element]) -> Iterator[Finding]:
    """Yield what an archived document does not lead to (section 4)."""
    if not any(relation in links for relation in _ARCHIVES):
        message = "the archived feed has no link to the archive before it or after it"
        yield Finding("incomplete-archive", archive, message)
    if "current" not in links:
        message = "the archived feed has no link to the current one"
        yield Finding("archive-without-current", archive, message)

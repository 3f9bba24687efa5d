"""Links of Atom beside each other: alternates that are alike, and the link of a feed to itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.values.similar import resembling
from feeds.values.urls import url_key_or_none
from feeds.verify.constructs.link import relation_of
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM
from feeds.verify.values.uris import join_address, scheme_of

if TYPE_CHECKING:
    from feeds.verify.check import Feed

_LINK, _SOURCE, _ENTRY = f"{ATOM} link", f"{ATOM} source", f"{ATOM} entry"
_FEEDS = (
    "application/atom+xml",
    "application/rss+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with the links of *feed* and of its entries."""
    document = feed.document
    is_atom = document.format == "atom"
    for holder in document.holders:
        links = holder.all(_LINK)
        if is_atom:
            yield from _alternates(links)
            for source in holder.all(_SOURCE) if holder.name == _ENTRY else ():
                yield from _alternates(source.all(_LINK))
        for link in links:
            if relation_of(link) == "self":
                yield from _self_type(link)
    if document.channel is not None and document.format in {"atom", "rss"}:
        yield from _self_links(document.channel, feed)


def _alternates(links: list[Element]) -> Iterator[Finding]:
    """Yield each alternate of the type and the language of another (RFC 4287, 4.1.1 and 4.1.2)."""
    seen: set[tuple[str, str]] = set()
    for link in links:
        if relation_of(link) != "alternate":
            continue
        kind = (link.get("type") or "").strip().lower()
        language = (link.get("hreflang") or "").strip().lower()
        if (kind, language) in seen:
            of = ", ".join(quote(part) for part in (kind, language) if part)
            what = f"of {of} " if of else ""
            message = f"<link> is one more alternate {what}of the same <{_parent(link)}>"
            yield Finding("repeated-alternate", link, message)
        seen.add((kind, language))


def _parent(link: Element) -> str:
    return link.parent.local if link.parent is not None else "feed"


def _self_type(link: Element) -> Iterator[Finding]:
    kind = (link.get("type") or "").partition(";")[0].strip().lower()
    if kind and kind not in _FEEDS:
        message = f"<link> of the relation self has the type {quote(kind)}, which is of no feed"
        yield Finding("self-not-feed", link, message, "type")


def _may_mean_self(link: Element) -> bool:
    """Tell whether the relation of *link* is a misspelt self, which is said of it."""
    relation = relation_of(link)
    return relation != "self" and bool(resembling(relation, ("self",)))


def _self_links(channel: Element, feed: Feed) -> Iterator[Finding]:
    links = [link for link in channel.all(_LINK) if relation_of(link) == "self"]
    is_other = channel.namespace not in {ATOM, ""} and feed.document.format == "atom"
    if not links and not is_other and not any(map(_may_mean_self, channel.all(_LINK))):
        name = "feed" if feed.document.format == "atom" else "channel"
        message = f'<{name}> has no <link rel="self"> of Atom, which tells its address'
        yield Finding("missing-self-link", channel, message)
    for link in links:
        address = (link.get("href") or "").strip()
        if scheme_of(address) is None and "href" in link.attributes:
            message = f"the address of the feed itself, {quote(address)}, is relative"
            yield Finding("relative-self-link", link, message, "href")
    url = feed.options.url
    if not url or not links:
        return
    own = [join_address(url, (link.get("href") or "").strip()) for link in links]
    if url_key_or_none(url) not in {url_key_or_none(address) for address in own}:
        message = f"the feed says that it is at {quote(own[0], 200)}, and is at {quote(url, 200)}"
        yield Finding("other-self-address", links[0], message, "href", remedy=f"write {url}")

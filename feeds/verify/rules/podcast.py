"""What directories ask of a podcast, beyond its single elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.check import Feed
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.vocabularies.itunes import VOCABULARY

_ITUNES = VOCABULARY.namespace
_OWNER, _EMAIL = f"{_ITUNES} owner", f"{_ITUNES} email"
_ASKED = (
    ("language", "language"),
    (f"{_ITUNES} category", "itunes:category"),
    (f"{_ITUNES} explicit", "itunes:explicit"),
)
# What directories refuse a podcast without, and players show it without.
_DEMANDED = (*_ASKED, (f"{_ITUNES} image", "itunes:image"))
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{2,5})(?=$|[?#])")
# Of these, directories say that they do not play them; of other endings nobody can tell.
_NOT_PLAYED = frozenset(
    {"aac", "aif", "aiff", "ape", "asf", "avi", "flac", "flv", "mkv", "mpeg", "mpg", "oga", "ogg",
     "ogv", "opus", "ra", "rm", "swf", "wav", "webm", "wma", "wmv"}
)  # fmt: skip


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what directories miss in *feed*, if it speaks to them at all or somebody asks."""
    is_asked = feed.options.ruleset.profile == "podcast"
    if feed.kind.format != "rss" or not (is_asked or _speaks(feed)):
        return
    channel = feed.root.first("channel")
    if channel is None:
        return
    if feed.encoding.replace("-", "").lower() not in {"utf8", "ascii", "usascii"}:
        message = f"the podcast is in {feed.encoding}, and directories ask for UTF-8"
        yield Finding("podcast-not-utf8", channel, message)
    yield from _missing(channel, _DEMANDED if is_asked else _ASKED)
    for item in channel.all("item"):
        if is_asked and item.first("enclosure") is None:
            message = "the episode lacks <enclosure>, the file that is to be played"
            yield Finding("missing-podcast-element", item, message)
        yield from _formats(item)


def _speaks(feed: Feed) -> bool:
    prefix = f"{_ITUNES} "
    channel = feed.root.first("channel")
    children = channel.children if channel is not None else []
    return any(
        element.name.startswith(prefix)
        for child in children
        for element in (child, *(child.children if child.name == "item" else ()))
    )


def _missing(channel: Element, asked: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    present = {child.name for child in channel.children}
    for name, shown in asked:
        if name not in present:
            message = f"the podcast lacks <{shown}>, which directories ask for"
            yield Finding("missing-podcast-element", channel, message)
    owner = channel.first(_OWNER)
    if owner is None:
        message = (
            "the podcast lacks <itunes:owner> with an <itunes:email>, by which directories ask"
        )
        yield Finding("missing-podcast-element", channel, message)


def _formats(item: Element) -> Iterator[Finding]:
    if not any(child.namespace == _ITUNES for child in item.children):
        return
    for enclosure in item.all("enclosure"):
        found = _EXTENSION.search(enclosure.get("url") or "")
        if found and found[1].lower() in _NOT_PLAYED:
            message = f"the file of the episode is {quote(found[1])}, which Apple does not play"
            yield Finding("unsupported-episode-format", enclosure, message, "url")

"""Frames, videos, sounds and objects of a body: the address that each shows, and its title."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from lxml import etree

from feeds.bodies.addresses import picture_address, resolve
from feeds.bodies.writer import EMBED_ADDRESSES, attributes_of, is_player

_SOURCES = {"object": ("data",), "applet": ("code", "object"), "embed": ("src", "code")}
# Attributes in which custom elements and old players keep an address.
_ADDRESSES = ("src", "href", "url", "data-src", *EMBED_ADDRESSES)
_PARAMETERS = frozenset({"movie", "src", "filename", "url"})
_TITLES = ("title", "aria-label", "data-title", "playlabel", "alt")
# Players that are told no address, but the number of what they play: by a part of the element's
# name, the attributes that may hold it, and the address.
_PLAYERS = (
    ("youtube", ("videoid", "video-id", "data-videoid", "id"), "https://www.youtube.com/watch?v="),
    ("vimeo", ("videoid", "video-id", "data-videoid", "id"), "https://vimeo.com/"),
    ("dailymotion", ("videoid", "data-videoid"), "https://www.dailymotion.com/video/"),
    ("twitter", ("tweetid", "tweet-id", "data-tweetid"), "https://x.com/i/status/"),
    ("tweet", ("tweetid", "tweet-id", "data-tweetid", "id"), "https://x.com/i/status/"),
    ("instagram", ("data-shortcode", "shortcode"), "https://www.instagram.com/p/"),
    ("gist", ("data-gistid", "gist-id", "id"), "https://gist.github.com/"),
    ("soundcloud", ("data-trackid",), "https://api.soundcloud.com/tracks/"),
    ("pinterest", ("data-pin-id",), "https://www.pinterest.com/pin/"),
    ("tiktok", ("data-src", "videoid", "id"), "https://www.tiktok.com/embed/v2/"),
    ("imgur", ("data-imgur-id",), "https://imgur.com/"),
)
_NUMBERS = ("data-id", "data-video-id")
_NUMBER = re.compile(r"[\w/-]{1,80}", re.ASCII)
# What browsers without such elements would show, and says nothing of them. It is short: what goes
# on is a text that has browsers in it, behind an element whose end is forgotten.
_EXCUSE = re.compile(r"\bbrowsers?\b", re.IGNORECASE)
_LONGEST_EXCUSE = 400


class Embed(NamedTuple):
    """What an element shows: its address, a title, and the address of a still picture, if any."""

    address: str
    title: str
    poster: str | None = None


def find_embed(element: etree._Element, name: str, base: str) -> Embed | None:
    """Return what *element*, called *name*, shows; None if no address can be told."""
    attributes = attributes_of(element)
    address = next(filter(None, _addresses(element, name, attributes, base)), None)
    if address is None:
        return None
    titles = (" ".join(attributes.get(key, "").split()) for key in _TITLES)
    title = next(filter(None, titles), "") or host_of(address)
    return Embed(address, title, resolve(base, attributes.get("poster")))


def _addresses(
    element: etree._Element, name: str, attributes: Mapping[str, str], base: str
) -> Iterator[str | None]:
    for source in _SOURCES.get(name, ()):
        yield resolve(base, attributes.get(source))
    yield picture_address(base, attributes)
    for child in element:
        if child.tag == "source":
            yield picture_address(base, attributes_of(child))
        elif child.tag == "param" and (child.get("name") or "").lower() in _PARAMETERS:
            yield resolve(base, child.get("value"))
    for part, keys, prefix in _PLAYERS:
        if part in name or (is_player(element) and part in attributes["class"].lower()):
            numbers = (attributes.get(key, "").strip() for key in (*keys, *_NUMBERS))
            yield from (prefix + quote(n) for n in numbers if n and _NUMBER.fullmatch(n))
    for key in _ADDRESSES:
        yield resolve(base, attributes.get(key))


def host_of(address: str) -> str:
    """Return the name of the host of *address* as people say it."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def is_excuse(text: str) -> bool:
    """Tell whether *text* only says that a browser cannot show the element."""
    return len(text) <= _LONGEST_EXCUSE and _EXCUSE.search(text) is not None

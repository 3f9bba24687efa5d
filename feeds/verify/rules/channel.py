"""Best practice of channels of RSS: pictures, text fields, order, and when they were built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feeds.problems.diagnostics import quote
from feeds.values.urls import url_key_or_none
from feeds.verify.element import Element
from feeds.verify.findings import Finding

if TYPE_CHECKING:
    from feeds.verify.check import Feed

_ENCODED = "http://purl.org/rss/1.0/modules/content/ encoded"
_COMMENTS = "http://purl.org/rss/1.0/modules/slash/ comments"
# RSS 2.0 knows GIF, JPEG and PNG. Readers of today show WebP, AVIF and SVG as well; what has no
# known ending may be any of them.
_OTHER_PICTURES = (".tif", ".tiff", ".bmp", ".ico", ".heic", ".jxl", ".psd", ".xcf")


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what the channel of the RSS *feed*, and its items, should do otherwise."""
    document = feed.document
    channel = document.channel
    if document.format != "rss" or channel is None:
        return
    for child in channel.children:
        if child.name == "image":
            yield from _image(child, channel)
        elif child.name == "textInput":
            message = "<textInput> is shown by hardly any reader"
            yield Finding("text-input", child, message)
    for item in document.entries:
        yield from _order(item)
    if channel.first("lastBuildDate") is None:
        counted = (item.first(_COMMENTS) for item in document.entries)
        comments = next((found for found in counted if found is not None), None)
        if comments is not None:
            message = "<slash:comments> counts comments in a channel without <lastBuildDate>"
            yield Finding("undated-comments", comments, message)


def _image(image: Element, channel: Element) -> Iterator[Finding]:
    """Yield what is wrong with the picture of a *channel*, which stands for the channel itself."""
    for name in ("title", "link"):
        own, its = image.first(name), channel.first(name)
        if own is None or its is None or not own.text.strip():
            continue
        if not _is_same(own.text.strip(), its.text.strip(), is_link=name == "link"):
            message = (
                f"<{name}> of <image> is {quote(own.text.strip())}, and that of <channel> is"
                f" {quote(its.text.strip())}"
            )
            remedy = f"write {its.text.strip().replace('&', '&amp;')}"
            yield Finding("image-unlike-channel", own, message, remedy=remedy)
    url = image.first("url")
    path = _path(url.text.strip()) if url is not None else ""
    ending = next((ending for ending in _OTHER_PICTURES if path.endswith(ending)), None)
    if url is not None and ending is not None:
        message = f"<url> of <image> is of a picture in the format {ending[1:]}"
        yield Finding("image-format", url, message)


def _is_same(own: str, its: str, *, is_link: bool) -> bool:
    if own == its:
        return True
    return (
        is_link
        and url_key_or_none(own) is not None
        and url_key_or_none(own) == url_key_or_none(its)
    )


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.lower()
    except ValueError:
        return ""


def _order(item: Element) -> Iterator[Finding]:
    """Yield a finding if the whole text of an *item* stands before its description, or alone."""
    for child in item.children:
        if child.name == "description":
            return
        if child.name == _ENCODED:
            is_alone = item.first("description") is None
            what = "without a <description>" if is_alone else "before <description>"
            message = f"<content:encoded> stands here {what}"
            yield Finding("content-before-description", child, message)
            return

"""What RSS and Atom share: a feedgen generator, and elements that feedgen lacks or gets wrong.

feedgen hands every extension the lxml element it has just made. There its faults are mended, so
that nothing is ever patched in the finished text.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import Category, Entry, Image, Outline, Site
from feeds.render.addresses import (
    current_url,
    file_url,
    hub_url,
    known,
    logo_url,
    older_url,
    page_url,
)
from feeds.render.formats import Format

# The final slash is part of the name (Media RSS 1.5.1).
MEDIA = "http://search.yahoo.com/mrss/"
# RFC 5005, section 1.1.
HISTORY = "http://purl.org/syndication/history/1.0"

# Not the mimetypes module: what it knows differs from machine to machine.
_IMAGE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


class _Extension(BaseExtension):  # type: ignore[misc]  # feedgen carries no types
    """Let a function extend an element that feedgen has made."""

    def __init__(
        self, extend: Callable[[etree._Element], None], namespaces: dict[str, str]
    ) -> None:
        self._extend = extend
        self._namespaces = namespaces

    def extend_ns(self) -> dict[str, str]:
        return self._namespaces

    def extend_rss(self, element: etree._Element) -> etree._Element:
        self._extend(element)
        return element

    extend_atom = extend_rss


def start_feed(feed: Outline, site: Site, format_: Format) -> FeedGenerator:
    """Return a generator that holds what RSS and Atom say of *feed* alike, without its entries."""
    generator = FeedGenerator()
    generator.id(feed.id)
    # feedgen refuses an empty title.
    generator.title(feed.title or feed.id)
    generator.link(list(_feed_links(feed, site, format_)))
    generator.language(site.language)
    # Without a version: an upgrade must not rewrite every feed, which all would fetch again.
    generator.generator("feeds")
    generator.image(logo_url(feed, site))
    return generator


def start_entries() -> FeedGenerator:
    """Return a generator for entries alone: of a feed it only says what feedgen requires."""
    generator = FeedGenerator()
    generator.id("-")
    generator.title("-")
    generator.link(href="-")
    generator.description("-")
    return generator


def start_entry(generator: FeedGenerator, entry: Entry, site: Site) -> FeedEntry:
    """Add *entry* to *generator*, with what RSS and Atom say of it alike, and return it."""
    started = generator.add_entry(order="append")
    # feedgen refuses an empty title.
    started.title(entry.title or entry.link)
    started.link(href=entry.link, rel="alternate")
    started.category([_category(topic, site) for topic in entry.topics])
    return started


def extend(
    made: FeedGenerator | FeedEntry, by: Callable[[etree._Element], None], **namespaces: str
) -> None:
    """Have *by* called with the element that feedgen makes of *made*.

    For a feed that is the root element, before any entry is in it. *namespaces* by their prefixes
    are declared on the root element, and count for a feed only.
    """
    made.register_extension("seeds", partial(_Extension, by, namespaces))


def declare(generator: FeedGenerator, **namespaces: str) -> None:
    """Declare *namespaces* by their prefixes on the root element."""
    extend(generator, lambda _: None, **namespaces)


def append(parent: etree._Element, tag: str, text: str | None, **attributes: str | None) -> None:
    """Append an element to *parent*; attributes that are None are left out."""
    etree.SubElement(parent, tag, known(attributes)).text = text


def set_text(parent: etree._Element, tag: str, text: str) -> None:
    """Replace the text of the children of *parent* named *tag*."""
    for child in parent.iterchildren(tag):
        child.text = text


def append_image(parent: etree._Element, image: Image | None) -> None:
    """Append *image* as Media RSS, the way most readers find a picture.

    The elements stand in the entry itself: the W3C validator rejects a group of one.
    """
    if image is None:
        return
    size = {"width": _size(image.width), "height": _size(image.height)}
    kind = {"type": _image_type(image.url), "medium": "image"}
    append(parent, f"{{{MEDIA}}}content", None, url=image.url, **kind, **size)
    append(parent, f"{{{MEDIA}}}thumbnail", None, url=image.url, **size)


def add_stylesheet(root: etree._Element, feed: Outline) -> None:
    """Refer to the style sheet that makes *feed* readable in a browser.

    It is CSS, as browsers no longer run XSLT, and its address is relative, so that it is found
    wherever the output folder is served from.
    """
    up = "../" * (feed.folder.count("/") + 1)
    instruction = f'type="text/css" href="{up}feed.css"'
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", instruction))


def archive_links(feed: Outline, site: Site, format_: Format) -> dict[str, str]:
    """Return the links to other documents of an archived *feed*, by rel (RFC 5005, section 4)."""
    return known(
        {
            "current": current_url(feed, site, format_),
            "prev-archive": older_url(feed, site, format_),
        }
    )


def history_namespace(feed: Outline) -> dict[str, str]:
    """Return the namespace, by prefix, that the mark of an archive page needs."""
    return {"fh": HISTORY} if feed.page else {}


def append_mark(parent: etree._Element, feed: Outline) -> None:
    """Append to *parent* the mark of an archive page, if *feed* is one."""
    if feed.page:
        append(parent, f"{{{HISTORY}}}archive", None)


def _feed_links(feed: Outline, site: Site, format_: Format) -> Iterator[dict[str, Any]]:
    if self_url := file_url(feed, site, format_):
        yield {"href": self_url, "rel": "self", "type": format_.media_type}
    if hub := hub_url(site):
        yield {"href": hub, "rel": "hub"}
    for rel, url in archive_links(feed, site, format_).items():
        yield {"href": url, "rel": rel, "type": format_.media_type}
    # feedgen takes the last link, whatever it is, for the link of an RSS channel.
    if page := page_url(feed, site):
        yield {"href": page, "rel": "alternate", "type": "text/html"}


def _category(topic: Category, site: Site) -> dict[str, str | None]:
    return {"term": topic.term, "label": topic.label, "scheme": site.address("topics/")}


# Both formats ask, for each feed that shows the entry.
@lru_cache(maxsize=4096)
def _image_type(url: str) -> str | None:
    return _IMAGE_TYPES.get(PurePosixPath(urlsplit(url).path).suffix.lower())


def _size(pixels: int | None) -> str | None:
    return str(pixels) if pixels else None

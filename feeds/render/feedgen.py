"""What RSS and Atom share: a feedgen generator, and elements that feedgen lacks or gets wrong.

feedgen hands every extension the lxml element it has just made. There its faults are mended, so
that nothing is ever patched in the finished text.

feedgen writes one feed and one entry of each shape, and all others are filled in from these (see
``Shapes``). So what it is told to write are texts: whatever depends on what an entry, a feed or the
site says is decided when these are made.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import Author, Entry, Outline
from feeds.render.addresses import (
    current_url,
    file_url,
    hub_url,
    known,
    logo_url,
    older_url,
    page_url,
    publisher,
)
from feeds.render.formats import Format
from feeds.render.frame import Shapes, Texts, learn_escape
from feeds.settings import Site

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


class FeedTexts(NamedTuple):
    """What a format says of a feed, without its entries; ``depth`` counts the folders above it."""

    id: str
    title: str
    description: str
    updated: str
    language: str
    publisher: Author
    icon: str | None
    logo: str | None
    self_url: str | None
    hub_url: str | None
    current_url: str | None
    older_url: str | None
    page_url: str | None
    is_page: bool
    depth: int


class Topic(NamedTuple):
    """A topic, and the ``scheme`` in which its term is unique, if it has an address."""

    term: str
    label: str
    scheme: str | None


class Picture(NamedTuple):
    """A picture: its address, media type and size, so far as they are known."""

    url: str
    media_type: str | None
    width: str | None
    height: str | None


class EntryTexts(NamedTuple):
    """What a format says of an entry; the ``language`` only if it is not that of the feed.

    ``permalink`` tells whether the id is the link.
    """

    id: str
    permalink: bool
    title: str
    link: str
    summary: str
    content: str
    published: str
    updated: str
    language: str | None
    authors: tuple[Author, ...]
    topics: tuple[Topic, ...]
    image: Picture | None


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


def shapes(write: Callable[[Texts], str]) -> Shapes[Texts]:
    """Return what fills in the XML that *write* makes by lxml, as lxml would have escaped it."""
    return Shapes(write, _escape_text, _escape_attribute)


def feed_texts(feed: Outline, site: Site, format_: Format, updated: str) -> FeedTexts:
    """Return what *format_* says of *feed*, whose newest change was *updated*, as it is written."""
    return FeedTexts(
        id=feed.id,
        # feedgen refuses an empty title.
        title=feed.title or feed.id,
        description=feed.description,
        updated=updated,
        language=site.language,
        publisher=publisher(site),
        icon=site.icon,
        logo=logo_url(feed, site),
        self_url=file_url(feed, site, format_),
        hub_url=hub_url(site),
        current_url=current_url(feed, site, format_),
        older_url=older_url(feed, site, format_),
        page_url=page_url(feed, site),
        is_page=bool(feed.page),
        depth=feed.folder.count("/") + 1,
    )


def topics_of(entry: Entry, site: Site) -> tuple[Topic, ...]:
    """Return the topics of *entry* as *site* addresses them."""
    scheme = site.address("topics/")
    return tuple(Topic(topic.term, topic.label, scheme) for topic in entry.topics)


def picture_of(entry: Entry) -> Picture | None:
    """Return the picture of *entry*, if it has one."""
    image = entry.image
    if image is None:
        return None
    return Picture(image.url, _image_type(image.url), _size(image.width), _size(image.height))


def start_feed(texts: FeedTexts, format_: Format) -> FeedGenerator:
    """Return a generator that holds what RSS and Atom say of a feed alike, without its entries."""
    generator = FeedGenerator()
    generator.id(texts.id)
    generator.title(texts.title)
    generator.link(list(_feed_links(texts, format_)))
    generator.language(texts.language)
    # Without a version: an upgrade must not rewrite every feed, which all would fetch again.
    generator.generator("feeds")
    generator.image(texts.logo)
    return generator


def start_entries() -> FeedGenerator:
    """Return a generator for entries alone: of a feed it only says what feedgen requires."""
    generator = FeedGenerator()
    generator.id("-")
    generator.title("-")
    generator.link(href="-")
    generator.description("-")
    return generator


def start_entry(generator: FeedGenerator, texts: EntryTexts) -> FeedEntry:
    """Add an entry to *generator*, with what RSS and Atom say of it alike, and return it."""
    started = generator.add_entry(order="append")
    started.title(texts.title)
    started.link(href=texts.link, rel="alternate")
    started.category([topic._asdict() for topic in texts.topics])
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


def append_image(parent: etree._Element, image: Picture | None) -> None:
    """Append *image* as Media RSS, the way most readers find a picture.

    The elements stand in the entry itself: the W3C validator rejects a group of one.
    """
    if image is None:
        return
    size = {"width": image.width, "height": image.height}
    kind = {"type": image.media_type, "medium": "image"}
    append(parent, f"{{{MEDIA}}}content", None, url=image.url, **kind, **size)
    append(parent, f"{{{MEDIA}}}thumbnail", None, url=image.url, **size)


def add_stylesheet(root: etree._Element, texts: FeedTexts) -> None:
    """Refer to the style sheet that makes a feed readable in a browser.

    It is CSS, as browsers no longer run XSLT, and its address is relative, so that it is found
    wherever the output folder is served from.
    """
    instruction = f'type="text/css" href="{"../" * texts.depth}feed.css"'
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", instruction))


def archive_links(texts: FeedTexts) -> dict[str, str]:
    """Return the links to other documents of an archived feed, by rel (RFC 5005, section 4)."""
    return known({"current": texts.current_url, "prev-archive": texts.older_url})


def history_namespace(texts: FeedTexts) -> dict[str, str]:
    """Return the namespace, by prefix, that the mark of an archive page needs."""
    return {"fh": HISTORY} if texts.is_page else {}


def append_mark(parent: etree._Element, texts: FeedTexts) -> None:
    """Append to *parent* the mark of an archive page, if the feed is one."""
    if texts.is_page:
        append(parent, f"{{{HISTORY}}}archive", None)


def _feed_links(texts: FeedTexts, format_: Format) -> Iterator[dict[str, Any]]:
    if texts.self_url:
        yield {"href": texts.self_url, "rel": "self", "type": format_.media_type}
    if texts.hub_url:
        yield {"href": texts.hub_url, "rel": "hub"}
    for rel, url in archive_links(texts).items():
        yield {"href": url, "rel": rel, "type": format_.media_type}
    # feedgen takes the last link, whatever it is, for the link of an RSS channel.
    if texts.page_url:
        yield {"href": texts.page_url, "rel": "alternate", "type": "text/html"}


# Both formats ask, for each feed that shows the entry.
@lru_cache(maxsize=4096)
def _image_type(url: str) -> str | None:
    return _IMAGE_TYPES.get(PurePosixPath(urlsplit(url).path).suffix.lower())


def _size(pixels: int | None) -> str | None:
    return str(pixels) if pixels else None


def _write_text(text: str) -> str:
    element = etree.Element("e")
    element.text = text
    written: bytes = etree.tostring(element, encoding="UTF-8")
    return written.decode().removeprefix("<e>").removesuffix("</e>")


def _write_attribute(text: str) -> str:
    written: bytes = etree.tostring(etree.Element("e", a=text), encoding="UTF-8")
    return written.decode().removeprefix('<e a="').removesuffix('"/>')


# Both formats ask for the texts of an entry, one after the other, and some are long.
_escape_text = lru_cache(maxsize=64)(learn_escape(_write_text))
_escape_attribute = learn_escape(_write_attribute)

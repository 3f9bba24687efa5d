"""Atom 1.0 (RFC 4287)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import Author, Entry, Outline, Site
from feeds.render.addresses import own_language, publisher
from feeds.render.feedgen import (
    MEDIA,
    add_stylesheet,
    append_image,
    append_mark,
    declare,
    extend,
    history_namespace,
    set_text,
    start_entries,
    start_entry,
    start_feed,
)
from feeds.render.formats import FORMATS
from feeds.render.frame import Frame, cut_entries
from feeds.values.dates import format_date_time

# feedgen requires a date of the feed, which is cut off with all that is not an entry.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render_frame(feed: Outline, site: Site) -> Frame:
    """Return *feed* as Atom 1.0 without its entries."""
    generator = start_feed(feed, site, FORMATS["atom"])
    generator.author(_person(publisher(site)))
    generator.updated(feed.updated)
    generator.icon(site.icon)
    if feed.description:
        generator.subtitle(feed.description)
    extend(generator, partial(_extend_feed, feed), media=MEDIA, **history_namespace(feed))
    return Frame.cut(generator.atom_str(pretty=True), b"</feed>")


def render_entries(entries: Sequence[Entry], site: Site) -> list[bytes]:
    """Return each of *entries* as Atom 1.0, with Media RSS images.

    The AMP copy of an article is not linked: an alternate link would be the second of its type and
    language (RFC 4287, 4.1.2). Related coverage has no links of its own, though RFC 4287, 4.2.7.2
    has a relation for it: readers show the first of them as the link of the entry, or open it
    instead. It stands in the content.
    """
    generator = start_entries()
    generator.updated(_NEVER)
    declare(generator, media=MEDIA)
    for entry in entries:
        _add_entry(generator, entry, site)
    return cut(generator.atom_str(pretty=True))


def cut(document: bytes) -> list[bytes]:
    """Return the entries in *document*, which this module has rendered."""
    return cut_entries(document, b"  <entry", b"</entry>\n")


def _add_entry(generator: FeedGenerator, entry: Entry, site: Site) -> None:
    added = start_entry(generator, entry, site)
    added.id(entry.id)
    added.updated(entry.updated)
    added.published(entry.published)
    added.author([_person(author) for author in entry.authors])
    if entry.summary:
        added.summary(entry.summary, type="text")
    if entry.content:
        added.content(entry.content, type="html")
    extend(added, partial(_extend_entry, entry, own_language(entry, site)))


def _person(author: Author) -> dict[str, str | None]:
    return {"name": author.name, "uri": author.url, "email": author.email}


def _extend_feed(feed: Outline, root: etree._Element) -> None:
    add_stylesheet(root, feed)
    # feedgen writes +00:00 instead of Z.
    set_text(root, "updated", format_date_time(feed.updated))
    append_mark(root, feed)


def _extend_entry(entry: Entry, language: str | None, element: etree._Element) -> None:
    if language:
        element.set(_LANGUAGE, language)
    set_text(element, "updated", format_date_time(entry.updated))
    set_text(element, "published", format_date_time(entry.published))
    for link in element.iterchildren("link"):
        # feedgen drops all but the address of an entry's link.
        link.set("rel", "alternate")
        link.set("type", "text/html")
    append_image(element, entry.image)

"""RSS 2.0, after the specification and the profile of the RSS Advisory Board."""

from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from html import escape

from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.model import Author, Entry, Outline, Site
from feeds.render.addresses import hub_url, publisher
from feeds.render.feedgen import (
    MEDIA,
    add_stylesheet,
    append,
    append_image,
    append_mark,
    archive_links,
    declare,
    extend,
    history_namespace,
    start_entries,
    start_entry,
    start_feed,
)
from feeds.render.formats import FORMATS
from feeds.render.frame import Frame, cut_entries

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_NAMESPACES = {"dc": DUBLIN_CORE, "media": MEDIA}


class _Undated(datetime):
    """A date that feedgen leaves out, as it is false.

    feedgen stamps a channel with the current time unless it gets another, and to write it switches
    the locale of the whole process, which other threads feel. The extensions write all dates.
    """

    def __bool__(self) -> bool:
        return False


_UNDATED = _Undated(1970, 1, 1, tzinfo=UTC)


def render_frame(feed: Outline, site: Site) -> Frame:
    """Return *feed* as RSS 2.0 without its items.

    Without a site address there is no self link, and the channel's required link is the feed's id.
    """
    generator = start_feed(feed, site, FORMATS["rss"])
    generator.lastBuildDate(_UNDATED)
    # RSS requires a description of the channel.
    generator.description(feed.description or feed.title or feed.id)
    if site.url is None:
        generator.link(href=feed.id)
    extend(generator, partial(_extend_rss, feed, site), **_NAMESPACES, **history_namespace(feed))
    return Frame.cut(generator.rss_str(pretty=True), b"  </channel>")


def render_entries(entries: Sequence[Entry], site: Site) -> list[bytes]:
    """Return each of *entries* as an item, with Media RSS images and Dublin Core authors."""
    generator = start_entries()
    generator.lastBuildDate(_UNDATED)
    declare(generator, **_NAMESPACES)
    for entry in entries:
        _add_item(generator, entry, site)
    return cut(generator.rss_str(pretty=True))


def cut(document: bytes) -> list[bytes]:
    """Return the items in *document*, which this module has rendered."""
    return cut_entries(document, b"    <item>", b"</item>\n")


def _add_item(generator: FeedGenerator, entry: Entry, site: Site) -> None:
    item = start_entry(generator, entry, site)
    # A reader may open a permalink in the place of the link.
    item.guid(entry.id, permalink=entry.id == entry.link)
    # A description is HTML, so plain text is escaped once more than XML asks for. It stands even
    # where only the title can fill it: else feedgen would put the content into it.
    item.description(escape(entry.summary or entry.title or entry.link, quote=False))
    if entry.content:
        item.content(entry.content, type="html")
    extend(item, partial(_extend_item, entry))


def _extend_rss(feed: Outline, site: Site, rss: etree._Element) -> None:
    add_stylesheet(rss, feed)
    for channel in rss.iterchildren("channel"):
        append(channel, "lastBuildDate", format_datetime(feed.updated))
        _append_publisher(channel, publisher(site))
        if hub := hub_url(site):
            append(channel, f"{{{ATOM}}}link", None, href=hub, rel="hub")
        kind = FORMATS["rss"].media_type
        for rel, url in archive_links(feed, site, FORMATS["rss"]).items():
            append(channel, f"{{{ATOM}}}link", None, href=url, rel=rel, type=kind)
        append_mark(channel, feed)


def _append_publisher(channel: etree._Element, author: Author) -> None:
    # RSS's own element must begin with an e-mail address, and both together say it twice.
    if author.email:
        append(channel, "managingEditor", f"{author.email} ({author.name})")
    else:
        append(channel, f"{{{DUBLIN_CORE}}}creator", author.name)


def _extend_item(entry: Entry, item: etree._Element) -> None:
    append(item, "pubDate", format_datetime(entry.published))
    for author in entry.authors:
        append(item, f"{{{DUBLIN_CORE}}}creator", author.name)
    append_image(item, entry.image)

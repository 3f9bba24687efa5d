"""RSS 2.0, after the specification and the profile of the RSS Advisory Board."""

from datetime import UTC, datetime
from functools import partial
from html import escape

from lxml import etree

from feeds.model import Author, Entry, Outline
from feeds.render.feedgen import (
    MEDIA,
    EntryTexts,
    FeedTexts,
    add_stylesheet,
    append,
    append_image,
    append_mark,
    archive_links,
    declare,
    extend,
    feed_texts,
    history_namespace,
    picture_of,
    shapes,
    start_entries,
    start_entry,
    start_feed,
    topics_of,
)
from feeds.render.formats import FORMATS
from feeds.render.frame import Frame, cut_entries
from feeds.settings import Site
from feeds.values.dates import format_mail_date

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
    texts = feed_texts(feed, site, FORMATS["rss"], format_mail_date(feed.updated))
    # RSS requires a description of the channel.
    texts = texts._replace(description=feed.description or texts.title)
    return Frame.cut(_CHANNELS.fill(texts).encode(), b"  </channel>")


def render_entry(entry: Entry, site: Site) -> bytes:
    """Return *entry* as an item, with a Media RSS image and Dublin Core authors."""
    return _ITEMS.fill(_item_texts(entry, site)).encode()


def cut(document: bytes) -> list[bytes]:
    """Return the items in *document*, which this module has rendered."""
    return cut_entries(document, b"    <item>", b"</item>\n")


def _item_texts(entry: Entry, site: Site) -> EntryTexts:
    return EntryTexts(
        id=entry.id,
        # A reader may open a permalink in the place of the link.
        permalink=entry.id == entry.link,
        # feedgen refuses an empty title.
        title=entry.title or entry.link,
        link=entry.link,
        # A description is HTML, so plain text is escaped once more than XML asks for. It stands
        # even where only the title can fill it: else feedgen would put the content into it.
        summary=escape(entry.summary or entry.title or entry.link, quote=False),
        content=entry.content,
        published=format_mail_date(entry.published),
        updated="",
        language=None,
        authors=tuple(Author(author.name) for author in entry.authors),
        topics=topics_of(entry, site),
        image=picture_of(entry),
    )


def _write_channel(texts: FeedTexts) -> str:
    generator = start_feed(texts, FORMATS["rss"])
    generator.lastBuildDate(_UNDATED)
    generator.description(texts.description)
    if texts.page_url is None:
        generator.link(href=texts.id)
    extend(generator, partial(_extend_rss, texts), **_NAMESPACES, **history_namespace(texts))
    document: bytes = generator.rss_str(pretty=True)
    return document.decode()


def _write_item(texts: EntryTexts) -> str:
    generator = start_entries()
    generator.lastBuildDate(_UNDATED)
    declare(generator, **_NAMESPACES)
    item = start_entry(generator, texts)
    item.guid(texts.id, permalink=texts.permalink)
    item.description(texts.summary)
    if texts.content:
        item.content(texts.content, type="html")
    extend(item, partial(_extend_item, texts))
    return cut(generator.rss_str(pretty=True))[0].decode()


def _extend_rss(texts: FeedTexts, rss: etree._Element) -> None:
    add_stylesheet(rss, texts)
    for channel in rss.iterchildren("channel"):
        append(channel, "lastBuildDate", texts.updated)
        _append_publisher(channel, texts.publisher)
        if texts.hub_url:
            append(channel, f"{{{ATOM}}}link", None, href=texts.hub_url, rel="hub")
        kind = FORMATS["rss"].media_type
        for rel, url in archive_links(texts).items():
            append(channel, f"{{{ATOM}}}link", None, href=url, rel=rel, type=kind)
        append_mark(channel, texts)


def _append_publisher(channel: etree._Element, author: Author) -> None:
    # RSS's own element must begin with an e-mail address, and both together say it twice.
    if author.email:
        append(channel, "managingEditor", f"{author.email} ({author.name})")
    else:
        append(channel, f"{{{DUBLIN_CORE}}}creator", author.name)


def _extend_item(texts: EntryTexts, item: etree._Element) -> None:
    append(item, "pubDate", texts.published)
    for author in texts.authors:
        append(item, f"{{{DUBLIN_CORE}}}creator", author.name)
    append_image(item, texts.image)


_CHANNELS = shapes(_write_channel)
_ITEMS = shapes(_write_item)

"""Atom 1.0 (RFC 4287)."""

from datetime import UTC, datetime
from functools import partial

from lxml import etree

from feeds.model import Author, Entry, Outline
from feeds.render.addresses import own_language
from feeds.render.feedgen import (
    MEDIA,
    EntryTexts,
    FeedTexts,
    add_stylesheet,
    append_image,
    append_mark,
    declare,
    extend,
    feed_texts,
    history_namespace,
    picture_of,
    set_text,
    shapes,
    start_entries,
    start_entry,
    start_feed,
    topics_of,
)
from feeds.render.formats import FORMATS
from feeds.render.frame import Frame, cut_entries
from feeds.settings import Site
from feeds.values.dates import format_date_time

# feedgen requires dates, and writes +00:00 instead of Z: the extensions write all of them.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render_frame(feed: Outline, site: Site) -> Frame:
    """Return *feed* as Atom 1.0 without its entries."""
    texts = feed_texts(feed, site, FORMATS["atom"], format_date_time(feed.updated))
    return Frame.cut(_FEEDS.fill(texts).encode(), b"</feed>")


def render_entry(entry: Entry, site: Site) -> bytes:
    """Return *entry* as Atom 1.0, with a Media RSS image.

    The AMP copy of an article is not linked: an alternate link would be the second of its type and
    language (RFC 4287, 4.1.2). Related coverage has no links of its own, though RFC 4287, 4.2.7.2
    has a relation for it: readers show the first of them as the link of the entry, or open it
    instead. It stands in the content.
    """
    return _ENTRIES.fill(_entry_texts(entry, site)).encode()


def cut(document: bytes) -> list[bytes]:
    """Return the entries in *document*, which this module has rendered."""
    return cut_entries(document, b"  <entry", b"</entry>\n")


def _entry_texts(entry: Entry, site: Site) -> EntryTexts:
    return EntryTexts(
        id=entry.id,
        permalink=False,
        # feedgen refuses an empty title.
        title=entry.title or entry.link,
        link=entry.link,
        summary=entry.summary,
        content=entry.content,
        published=format_date_time(entry.published),
        updated=format_date_time(entry.updated),
        language=own_language(entry, site),
        authors=entry.authors,
        topics=topics_of(entry, site),
        image=picture_of(entry),
    )


def _write_feed(texts: FeedTexts) -> str:
    generator = start_feed(texts, FORMATS["atom"])
    generator.author(_person(texts.publisher))
    generator.updated(_NEVER)
    generator.icon(texts.icon)
    if texts.description:
        generator.subtitle(texts.description)
    extend(generator, partial(_extend_feed, texts), media=MEDIA, **history_namespace(texts))
    document: bytes = generator.atom_str(pretty=True)
    return document.decode()


def _write_entry(texts: EntryTexts) -> str:
    generator = start_entries()
    generator.updated(_NEVER)
    declare(generator, media=MEDIA)
    added = start_entry(generator, texts)
    added.id(texts.id)
    added.updated(_NEVER)
    added.published(_NEVER)
    added.author([_person(author) for author in texts.authors])
    if texts.summary:
        added.summary(texts.summary, type="text")
    if texts.content:
        added.content(texts.content, type="html")
    extend(added, partial(_extend_entry, texts))
    return cut(generator.atom_str(pretty=True))[0].decode()


def _person(author: Author) -> dict[str, str | None]:
    return {"name": author.name, "uri": author.url, "email": author.email}


def _extend_feed(texts: FeedTexts, root: etree._Element) -> None:
    add_stylesheet(root, texts)
    set_text(root, "updated", texts.updated)
    append_mark(root, texts)


def _extend_entry(texts: EntryTexts, element: etree._Element) -> None:
    if texts.language:
        element.set(_LANGUAGE, texts.language)
    set_text(element, "updated", texts.updated)
    set_text(element, "published", texts.published)
    for link in element.iterchildren("link"):
        # feedgen drops all but the address of an entry's link.
        link.set("rel", "alternate")
        link.set("type", "text/html")
    append_image(element, texts.image)


_FEEDS = shapes(_write_feed)
_ENTRIES = shapes(_write_entry)

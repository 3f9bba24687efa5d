"""OPML 2.0 (http://opml.org/spec2.opml): all feeds in one file, for readers to import."""

from collections.abc import Sequence

from lxml import etree

from feeds.model import FeedKind, Lineup
from feeds.render.addresses import file_url, known, page_url, publisher
from feeds.render.formats import Format
from feeds.settings import Site
from feeds.values.dates import format_mail_date

_FOLDERS = {FeedKind.TOPIC: "Topics", FeedKind.PROVIDER: "Providers"}


def render(feeds: Sequence[Lineup], site: Site, formats: Sequence[Format]) -> bytes:
    """Return a subscription list of *feeds*, in a folder per kind, each in the first of *formats*.

    A list holds addresses: *site* must have one. It is as new as the newest of its feeds.
    """
    root = etree.Element("opml", version="2.0")
    _append_head(root, feeds, site)
    body = etree.SubElement(root, "body")
    for kind in FeedKind:
        alike = [feed for feed in feeds if feed.kind is kind]
        parent = _folder(body, kind) if alike else body
        for feed in alike:
            etree.SubElement(parent, "outline", _subscription(feed, site, formats[0]))
    return etree.tostring(root, pretty_print=True, encoding="UTF-8", xml_declaration=True)


def _append_head(root: etree._Element, feeds: Sequence[Lineup], site: Site) -> None:
    head = etree.SubElement(root, "head")
    owner = publisher(site)
    texts = {
        "title": site.title,
        "dateModified": format_mail_date(max(feed.updated for feed in feeds)) if feeds else None,
        "ownerName": owner.name,
        "ownerEmail": owner.email,
        "ownerId": owner.url,
        "docs": "http://opml.org/spec2.opml",
    }
    for tag, text in texts.items():
        if text:
            etree.SubElement(head, tag).text = text


def _folder(body: etree._Element, kind: FeedKind) -> etree._Element:
    if name := _FOLDERS.get(kind):
        return etree.SubElement(body, "outline", text=name)
    return body


def _subscription(feed: Lineup, site: Site, format_: Format) -> dict[str, str]:
    # The type is "rss" for every syndication format (OPML 2.0, Subscription lists).
    return known(
        {
            "type": "rss",
            "text": feed.title,
            "title": feed.title,
            "description": feed.description or None,
            "xmlUrl": file_url(feed, site, format_),
            "htmlUrl": page_url(feed, site),
            "language": site.language,
        }
    )

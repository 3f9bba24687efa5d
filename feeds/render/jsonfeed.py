"""JSON Feed 1.1 (https://jsonfeed.org/version/1.1), with what RSS and Atom have no place for."""

import json
from collections.abc import Mapping

import orjson

from feeds.model import Author, Entry, Outline, Related
from feeds.render.addresses import (
    file_url,
    hub_url,
    known,
    logo_url,
    older_url,
    own_language,
    page_url,
    publisher,
)
from feeds.render.formats import FORMATS
from feeds.render.frame import Frame
from feeds.settings import Site
from feeds.values.dates import format_date_time

_BEFORE_ITEMS, _AFTER_ITEMS = b',\n"items": [', b"\n]\n}\n"


def render_frame(feed: Outline, site: Site) -> Frame:
    """Return *feed* as JSON Feed 1.1 without its items; what is not known has no key."""
    hub = hub_url(site)
    document = to_json(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": page_url(feed, site),
            "feed_url": file_url(feed, site, FORMATS["json"]),
            "next_url": older_url(feed, site, FORMATS["json"]),
            "description": feed.description or None,
            "language": site.language,
            "icon": logo_url(feed, site),
            "favicon": site.icon,
            "authors": [_author(publisher(site))],
            "hubs": [{"type": "WebSub", "url": hub}] if hub else None,
        }
    )
    return Frame(document.removesuffix(b"\n}\n") + _BEFORE_ITEMS, _AFTER_ITEMS, between=b",")


def render_entry(entry: Entry, site: Site) -> bytes:
    """Return *entry* as an item, on a line of its own."""
    return b"\n" + _encode(_item(entry, site))


def cut(document: bytes) -> list[bytes]:
    """Return the items in *document*, which this module has rendered."""
    # No text holds a line feed, or quotation marks without a backslash before them.
    items = document.partition(_BEFORE_ITEMS)[2].removesuffix(_AFTER_ITEMS)
    return [b"\n" + item for item in items.removeprefix(b"\n").split(b",\n") if item]


def to_json(document: Mapping[str, object]) -> bytes:
    """Write *document* as UTF-8 JSON, without its keys whose value is None.

    Each key has a line, and so has each member of a list, so that lines compare well.
    """
    lines = [_encode(key) + b": " + _write_value(value) for key, value in known(document).items()]
    return b"{\n" + b",\n".join(lines) + b"\n}\n"


def _write_value(value: object) -> bytes:
    if isinstance(value, list) and value:
        return b"[\n" + b",\n".join(map(_encode, value)) + b"\n]"
    return _encode(value)


def _encode(value: object) -> bytes:
    try:
        return orjson.dumps(value)
    except orjson.JSONEncodeError:
        # It takes no integer of more than 64 bits, which a seed may have for its quality.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _item(entry: Entry, site: Site) -> dict[str, object]:
    return known(
        {
            "id": entry.id,
            "url": entry.link,
            "title": entry.title,
            **_content(entry),
            "summary": entry.summary or None,
            "image": entry.image.url if entry.image else None,
            "date_published": format_date_time(entry.published),
            "date_modified": format_date_time(entry.updated),
            "authors": [_author(author) for author in entry.authors] or None,
            "tags": [topic.label for topic in entry.topics] or None,
            "language": own_language(entry, site),
            "_seeds": _extension(entry, site),
        }
    )


def _content(entry: Entry) -> dict[str, object]:
    """Return one of the two keys of which an item needs one: a summary alone is not enough."""
    if entry.content:
        return {"content_html": entry.content}
    return {"content_text": entry.summary or entry.title}


def _author(author: Author) -> dict[str, object]:
    return known({"name": author.name, "url": author.url})


def _extension(entry: Entry, site: Site) -> dict[str, object] | None:
    facts = known(
        {
            "related": [_related(related) for related in entry.related] or None,
            "amp_url": entry.amp_link,
            "quality": entry.quality,
            "heat": entry.heat,
        }
    )
    # An extension may say where it is explained (JSON Feed 1.1, "Extensions").
    about = site.address("")
    return known({"about": about and f"{about}#json-extension", **facts}) if facts else None


def _related(related: Related) -> dict[str, object]:
    published = related.published
    return known(
        {
            "title": related.title,
            "url": related.link,
            "provider": related.provider,
            "date_published": format_date_time(published) if published else None,
        }
    )

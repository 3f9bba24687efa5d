"""What JSON Feed says of each key: its type, whether it must be there, what may stand in it.

Source: https://www.jsonfeed.org/version/1.1/, and https://www.jsonfeed.org/version/1/.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from feeds.verify.values.flaw import Check
from feeds.verify.values.iso_dates import check_json_date
from feeds.verify.values.languages import check_language
from feeds.verify.values.media_types import check_media_type
from feeds.verify.values.plain import check_plain, check_plain_content
from feeds.verify.values.uris import check_http_url, check_iri


class Type(StrEnum):
    """The types of JSON, as messages name them."""

    TEXT = "a text"
    NUMBER = "a number"
    BOOLEAN = "true or false"
    OBJECT = "an object"
    LIST = "a list"
    NULL = "null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What may stand under one key.

    It ``must`` be there, or ``should``. ``check`` looks at its text, which may only be blank if it
    is ``blank``; ``html`` tells that it is HTML. ``members`` is what the object holds, or each
    object of the list; ``texts`` tells that each member of the list is a text. ``since`` is the
    version that brought the key in, ``instead`` the key that has replaced it in 1.1, and ``least``
    the smallest number.
    """

    type: Type = Type.TEXT
    must: bool = False
    should: bool = False
    check: Check | None = None
    blank: bool = False
    html: bool = False
    members: Table | None = None
    texts: bool = False
    since: str = "1"
    instead: str = ""
    least: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The ``keys`` of one kind of object, and ``name``, what messages call it.

    Of the keys ``one_of`` at least one must be there; without any, *lacking* is the rule broken.
    """

    name: str
    keys: dict[str, Key]
    one_of: tuple[str, ...] = ()
    lacking: str = "missing-key"


_URL = Key(check=check_iri)
_AUTHOR = Table(
    "the author", {"name": Key(), "url": _URL, "avatar": _URL}, one_of=("name", "url", "avatar")
)
_AUTHORS = {
    "authors": Key(type=Type.LIST, members=_AUTHOR, since="1.1"),
    "author": Key(type=Type.OBJECT, members=_AUTHOR, instead="authors"),
}
_LANGUAGE = Key(check=check_language, since="1.1")
_ATTACHMENT = Table(
    "the attachment",
    {
        "url": Key(must=True, check=check_iri),
        "mime_type": Key(must=True, check=check_media_type),
        "title": Key(),
        "size_in_bytes": Key(type=Type.NUMBER, least=0),
        "duration_in_seconds": Key(type=Type.NUMBER, least=0),
    },
)
_HUB = Table("the hub", {"type": Key(must=True), "url": Key(must=True, check=check_http_url)})
_ITEM = Table(
    "the item",
    {
        "id": Key(must=True),
        "url": Key(should=True, check=check_iri),
        "external_url": _URL,
        "title": Key(blank=True, check=check_plain),
        "content_html": Key(blank=True, html=True),
        "content_text": Key(blank=True, check=check_plain_content),
        "summary": Key(blank=True, check=check_plain),
        "image": _URL,
        "banner_image": _URL,
        "date_published": Key(check=check_json_date),
        "date_modified": Key(check=check_json_date),
        **_AUTHORS,
        "tags": Key(type=Type.LIST, texts=True),
        "language": _LANGUAGE,
        "attachments": Key(type=Type.LIST, members=_ATTACHMENT),
    },
    one_of=("content_html", "content_text"),
    lacking="item-without-content",
)
FEED = Table(
    "the feed",
    {
        "version": Key(must=True),
        "title": Key(must=True, check=check_plain),
        "home_page_url": Key(should=True, check=check_iri),
        "feed_url": Key(should=True, check=check_iri),
        "description": Key(blank=True, check=check_plain),
        "user_comment": Key(blank=True),
        "next_url": _URL,
        "icon": _URL,
        "favicon": _URL,
        **_AUTHORS,
        "language": _LANGUAGE,
        "expired": Key(type=Type.BOOLEAN),
        "hubs": Key(type=Type.LIST, members=_HUB),
        "items": Key(type=Type.LIST, must=True, members=_ITEM),
    },
)
# What each version calls itself.
VERSIONS = {
    "https://jsonfeed.org/version/1": "1",
    "https://jsonfeed.org/version/1.1": "1.1",
}

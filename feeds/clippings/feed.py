"""From the entries of an RSS, Atom or JSON feed to what they say of their articles.

RSS and Atom are read by feedparser, whatever version and state they are in. It has no JSON Feed
(https://www.jsonfeed.org/version/1.1/).
"""

import io
import json
import time
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from feeds.bodies.sentences import cut
from feeds.clippings.addresses import address_of, host_of, joined
from feeds.clippings.clipping import Clipping, Moment, Picture, pixels
from feeds.clippings.fetch import Document, NotTakenError
from feeds.clippings.moments import first_moment
from feeds.clippings.words import author_names, excerpt, headline, language_tag, plain

_MOST_BEGINNING = 80
_YOUTUBE = "https://www.youtube.com/embed/"


def clip_feed(document: Document) -> list[Clipping]:
    """Return what the entries of the feed *document* say, in their order; raise NotTakenError.

    What has no address of its own, or none of the web, has nothing to be read at: its ``url`` is
    empty.
    """
    if document.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return list(_json_clippings(document))
    import feedparser

    parsed = feedparser.parse(
        io.BytesIO(document.content),
        # An address would be fetched again, unguarded: the content is handed over instead.
        response_headers={"content-location": document.url, "content-type": _kind(document)},
    )
    if not parsed.get("version") and not parsed.entries:
        message = f"{document.asked} is no RSS, Atom or JSON feed: give the address of one"
        raise NotTakenError(message, url=document.asked)
    return [_clip(entry, parsed.feed, document) for entry in parsed.entries]


def _kind(document: Document) -> str:
    charset = f"; charset={document.charset}" if document.charset else ""
    return f"{document.media_type or 'application/xml'}{charset}"


def _clip(entry: Mapping[str, Any], feed: Mapping[str, Any], document: Document) -> Clipping:
    files = [each.get("href") for each in entry.get("enclosures", ())]
    # An id is no reference to anything, but may be a whole address.
    links = (
        entry.get("feedburner_origlink"),
        entry.get("link"),
        joined("", entry.get("id")),
        *files,
    )
    url = next((found for link in links if (found := address_of(joined(document.url, link)))), "")
    source = entry.get("source", {}).get("title", "")
    site = plain(source or (feed.get("title", "") if _is_of(feed, url, document) else ""))
    video = entry.get("yt_videoid", "")
    # Its own get() gives another date for one that is not there, and a warning.
    updated = dict(entry).get("updated_parsed")
    texts = [
        entry.get("summary", ""),
        *(part.get("value", "") for part in entry.get("content", ())),
    ]
    title = headline(entry.get("title", ""), [site]) or _beginning(texts)
    return Clipping(
        url=url,
        title=title,
        excerpt=next((text for each in texts if (text := excerpt(each, title))), ""),
        published=_moment(entry.get("published_parsed") or updated),
        updated=_moment(updated),
        picture=_picture(entry, document.url),
        language=language_tag(plain(entry.get("language") or feed.get("language") or "")),
        authors=author_names(author.get("name", "") for author in entry.get("authors", ())),
        site=site,
        keywords=tuple(
            word for tag in entry.get("tags", ()) if (word := plain(tag.get("term") or ""))
        ),
        is_video=bool(video),
        embed_url=address_of(f"{_YOUTUBE}{video}") if video else "",
    )


def _beginning(texts: Iterable[str]) -> str:
    """Return a title for what has none, as notes of a few lines: the beginning of its text."""
    return cut(next((text for each in texts if (text := plain(each))), ""), _MOST_BEGINNING)


def _is_of(feed: Mapping[str, Any], url: str, document: Document) -> bool:
    """Tell whether the article at *url* is of the site of the *feed*, and not gathered by it."""
    return host_of(url) in {host_of(feed.get("link", "")), host_of(document.url)}


def _moment(parsed: time.struct_time | None) -> Moment | None:
    if parsed is None:
        return None
    try:
        return first_moment([datetime.fromtimestamp(timegm(parsed), UTC).isoformat()])
    except (ValueError, OverflowError, OSError):
        return None


def _picture(entry: Mapping[str, Any], base: str) -> Picture | None:
    media = [m for m in entry.get("media_content", ()) if _is_picture(m)]
    files = [e for e in entry.get("enclosures", ()) if _is_picture(e)]
    for found in (*media, *entry.get("media_thumbnail", ()), *files):
        if url := address_of(joined(base, found.get("url") or found.get("href"))):
            return Picture(url, pixels(found.get("width")), pixels(found.get("height")))
    return None


def _is_picture(media: Mapping[str, Any]) -> bool:
    return media.get("medium") == "image" or str(media.get("type", "")).startswith("image/")


def _json_clippings(document: Document) -> Iterator[Clipping]:
    address = document.asked
    try:
        feed = json.loads(document.text)
    except (ValueError, RecursionError) as exc:
        raise NotTakenError(f"{address} is no JSON that can be read", url=address) from exc
    items = feed.get("items")
    if not isinstance(items, list) or "jsonfeed.org/version/" not in str(feed.get("version")):
        message = f"{address} is no JSON feed (https://www.jsonfeed.org/): give the address of one"
        raise NotTakenError(message, url=address)
    for item in items:
        # What is no object says as little as an empty one.
        yield _clip_item(item if isinstance(item, dict) else {}, feed, document)


def _clip_item(item: dict[str, Any], feed: dict[str, Any], document: Document) -> Clipping:
    # An id should be the address, where there is no other (JSON Feed 1.1, Items).
    links = (item.get("url"), joined("", item.get("id")), item.get("external_url"))
    url = next((found for link in links if (found := address_of(joined(document.url, link)))), "")
    site = (
        plain(_text(feed, "title"))
        if _is_of({"link": _text(feed, "home_page_url")}, url, document)
        else ""
    )
    texts = (_text(item, "summary"), _text(item, "content_text"), _text(item, "content_html"))
    title = headline(_text(item, "title"), [site]) or _beginning(texts)
    authors = [*_list(item.get("authors")), item.get("author")]
    image = address_of(joined(document.url, item.get("image") or item.get("banner_image")))
    return Clipping(
        url=url,
        title=title,
        excerpt=next((text for each in texts if (text := excerpt(each, title))), ""),
        published=first_moment([_text(item, "date_published"), _text(item, "date_modified")]),
        updated=first_moment([_text(item, "date_modified")]),
        picture=Picture(image) if image else None,
        language=language_tag(_text(item, "language") or _text(feed, "language")),
        authors=author_names(_text(author, "name") for author in authors),
        site=site,
        keywords=tuple(plain(tag) for tag in _list(item.get("tags")) if isinstance(tag, str)),
    )


def _text(fields: object, name: str) -> str:
    value = fields.get(name) if isinstance(fields, dict) else None
    return value if isinstance(value, str) else ""


def _list(value: object) -> Iterable[Any]:
    return value if isinstance(value, list) else ()

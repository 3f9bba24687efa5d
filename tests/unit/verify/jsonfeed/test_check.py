"""JSON Feed: each key, each rule, with what is right and what is wrong."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.verify.check import Options, check_feed

_ITEM = {"id": "1", "url": "https://chips.example/1", "content_text": "Chips"}
_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Chips",
    "home_page_url": "https://chips.example/",
    "feed_url": "https://chips.example/feed.json",
}
_WHOLE = {
    **_FEED,
    "description": "About chips",
    "user_comment": "Open it in a reader.",
    "next_url": "https://chips.example/feed-2.json",
    "icon": "https://chips.example/icon.png",
    "favicon": "https://chips.example/favicon.ico",
    "authors": [{"name": "Ada", "url": "https://ada.example/", "avatar": "https://ada.example/a"}],
    "author": {"name": "Ada"},
    "language": "en-GB",
    "expired": False,
    "hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
    "_chips": {"about": "https://chips.example/extension"},
    "items": [
        {
            "id": "https://chips.example/1",
            "url": "https://chips.example/1",
            "external_url": "https://elsewhere.example/",
            "title": "Cheaper again",
            "content_html": "<p>Chips</p>",
            "content_text": "Chips",
            "summary": "Chips",
            "image": "https://chips.example/1.jpg",
            "banner_image": "https://chips.example/2.jpg",
            "date_published": "2026-11-30T18:00:00Z",
            "date_modified": "2026-11-30t18:00:00.5+01:00",
            "authors": [{"name": "Ada"}],
            "tags": ["chips"],
            "language": "en",
            "attachments": [
                {
                    "url": "https://chips.example/1.mp3",
                    "mime_type": "audio/mpeg",
                    "title": "Sound",
                    "size_in_bytes": 12,
                    "duration_in_seconds": 1.5,
                }
            ],
            "_chips": {},
        },
    ],
}


def report(document: Any, options: Options | None = None) -> list[str]:
    """Return what is said of *document*: where, how severe, which rule, and the message."""
    raw = (
        document
        if isinstance(document, bytes)
        else json.dumps(document, ensure_ascii=False).encode()
    )
    result = check_feed("feed.json", raw, options or Options())
    return [
        f"{element or '-'} {found.severity[0]}:{found.rule} {found.message}"
        for found, element, _ in result.findings
    ]


def with_item(**changes: object) -> dict[str, object]:
    return {**_FEED, "items": [{**_ITEM, **changes}]}


def test_a_feed_with_every_key_is_right() -> None:
    result = check_feed("feed.json", json.dumps(_WHOLE).encode(), Options())
    assert (result.format, result.entries, result.findings) == ("JSON Feed 1.1", 1, ())


def test_a_feed_of_version_1_is_right() -> None:
    feed = {**_FEED, "version": "https://jsonfeed.org/version/1", "author": {"name": "Ada"}}
    result = check_feed("feed.json", json.dumps({**feed, "items": []}).encode(), Options())
    assert (result.format, result.entries, result.findings) == ("JSON Feed 1", 0, ())


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({**_FEED}, ["- e:missing-key the feed lacks the key items"]),
        ({"version": _FEED["version"], "items": []}, [
            "- e:missing-key the feed lacks the key title",
            "- w:recommended-key the feed lacks the key home_page_url",
            "- w:recommended-key the feed lacks the key feed_url",
        ]),
        ({**_FEED, "version": "http://jsonfeed.org/version/1.1/", "items": []}, [
            'version e:wrong-json-version version "http://jsonfeed.org/version/1.1/" is none of JSON Feed: https://jsonfeed.org/version/1 or https://jsonfeed.org/version/1.1',
        ]),
        ({**_FEED, "version": 1.1, "items": []}, ["version e:wrong-json-type version is a number, and must be a text"]),
        ({**_FEED, "title": " ", "items": []}, ["title e:blank-key title is empty"]),
        ({**_FEED, "items": {}}, ["items e:wrong-json-type items is an object, and must be a list"]),
        ({**_FEED, "items": [7]}, ["items[0] e:wrong-json-type items[0] is a number, and must be an object, in item 1"]),
        ({**_FEED, "expired": "true", "items": []}, ["expired e:wrong-json-type expired is a text, and must be true or false"]),
        ({**_FEED, "icon": "/icon.png", "items": []}, ['icon e:relative-uri icon "/icon.png" is no full address: it lacks a scheme, such as "https:"']),
        ({**_FEED, "next_url": _FEED["feed_url"], "items": []}, ["next_url e:endless-paging next_url is the feed_url: whoever follows it reads the same page for ever"]),
        ({**_FEED, "hubs": [{"type": "WebSub"}], "items": []}, ["hubs[0] e:missing-key the hub lacks the key url"]),
        ({**_FEED, "hubs": {"type": "a", "url": "b"}, "items": []}, ["hubs e:wrong-json-type hubs is an object, and must be a list"]),
        ({**_FEED, "authors": [{}], "items": []}, ["authors[0] e:missing-key the author has none of the keys name, url or avatar, of which it must have one"]),
        ({**_FEED, "author": {"name": "Ada"}, "items": []}, ["author w:deprecated-key author is a key of JSON Feed 1, which authors has replaced"]),
        ({**_FEED, "version": "https://jsonfeed.org/version/1", "language": "en", "items": []}, ["language w:key-of-later-version language is a key of JSON Feed 1.1, and the feed is of 1"]),
        ({**_FEED, "titel": "Chips", "items": []}, ['titel w:unknown-key the feed has no key "titel" in JSON Feed']),
        ({**_FEED, "_": {}, "items": []}, ['_ e:malformed-extension "_" is no name of an extension: a letter follows the _, and no dot']),
        ({**_FEED, "_a.b": {}, "items": []}, ['"_a.b" e:malformed-extension "_a.b" is no name of an extension: a letter follows the _, and no dot']),
        ({**_FEED, "_chips": 5, "items": []}, ['_chips w:malformed-extension the extension "_chips" is a number, and should be an object']),
        ({**_FEED, "_chips": {"a.b": 1, "_c": 2}, "items": []}, [
            '_chips."a.b" e:malformed-extension the key "a.b" of an extension has a dot, or a _ at its begin',
            '_chips._c e:malformed-extension the key "_c" of an extension has a dot, or a _ at its begin',
        ]),
        ({"items": [_ITEM], **_FEED}, ["version i:late-version version is not the first key of the feed"]),
        ({**_FEED, "items": [{"id": "1", "content_text": "<p>A</p>"}]}, [
            "items[0] w:recommended-key the item lacks the key url, in item 1",
            'items[0].content_text w:markup-in-text content_text "<p>A</p>" is plain text, and has the tag <p>, in item 1',
        ]),
        (with_item(id=1), ["items[0].id e:wrong-json-type id is a number, and must be a text, in item 1"]),
        (with_item(id=""), ["items[0].id e:blank-key id is empty, in item 1"]),
        (with_item(title="A", url="a b"), ['items[0].url e:malformed-uri url "a b" is no full address: it lacks a scheme, such as "https:", in item 1, “A”']),
        (with_item(date_published="2026-11-30"), ['items[0].date_published e:malformed-date date_published "2026-11-30" has no time, in item 1']),
        (with_item(content_text=None), ["items[0].content_text e:wrong-json-type content_text is null, and must be a text, in item 1"]),
        (with_item(tags=["a", 5, ""]), [
            "items[0].tags[1] e:wrong-json-type tags[1] is a number, and must be a text, in item 1",
            "items[0].tags[2] w:blank-key tags[2] is empty, in item 1",
        ]),
        (with_item(language="en_US"), ['items[0].language e:malformed-language language "en_US" has an underline where a hyphen belongs, in item 1']),
        (with_item(attachments=[{"url": "https://a.example/1.mp3"}]), ["items[0].attachments[0] e:missing-key the attachment lacks the key mime_type, in item 1"]),
        (with_item(attachments=[{"url": "https://a.example/1.mp3", "mime_type": "mp3", "size_in_bytes": "5", "duration_in_seconds": -1}]), [
            'items[0].attachments[0].mime_type e:malformed-media-type mime_type "mp3" is no media type, as "audio/mpeg" is, in item 1',
            "items[0].attachments[0].size_in_bytes e:wrong-json-type size_in_bytes is a text, and must be a number, in item 1",
            "items[0].attachments[0].duration_in_seconds e:number-out-of-range duration_in_seconds is -1, and cannot be less than 0, in item 1",
        ]),
        ({**_FEED, "items": [{"id": "1", "url": "https://a.example/", "title": "A", "summary": "B"}]}, ["items[0] e:item-without-content the item has none of the keys content_html or content_text, of which it must have one, in item 1, “A”"]),
        ({**_FEED, "items": [{"url": "https://a.example/", "content_text": "A"}]}, ["items[0] e:missing-key the item lacks the key id, in item 1"]),
        ({**_FEED, "items": [_ITEM, {**_ITEM, "title": "B"}]}, ['items[1].id e:repeated-id the id "1" is that of item 1 as well, in item 2, “B”']),
        (with_item(title="A &amp; B", summary="<b>C</b>"), [
            'items[0].title w:markup-in-text title "A &amp; B" is plain text, and has the entity &amp;, in item 1, “A &amp; B”',
            'items[0].summary w:markup-in-text summary "<b>C</b>" is plain text, and has the tag <b>, in item 1, “A &amp; B”',
        ]),
        (with_item(content_html="<p onclick='a()'>\u00e9<script></script><img src='b.png'></p>"), [
            "items[0].content_html w:risky-attribute content_html has onclick of <p>, which readers cut out, in item 1",
            "items[0].content_html w:risky-element content_html has the element <script>, which readers cut out, in item 1",
            "items[0].content_html w:relative-in-content content_html has a relative address (src of <img>), and nothing says what to, in item 1",
        ]),
        (with_item(content_text="<b>is text here</b> &amp; stays it"), []),
        (with_item(date_published="1970-01-01T00:00:00Z"), ['items[0].date_published w:improbable-date date_published "1970-01-01T00:00:00Z" is before there was a web, in item 1']),
        ({"a": 1}, ["- e:not-a-feed this is no feed: it is JSON, and an object without items"]),
        ({"name": "chips", "version": "1.0.0"}, ["- e:not-a-feed this is no feed: it is JSON, and an object without items"]),
        ([1], ["- e:not-a-feed this is no feed: it is JSON, and a list"]),
    ],
)  # fmt: skip
def test_says_what_is_wrong(document: object, expected: list[str]) -> None:
    assert report(document) == expected


def test_takes_a_document_for_a_feed_that_is_said_to_be_one() -> None:
    assert report({}, Options(format="json"))[0] == "- e:missing-key the feed lacks the key version"


def test_holds_dates_against_the_clock() -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    feed = with_item(date_modified="2026-12-24T18:00:00Z")
    assert report(feed, Options(now=now)) == [
        'items[0].date_modified w:improbable-date date_modified "2026-12-24T18:00:00Z" is in the'
        " future, in item 1"
    ]
    assert report(feed) == []


def test_compares_the_address_of_the_feed() -> None:
    feed = {**_FEED, "items": []}
    assert report(feed, Options(url=_FEED["feed_url"])) == []
    assert report(feed, Options(url="https://chips.example/other.json")) == [
        'feed_url w:other-self-address feed_url "https://chips.example/feed.json" is not the address'
        ' of the feed, "https://chips.example/other.json"'
    ]


def test_wants_utf_8_without_a_mark() -> None:
    text = json.dumps({**_FEED, "items": []})
    assert report(b"\xef\xbb\xbf" + text.encode()) == [
        "- e:json-byte-order-mark a byte order mark stands before the JSON"
    ]
    assert report(text.encode("utf-16-le")) == [
        "- e:json-not-utf8 the JSON is in UTF-16-LE, and not in UTF-8"
    ]


def test_marks_the_very_characters() -> None:
    lines = [
        "{",
        '  "version": "https://jsonfeed.org/version/1.1", "title": "Käse",',
        '  "home_page_url": "https://chips.example/", "feed_url": "https://chips.example/\\u00e4 b",',
        '  "titel": 1, "items": []',
        "}",
    ]
    found = check_feed("feed.json", "\n".join(lines).encode(), Options()).findings
    assert [
        lines[d.line - 1][d.column - 1 : d.end_column - 1] for d, *_ in found
    ] == [" ", '"titel"']  # fmt: skip


def test_places_are_linear_in_the_size() -> None:
    document = {**_FEED, "items": [{**_ITEM, "url": "x"}] * 3_000}
    result = check_feed("feed.json", json.dumps(document).encode(), Options())
    rules = [d.rule for d, *_ in result.findings]
    assert rules.count("relative-uri") == 1_001

"""Entries of Atom, RSS and JSON feeds, of those that gather from others, and of video platforms."""

import json
from datetime import UTC, datetime

import pytest

from feeds.clippings.clipping import Clipping, Moment, Picture
from feeds.clippings.feed import clip_feed
from feeds.clippings.fetch import Document, NotTakenError

URL = "https://page.test/feeds/all.xml"
NOON = Moment(datetime(2026, 1, 2, 12, tzinfo=UTC))
LATER = Moment(datetime(2026, 1, 3, 12, tzinfo=UTC))


def clip(content: str | bytes, media_type: str = "", charset: str = "") -> list[Clipping]:
    raw = content if isinstance(content, bytes) else content.encode()
    return clip_feed(Document(URL, URL, media_type, charset, raw))


def atom(entry: str, more: str = "") -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" '
        'xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/">'
        f'<title>The Page</title><link href="https://page.test/"/>{more}{entry}</feed>'
    )


def test_an_entry_of_atom_says_all_it_has() -> None:
    (made,) = clip(
        atom(
            """<entry xml:base="https://page.test/news/"><title type="html">A &lt;b>bold&lt;/b> one</title>
            <id>urn:uuid:1</id><link rel="alternate" href="1?utm_source=feed"/>
            <published>2026-01-02T13:00:00+01:00</published><updated>2026-01-03T12:00:00Z</updated>
            <author><name>Ada Lovelace</name></author><author><name>Mary Anning</name></author>
            <category term="ai" label="AI"/><summary>What it says.</summary></entry>"""
        )
    )
    assert made == Clipping(
        url="https://page.test/news/1",
        title="A bold one",
        excerpt="What it says.",
        published=NOON,
        updated=LATER,
        language="de",
        authors=("Ada Lovelace", "Mary Anning"),
        site="The Page",
        keywords=("ai",),
    )


def test_the_time_of_an_entry_is_that_of_its_update_if_it_has_no_other() -> None:
    (made,) = clip(
        atom(
            '<entry><title>T</title><link href="/1"/><updated>2026-01-03T12:00:00Z</updated></entry>'
        )
    )
    assert (made.published, made.updated) == (LATER, LATER)


def test_a_video_is_told_with_its_frame() -> None:
    (made,) = clip(
        atom(
            """<entry><id>yt:video:oBQrnVJmQk0</id><yt:videoId>oBQrnVJmQk0</yt:videoId><title>T</title>
            <link rel="alternate" href="https://www.youtube.com/watch?v=oBQrnVJmQk0"/>
            <author><name>Fast Code</name></author><published>2026-01-02T12:00:00+00:00</published>
            <media:group><media:thumbnail url="https://i.ytimg.com/vi/oBQrnVJmQk0/hqdefault.jpg" width="480"
            height="360"/><media:description>Learn it.</media:description></media:group></entry>"""
        )
    )
    assert made.is_video
    assert made.embed_url == "https://www.youtube.com/embed/oBQrnVJmQk0"
    assert made.picture == Picture("https://i.ytimg.com/vi/oBQrnVJmQk0/hqdefault.jpg", 480, 360)
    assert (made.excerpt, made.authors) == ("Learn it.", ("Fast Code",))


def test_what_a_feed_has_gathered_is_not_of_its_own_site() -> None:
    first, second = clip(
        atom(
            '<entry><title>T</title><link href="https://other.test/1"/></entry>'
            '<entry><title>U</title><link href="https://third.test/1"/>'
            "<source><title>The Third</title></source></entry>"
        )
    )
    assert (first.site, second.site) == ("", "The Third")


def test_an_id_is_an_address_where_there_is_no_other() -> None:
    rss = "<rss version='2.0'><channel><title>P</title><item><title>T</title>{}</item></channel></rss>"
    assert [c.url for c in clip(rss.format("<guid>https://page.test/1</guid>"))] == [
        "https://page.test/1"
    ]
    for guid in ("tag:x", "4711"):
        (made,) = clip(rss.format(f"<guid isPermaLink='false'>{guid}</guid>"))
        assert made.url == ""
    (cast,) = clip(rss.format("<enclosure url='https://page.test/1.mp3' type='audio/mpeg'/>"))
    assert cast.url == "https://page.test/1.mp3"


def test_the_encoding_is_the_one_that_is_declared() -> None:
    xml = '<?xml version="1.0" encoding="{0}"?><rss version="2.0"><channel><item><title>Zähne</title><link>https://page.test/1</link></item></channel></rss>'
    for charset in ("iso-8859-1", "utf-16", "utf-8"):
        (made,) = clip(xml.format(charset).encode(charset))
        assert made.title == "Zähne"


def test_an_item_of_a_json_feed_says_all_it_has() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Page",
        "home_page_url": "https://page.test/",
        "language": "en_gb",
        "items": [
            {
                "id": "1",
                "url": "https://page.test/1#top",
                "title": "One | The Page",
                "content_html": "<p>What it <em>says</em>.</p>",
                "date_published": "2026-01-02T12:00:00Z",
                "date_modified": "2026-01-03T13:00:00+01:00",
                "authors": [{"name": "Ada Lovelace"}, {"url": "https://page.test/x"}, 5],
                "image": "/1.png",
                "tags": ["AI", 5],
            },
            {"id": "https://page.test/2", "content_text": "No title."},
            {"id": "3"},
            "no item",
        ],
    }
    first, second, *others = clip(json.dumps(feed), "application/feed+json")
    assert first == Clipping(
        url="https://page.test/1",
        title="One",
        excerpt="What it says.",
        published=NOON,
        updated=LATER,
        picture=Picture("https://page.test/1.png"),
        language="en-GB",
        authors=("Ada Lovelace",),
        site="The Page",
        keywords=("AI",),
    )
    assert (second.url, second.title) == ("https://page.test/2", "No title.")
    assert second.excerpt == ""
    assert [other.url for other in others] == ["", ""]


@pytest.mark.parametrize(
    "content",
    [
        "", "text", "<html><title>A page</title></html>", "{}", "[]", '{"items": 5}', "{" * 100_000,
        '{"version": "https://jsonfeed.org/version/1", "items": {}}', "null",
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(content: str) -> None:
    with pytest.raises(NotTakenError, match=r"is no "):
        clip(content)


def test_entities_that_grow_do_not() -> None:
    bomb = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "lol">{bomb}'
        '<!ENTITY file SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>'
        "<title>&a9;&file;</title><link>https://page.test/1</link></item></channel></rss>"
    )
    for made in clip(xml):
        assert "root:" not in made.title
        assert len(made.title) < 400

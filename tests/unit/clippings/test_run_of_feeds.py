"""Seeds made of the entries of a feed: unpublished, and each entry told of."""

from pathlib import Path

import pytest

from feeds.clippings.run import Known, Made, Refused, Wishes, seeds_of_feed
from feeds.settings import Settings
from tests.unit.clippings.written_pages import (
    Host,
    anywhere,
    serve,
)

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Page</title>
<link>http://page.test/</link><language>en-us</language>
<item><title>One &amp;amp; only</title><link>https://page.test/one?utm_medium=rss</link>
<description>&lt;p&gt;First &lt;b&gt;words&lt;/b&gt; of it.&lt;/p&gt;</description>
<pubDate>Mon, 02 Feb 2026 10:00:00 +0100</pubDate><dc:creator>Ada Lovelace</dc:creator>
<category>ai</category><media:content url="https://page.test/one.png" medium="image"
 width="640" height="480"/></item>
<item><title>Known</title><link>https://wordpress.test/news/1</link>
<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate></item>
<item><title>No date</title><link>https://page.test/undated</link></item>
<item><title>No link</title></item>
</channel></rss>"""


def test_the_entries_of_a_feed_become_unpublished_seeds(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    source = str(tmp_path / "feed.xml")
    made, known, refused, without_address = seeds_of_feed(source, settings, Wishes())
    assert isinstance(made, Made)
    assert made.path.name == "2026-02-02-one-only.md"
    assert (
        made.text
        == """---
category: news
title: "One & only"
excerpt: "First words of it."
publishedDateTime: 2026-02-02T09:00:00Z
webUrl: "https://page.test/one"
type: article
locale: en-US
published: false

provider:
  name: The Page
  domain: page.test
  authors:
    - name: Ada Lovelace

topics:
  - AI

images:
  - url: "https://page.test/one.png"
    width: 640
    height: 480
---
"""
    )
    assert known == Known(
        "https://wordpress.test/news/1", str(settings.seeds.folder / "2022-09-01-one.md")
    )
    assert isinstance(refused, Refused)
    assert "does not say when it was published" in refused.reason
    said = f'entry 4 of {source}, "No link", has no address to be read at: write the seed by hand'
    assert without_address == Refused(source, said)


@pytest.mark.parametrize(
    "link",
    [
        "<link/>",
        "<link>/relative</link>",
        "<link>javascript:x</link>",
        "<link>ftp://page.test/a</link>",
        "<link>https://user:pw@page.test/a</link>",
        '<guid isPermaLink="false">urn:x:1</guid>',
    ],
)
def test_an_entry_that_cannot_be_read_anywhere_is_named(
    tmp_path: Path, settings: Settings, link: str
) -> None:
    item = f"<item>{link}<description>A note.</description></item>"
    (tmp_path / "feed.xml").write_text(FEED.replace("<item><title>No link</title></item>", item))
    source = f"{tmp_path}/feed.xml"
    *_, last = seeds_of_feed(source, settings, Wishes())
    said = f'entry 4 of {source}, "A note.", has no address to be read at: write the seed by hand'
    assert last == Refused(source, said)


def test_what_is_no_item_of_a_json_feed_is_named(tmp_path: Path, settings: Settings) -> None:
    items = '[{"id": "https://page.test/one", "date_published": "2026-02-02T09:00:00Z"}, "x", null]'
    feed = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": {items}}}'
    (tmp_path / "feed.json").write_text(feed)
    source = f"{tmp_path}/feed.json"
    results = list(seeds_of_feed(source, settings, Wishes(topics=("AI",))))
    assert results[1:] == [
        Refused(
            source, f"entry {n} of {source} has no address to be read at: write the seed by hand"
        )
        for n in (2, 3)
    ]


def test_a_feed_at_an_address_is_fetched_and_may_be_published(
    host: Host, settings: Settings
) -> None:
    site = host({"/feed": serve(FEED.encode(), "Content-Type: application/rss+xml")})
    wishes = Wishes(published=True, limit=1, allow_private=True)
    (made,) = seeds_of_feed(site.url("/feed", "page.test"), settings, wishes, resolver=anywhere)
    assert isinstance(made, Made)
    assert "published" not in made.text.replace("publishedDateTime", "")


def test_what_is_no_feed_is_refused(tmp_path: Path, settings: Settings) -> None:
    for content in ("", "<html><title>A page</title></html>", "{}", '{"items": [1', "\0\1\2"):
        (tmp_path / "feed.xml").write_text(content, encoding="utf-8")
        with pytest.raises(Exception, match=r"is no .*feed|is no JSON"):
            list(seeds_of_feed(str(tmp_path / "feed.xml"), settings, Wishes()))

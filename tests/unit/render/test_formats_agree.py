"""RSS, Atom and JSON Feed say the same, as parsers that are not ours read them."""

from calendar import timegm
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import atoma
import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.model import Entry, Feed
from tests.unit.sample_feeds import (
    ATOM,
    BARE_ENTRY,
    FEED,
    FULL_ENTRY,
    JSON_FEED,
    RSS,
    SITE,
    feed_of,
)
from tests.unit.xml_text import xml_text


@dataclass(frozen=True)
class Read:
    """What a reader learns about an entry from every format."""

    id: str
    title: str
    link: str
    summary: str
    content: str | None
    topics: list[str]
    published: datetime


def expected(entry: Entry) -> Read:
    return Read(
        id=entry.id,
        title=entry.title,
        link=entry.link,
        summary=entry.summary or entry.title,
        content=entry.content.strip() or None,
        topics=[topic.label for topic in entry.topics],
        published=entry.published,
    )


def atoma_rss(feed: Feed) -> list[Read]:
    return [
        Read(
            id=item.guid,
            title=item.title,
            link=item.link,
            summary=unescape(item.description),
            content=item.content_encoded,
            topics=item.categories,
            published=item.pub_date,
        )
        for item in atoma.parse_rss_bytes(RSS.render(feed, SITE)).items
    ]


def atoma_atom(feed: Feed) -> list[Read]:
    return [
        Read(
            id=entry.id_,
            title=entry.title.value,
            link=entry.links[0].href,
            summary=entry.summary.value if entry.summary else entry.title.value,
            content=entry.content.value if entry.content else None,
            topics=[category.label for category in entry.categories],
            published=entry.published,
        )
        for entry in atoma.parse_atom_bytes(ATOM.render(feed, SITE)).entries
    ]


def atoma_json(feed: Feed) -> list[Read]:
    return [
        Read(
            id=item.id_,
            title=item.title,
            link=item.url,
            summary=item.summary or item.title,
            content=item.content_html.strip() if item.content_html else None,
            topics=item.tags,
            published=item.date_published,
        )
        for item in atoma.parse_json_feed_bytes(JSON_FEED.render(feed, SITE)).items
    ]


def feedparser_xml(rendered: bytes) -> list[Read]:
    parsed = feedparser.parse(rendered)
    assert not parsed.bozo
    return [feedparser_entry(entry) for entry in parsed.entries]


def feedparser_entry(entry: Any) -> Read:
    html = entry.get("summary_detail", {}).get("type") == "text/html"
    summary = entry.get("summary", entry.title)
    return Read(
        id=entry.id,
        title=entry.title,
        link=entry.link,
        summary=unescape(summary) if html else summary,
        content=entry.content[0].value if "content" in entry else None,
        topics=[tag.label or tag.term for tag in entry.get("tags", [])],
        published=datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
    )


@pytest.mark.parametrize(
    "read",
    [
        atoma_rss,
        atoma_atom,
        atoma_json,
        lambda feed: feedparser_xml(RSS.render(feed, SITE)),
        lambda feed: feedparser_xml(ATOM.render(feed, SITE)),
    ],
    ids=["rss-atoma", "atom-atoma", "json-atoma", "rss-feedparser", "atom-feedparser"],
)
def test_parser_reads_what_was_written(read: Any) -> None:
    assert read(FEED) == [expected(FULL_ENTRY), expected(BARE_ENTRY)]


# Until 2099: what any parser takes for a year.
moments = st.integers(0, 4_102_444_799).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(st.lists(st.tuples(xml_text, xml_text, moments), max_size=4))
def test_formats_agree_on_any_entries(texts: list[tuple[str, str, datetime]]) -> None:
    entries = tuple(
        replace(
            BARE_ENTRY,
            id=f"urn:uuid:{number}",
            # Parsers strip the blanks around a text.
            title=title.strip() or "Untitled",
            summary=summary.strip(),
            published=moment,
        )
        for number, (title, summary, moment) in enumerate(texts)
    )
    feed = feed_of(*entries)
    assert atoma_rss(feed) == atoma_atom(feed) == atoma_json(feed)
    assert [read.id for read in atoma_rss(feed)] == [entry.id for entry in entries]


def test_formats_agree_on_the_feed() -> None:
    as_rss = atoma.parse_rss_bytes(RSS.render(FEED, SITE))
    as_atom = atoma.parse_atom_bytes(ATOM.render(FEED, SITE))
    as_json = atoma.parse_json_feed_bytes(JSON_FEED.render(FEED, SITE))
    assert as_rss.title == as_atom.title.value == as_json.title == FEED.title
    assert as_rss.description == as_atom.subtitle.value == as_json.description == FEED.description
    assert as_rss.link == as_atom.links[2].href == as_json.home_page_url
    assert as_rss.last_build_date == as_atom.updated == FEED.updated
    assert as_rss.image.url == as_atom.logo == as_json.icon == SITE.logo

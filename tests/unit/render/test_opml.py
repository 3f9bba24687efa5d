"""The subscription list, as a file and as a reader imports it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from atoma.opml import parse_opml_bytes
from hypothesis import given
from lxml import etree

from feeds.render import opml
from feeds.render.formats import FORMATS
from tests.unit.sample_feeds import FEED, SITE, subscriptions
from tests.unit.xml_text import xml_text

ALL_FORMATS = tuple(FORMATS.values())


def test_whole_document(golden: Callable[[Path, bytes], None]) -> None:
    rendered = opml.render(subscriptions(), SITE, ALL_FORMATS)
    golden(Path(__file__).parent / "golden" / "feeds.opml", rendered)


def test_reader_finds_every_feed_in_the_folder_of_its_kind() -> None:
    imported = parse_opml_bytes(opml.render(subscriptions(), SITE, ALL_FORMATS))
    everything, topics, providers = imported.outlines
    assert everything.xml_url == "https://news.example/feeds/all/rss.xml"
    assert (topics.text, [outline.xml_url for outline in topics.outlines]) == (
        "Topics",
        ["https://news.example/feeds/topics/ai/rss.xml"],
    )
    assert (providers.text, [outline.text for outline in providers.outlines]) == (
        "Providers",
        ['AI news: "AT&T" <labs>'],
    )


def test_list_points_to_the_first_format_that_is_built() -> None:
    rendered = opml.render([FEED], SITE, [FORMATS["json"], FORMATS["atom"]])
    assert b'xmlUrl="https://news.example/feeds/topics/ai/feed.json"' in rendered


def test_list_without_feeds_has_neither_folders_nor_a_date() -> None:
    root = etree.fromstring(opml.render([], SITE, ALL_FORMATS))
    assert root.findall("body/outline") == root.findall("head/dateModified") == []


@given(xml_text)
def test_any_title_comes_back_as_it_was(title: str) -> None:
    root = etree.fromstring(opml.render([replace(FEED, title=title)], SITE, ALL_FORMATS))
    outline = root.find("body/outline/outline")
    assert outline is not None
    assert outline.get("text") == title

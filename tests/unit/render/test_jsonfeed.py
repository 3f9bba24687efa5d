"""JSON Feed 1.1: the whole document, and each trap that it avoids."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from feeds.model import Author, Entry, Feed, Related
from feeds.settings import Site
from tests.unit.sample_feeds import (
    BARE_ENTRY,
    BARE_FEED,
    BARE_SITE,
    FEED,
    JSON_FEED,
    PAGE,
    PAGE_SITE,
    SITE,
    feed_of,
)
from tests.unit.xml_text import xml_text


def document_of(feed: Feed, site: Site = SITE) -> Any:
    return json.loads(JSON_FEED.render(feed, site))


def item_of(entry: Entry, site: Site = SITE) -> Any:
    (item,) = document_of(feed_of(entry), site)["items"]
    return item


def test_page_of_an_archive(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "feed-page.json", JSON_FEED.render(PAGE, PAGE_SITE))


def test_whole_document(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "feed.json", JSON_FEED.render(FEED, SITE))


def test_whole_document_without_any_option() -> None:
    """What is not known has no key, neither null nor empty."""
    assert document_of(BARE_FEED, BARE_SITE) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "AI news: AI",
        "language": "en",
        "authors": [{"name": "Feeds"}],
        "items": [
            {
                "id": "https://bare.example/",
                "url": "https://bare.example/",
                "title": "Bare",
                "content_text": "Bare",
                "date_published": "2022-09-01T00:00:00Z",
                "date_modified": "2022-09-01T00:00:00Z",
            }
        ],
    }


def test_feed_without_entries_has_an_empty_list_of_items() -> None:
    assert document_of(feed_of())["items"] == []


def test_file_is_utf_8_and_ends_in_a_line_break() -> None:
    rendered = JSON_FEED.render(FEED, SITE)
    assert "“quotes”".encode() in rendered
    assert rendered.endswith(b"\n}\n")


@pytest.mark.parametrize(
    ("content", "summary", "expected"),
    [
        ("<p>All</p>", "Cut", {"content_html": "<p>All</p>", "summary": "Cut"}),
        ("<p>All</p>", "", {"content_html": "<p>All</p>"}),
        ("", "Cut", {"content_text": "Cut", "summary": "Cut"}),
        ("", "", {"content_text": "Bare"}),
    ],
)
def test_every_item_has_content_since_a_summary_is_not_enough(
    content: str, summary: str, expected: dict[str, str]
) -> None:
    item = item_of(replace(BARE_ENTRY, content=content, summary=summary))
    keys = ("content_html", "content_text", "summary")
    assert {key: item[key] for key in keys if key in item} == expected


def test_hub_is_left_out_where_no_feed_url_can_stand_beside_it() -> None:
    assert "hubs" not in document_of(FEED, BARE_SITE._replace(hub="https://hub.example/"))


def test_extension_is_left_out_when_there_is_nothing_to_say() -> None:
    assert "_seeds" not in item_of(BARE_ENTRY)


def test_extension_says_what_it_is_about_only_with_an_address() -> None:
    entry = replace(BARE_ENTRY, quality=0)
    about = "https://news.example/feeds/#json-extension"
    assert item_of(entry)["_seeds"] == {"about": about, "quality": 0}
    assert item_of(entry, BARE_SITE)["_seeds"] == {"quality": 0}


@pytest.mark.parametrize("language", ["en", None])
def test_language_of_the_feed_is_not_repeated(language: str | None) -> None:
    assert "language" not in item_of(replace(BARE_ENTRY, language=language))


@given(xml_text, xml_text, xml_text)
def test_any_text_comes_back_as_it_was(title: str, summary: str, content: str) -> None:
    related = Related(title, "https://other.example/", provider=summary, published=None)
    item = item_of(
        replace(
            BARE_ENTRY,
            title=title,
            summary=summary,
            content=content,
            authors=(Author(title),),
            related=(related,),
        )
    )
    assert item["title"] == title
    assert item.get("summary", "") == summary
    assert item.get("content_html", "") == content
    assert item["authors"] == [{"name": title}]
    assert item["_seeds"]["related"] == [
        {"title": title, "url": "https://other.example/", "provider": summary}
    ]


def test_numbers_of_any_size_are_written() -> None:
    """The schema sets no bound to quality and heat."""
    item = item_of(replace(BARE_ENTRY, quality=10**30, heat=-(10**30)), BARE_SITE)
    assert item["_seeds"] == {"quality": 10**30, "heat": -(10**30)}


@given(xml_text)
def test_text_is_written_as_the_standard_library_does(text: str) -> None:
    entry = replace(BARE_ENTRY, title=text, summary=text)
    item = item_of(entry)
    written = json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()
    assert written in JSON_FEED.render(feed_of(entry), SITE)

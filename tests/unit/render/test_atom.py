"""Atom 1.0: the whole document, and each trap that it avoids."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from feeds.model import Author, Category, Entry, Feed, Image
from feeds.settings import Site
from tests.unit.sample_feeds import (
    ATOM,
    BARE_ENTRY,
    BARE_FEED,
    BARE_SITE,
    FEED,
    FULL_ENTRY,
    PAGE,
    PAGE_SITE,
    SITE,
    feed_of,
)
from tests.unit.xml_text import attributes_of, xml_text

NAMESPACES = {"": "http://www.w3.org/2005/Atom", "media": "http://search.yahoo.com/mrss/"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def root_of(feed: Feed, site: Site = SITE) -> etree._Element:
    return etree.fromstring(ATOM.render(feed, site))


def entry_of(entry: Entry, site: Site = SITE) -> etree._Element:
    element = root_of(feed_of(entry), site).find("entry", NAMESPACES)
    assert element is not None
    return element


def texts(parent: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in parent.findall(path, NAMESPACES)]


def attributes(parent: etree._Element, path: str) -> list[dict[str, str]]:
    return [attributes_of(element) for element in parent.findall(path, NAMESPACES)]


def test_page_of_an_archive(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "atom-page.xml", ATOM.render(PAGE, PAGE_SITE))


def test_whole_document(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "atom.xml", ATOM.render(FEED, SITE))


def test_whole_document_without_any_option(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "atom-bare.xml", ATOM.render(BARE_FEED, BARE_SITE))


def test_two_renderings_are_the_same_bytes() -> None:
    assert ATOM.render(FEED, SITE) == ATOM.render(FEED, SITE)


def test_entries_keep_their_order() -> None:
    assert texts(root_of(FEED), "entry/id") == [FULL_ENTRY.id, BARE_ENTRY.id]


def test_feed_without_entries_is_rendered() -> None:
    assert texts(root_of(feed_of()), "entry") == []


def test_related_coverage_does_not_take_the_place_of_the_link() -> None:
    # Readers show the first link of another relation as the link of the entry, or open it.
    assert attributes(entry_of(FULL_ENTRY), "link") == [
        {"href": FULL_ENTRY.link, "rel": "alternate", "type": "text/html"},
    ]


def test_amp_copy_is_neither_a_second_alternate_nor_other_coverage() -> None:
    assert b"/amp/" not in ATOM.render(FEED, SITE)


def test_feed_links_are_self_hub_and_page() -> None:
    assert attributes(root_of(FEED), "link") == [
        {
            "href": "https://news.example/feeds/topics/ai/atom.xml",
            "rel": "self",
            "type": "application/atom+xml",
        },
        {"href": "https://hub.example/", "rel": "hub"},
        {
            "href": "https://news.example/feeds/topics/ai/",
            "rel": "alternate",
            "type": "text/html",
        },
    ]


def test_nothing_that_needs_an_address_is_published_without_one() -> None:
    root = root_of(FEED, BARE_SITE._replace(hub="https://hub.example/"))
    assert attributes(root, "link") == []
    assert attributes(root, "entry/category") == [
        {"term": "ai", "label": "AI"},
        {"term": "meta-ai", "label": "Meta AI & friends"},
    ]


def test_stylesheet_is_found_from_any_depth() -> None:
    def reference(path: str) -> bytes:
        return ATOM.render(replace(FEED, path=path), SITE).splitlines()[1]

    assert reference("all") == b'<?xml-stylesheet type="text/css" href="../feed.css"?>'
    assert reference("topics/ai") == b'<?xml-stylesheet type="text/css" href="../../feed.css"?>'


def test_dates_are_those_of_the_model_and_end_in_z() -> None:
    published = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
    updated = datetime(2002, 2, 3, 4, 5, 6, tzinfo=UTC)
    entry = replace(BARE_ENTRY, published=published, updated=updated)
    root = root_of(replace(feed_of(entry), updated=datetime(2003, 2, 3, tzinfo=UTC)))
    assert texts(root, "updated") == ["2003-02-03T00:00:00Z"]
    assert texts(root, "entry/updated") == ["2002-02-03T04:05:06Z"]
    assert texts(root, "entry/published") == ["2001-02-03T04:05:06Z"]


def test_feed_has_an_author_even_if_none_is_configured() -> None:
    assert texts(root_of(FEED, BARE_SITE), "author/name") == ["Feeds"]


def test_html_and_text_are_declared_as_what_they_are() -> None:
    entry = entry_of(FULL_ENTRY)
    assert attributes(entry, "content") == [{"type": "html"}]
    assert attributes(entry, "summary") == [{"type": "text"}]


def test_neither_empty_content_nor_summary_nor_subtitle_is_published() -> None:
    root = root_of(replace(BARE_FEED, description=""))
    for path in ("subtitle", "entry/summary", "entry/content"):
        assert texts(root, path) == []


@pytest.mark.parametrize(
    ("language", "attribute"), [("pt-BR", "pt-BR"), ("en", None), (None, None)]
)
def test_entry_declares_its_language_where_it_differs(
    language: str | None, attribute: str | None
) -> None:
    entry = replace(BARE_ENTRY, language=language)
    assert root_of(feed_of(entry)).get(LANGUAGE) == "en"
    assert entry_of(entry).get(LANGUAGE) == attribute


def test_one_image_is_no_media_group() -> None:
    entry = entry_of(FULL_ENTRY)
    url = "https://cdn.example/p.PNG?w=628"
    size = {"width": "628", "height": "246"}
    assert texts(entry, "media:group") == []
    assert attributes(entry, "media:content") == [
        {"url": url, "type": "image/png", "medium": "image", **size}
    ]
    assert attributes(entry, "media:thumbnail") == [{"url": url, **size}]


def test_icon_and_logo_are_those_of_the_site_unless_the_feed_has_its_own() -> None:
    own = replace(FEED, logo=Image("https://cdn.example/logo.gif"))
    assert texts(root_of(FEED), "icon") == ["https://news.example/icon.png"]
    assert texts(root_of(FEED), "logo") == ["https://news.example/logo.png"]
    assert texts(root_of(own), "logo") == ["https://cdn.example/logo.gif"]


def test_id_does_not_follow_the_address_of_the_site_or_the_article() -> None:
    moved = SITE._replace(url="https://elsewhere.example/")
    entry = replace(FULL_ENTRY, link="https://elsewhere.example/pytorch")
    before, after = root_of(feed_of(FULL_ENTRY)), root_of(feed_of(entry), moved)
    assert texts(before, "id") == texts(after, "id") == [FEED.id]
    assert texts(before, "entry/id") == texts(after, "entry/id") == [FULL_ENTRY.id]


@given(xml_text, xml_text, xml_text)
def test_any_text_comes_back_as_it_was(title: str, summary: str, content: str) -> None:
    entry = entry_of(
        replace(
            BARE_ENTRY,
            title=title,
            summary=summary,
            content=content,
            authors=(Author(f"By {title}"),),
            topics=(Category("topic", summary),),
        )
    )
    assert texts(entry, "title") == [title or BARE_ENTRY.link]
    assert texts(entry, "summary") == ([summary] if summary else [])
    assert texts(entry, "content") == ([content] if content else [])
    assert texts(entry, "author/name") == [f"By {title}"]


@given(xml_text, xml_text)
def test_any_text_of_a_feed_comes_back_as_it_was(title: str, description: str) -> None:
    root = root_of(replace(BARE_FEED, title=title, description=description))
    assert texts(root, "title") == [title or FEED.id]
    assert texts(root, "subtitle") == ([description] if description else [])

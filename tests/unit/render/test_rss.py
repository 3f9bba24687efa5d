"""RSS 2.0: the whole document, and each trap that it avoids."""

import locale
from collections import Counter
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
    BARE_ENTRY,
    BARE_FEED,
    BARE_SITE,
    FEED,
    FULL_ENTRY,
    PAGE,
    PAGE_SITE,
    RSS,
    SITE,
    feed_of,
)
from tests.unit.xml_text import attributes_of, xml_text

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def channel_of(feed: Feed, site: Site = SITE) -> etree._Element:
    (channel,) = etree.fromstring(RSS.render(feed, site))
    return channel


def item_of(entry: Entry, site: Site = SITE) -> etree._Element:
    item = channel_of(feed_of(entry), site).find("item")
    assert item is not None
    return item


def texts(parent: etree._Element, path: str) -> list[str]:
    return [element.text or "" for element in parent.findall(path, NAMESPACES)]


def attributes(parent: etree._Element, path: str) -> list[dict[str, str]]:
    return [attributes_of(element) for element in parent.findall(path, NAMESPACES)]


def test_page_of_an_archive(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "rss-page.xml", RSS.render(PAGE, PAGE_SITE))


def test_whole_document(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "rss.xml", RSS.render(FEED, SITE))


def test_whole_document_without_any_option(golden: Callable[[Path, bytes], None]) -> None:
    golden(Path(__file__).parent / "golden" / "rss-bare.xml", RSS.render(BARE_FEED, BARE_SITE))


def test_two_renderings_are_the_same_bytes() -> None:
    assert RSS.render(FEED, SITE) == RSS.render(FEED, SITE)


def test_entries_keep_their_order() -> None:
    assert texts(channel_of(FEED), "item/guid") == [FULL_ENTRY.id, BARE_ENTRY.id]


def test_feed_without_entries_is_rendered() -> None:
    assert texts(channel_of(feed_of()), "item") == []


def test_channel_link_is_the_page_whatever_links_there_are_besides() -> None:
    assert texts(channel_of(FEED), "link") == ["https://news.example/feeds/topics/ai/"]


def test_channel_link_is_the_id_when_no_address_is_known() -> None:
    assert texts(channel_of(FEED, BARE_SITE), "link") == [FEED.id]


def test_hub_and_self_link_reach_rss() -> None:
    assert attributes(channel_of(FEED), "atom:link") == [
        {
            "href": "https://news.example/feeds/topics/ai/rss.xml",
            "rel": "self",
            "type": "application/rss+xml",
        },
        {"href": "https://hub.example/", "rel": "hub"},
    ]


def test_hub_is_left_out_where_no_self_link_can_stand_beside_it() -> None:
    site = BARE_SITE._replace(hub="https://hub.example/")
    assert attributes(channel_of(FEED, site), "atom:link") == []


def test_stylesheet_is_found_from_any_depth() -> None:
    def reference(path: str) -> bytes:
        return RSS.render(replace(FEED, path=path), SITE).splitlines()[1]

    assert reference("all") == b'<?xml-stylesheet type="text/css" href="../feed.css"?>'
    assert reference("topics/ai") == b'<?xml-stylesheet type="text/css" href="../../feed.css"?>'


def test_plain_text_excerpt_is_escaped_as_html_before_xml_escapes_it() -> None:
    entry = replace(BARE_ENTRY, summary="AT&T <labs>")
    assert (
        b"<description>AT&amp;amp;T &amp;lt;labs&amp;gt;</description>"
        in RSS.render(feed_of(entry), SITE)
    )  # fmt: skip


def test_title_is_plain_text() -> None:
    assert b"<title>AT&amp;T</title>" in RSS.render(
        feed_of(replace(BARE_ENTRY, title="AT&T")), SITE
    )


def test_empty_descriptions_fall_back_to_the_titles() -> None:
    channel = channel_of(replace(BARE_FEED, title="AT&T", description=""))
    assert texts(channel, "description") == ["AT&T"]
    assert texts(channel, "item/description") == ["Bare"]


def test_content_never_moves_into_the_description() -> None:
    """Where there is content but no excerpt, feedgen alone would publish content as description."""
    item = item_of(replace(FULL_ENTRY, summary="", title="AT&T"))
    assert texts(item, "description") == ["AT&amp;T"]
    assert texts(item, "content:encoded") == [FULL_ENTRY.content]


def test_description_comes_before_content() -> None:
    tags = [element.tag for element in item_of(FULL_ENTRY)]
    assert tags.index("description") < tags.index(f"{{{NAMESPACES['content']}}}encoded")


def test_no_content_is_published_when_there_is_none() -> None:
    assert texts(item_of(BARE_ENTRY), "content:encoded") == []


def test_every_element_stands_once_except_categories_and_creators() -> None:
    channel, item = channel_of(FEED), item_of(FULL_ENTRY)
    repeated = {
        element.tag
        for parent in (channel, item)
        for element in parent
        if Counter(child.tag for child in parent)[element.tag] > 1
    }
    assert repeated == {
        "item",
        "category",
        f"{{{NAMESPACES['atom']}}}link",
        f"{{{NAMESPACES['dc']}}}creator",
    }


def test_neither_source_nor_author_nor_enclosure_claims_what_is_not_known() -> None:
    for tag in ("source", "author", "enclosure"):
        assert item_of(FULL_ENTRY).find(tag) is None


def test_authors_without_e_mail_do_not_vanish() -> None:
    assert texts(item_of(FULL_ENTRY), "dc:creator") == ["Ada Lovelace", "Zoë Żółć"]


@pytest.mark.parametrize(
    ("author", "editors", "creators"),
    [
        (Author("Ed", email="ed@x.example"), ["ed@x.example (Ed)"], []),
        (Author("Ed"), [], ["Ed"]),
        (None, [], ["AI news"]),
    ],
)
def test_publisher_is_the_editor_only_with_an_e_mail(
    author: Author | None, editors: list[str], creators: list[str]
) -> None:
    channel = channel_of(BARE_FEED, SITE._replace(author=author))
    assert texts(channel, "managingEditor") == editors
    assert texts(channel, "dc:creator") == creators


def test_guid_is_a_permalink_only_if_it_is_the_link() -> None:
    assert attributes(channel_of(FEED), "item/guid") == [
        {"isPermaLink": "false"},
        {"isPermaLink": "true"},
    ]


def test_category_is_the_name_within_the_topics_of_the_site() -> None:
    item = item_of(replace(FULL_ENTRY, topics=(Category("at-t", "AT&T"),)))
    assert texts(item, "category") == ["AT&T"]
    assert attributes(item, "category") == [{"domain": "https://news.example/feeds/topics/"}]


def test_dates_are_in_english_with_four_digits_and_a_numeric_zone() -> None:
    moment = datetime(987, 5, 3, 1, 2, 3, 999, tzinfo=UTC)
    feed = replace(feed_of(replace(BARE_ENTRY, published=moment)), updated=moment)
    assert texts(channel_of(feed), "lastBuildDate") == ["Thu, 03 May 0987 01:02:03 +0000"]
    assert texts(channel_of(feed), "item/pubDate") == ["Thu, 03 May 0987 01:02:03 +0000"]


def test_locale_of_the_process_is_never_switched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", None)
    assert RSS.render(FEED, SITE)


def test_one_image_is_no_media_group() -> None:
    item = item_of(FULL_ENTRY)
    url = "https://cdn.example/p.PNG?w=628"
    size = {"width": "628", "height": "246"}
    assert texts(item, "media:group") == []
    assert attributes(item, "media:content") == [
        {"url": url, "type": "image/png", "medium": "image", **size}
    ]
    assert attributes(item, "media:thumbnail") == [{"url": url, **size}]


def test_image_says_only_what_is_known() -> None:
    image = Image("https://cdn.example/p", width=0)
    item = item_of(replace(BARE_ENTRY, image=image))
    assert attributes(item, "media:content") == [
        {"url": "https://cdn.example/p", "medium": "image"}
    ]
    assert attributes(item, "media:thumbnail") == [{"url": "https://cdn.example/p"}]


def test_own_logo_of_a_feed_comes_before_that_of_the_site() -> None:
    feed = replace(FEED, logo=Image("https://cdn.example/logo.gif"))
    assert texts(channel_of(feed), "image/url") == ["https://cdn.example/logo.gif"]
    assert texts(channel_of(FEED), "image/url") == ["https://news.example/logo.png"]


@given(xml_text, xml_text, xml_text)
def test_any_text_comes_back_as_it_was(title: str, summary: str, content: str) -> None:
    author = Author(title)
    topic = Category("topic", summary)
    item = item_of(
        replace(
            BARE_ENTRY,
            title=title,
            summary=summary,
            content=content,
            authors=(author,),
            topics=(topic,),
        )
    )
    assert texts(item, "title") == [title or BARE_ENTRY.link]
    assert texts(item, "description") == [escaped(summary or title or BARE_ENTRY.link)]
    assert texts(item, "content:encoded") == ([content] if content else [])
    assert texts(item, "dc:creator") == [title]
    assert texts(item, "category") == [summary]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(xml_text, xml_text)
def test_any_text_of_a_feed_comes_back_as_it_was(title: str, description: str) -> None:
    channel = channel_of(replace(BARE_FEED, title=title, description=description))
    assert texts(channel, "title") == [title or FEED.id]
    assert texts(channel, "description") == [description or title or FEED.id]

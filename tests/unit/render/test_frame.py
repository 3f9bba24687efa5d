"""Entries that are rendered apart from their feed stand in it as if rendered with it."""

from dataclasses import replace

import pytest
from hypothesis import given
from lxml import etree

from feeds.model import Entry
from feeds.render import html
from feeds.render.formats import FORMATS, Format
from feeds.render.frame import Frame, cut_entries
from tests.unit.sample_feeds import BARE_ENTRY, FULL_ENTRY, SITE, feed_of, render_feed_page
from tests.unit.xml_text import xml_text

MARKUP = '</item>\n    <item> </entry>\n  <entry> </feed> </channel> "items": [ ]]> <!--'


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_entries_are_the_same_whatever_else_is_rendered(format_: Format) -> None:
    full, bare = format_.render_entries((FULL_ENTRY, BARE_ENTRY), SITE)
    assert [full] == format_.render_entries((FULL_ENTRY,), SITE)
    assert [bare] == format_.render_entries((BARE_ENTRY,), SITE)
    assert full in format_.render(feed_of(BARE_ENTRY, FULL_ENTRY), SITE)


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_no_entries_are_rendered_as_none(format_: Format) -> None:
    assert format_.render_entries((), SITE) == []


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("entries", [(), (FULL_ENTRY,), (BARE_ENTRY, FULL_ENTRY)], ids=len)
def test_entries_are_cut_out_of_a_document_as_they_were_rendered(
    format_: Format, entries: tuple[Entry, ...]
) -> None:
    entries = tuple(replace(entry, title=MARKUP, content=MARKUP) for entry in entries)
    feed = replace(feed_of(*entries), title=MARKUP, description=MARKUP)
    assert format_.cut(format_.render(feed, SITE)) == format_.render_entries(entries, SITE)


def test_cards_are_cut_out_of_a_page_as_they_were_rendered() -> None:
    feed = replace(feed_of(replace(FULL_ENTRY, title=MARKUP), BARE_ENTRY), title=MARKUP)
    page = render_feed_page(feed, SITE, tuple(FORMATS.values()))
    assert html.cut(page) == html.render_entries(feed.entries, SITE)
    assert html.cut(render_feed_page(feed_of(), SITE, tuple(FORMATS.values()))) == []


@given(xml_text)
def test_a_document_of_parts_is_the_document_that_lxml_writes(text: str) -> None:
    root = etree.Element("feed")
    etree.SubElement(root, "title").text = text
    frame = Frame.cut(etree.tostring(root, pretty_print=True), b"</feed>")
    for _ in range(2):
        etree.SubElement(etree.SubElement(root, "entry", note=text), "title").text = text
    whole = etree.tostring(root, pretty_print=True)
    assert frame.fill(cut_entries(whole, b"  <entry", b"</entry>\n")) == whole

"""Documents made of parts are what they would be if they were written as a whole."""

from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple

import markupsafe
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup

from feeds.model import Author, Category, Entry, Feed, FeedKind, Image, Related
from feeds.render import html
from feeds.render.formats import FORMATS, Format
from feeds.render.frame import Frame, Shapes, cut_entries
from feeds.settings import Site
from tests.unit.sample_feeds import BARE_ENTRY, FULL_ENTRY, SITE, feed_of, render_feed_page
from tests.unit.xml_text import xml_text

MARKUP = '</item>\n    <item> </entry>\n  <entry> </feed> </channel> "items": [ ]]> <!--'


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
def test_entries_are_the_same_whatever_else_is_rendered(format_: Format) -> None:
    render = format_.load_entry_renderer()
    full, bare = render(FULL_ENTRY, SITE), render(BARE_ENTRY, SITE)
    assert format_.cut(format_.render(feed_of(BARE_ENTRY, FULL_ENTRY), SITE)) == [bare, full]
    assert render(FULL_ENTRY, SITE) == full


@pytest.mark.parametrize("format_", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("entries", [(), (FULL_ENTRY,), (BARE_ENTRY, FULL_ENTRY)], ids=len)
def test_entries_are_cut_out_of_a_document_as_they_were_rendered(
    format_: Format, entries: tuple[Entry, ...]
) -> None:
    entries = tuple(replace(entry, title=MARKUP, content=MARKUP) for entry in entries)
    feed = replace(feed_of(*entries), title=MARKUP, description=MARKUP)
    render = format_.load_entry_renderer()
    assert format_.cut(format_.render(feed, SITE)) == [render(entry, SITE) for entry in entries]


def test_cards_are_cut_out_of_a_page_as_they_were_rendered() -> None:
    feed = replace(feed_of(replace(FULL_ENTRY, title=MARKUP), BARE_ENTRY), title=MARKUP)
    page = render_feed_page(feed, SITE, tuple(FORMATS.values()))
    assert html.cut(page) == [html.render_entry(entry, SITE) for entry in feed.entries]
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


class Line(NamedTuple):
    """Texts of a line, of all kinds that there are."""

    title: str
    note: str | None
    tags: tuple[str, ...]
    is_new: bool
    raw: Markup = Markup()


def write_line(line: Line) -> str:
    """Write *line* as markup, once more in an attribute than it has notes."""
    note = "" if line.note is None else f' note="{escape(line.note)}"'
    tags = "".join(f'<b title="{escape(tag)}">{escape(tag)}</b>' for tag in line.tags)
    return f"<p{note}{' new' * line.is_new}>{escape(line.title)}{tags}{line.raw} > {escape(line.title)}</p>"


# What might be taken for a mark, or for markup, besides any text.
texts = xml_text | st.sampled_from(
    ["", "\ue0000\ue001", "\ue000", "&lt;", "]]>", "\"'\r\n\t", "<a>"]
)
lines = st.builds(
    Line,
    texts,
    st.none() | texts,
    st.lists(texts, max_size=3).map(tuple),
    st.booleans(),
    texts.map(markupsafe.escape),
)


@given(st.lists(lines, max_size=8))
def test_what_is_filled_in_is_what_would_be_written(several: list[Line]) -> None:
    shapes = Shapes(write_line, escape, escape)
    assert [shapes.fill(line) for line in several] == [write_line(line) for line in several]


def test_each_shape_is_written_once() -> None:
    written: list[Line] = []

    def write(line: Line) -> str:
        written.append(line)
        return write_line(line)

    shapes = Shapes(write, escape, escape)
    for title in ("one", "two", "three"):
        shapes.fill(Line(title, None, ("a", title), is_new=False))
        shapes.fill(Line(title, "", ("a", title), is_new=False))
        shapes.fill(Line(title, "note", (title,), is_new=True))
    assert [(line.note is None, len(line.tags), line.is_new) for line in written] == [
        (True, 2, False),
        (False, 2, False),
        (False, 1, True),
    ]


def test_shapes_without_end_do_not_fill_the_memory() -> None:
    shapes = Shapes(write_line, escape, escape)
    for number in range(2100):
        # A string that is empty makes another shape.
        tags = tuple("a" * int(digit) for digit in f"{number:012b}")
        line = Line("a", None, tags, is_new=True)
        assert shapes.fill(line) == write_line(line)
    assert len(vars(shapes)["_forms"]) == 100


names = texts.filter(bool)
optional = st.none() | texts
moments = st.datetimes(datetime(1, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
images = st.builds(
    Image,
    texts | st.sampled_from(["https://a.test/p.png", "https://a.test/p.SVG?w=1"]),
    *[st.none() | st.integers(0, 9)] * 2,
    *[optional] * 2,
)
languages = st.none() | st.sampled_from(["en", "EN", "en-GB", "de", "ar", "x"])
entries_of_any_kind = st.builds(
    Entry,
    id=names | st.just("https://a.test/"),
    link=names | st.just("https://a.test/"),
    title=texts,
    summary=texts,
    content=texts,
    published=moments,
    updated=moments,
    authors=st.lists(st.builds(Author, texts, optional, optional), max_size=3).map(tuple),
    provider=st.none() | st.builds(Category, texts, texts),
    topics=st.lists(st.builds(Category, texts, texts), max_size=3).map(tuple),
    path=st.just("a.md"),
    image=st.none() | images,
    provider_image=st.none() | images,
    language=languages,
    related=st.lists(
        st.builds(Related, texts, texts, optional, st.none() | moments), max_size=3
    ).map(tuple),
)
sites = st.builds(
    Site,
    id=names,
    title=names,
    description=texts,
    language=st.sampled_from(["en", "de", "pt-BR"]),
    url=st.none() | st.just("https://news.example/a&b/"),
    author=st.none() | st.builds(Author, names, optional, optional),
    icon=optional,
    logo=optional,
    hub=optional,
)
feeds = st.builds(
    Feed,
    id=names,
    kind=st.sampled_from(FeedKind),
    path=st.sampled_from(["all", "topics/a&b", "providers/ü"]),
    name=texts,
    title=texts,
    description=texts,
    updated=moments,
    entries=st.lists(entries_of_any_kind, max_size=3).map(tuple),
    total=st.integers(0, 2000),
    logo=st.none() | images,
    page=st.integers(0, 2),
    older=st.integers(0, 2),
)


def render_everything(feed: Feed, site: Site) -> dict[str, bytes]:
    """Return *feed* in all formats, its page, and an index that lists it alone."""
    formats = tuple(FORMATS.values())
    return {
        **{format_.name: format_.render(feed, site) for format_ in formats},
        "page": render_feed_page(feed, site, formats),
        "index": html.render_index([feed], site, formats),
    }


def write_each(shapes: Shapes[tuple[str, ...]], texts: tuple[str, ...]) -> str:
    """Do without what is known of shapes."""
    return shapes.write(texts)


@settings(max_examples=60)
@given(st.lists(feeds, min_size=1, max_size=3), sites)
def test_feedgen_and_templates_would_write_the_same_themselves(
    several: list[Feed], site: Site
) -> None:
    """They decide every byte of any document: what is filled in never differs from it."""
    filled = [render_everything(feed, site) for feed in several]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Shapes, "fill", write_each)
        assert [render_everything(feed, site) for feed in several] == filled

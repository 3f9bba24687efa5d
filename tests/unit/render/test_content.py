"""The content of an entry is safe HTML with absolute addresses."""

from dataclasses import replace
from datetime import UTC, datetime

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from feeds.bodies.elements import GENERAL_ATTRIBUTES, KEPT
from feeds.model import Entry, Image, Related
from feeds.render.content import compose_content, render_body
from feeds.values.text import find_forbidden

DATE = datetime(2022, 9, 12, 13, tzinfo=UTC)
BASE = "https://example.org/news/article"
ENTRY = Entry(
    id="urn:example:1",
    link=BASE,
    title='A "title" & more',
    summary="Tom & Jerry <T>",
    published=DATE,
    updated=DATE,
    authors=(),
    provider=None,
    topics=(),
    path="a.md",
)
IMAGE = Image("https://example.org/a.png?x=1&y=2", 640, 480)
FRAME = '<iframe width="560" src="https://www.youtube.com/embed/x?a=1&amp;b=2"></iframe>'


def test_excerpt_stands_for_an_empty_body() -> None:
    assert compose_content(ENTRY) == "<p>Tom &amp; Jerry &lt;T&gt;</p>"


def test_body_replaces_the_excerpt() -> None:
    assert compose_content(replace(ENTRY, body="Some *text*")) == "<p>Some <em>text</em></p>"


def test_entry_without_any_text_has_no_content() -> None:
    assert compose_content(replace(ENTRY, summary="")) == ""


def test_lead_image_comes_first_with_its_size() -> None:
    assert compose_content(replace(ENTRY, image=IMAGE)).splitlines()[0] == (
        '<p><img src="https://example.org/a.png?x=1&amp;y=2"'
        ' alt="A &#34;title&#34; &amp; more" width="640" height="480"></p>'
    )


def test_attribution_is_a_caption_and_an_unknown_size_is_left_out() -> None:
    image = Image("https://example.org/a.png", title="Robot", attribution="© Ann <ann@a.b>")
    assert compose_content(replace(ENTRY, image=image)).splitlines()[0] == (
        '<figure><img src="https://example.org/a.png" alt="Robot">'
        "<figcaption>© Ann &lt;ann@a.b&gt;</figcaption></figure>"
    )


def test_video_frame_becomes_a_link_with_its_picture() -> None:
    first = compose_content(replace(ENTRY, image=Image("https://e.org/a.png"), frame=FRAME))
    assert first.splitlines()[0] == (
        '<p><a href="https://www.youtube.com/embed/x?a=1&amp;b=2">'
        '<img src="https://e.org/a.png" alt="A &#34;title&#34; &amp; more"></a></p>'
    )


def test_video_without_a_picture_is_linked_by_its_title() -> None:
    entry = replace(ENTRY, frame='<div><IFRAME src="//player.example/1"></IFRAME></div>')
    assert compose_content(entry).splitlines()[0] == (
        '<p><a href="https://player.example/1">A &#34;title&#34; &amp; more</a></p>'
    )


@pytest.mark.parametrize(
    "frame",
    [
        "", "no frame", "<p>x</p>", "<", "<iframe>", '<iframe src="">', "<html>", "<!doctype html>",
        '<iframe src="javascript:alert(1)">', "<html><body></body><body><iframe></body></html>",
        '<?xml version="1.0" encoding="ascii"?><iframe/>', "<!doctype html><!-- <iframe> -->",
    ],
)  # fmt: skip
def test_frame_without_a_usable_address_is_left_out(frame: str) -> None:
    assert compose_content(replace(ENTRY, frame=frame)) == compose_content(ENTRY)


@given(st.text("<>/ifrmeahtlbodysc=\"'! ", max_size=40))
def test_any_frame_is_read_or_left_out(markup: str) -> None:
    content = compose_content(replace(ENTRY, frame=f"<iframe {markup}"))
    assert content.endswith("<p>Tom &amp; Jerry &lt;T&gt;</p>")


def test_related_coverage_is_listed_with_title_provider_and_date() -> None:
    related = (
        Related("One & <two>", "https://a.org/?a=1&b=2", "SD Times", DATE),
        Related("Bare", "https://b.org/", None, None),
    )
    assert compose_content(replace(ENTRY, related=related)).splitlines()[1:] == [
        "<h3>Related coverage</h3>",
        "<ul>",
        '<li><a href="https://a.org/?a=1&amp;b=2">One &amp; &lt;two&gt;</a>, SD Times,'
        ' <time datetime="2022-09-12T13:00:00Z">2022-09-12</time></li>',
        '<li><a href="https://b.org/">Bare</a></li>',
        "</ul>",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[a](/b)", '<p><a href="https://example.org/b">a</a></p>'),
        ('<img src="c.png">', '<img src="https://example.org/news/c.png">'),
        ("[m](mailto:a@b.org)", '<p><a href="mailto:a@b.org">m</a></p>'),
        ("[j](javascript:alert(1))", "<p><a>j</a></p>"),
        ('<a href="javascript:alert(1)">j</a>', "<p><a>j</a></p>"),
        ('<p onclick="x()">a</p><script>b</script>', "<p>a</p>"),
        ("<iframe src=x></iframe>a", '<p><a href="https://example.org/news/x">example.org</a></p>a'),
        ("| a |\n| - |\n| b |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n"
         "<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>"),
        ("a&#11;b", "<p>a\ufffdb</p>"),
        ("<p>a&#11;b</p>", "<p>ab</p>"),
    ],
)  # fmt: skip
def test_body_is_sanitised_and_its_addresses_absolute(body: str, expected: str) -> None:
    assert render_body(body, BASE) == expected


@given(st.text(max_size=200), st.text("<>/ab\"'=&;#[]()!: \n`*", max_size=80))
def test_any_body_gives_html_that_a_sanitiser_leaves_alone(words: str, markup: str) -> None:
    content = str(render_body(words + markup, BASE))
    assert find_forbidden(content) is None
    attributes = {"*": set(GENERAL_ATTRIBUTES)} | {name: set(kept) for name, kept in KEPT.items()}
    assert nh3.clean(content, tags=set(KEPT), attributes=attributes, link_rel=None) == content


def test_a_body_that_is_too_long_ends_with_a_link_to_the_rest() -> None:
    content = render_body("One paragraph.\n\n" * 9000, BASE)
    assert content.endswith(
        f'<p>One paragraph.</p>\n<p><a href="{BASE}">The rest is at example.org</a></p>'
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_any_title_is_escaped(title: str) -> None:
    related = (Related(title, "https://a.org/", title, None),)
    content = compose_content(replace(ENTRY, title=title, image=IMAGE, related=related))
    tree = html.fragment_fromstring(content, create_parent=True)
    assert {element.tag for element in tree.iter()} <= {"div", "p", "img", "h3", "ul", "li", "a"}
    assert tree.findtext(".//a") in (title, title or None)

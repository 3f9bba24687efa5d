"""HTML in plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.markup.plain import find_ambiguous, find_html, without_numbers


@pytest.mark.parametrize(
    "text",
    [
        "AT&T, R&D, M&S, Q&A", "1 < 2 > 0", "<3", "a <x> b", "<somebody@example.org>", "&T;",
        "https://a.example/?b=1&copy=2", "&#x26; &#x3C; &#x3c;", "&nosuch;", "<>", "x<y",
    ],
)  # fmt: skip
def test_leaves_plain_text_alone(text: str) -> None:
    assert find_html(text) is None


@pytest.mark.parametrize(
    ("text", "marked", "what"),
    [
        ("a <b>c</b>", "<b>", "the tag <b>"),
        ("a</P >", "</P >", "the tag </P>"),
        ('<a href="b">', '<a href="b">', "the tag <a>"),
        ("a<br/>b", "<br/>", "the tag <br>"),
        ("caf&eacute;", "&eacute;", "the entity &eacute;"),
        ("alpha&omega", "&omega", "the entity &omega"),
        ("&#0", "&#0", "the entity &#0"),
        ("a &#8217; b", "&#8217;", "the entity &#8217;"),
        ("a &#x2019; b", "&#x2019;", "the entity &#x2019;"),
        ("a &amp; b", "&amp;", "the entity &amp;"),
    ],
)
def test_finds_tags_and_entities(text: str, marked: str, what: str) -> None:
    found = find_html(text)
    assert found is not None
    assert (text[found[0] : found[1]], found[2]) == (marked, what)


def test_finds_what_may_begin_a_tag() -> None:
    assert find_ambiguous("a<b") == (1, 3)
    assert find_ambiguous("a < b <3") is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("AT&#x26;T</title>", "AT\ufffcT"),
        ("a&#x3C;b &lt;c&#62;", "a\ufffcb <c>"),
        ("<![CDATA[a&#x26;b]]> c<!-- d --></title><link>e", "a&#x26;b c"),
        ("The &#x26;amp; entity", "The \ufffcamp; entity"),
    ],
)
def test_knows_what_is_written_by_number(raw: str, text: str) -> None:
    assert without_numbers(raw) == text


@given(st.text(alphabet="<>/ab &#x26;", max_size=40))
def test_places_are_in_the_text(text: str) -> None:
    found = find_html(text)
    assert found is None or 0 <= found[0] < found[1] <= len(text)

"""Text is cleaned of markup and forbidden characters, and nothing else is lost."""

import html
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.text import clean_excerpt, clean_line, disarm, find_forbidden


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("It&#8217;s here &amp; now&nbsp;", "It’s here & now"),
        ("  two\n lines \n", "two lines"),
        ("<p>One</p><p>Two <b>bold</b></p>", "One Two bold"),
        ('<a href="x">link</a>ed', "linked"),
        ("a<br/>b", "a b"),
        ("<!-- note -->text", "text"),
        ("std::vector<T> and List<String>", "std::vector<T> and List<String>"),
        ("Set<S>, Map<A, B>, <P>", "Set<S>, Map<A, B>, <P>"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("&lt;b&gt; makes bold", "<b> makes bold"),
        ("&amp;#8217; stays", "&#8217; stays"),
        ("AT&T &copy=1 R&D;", "AT&T &copy=1 R&D;"),
        ("bell\x07 \ud800 \ufffe&#11;", "bell"),
        ("One<script>if (1 < 2) x('</p>')</script> two", "One two"),
        ("<STYLE media=a>p > b {}</style >One", "One"),
        ("One<noscript><img src=a> Please enable it</noscript>", "One"),
        ("<template><p>x</p></template>One", "One"),
        ("How to use the <script> tag", "How to use the tag"),
        ("</script>One<script>two", "One two"),
        ('<img alt="a > b" src=c>One', "One"),
        ("<a title=it's>One</a> isn't > two", "One isn't > two"),
        ("", ""),
    ],
)
def test_excerpt_becomes_plain_text(written: str, cleaned: str) -> None:
    assert clean_excerpt(written) == cleaned


def test_title_keeps_what_looks_like_markup() -> None:
    assert clean_line(" Using <b> & &amp; \t in HTML\x00 ") == "Using <b> & &amp; in HTML"


@given(st.text())
def test_cleaned_text_can_stand_in_xml(text: str) -> None:
    for cleaned in (clean_line(text), clean_excerpt(text)):
        assert find_forbidden(cleaned) is None
        assert cleaned == cleaned.strip()


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_escaped_text_comes_back_whole(text: str) -> None:
    assert clean_excerpt(html.escape(text)) == clean_line(text)


def test_nothing_that_xml_forbids_is_printable() -> None:
    """Text that is printable is taken as it is, without a search."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [char for char in everything if char.isprintable() and find_forbidden(char)] == []


def test_what_is_no_command_stays_as_it_is() -> None:
    for text in (
        "a::b",
        "std::vector",
        ": :",
        "# [x]",
        "##",
        "http://[::1]/",
        "a: ::b",
        "x ## [y]",
    ):
        assert disarm(text) == text
    assert disarm("::a\n  ::b\n##[c") == "\\x3a:a\n  \\x3a:b\n\\x23#[c"
    assert re.findall(r"\\x23|\\x3a", disarm("##[##[\n:::")) == ["\\x23", "\\x23", "\\x3a"]

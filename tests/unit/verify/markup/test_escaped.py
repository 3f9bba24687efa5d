"""HTML that is written as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.verify.markup.escaped import find_faults


def faults(text: str, *, relative: bool = True) -> list[tuple[str, str, str]]:
    found = find_faults(text, relative=relative)
    return [(fault.rule, fault.what, text[fault.start : fault.end]) for fault in found]


@pytest.mark.parametrize(
    "text",
    [
        "Chips", "1 < 2", "<p>Chips</p>", "<IMG SRC='https://a.example/b.png' ALT=''>", "<br/>",
        '<a title="a > b" href="https://a.example/">b</a>', "<my-own>a</my-own>", "<!doctype html>",
        "<!-- <script> --> <b>a</b>", '<a href="#b">c</a>', "&#8217;", "<a href=mailto:a@b.example>",
        '<p style="max-width: 80%; display: flex">a</p>', "<svg></svg><math></math>", "a <3 b",
    ],
)  # fmt: skip
def test_leaves_good_html_alone(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>a</script><script>", [("risky-element", "<script>", "<script>")]),
        ('<IFRAME src="https://a.example/">', [("risky-element", "<iframe>", '<IFRAME src="https://a.example/">')]),
        ("<p><scribble a=b></scribble>", [("unknown-html-tag", "<scribble>", "<scribble a=b>")]),
        ("<o:p></o:p>", [("unknown-html-tag", "<o:p>", "<o:p>")]),
        ("<?php echo 1 ?>", [("unknown-html-tag", "<?…>", "<?php echo 1 ?>")]),
        ("<?import a>", [("risky-element", "<?…>", "<?import a>")]),
        ("a <a href='b", [("broken-html", "a tag is not closed", "<a href=")]),
        ("isn&#146;t", [("broken-html", "&#146; is the number of no character", "&#146;")]),
        ("isn&#x92;t", [("broken-html", "&#x92; is the number of no character", "&#x92;")]),
        ("<p ONCLICK='a()'>", [("risky-attribute", "onclick of <p>", "<p ONCLICK='a()'>")]),
        ('<a href="java&#115;cript:a()">', [("risky-attribute", "href of <a> with a script", '<a href="java&#115;cript:a()">')]),
        ('<p style="position: fixed">', [("risky-style", "style of <p> takes the content out of its place: position: fixed", '<p style="position: fixed">')]),
        ('<img src="a.png"><img src="b.png">', [("relative-in-content", "src of <img>", '<img src="a.png">')]),
        ('<a href="//a.example/">', [("relative-in-content", "href of <a>", '<a href="//a.example/">')]),
    ],
)  # fmt: skip
def test_says_what_is_wrong(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert faults(text) == expected


def test_addresses_may_be_relative_where_there_is_a_base() -> None:
    assert faults('<img src="a.png">', relative=False) == []


@given(st.text(alphabet="<>/!?-ab='\" &#x92;on", max_size=60))
def test_places_are_in_the_text(text: str) -> None:
    for fault in find_faults(text, relative=True):
        assert 0 <= fault.start < fault.end <= len(text)

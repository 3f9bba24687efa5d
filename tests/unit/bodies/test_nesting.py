"""No body is so deep or so long that it stalls a build, and what is too deep keeps its text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.clean import clean_html
from feeds.bodies.elements import MAX_DEPTH, MAX_LENGTH
from feeds.bodies.markdown import cut_at, render_markdown
from feeds.bodies.nesting import is_too_deep, may_be_too_deep

BASE = "https://example.org/"
SIZE = 50_000
# What parsers of Markdown and HTML look back or ahead for.
WORDS = r"""
[ [[ ![ < ` `a``b```c * *a**a _a > - ~~a [a]( [a](<b & &a; \ | [^a] ^[ http://a. https://a(b) www.a
a@b.c a@ : ; ! ? # = <div> <b> <b/id=1> <a/href=x> <!-- <![CDATA[ <? <!A <table><tr><td> <p/a=1 <a"
<ul><li> [a][b] <svg> <math> <select> </p> </div> <iframe> <template> <noscript> <a@b <source> <wbr>
<image> <li> <dd> <tr> <td> <option> <x-y> <foo> <object> <object/data=x> <video><source> <noembed>&lt;
<math><msup> <mfrac> <picture><source> <map><area/href=x> <body> <html/lang=x> <iframe/src=x> {{ [!NOTE]
"""
LINES = [
    "> > ",
    "* a\n * b\n",
    "a|b\n-|-\n",
    "=\n",
    "[^a]: x\n",
    "[a]: b\n",
    "a  \n",
    "a\n",
    "1. ",
    "<x\n",
]
BLANKS = [
    " https://a.b",
    "a+b@c.d ",
    '<img srcset="' + "a, " * 9000,
    " ",
    "\n",
    "\t",
    "<p><b id=x>",
    "<picture><source srcset=a><img src=b>",
    "<math><o:p><a_b>",
    '<math><dt><source srcdoc="<p>x"><tr>',
    "<svg><dt><tr>",
    "<msqrt><dt><p><tr>",
]
REPEATED = [*WORDS.split(), *LINES, *BLANKS]
LONG = [
    *(part * (SIZE // len(part)) for part in REPEATED),
    "<p " + " ".join(f"a{n}=1" for n in range(8_000)) + ">x",
    "".join(f"<p><b id={n}></p>" for n in range(3_500)),
    "".join("`" * (n % 300) + "a" for n in range(300)),
    "\n".join("  " * n + "- a" for n in range(220)),
    "\n".join(">" * n + "a" for n in range(300)),
]


@pytest.mark.parametrize("body", LONG, ids=lambda body: repr(body[:12]))
def test_no_body_takes_long(body: str) -> None:
    started = time.process_time()
    clean_html(render_markdown(body), BASE)
    # What is not linear takes several times as long.
    assert time.process_time() - started < 3


def test_elements_that_are_too_deep_lose_their_tags_and_keep_their_text() -> None:
    cleaned = clean_html("<div>" * 5000 + "inside" + "</div>" * 5000 + "<p>after</p>", BASE)
    assert cleaned.html == "<div>" * MAX_DEPTH + "inside" + "</div>" * MAX_DEPTH + "<p>after</p>"
    assert cleaned.flattened


def test_elements_without_ends_count_once() -> None:
    cleaned = clean_html("<ul>" + "<li>a" * 500 + "</ul>" + "<p>b" * 500 + "<br>" * 500, BASE)
    assert (
        cleaned.html
        == "<ul>" + "<li>a</li>" * 500 + "</ul>" + "<p>b</p>" * 499 + "<p>b" + "<br>" * 500 + "</p>"
    )
    assert not cleaned.flattened


@pytest.mark.parametrize("tag", ["<foreignObject>", "<b class=x title='y z'>", "</b >"])
def test_a_body_that_is_too_long_is_cut_between_tags(tag: str) -> None:
    body = "x" + tag * (MAX_LENGTH // len(tag) + 1)
    assert body[: cut_at(body)].endswith(tag)


def test_a_body_that_is_too_long_is_cut_between_paragraphs() -> None:
    html = render_markdown("One paragraph of many.\n\n" * 9000)
    paragraphs = html.split("\n")
    assert len(html) > MAX_LENGTH * 0.99
    assert set(paragraphs) == {"<p>One paragraph of many.</p>", ""}


@pytest.mark.parametrize(
    "html",
    [
        "<div>", "<b>x", "<p>", "<ul><li>", "<div></div>", "</div><i>", "<b><i></b>", "<i></b></i>",
        "<li>", "<div></DIV>", "<x-y><br><image>", "<br-x>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("count", [MAX_DEPTH // 2, MAX_DEPTH, MAX_DEPTH + 1])
def test_what_is_too_deep_is_told_without_a_tree(html: str, count: int) -> None:
    assert is_too_deep(html * count) == clean_html(html * count, BASE).flattened


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<br-x>", "<p><i>", "<div></b>", "<table><td>"])
@pytest.mark.parametrize("above", ["", "> " * 20, "- " * 15])
def test_what_is_too_deep_is_never_ruled_out_at_first_sight(tag: str, above: str) -> None:
    body = f"{above}\n{tag * MAX_DEPTH * 2}"
    assert is_too_deep(render_markdown(body))
    assert may_be_too_deep(body)


PIECES = st.sampled_from(
    ["<b>", "</b>", "<b>x</b>", "<i a='", '<i a="', '">', "`", "\n", "\n\n", "    ", "\\", "[", "](", "<", ">",
     ")", "x", '"', "'", "```\n", "<!--", "-->", "<b>[x</b>", "<b>(</b>)"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=7).map("".join))
def test_what_markdown_makes_of_ends_of_tags_is_thought_of(piece: str) -> None:
    body = f"{piece * MAX_DEPTH * 2}"
    if is_too_deep(render_markdown(body)):
        assert may_be_too_deep(body)


def test_most_bodies_are_ruled_out_at_first_sight() -> None:
    assert not may_be_too_deep(
        '<p class="a">One <b>of</b> <a href="x">many</a></p><br><!-- x -->\n' * MAX_DEPTH
    )

"""Markdown is read as GitHub does, and HTML that is indented stays HTML."""

import pytest

from feeds.bodies.markdown import cut_at, render_markdown


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("~~a~~", "<p><s>a</s></p>\n"),
        ("| a |\n| - |\n| b |", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"),
        ("See https://e.org/a_b_c.", '<p>See <a href="https://e.org/a_b_c">https://e.org/a_b_c</a>.</p>\n'),
        ("(www.e.org/a_(b))", '<p>(<a href="http://www.e.org/a_(b)">www.e.org/a_(b)</a>)</p>\n'),
        ("**https://e.org**: a", '<p><strong><a href="https://e.org">https://e.org</a></strong>: a</p>\n'),
        ("https://e.org/?a=1&amp;b=2; c", '<p><a href="https://e.org/?a=1&amp;b=2">https://e.org/?a=1&amp;b=2</a>; c</p>\n'),
        ("ann@e.org.", '<p><a href="mailto:ann@e.org">ann@e.org</a>.</p>\n'),
        ("`https://e.org` [https://e.org](https://f.org) <a href=x>https://e.org</a>",
         '<p><code>https://e.org</code> <a href="https://f.org">https://e.org</a> <a href=x>https://e.org</a></p>\n'),
        ("xhttps://e.org www. https://localhost ann:b@e.org a@b", "<p>xhttps://e.org www. https://localhost ann:b@e.org a@b</p>\n"),
        ("<https://e.org>", '<p><a href="https://e.org">https://e.org</a></p>\n'),
    ],
)  # fmt: skip
def test_extensions_of_github_are_known(body: str, html: str) -> None:
    assert render_markdown(body) == html


def test_footnotes_stand_below_the_text() -> None:
    html = render_markdown("a[^n] b\n\n[^n]: Note *it*.")
    assert '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>' in html
    assert '<section class="footnotes">' in html
    assert "Note <em>it</em>." in html


def test_task_lists_have_boxes() -> None:
    assert render_markdown("- [x] a\n- [ ] b").count("<input") == 2


@pytest.mark.parametrize(
    "body",
    ["<p>a</p>\n\n\t\t\t<div class=\"b\">\n<p>c</p>\n</div>", "<p>a</p>\n\n    <b>c</b>", "<!-- x -->\n\n    </div>"],
)  # fmt: skip
def test_a_body_in_html_does_not_lose_to_its_indentation(body: str) -> None:
    html = render_markdown(body)
    assert "&lt;" not in html
    assert "<pre>" not in html


@pytest.mark.parametrize(
    "body",
    ["a\n\n    <b>c</b>", "<p>a</p>\n\n    x = 1 < 2", "<p>a</p>\n\n```\n    <b>c</b>\n```"],
)  # fmt: skip
def test_code_stays_code(body: str) -> None:
    assert "<pre><code>" in render_markdown(body)


def test_a_body_that_is_short_enough_is_whole() -> None:
    assert cut_at("a" * 100_000) == 100_000
    assert cut_at("a b\n\n" * 20_001) < 100_000

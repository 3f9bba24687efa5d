"""Markdown is read as GitHub does, and HTML that is indented stays HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.clean import clean_html
from feeds.bodies.markdown import cut_at, find_indented_html, render_markdown, without_code


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
        ("It&#146;s &#0151; &#x80; `&#146;` &#128 &#127; &#160;", "<p>It\u2019s \u2014 \u20ac <code>&amp;#146;</code> &amp;#128 \ufffd \xa0</p>\n"),
        ('Hi<o:p></o:p> <st1:City w:st="on">Paris</st1:City> `<o:p>` <a:b c <urn:x>', '<p>Hi<o:p></o:p> <st1:City w:st="on">Paris</st1:City> <code>&lt;o:p&gt;</code> &lt;a:b c <a href="urn:x">urn:x</a></p>\n'),
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


def test_each_reference_to_a_footnote_has_its_number() -> None:
    assert render_markdown("a[^n] b[^m] c[^n]\n\n[^n]: N\n[^m]: M").count(">[1]</a>") == 2


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
    "html",
    [
        # Pygments, Rouge, Sphinx, Hugo, GitHub and others write code so.
        '<div class="highlight"><pre><code>a *b* c\n\n    d __e__\n\n# f\n\n- g\n</code></pre></div>',
        '<figure class="highlight"><pre>\n\n*a*\n\n</pre>\n<p>*b*</p></figure>',
        "<table><tr><td><pre>*a*\n\n*b*\n</pre></td><td><PRE\nid=c>\n\n_d_ </PRE></td></tr></table>",
        "<div>\n<textarea>\n\n*a*\n</textarea></div>",
        "<!-- <pre> -->\n<div><pre>\n\n*a*</pre></div>",
        "<div><pre>1\n\n*2*</pre><pre>*3*\n\n</pre>\n*4*\n</div>",
    ],
)
def test_preformatted_text_is_html_to_its_end(html: str) -> None:
    assert render_markdown(html).rstrip("\n") == html
    among = render_markdown(f"*a*\n\n{html}\n\n*z*")
    assert among.startswith(f"<p><em>a</em></p>\n{html}\n")
    assert among.endswith("<p><em>z</em></p>\n")


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ('*a* <a\n  href="https://e.org/"\n  >b</a\n> c', '<p><em>a</em> <a\n  href="https://e.org/"\n  >b</a\n> c</p>\n'),
        ("<img src=/i.png\n  alt='x'\n>", "<p><img src=/i.png\n  alt='x'\n></p>\n"),
        ("- <span\n  >b</span\n  >", "<ul>\n<li><span\n>b</span\n></li>\n</ul>\n"),
        # What is no tag of HTML leaves a quotation one.
        ("a <b c=\n> d", "<p>a &lt;b c=</p>\n<blockquote>\n<p>d</p>\n</blockquote>\n"),
        ("a < b\n> c", "<p>a &lt; b</p>\n<blockquote>\n<p>c</p>\n</blockquote>\n"),
        ("a <T\n> c", "<p>a &lt;T</p>\n<blockquote>\n<p>c</p>\n</blockquote>\n"),
        ("<b>a</b>\n> c", "<p><b>a</b></p>\n<blockquote>\n<p>c</p>\n</blockquote>\n"),
    ],
)  # fmt: skip
def test_the_end_of_a_tag_begins_no_quotation(body: str, html: str) -> None:
    assert render_markdown(body) == html


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("<div><pre>\n\n*a*", "<div><pre>\n<p><em>a</em></p>\n"),
        ("<!-- <pre> -->\n\n*a*\n\n</pre>", "<!-- <pre> -->\n<p><em>a</em></p>\n</pre>"),
        ("- <div><pre>\n\n*a*\n</pre>", "<ul>\n<li>\n<div><pre>\n</li>\n</ul>\n<p><em>a</em>\n</pre></p>\n"),
        ("> <div><pre>\n> \n> *a*\n> </pre>\n\n*b*", "<blockquote>\n<div><pre>\n\n*a*\n</pre>\n</blockquote>\n<p><em>b</em></p>\n"),
    ],
)  # fmt: skip
def test_preformatted_text_without_an_end_is_markdown(body: str, html: str) -> None:
    assert render_markdown(body) == html


@pytest.mark.parametrize(
    "body",
    ["a\n\n    <b>c</b>", "<p>a</p>\n\n    x = 1 < 2", "<p>a</p>\n\n```\n    <b>c</b>\n```"],
)  # fmt: skip
def test_code_stays_code(body: str) -> None:
    assert "<pre><code>" in render_markdown(body)


def test_a_body_that_is_short_enough_is_whole() -> None:
    assert cut_at("a" * 80_000) == 80_000
    assert cut_at("a b\n\n" * 16_001) < 80_000
    assert cut_at("a" * 90_000) == 80_000


def test_pictures_in_the_page_do_not_count() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 200_000}">\n\n'
    body = picture + "a" * 70_000
    assert cut_at(body) == len(body)
    assert cut_at(picture + "a b\n\n" * 20_000) - len(picture) <= 80_000


@pytest.mark.parametrize(
    ("body", "rest"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("a `b\nc` d `e", "a   \n   d `e"),
        ("```\nb\n```\nc", "   \n \n   \nc"),
        ("a\n\n    b\n\nc", "a\n\n     \n\nc"),
        ("a\r\n\r\n\tb\r\n\r\nc", "a\r\n\r\n  \r\n\r\nc"),
        ("<pre>b</pre> c <CODE x>d</CODE>", "<pre> </pre> c <CODE x> </CODE>"),
        ("<code>b", "<code>b"),
        ("| `a` | b |\n|---|---|\n| c | `d` |", "|     | b |\n|---|---|\n| c |     |"),
        ("> `a`\n> b\n", ">    \n> b\n"),
    ],
)  # fmt: skip
def test_code_is_blank_and_all_else_in_its_place(body: str, rest: str) -> None:
    assert without_code(body) == rest


@given(st.text("`<>code/pre \n\r\t-#|a", max_size=120))
def test_what_is_not_code_stays_in_its_place(body: str) -> None:
    rest = without_code(body)
    assert len(rest) == len(body)
    assert all(new in (old, " ") for old, new in zip(body, rest, strict=True))


@pytest.mark.parametrize(
    ("body", "place"),
    [("a\n\n    <b>c</b>", 7), ("a\n\n\t\t<p>c", 5), ("<p>\n\n    <b>c</b>", None), ("a\n\n    b < c", None)],
)  # fmt: skip
def test_html_that_is_taken_for_code_is_found(body: str, place: int | None) -> None:
    assert find_indented_html(body) == place


@pytest.mark.parametrize("address", ["javascript:x", "file:///a", "data:text/html,b", "vbscript:x"])
def test_a_link_of_any_scheme_is_one(address: str) -> None:
    assert render_markdown(f"[a]({address})") == f'<p><a href="{address}">a</a></p>\n'
    assert clean_html(render_markdown(f"[a]({address})"), "https://a.example/").html == (
        "<p><a>a</a></p>"
    )

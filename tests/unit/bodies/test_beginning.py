"""The beginning of a body stands for an excerpt, in plain text."""

import pytest

from feeds.bodies.beginning import beginning_of


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("", ""),
        ("# Title\n\nSome *text*.", "Some text."),
        ("One\ntwo.\n\nThree.", "One two. Three."),
        ("<p>One.</p><p>Two.</p>Three<br>four.", "One. Two. Three four."),
        ("<ul><li>One<li>two</ul>", "One two"),
        ("a <b>b</b>c &amp; &lt;d&gt;", "a bc & <d>"),
        ("a<script>x()</script><style>p {}</style><!-- y --><template>z</template> b", "a b"),
        ('<img src="a" alt="b">a<noscript><img src="a">Please <b>enable</b></noscript> c', "a c"),
        ("a <iframe src=x title=T></iframe> <video src=y>old</video>b", "a b"),
        ("a[^1] b.\n\n[^1]: Note.", "a b."),
        ("a\n\n    code\n\n| t |\n|---|\n| u |\n\nb", "a b"),
        ("<p hidden>a</p>b", "b"),
        ("<div style='display:none'>a</div>b", "b"),
        ("<ruby>漢<rp>(<rt>kan<rp>)</ruby>", "漢"),
        ("<p>x<sup>2</sup></p>", "x2"),
        ("So <math><mi>a</mi><mo>&lt;</mo><msup><mi>b</mi><mn>2</mn></msup></math>.", "So a<b2."),
        ("Read https://e.org/a.", "Read https://e.org/a."),
    ],
)  # fmt: skip
def test_text_is_what_people_would_read(body: str, text: str) -> None:
    assert beginning_of(body) == text


def test_a_long_body_is_cut_between_words() -> None:
    text = beginning_of("<p>" + "word " * 50_000 + "</p>")
    assert text == "word " * 59 + "word…"


def test_text_far_below_is_found() -> None:
    assert beginning_of("<!--" + "x" * 20_000 + "-->Text.") == "Text."

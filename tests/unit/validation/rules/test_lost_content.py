"""What is not looked at closely has no tag that takes text along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.clean import clean_html
from feeds.validation.rules.lost_content import (
    _may_lose,
    is_common,
    may_swallow,
    names_of,
    swallowed,
)

PIECES = st.sampled_from(
    ["<p>", "</p>", "<a href=", '"', "'", ">", "<", "=", "x", " ", "\n", "<br/>", "<img src=", "a.png",
     "<em", "</em>", "<title>", "<style>", "</style>", "<script", "</script>", "<!--", "-->", "<List>",
     "<math>", "<P CLASS=", "<iframe>", "<b>", "a > b", "/"]
)  # fmt: skip
ATTRIBUTES = st.sampled_from(
    [" hidden", ' hidden="hidden"', ' href="https://x.example/a?b"', ' src="data:image/png;base64,AA"',
     ' href="file:///a"', ' style="display:none"', ' style="color:red"', ' class="a b"', " open",
     ' title="a > b"', " alt='x'", ' HREF="x:y"', ' alt=""', "/", " /", ' src="a.png"', "\n", '"']
)  # fmt: skip
NAMES = st.sampled_from("p a b img svg table td div script video span iframe x-y A h1 h9".split())

ADDRESSES = [
    "http://localhost/a.png", "//nas.local/a.png", "https://10.0.0.1/a.png", "http:/nas.local/a.png",
    "http:localhost/a.png", "http://", "https:///a.png", "file:///a.png", "https://a..example/a.png",
]  # fmt: skip
PLACES = [
    '<a href="{}">a</a>', '<img src="{}">', '<img data-original="{}">', '<img srcset="{} 2x">',
    '<div data-bg="{}"></div>', '<p style="background: url({})"></p>', '<figure data-url="{}"></figure>',
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_an_address_that_is_lost_is_never_passed_over(place: str) -> None:
    lost = [
        body
        for body in map(place.format, ADDRESSES)
        if clean_html(body, "https://example.org/").lost
    ]
    assert lost
    assert [body for body in lost if is_common(body) or not _may_lose(body, names_of(body))] == []


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_seems_harmless_takes_no_text_along(body: str) -> None:
    if not may_swallow(body, names_of(body)):
        assert swallowed(body) is None


@given(st.lists(st.tuples(NAMES, st.lists(ATTRIBUTES, max_size=3).map("".join)), max_size=4))
def test_nothing_is_lost_of_common_tags(tags: list[tuple[str, str]]) -> None:
    body = "".join(f"<{name}{attributes}>text</{name}>" for name, attributes in tags)
    if is_common(body):
        assert swallowed(body) is None
        assert clean_html(body, "https://example.org/").lost == ()

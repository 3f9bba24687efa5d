"""Code that is told without a parser is code to the parser, too, and the rest is left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.markdown import find_open_fence, without_code
from feeds.validation.evident_code import without_evident_code

EVIDENT = {
    "a `<T>` b": "a       b",
    "a ``x`y`` b": "a         b",
    "a `b\nc` d": "a   \n   d",
    "```html\n<T>\n```\nb": "       \n   \n   \nb",
    "- a\n  ~~~\n  <T>\n  ~~~\n": "- a\n     \n     \n     \n",
    "<p>a</p>\n\n`<T>`": "<p>a</p>\n\n     ",
    "<!-- a -->\n\n`<T>`": "<!-- a -->\n\n     ",
    "no code": "no code",
}
LEFT = [
    "<div>\n`<T>`\n</div>",
    "<!-- a -->`<T>`",
    "<!--\n\n`<T>`\n\n-->",
    "<pre>\n\n`<T>`\n\n</pre>",
    '<a title="`">`</a>',
    "a \\`<T>`",
    "`a\n\n<T>`",
    "`a\n- <T>`",
    "# `a\n<T>`",
    "    `a\n<T>`",
    "|`a|<T>`|\n|-|-|",
    "```\n<T>",
    "~~~\n<T>",
    "- a\n  ```\n<T>\n  ```",
    "```a|b\n-|-\n<T>\n```",
    "`a\r<T>`",
    "a\n    ```\n    <T>\n\n    ```",
    "~~~\n<T>\n~~~\xa0",
]
PIECES = [
    "`", "``", "```", "\n```\n", "\n```js\n", "\n~~~\n", "\n", "\n\n", "a", "a b", "  ", "    ",
    "\t", "\n- ", "\n> ", "<b>", "\n<div>\n", "</div>", "<!-- x -->", "<!--", "-->", "<b ", ">",
    "|", "\n|-|-|\n", "\\", "\\`", "\n# h\n", "\n---\n", "<pre>", "</pre>", "[x]", "(y)", "*",
    "<a@b.c>", "<https://e.org/`>", '"', "{{ a }}", "<T>", "\n  - ", "1. ",
    "\n    ```\n", "\n\t~~~", "\xa0",
]  # fmt: skip


@pytest.mark.parametrize("body", EVIDENT)
def test_evident_code_is_blank(body: str) -> None:
    assert without_evident_code(body) == EVIDENT[body]


@pytest.mark.parametrize("body", LEFT)
def test_a_body_that_only_a_parser_can_tell_the_code_of_is_left_as_it_is(body: str) -> None:
    assert without_evident_code(body) == body


@given(st.lists(st.sampled_from(PIECES), min_size=3, max_size=20).map("".join))
def test_what_is_taken_for_code_is_code_to_the_parser(body: str) -> None:
    told, read = without_evident_code(body), without_code(body)
    assert len(told) == len(body)
    both = zip(told, read, body, strict=True)
    assert [old for new, other, old in both if new != old and other == old] == []
    # Of a fence that is never closed, the marks are left.
    assert "```" in told or "~~~" in told or find_open_fence(body) is None

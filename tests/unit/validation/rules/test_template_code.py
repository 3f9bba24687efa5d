"""Code of templates is looked for quickly first, and nothing of it is passed over."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.validation.rules import template_code

_PIECES = (
    "{{", "}}", "{%", "%}", "<%", "%>", "[[", "]]", "a", "b c", " ", "\n", "!!! note", "???+ tip",
    ":::", "::: x", "[/b]", '[x y="z"]', "{:", ".c}", "{.c}", "{#i}", "[TOC]", "[toc]", "(",
    "> [!NOTE]", "%%", "%%c%%", "{/*", "*/}", "import a from 'b'", ";", "<a b={c}>", "={", '[gallery ids="1"]',
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join))
def test_what_is_code_is_never_passed_over(body: str) -> None:
    if template_code._CODE.search(body):
        assert template_code._may_hold_code(body)

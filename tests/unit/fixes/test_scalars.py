"""A scalar is written anew in its style, with the bytes that need not change as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fixes.scalars import double_quoted
from feeds.frontmatter.source import Source
from feeds.frontmatter.yaml import read_values
from tests.unit.front_matter_edits import mend_yaml, set_value


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        pytest.param("title: AT&amp;T # a\n", "AT&T", "title: AT&T # a\n", id="plain"),
        pytest.param("title: 'it''s &amp;'\n", "it's &", "title: 'it''s &'\n", id="single quotes"),
        pytest.param(
            'title: "caf\\u00e9 &amp; t\\"a"\n', 'café & t"a',
            'title: "caf\\u00e9 & t\\"a"\n', id="escapes stay",
        ),
        pytest.param(
            'title: "one\n   two &amp;\n\n three"\n', "one two &\nthree",
            'title: "one\n   two &\n\n three"\n', id="folded lines stay",
        ),
        pytest.param(
            'title: "one \\\n  two&amp;"\n', "one two&",
            'title: "one \\\n  two&"\n', id="escaped line breaks stay",
        ),
        pytest.param(
            "title: one\n  two &amp;\n", "one two &", "title: one\n  two &\n", id="plain, two lines"
        ),
        pytest.param("title: ' a '\n", "a", "title: 'a'\n", id="blanks in quotes"),
        pytest.param("title: yes&#58; no\n", "yes: no", 'title: "yes: no"\n', id="plain cannot"),
        pytest.param("title: x&#35;1\n", "x#1", "title: x#1\n", id="plain can"),
        pytest.param("title: '2024 '\n", "2024", "title: '2024'\n", id="text like a number"),
        pytest.param("title: 2024 # a\n", "2024", 'title: "2024" # a\n', id="number to text"),
        pytest.param("title: 'a'\n", "a\nb", 'title: "a\\nb"\n', id="single cannot"),
        pytest.param('title: "a"\n', "a\u2028\ufeff\x85", 'title: "a\\u2028\\ufeff\\x85"\n', id="odd"),
        pytest.param("title: a\n", "", 'title: ""\n', id="nothing"),
        pytest.param("title:\nheat: 1\n", "a", "title: a\nheat: 1\n", id="in an empty place"),
        pytest.param("title: # why\n", "a", "title: a # why\n", id="before a comment"),
        pytest.param("title: {a: b}\n", "c", "title: {a: b}\n", id="no scalar"),
    ],
)  # fmt: skip
def test_text_keeps_its_style(before: str, value: str, after: str) -> None:
    assert mend_yaml(before, set_value(value)) == after
    assert mend_yaml(before.replace("\n", "\r\n"), set_value(value)) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("value", "after"),
    [(True, "true"), (False, "false"), (None, "null"), (1, "1"), (0, "0"), (4.5, "4.5")],
)
@pytest.mark.parametrize("before", ["'12'", '"12"', "12", "a"])
def test_what_json_types_is_written_plain(
    before: str, value: str | float | bool | None, after: str
) -> None:
    assert mend_yaml(f"heat: {before} # a\n", set_value(value, "heat")) == f"heat: {after} # a\n"


@pytest.mark.parametrize(
    ("value", "after"),
    [("b", "[b, 'c']"), ("b, d", "[\"b, d\", 'c']"), ("[b", "[\"[b\", 'c']")],
)
def test_what_brackets_do_not_hold_is_quoted(value: str, after: str) -> None:
    edit = set_value(value, "topics", 0)
    assert mend_yaml("topics: [a, 'c']\n", edit) == f"topics: {after}\n"


def test_a_long_text_is_mended_in_no_time() -> None:
    words = "&amp; one two" + " " * 100_000 + "three\\n" * 20_000
    meant = words.replace("\\n", "\n")
    after = mend_yaml(f'title: "{words}"\n', set_value(meant.replace("&amp;", "&").strip()))
    assert after == f'title: "{words.replace("&amp;", "&").removesuffix(chr(92) + "n")}"\n'


@given(st.text())
def test_any_text_can_be_double_quoted(text: str) -> None:
    document = f"v: {double_quoted(text)}"
    assert document.splitlines() == [document]
    assert read_values(Source("", document), 0, len(document)).value == {"v": text}

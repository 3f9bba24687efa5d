"""Faults of a TOML document are placed at the line of their key."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.config.toml_lines import key_lines, nearest_line
from feeds.problems.pointers import Pointer

DOCUMENT = """# comment with [brackets]

[site]
title = '''
[not.a.table]
x = 1
''' # after
author = { name = "x", url = "y" }

[ topics . "Meta AI" ]
"aliases" = [
  "a", # [no]
  "b",
]
'slug'='x'
[[wrong]]
key = 1
[[wrong]]
[build]
sub.key.deep = "\\"\\"\\""
"""
# tomllib takes CRLF for a line break, and nothing else that Unicode calls one.
ANY_KEY = st.text(st.characters(exclude_categories=["Cs"]))
TRICKY_TEXT = st.text("\"'\\\n#[]=x")


def test_lines_of_tables_and_of_dotted_quoted_and_inline_keys() -> None:
    assert key_lines(DOCUMENT) == {
        ("site",): 3,
        ("site", "title"): 4,
        ("site", "author"): 8,
        ("site", "author", "name"): 8,
        ("site", "author", "url"): 8,
        ("topics",): 10,
        ("topics", "Meta AI"): 10,
        ("topics", "Meta AI", "aliases"): 11,
        ("topics", "Meta AI", "slug"): 15,
        ("wrong",): 16,
        ("wrong", "key"): 17,
        ("build",): 19,
        ("build", "sub"): 20,
        ("build", "sub", "key"): 20,
        ("build", "sub", "key", "deep"): 20,
    }


@given(st.dictionaries(ANY_KEY, TRICKY_TEXT))
def test_lines_of_any_keys_and_values(table: dict[str, str]) -> None:
    assignments = [f"{quoted(key)} = {quoted(value)}" for key, value in table.items()]
    expected = {(key,): line for line, key in enumerate(table, 1)}
    assert key_lines("\r\n".join(assignments)) == expected


def quoted(text: str) -> str:
    # JSON writes texts as TOML does, but for one control character that it leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        (("site", "title"), 4),
        (("topics", "Meta AI", "aliases", 1), 11),
        (("wrong", 0, "key"), 16),
        (("absent",), 1),
        ((), 1),
    ],
)
def test_what_has_no_line_is_placed_at_what_is_around_it(pointer: Pointer, line: int) -> None:
    assert nearest_line(pointer, key_lines(DOCUMENT)) == line

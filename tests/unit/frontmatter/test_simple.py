"""The fast reader reads what programs write, and never anything other than PyYAML's reader."""

from typing import Any

import pytest
import yaml
from hypothesis import given, reject
from hypothesis import strategies as st

from feeds.frontmatter.simple import SimplePlaces, read_simple
from feeds.frontmatter.split import FrontMatter, split_seed
from feeds.frontmatter.yaml import Values, read_values
from feeds.problems.diagnostics import Diagnostic
from tests.unit.judges import REAL_SEEDS, exactly, pointers


def split(text: str) -> FrontMatter:
    """Return the front matter that consists of *text*; assume that there is one."""
    front_matter = split_seed("a.md", f"---\n{text}\n---\n".encode("utf-8", "replace"))
    if isinstance(front_matter, Diagnostic):
        reject()
    return front_matter


def yaml_of(front_matter: FrontMatter) -> str:
    return front_matter.text[front_matter.start : front_matter.end]


def judged(front_matter: FrontMatter) -> Values:
    return read_values(front_matter, front_matter.start, front_matter.end)


def assert_agreement(text: str) -> bool:
    """Compare the values and all places; return whether the fast reader took *text* at all."""
    front_matter = split(text)
    value = read_simple(yaml_of(front_matter))
    if value is None:
        return False
    values = judged(front_matter)
    assert values.diagnostics == ()
    assert exactly(value) == exactly(values.value)
    places = SimplePlaces(value, front_matter)
    for pointer in pointers(value):
        for at_key in (False, True):
            found = places.span(pointer, at_key=at_key)
            expected = values.span(pointer, at_key=at_key)
            assert show(front_matter, found) == show(front_matter, expected)
    return True


def show(front_matter: FrontMatter, span: tuple[int, int]) -> object:
    return front_matter.diagnostic(span, "rule", "message", "remedy")


@pytest.mark.parametrize("raw", REAL_SEEDS, ids=["first", "second"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_real_seeds_are_read_fast(raw: bytes, line_end: bytes) -> None:
    front_matter = split_seed("a.md", raw.replace(b"\n", line_end))
    assert isinstance(front_matter, FrontMatter)
    value = read_simple(yaml_of(front_matter))
    assert exactly(value) == exactly(judged(front_matter).value)


EVERY_FORM = r"""title: "Colons: and # signs, don't matter"
excerpt: 'It''s "quoted"'
escapes: "a \"b\" \\ c\n\t"
empty: ""
inches: the 5" disk
slash: C:\"
name:   Blanks around _
url: https://example.org/a?b=c#d
date: 2022-09-12T13:00:00Z
octal: 012
version: 3.10
heat: -1
published: false

nothing:
provider:
    name: é
    images:
      - url: /a.png
        width: 50

      - url: /b.png
topics:
- AI
- "Meta, AI"
tags:
  - 2024
  - a - b
last: x""".replace("_", "  ")


def test_every_simple_form_is_read_with_its_places() -> None:
    assert assert_agreement(EVERY_FORM)
    assert assert_agreement(EVERY_FORM.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1\na: 2",
        "a:\n  b: 1\n  b: 2",
        "- a",
        " a: 1",
        "a: [1]",
        "a: {}",
        "a: |\n  b",
        "a: >-\n  b",
        "a: &x 1",
        "a: *x",
        "a: !!str 1",
        "a: ~",
        "a: b: c",
        "a: b:",
        "a: b # c",
        "a: b\n  c",
        'a: "b\n  c"',
        'a: "b" c',
        "a: 'b' 'c'",
        'a: "\\x41"',
        'a: "\\q"',
        'a: "b\\"',
        'a: "',
        "a: '",
        'a: "b"c"d"',
        'a: "b\\\nc: d"',
        'a: 5" disk\nb: "6"" disk',
        "a:b",
        "a:\tb",
        "a: b\tc",
        '"a": b',
        "a b: c",
        "? a",
        "%a: b",
        "a: %b",
        "a: @b",
        "a: `b",
        "a: - b",
        "a: -b",
        "a: ? b",
        "a:\n  - b\n - c",
        "a:\n    b: 1\n  c: 2",
        "a:\n  - - b",
        "a:\n  -  b: 1",
        "a:\n  - b: 1\n   c: 2",
        "a:\n  - b: 1\n  c: 2",
        "a: 1\n# comment",
        "a: b\u2028c",
        "a: b\x85c",
        "a: b\ufeffc",
        "a: b\x00c",
        "a: b\rc: d",
        f"{'a' * 65}: b",
        "\n".join(f"{'  ' * depth}a:" for depth in range(20)),
    ],
)
def test_unusual_forms_are_left_to_the_judge(text: str) -> None:
    assert read_simple(text + "\n") is None


NASTY = st.sampled_from(
    [*" \t\r\n:#-?!&*|>%@`'\"\\,[]{}~=<é\u00a0\u0085\u2028\ufeff\ufffe\x00\x7f😀", "\n\n", "\r\n",
     ": ", " #", "- ", "  ", "---", "...", "<<", "null", "true", "NO", "0x1F", "0o7", "012", "1e5",
     "-1", "+1", "1.50", ".5", "1_000", ".inf", "12:30:45", "2022-09-12", "a:", "b: c", "topics:",
     "\n- ", "\n  - ", "\n  ", '"', "''", '\\"', "\\u0041", "\\\n", "secured: "]
)  # fmt: skip
VALUES = st.one_of(
    st.lists(NASTY | st.sampled_from(["x", "AI", "http://", "Z"]), max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(max_size=8).map(lambda text: f'"{text}"'),
    st.text(max_size=8).map(lambda text: f"'{text}'"),
)
LINES = st.builds(
    lambda indent, dash, name, value: " " * indent + dash + name + value,
    st.sampled_from([0, 0, 0, 2, 2, 4, 4, 6, 1, 3]),
    st.sampled_from(["", "", "", "- ", "- ", "-  ", "-", "- - "]),
    st.sampled_from(["a: ", "b: ", "c: ", "d:", "e:", "f:", "", "g:  ", '"h": ', "i :", "null: "]),
    VALUES | st.sampled_from(["", "", "1", "text"]),
)


@given(st.lists(LINES, max_size=8).map("\n".join))
def test_lines_of_all_kinds_are_read_as_the_judge_reads_them(text: str) -> None:
    assert_agreement(text)


QUOTES = st.sampled_from(
    ['"', '"', '"', "\\", "\\", "'", "x", "n", " ", ": ", "\n", '\nb: "', "\nc: "]
)


@given(st.lists(QUOTES, max_size=12).map("".join))
def test_quotation_marks_are_paired_as_the_judge_pairs_them(text: str) -> None:
    assert_agreement("a: " + text)


@given(
    st.sampled_from(REAL_SEEDS).map(lambda raw: raw.decode().split("---\n")[1].splitlines()),
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 3), NASTY), max_size=4),
)
def test_damaged_seeds_are_read_as_the_judge_reads_them(
    lines: list[str], start: int, damages: list[tuple[int, int, str]]
) -> None:
    text = "\n".join(lines[:10] + lines[10 + start : 30 + start])
    for index, length, inserted in damages:
        text = text[:index] + inserted + text[index + length :]
    assert_agreement(text)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=20),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text("ab -", max_size=3), parts),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=40), JSON_VALUES, min_size=1),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from([None, True, False]),
    st.sampled_from([40, 10_000]),
)
def test_yaml_in_all_styles_is_read_as_the_judge_reads_it(
    value: dict[str, Any], style: str | None, flow: bool | None, width: int
) -> None:
    assert_agreement(
        yaml.safe_dump(
            value, default_style=style, default_flow_style=flow, width=width, allow_unicode=True
        )
    )


TEXTS = st.text(st.characters(min_codepoint=0xA1, max_codepoint=0x2000, categories=["L"]))
FIELDS = st.recursive(
    st.integers(0, 999) | st.booleans() | TEXTS,
    lambda parts: (
        st.dictionaries(st.text("abcdef", min_size=1, max_size=40), parts, min_size=1)
        | st.lists(TEXTS, min_size=1)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=40), FIELDS, min_size=1))
def test_what_a_program_dumps_is_taken(value: dict[str, Any]) -> None:
    assert assert_agreement(
        yaml.safe_dump(value, width=10_000, allow_unicode=True, sort_keys=False)
    )

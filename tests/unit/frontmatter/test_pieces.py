"""Scalars are taken apart as the reader reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.frontmatter.pieces import part_span, pieces
from feeds.frontmatter.source import Source
from feeds.frontmatter.yaml import read_values

ESCAPES = [rf"\{letter}" for letter in '0abt\tnvfre "/\\N_LP']
CODES = [r"\x41", r"\u20AC", r"\U0001f680", r"\ud83d\ude80", r"\uDBFF\uDFFF"]
BREAKS = ["\\\n  ", "\\\n\n  ", "\n  ", " \n\n  ", "\\ \n  ", "\r\n  "]
TEXTS = ["a", "b c", " ", "\t", "é", "\u2028", "\x85", "'", "{}", "🚀"]


@given(st.lists(st.sampled_from([*ESCAPES, *CODES, *BREAKS, *TEXTS]), max_size=8))
def test_pieces_of_double_quoted_text_mean_what_is_read(parts: list[str]) -> None:
    assert_meaning("".join(parts), '"')


@given(st.lists(st.sampled_from(["''", '"', "\\", *CODES, "\n  ", " \n\n  ", *TEXTS[:6]])))
def test_pieces_of_single_quoted_text_mean_what_is_read(parts: list[str]) -> None:
    assert_meaning("".join(parts).replace("'", "''"), "'")


@pytest.mark.parametrize("blanks", range(14))
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_line_that_goes_on_below_means_nothing_however_far_it_is_indented(
    line_end: str, blanks: int
) -> None:
    assert_meaning(f"a\\{line_end} {' ' * blanks}b", '"')


def assert_meaning(inner: str, style: str) -> None:
    document = f"v: {style}{inner}{style}\n"
    read = read_values(Source("", document), 0, len(document))
    # Only what no feed may hold is reported, and is read all the same.
    assert {found.rule for found in read.diagnostics} <= {"control-character"}
    found = list(pieces(inner, style))
    assert "".join(raw for raw, _ in found) == inner
    assert "".join(meaning for _, meaning in found) == read.value["v"]


@pytest.mark.parametrize("inner", [" " * 50_000, "\\" * 50_000, "\n" * 50_000])
@pytest.mark.parametrize("style", ['"', "'", ""])
def test_long_runs_are_read_in_one_pass(inner: str, style: str) -> None:
    assert "".join(raw for raw, _ in pieces(inner, style)) == inner


@given(
    st.sampled_from(["", "'", '"']),
    st.lists(
        st.sampled_from([*CODES, *BREAKS, *TEXTS, "''", r"\n", "\n  "]), min_size=1, max_size=6
    ),
    st.integers(0, 12),
    st.integers(1, 4),
)
def test_a_part_stands_where_its_pieces_do(
    style: str, parts: list[str], first: int, length: int
) -> None:
    inner = "".join(parts) if style == '"' else f"x{''.join(parts)}"
    places: list[tuple[int, int]] = []
    at = len(f"v: {style}")
    for written, meaning in pieces(inner, style):
        is_same = len(written) == len(meaning)
        places += (
            (at + i, at + i + 1) if is_same else (at, at + len(written))
            for i in range(len(meaning))
        )
        at += len(written)
    if first + length > len(places):
        return
    text = f"v: {style}{inner}{style}\n"
    span = 3, len(text) - 1
    expected = places[first][0], places[first + length - 1][1]
    assert part_span(text, span, (first, first + length)) == expected


@given(
    st.sampled_from(["|", ">", "|-", ">+", "|  # why"]),
    st.lists(st.sampled_from(["ab", "c d", " e", "\tf", "", "  ", "é🚀"]), max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_part_of_a_block_stands_in_its_line(header: str, lines: list[str], line_end: str) -> None:
    document = f"v: {header}\n  x\n" + "".join(f"  {line}\n" for line in lines)
    document = document.replace("\n", line_end)
    value = read_values(Source("", document), 0, len(document)).value["v"]
    end = len(document)
    for index, char in enumerate(value):
        if not char.isspace():
            first, behind = part_span(document, (3, end), (index, index + 1))
            assert document[first:behind] == char


def test_a_part_of_a_block_may_go_on_over_lines() -> None:
    document = "v: >-\n    one {{ a\n    b }} two\n"
    assert read_values(Source("", document), 0, len(document)).value["v"] == "one {{ a b }} two"
    first, behind = part_span(document, (3, len(document)), (4, 13))
    assert document[first:behind] == "{{ a\n    b }}"


def test_all_of_a_block_counts_as_a_part_where_its_indentation_is_written_down() -> None:
    assert part_span("v: |2\n   a\n", (3, 11), (1, 2)) == (3, 11)

"""Places in the text of a feed: lines and columns in characters, and what is shown of the line."""

import pytest

from feeds.problems.diagnostics import Severity
from feeds.verify.reading.source import Source, mask_address


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_and_columns_count_characters(line_end: str) -> None:
    text = line_end.join(["é😀x", "", "y", "z"])
    source = Source("a.xml", text.encode())
    places = {char: source.position(text.encode().index(char.encode())) for char in "xyz"}
    assert places == {"x": (1, 3), "y": (3, 1), "z": (4, 1)}
    # Backwards, and within one line.
    assert source.position(0) == (1, 1)
    assert source.position(len("é".encode())) == (1, 2)


def test_a_line_end_of_two_signs_counts_once_wherever_it_is_cut() -> None:
    source = Source("a.xml", b"a\r\nb")
    assert [source.position(offset) for offset in range(5)] == [
        (1, 1), (1, 2), (2, 1), (2, 1), (2, 2),
    ]  # fmt: skip


def test_of_a_long_line_the_part_around_the_place_is_shown() -> None:
    data = ("é" * 5_000 + "<b>" + "x" * 5_000).encode()
    at = data.index(b"<b>")
    found = Source("a.xml", data).diagnostic((at, at + 3), "a-rule", "m", "r", Severity.ERROR)
    assert (found.line, found.column, found.end_column) == (1, 5_001, 5_004)
    shown = found.excerpt[found.column - found.excerpt_column :]
    assert shown.startswith("<b>xxx")
    assert len(found.excerpt) < 1_000


def test_passwords_and_tokens_of_addresses_are_masked() -> None:
    assert mask_address("https://ann:secret@a.example/") == "https://**********@a.example/"
    assert mask_address("https://a.example/f?token=abcdef&page=2") == (
        "https://a.example/f?token=******&page=2"
    )
    assert mask_address("https://a.example/f?a=1&amp;auth_key=abcdef") == (
        "https://a.example/f?a=1&amp;auth_key=******"
    )
    assert mask_address("https://a.example/f?page=200000") == "https://a.example/f?page=200000"


def test_in_a_line_that_holds_a_whole_feed_only_the_password_is_masked() -> None:
    data = b"<a><b>See 09:31:43</b><c>https://ann:secret@a.example/</c><d>ann@a.example</d></a>"
    found = Source("a.xml", data).diagnostic((3, 6), "a-rule", "m", "r", Severity.ERROR)
    assert found.excerpt == data.decode().replace("ann:secret", "**********")

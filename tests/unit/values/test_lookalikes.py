"""What cannot be seen and is never meant, and what looks like something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.lookalikes import (
    describe_difference,
    find_invisible,
    holds_ignorable,
    skeleton,
    without_invisible,
)
from tools.confusables import make_table


@pytest.mark.parametrize(
    "char",
    "\u00ad \u034f \u061c \u115f \u180e \u200b \u200c \u200d \u200e \u200f \u202a \u202e \u2060"
    " \u2064 \u2066 \u2800 \u3164 \ufe00 \ufe0f \ufeff \uffa0 \U000e0001 \U000e0041 \U000e0100".split(
        " "
    ),
)
@pytest.mark.parametrize("text", ["A{}I", "{}AI", "AI{}", "naïve {}AI"])
def test_what_cannot_be_seen_is_found(text: str, char: str) -> None:
    assert find_invisible(text.format(char)) == [text.index("{")]
    assert without_invisible(text.format(char)) == text.format("")


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937",  # Devanagari
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",  # Sinhala
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",  # a family
        "\U0001f3f3\ufe0f\u200d\U0001f308 \u2764\ufe0f \u2194\ufe0f \u203c\ufe0f 1\ufe0f\u20e3",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",  # with the colour of a skin
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # England
        "\u845b\U000e0100",  # a variant of an ideograph
        "\u1820\u180b",  # Mongolian
        "\u2801\u2800\u2803",  # Braille
        "\u05d0\u200e (C++)",  # the direction of what stands behind Hebrew
    ],
)
def test_what_is_meant_is_left_alone(text: str) -> None:
    assert find_invisible(text) == []
    assert without_invisible(text) == text


@given(st.text())
def test_what_is_taken_out_leaves_nothing_more_but_what_it_stood_beside(text: str) -> None:
    assert find_invisible(without_invisible(text)) == [] or len(find_invisible(text)) > 1
    assert skeleton(without_invisible(text)) == skeleton(text)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("A\u200bI", "AI"),
        ("\u0410\u0406", "AI"),  # Cyrillic
        ("\u0391\u0399", "AI"),  # Greek
        ("\uff21\uff29", "AI"),  # wide
        ("a\u2010i", "a-i"),
        ("\U0001d400\U0001d408", "AI"),  # of mathematics
        ("\u0412\u0412\u0421", "BBC"),
    ],
)
def test_what_looks_the_same_has_one_skeleton(name: str, other: str) -> None:
    assert skeleton(name) == skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"), [("ML", "M1"), ("Caf\u00e9", "Cafe"), ("\u041c\u0438\u0440", "Mup")]
)
def test_what_looks_different_has_another(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


def test_differences_are_named() -> None:
    assert describe_difference("\u0410I", "AI") == (
        "has cyrillic capital letter a (U+0410) for latin capital letter a (U+0041)"
    )
    assert describe_difference("A\u200bI", "AI") == (
        "has zero width space (U+200B), which cannot be seen"
    )


def test_table_is_made_of_the_file_of_unicode() -> None:
    lines = [
        "# © 2020 Unicode®, Inc.",
        "# Version: 13.0.0",
        "0430 ;\t0061 ;\tMA\t# ( \u0430 → a ) CYRILLIC SMALL LETTER A\t#",
        "006D ;\t0072 006E ;\tMA\t# ( m → rn ) LATIN SMALL LETTER M\t#",
        "212A ;\t004B ;\tMA\t# ( \u212a → K ) KELVIN SIGN, which decomposes to it\t#",
        "03B1 ;\t0061 ;\tMA\t# ( \u03b1 → a ) GREEK SMALL LETTER ALPHA\t#",
    ]
    notice, *table = make_table(lines)
    assert "version 13.0.0. Copyright (c) 2020" in notice
    assert table == ["a\t\u03b1\u0430\n", "rn\tm\n"]


@given(st.text(st.sampled_from("aé’\u200b\u00ad\ufe0f\U000e0101\ud800🚀👍")))
def test_what_cannot_be_seen_is_told_of_a_whole_text(text: str) -> None:
    assert holds_ignorable(text) or not find_invisible(text)
    assert holds_ignorable(text) == any(char in "\u200b\u00ad\ufe0f\U000e0101" for char in text)

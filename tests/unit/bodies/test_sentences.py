"""An excerpt that stops within a sentence ends in an ellipsis, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.bodies.sentences import cut, ends_sentence, is_cut, with_ellipsis

WHOLE = [
    "", "It ends.", "It ends!", "It ends?", "What follows:", "It ends. ", 'He said "no."', "(It ends.)",
    "It «ends.»", "It ends。", "終わり。」", "本当？", "समाप्त।", "انتهى؟", "ختم۔", "Վերջ։", "ተጠናቀቀ።", "ပြီးပြီ။",
    "ចប់។", "རྫོགས།", "จบแล้ว", "ຈົບແລ້ວ", "It ends 🎉", "Well done 👍🏽", "Love ❤️", "Read https://e.org/x",
    "It ends.[1]", "It ends.[12][b]", "“It ends.”³", "It ends.†", "It ends。[3]", "Τι είναι;", "Τι είναι\u037e»",
    "انتهى.\u200f", "It ends.\u200b\u2060", "It ends.\u00ad", "Read www.e.org", "All #AI", "By @ann", "Ask ann@e.org",
]  # fmt: skip
CUT = [
    "It stops…",
    "It stops...",
    "It stops [...]",
    "It stops […]",
    "It stops (…)",
    "It stops ..",
    '"It stops…"',
    "It stops ⋯",
    "في الوسط…\u200f",
]
STOPPED = [
    "It stops", "It stops,", "It stops;", "It stops –", "It (stops)", 'It "stops"', "It’s 5", "100 %", "Windows™",
    "途中", "बीच में", "في الوسط", "на середине", "C#", "C++", "a",
    "See [1]", "10 m²", "Ελλάδα·", "είναι και", "في الوسط\u200f",
]  # fmt: skip


@pytest.mark.parametrize("text", WHOLE + CUT)
def test_a_text_that_is_whole_or_says_that_it_is_not_stays(text: str) -> None:
    assert with_ellipsis(text) == text


@pytest.mark.parametrize("text", STOPPED)
def test_a_text_that_stops_within_a_sentence_says_so(text: str) -> None:
    assert with_ellipsis(text) == f"{text}…"


@pytest.mark.parametrize("text", CUT)
def test_cut_texts_are_told(text: str) -> None:
    assert is_cut(text)


@given(st.text(max_size=50))
def test_an_ellipsis_is_put_once(text: str) -> None:
    once = with_ellipsis(text)
    assert with_ellipsis(once) == once
    assert is_cut(once) or ends_sentence(once)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("one two three", 13, "one two three"),
        ("one two three four", 14, "one two three…"),
        ("one two. three four", 9, "one two."),
        ("one two, three four", 9, "one two…"),
        ("漢字漢字漢字", 4, "漢字漢字…"),
        ("aaae\u0301bbbb", 4, "aaa…"),
    ],
)  # fmt: skip
def test_a_text_is_cut_between_words(text: str, length: int, expected: str) -> None:
    assert cut(text, length) == expected


@given(st.text(max_size=80), st.integers(1, 40))
def test_a_text_is_never_longer_than_asked_for(text: str, length: int) -> None:
    assert len(cut(text, length)) <= max(length + 1, 1)

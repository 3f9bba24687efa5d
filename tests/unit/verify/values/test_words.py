"""Words that are known, and texts of limited length."""

import pytest

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.words import (
    check_boolean,
    check_day,
    check_hour,
    check_text_type,
    check_update_period,
    max_length,
    one_of,
)


def test_takes_what_is_known() -> None:
    assert check_boolean("true") is None
    assert check_day(" Friday\n") is None
    assert check_update_period("hourly") is None
    assert check_text_type("xhtml") is None
    assert one_of(["Yes"], any_case=True)("YES") is None


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("", "is empty, and none of true and false", None),
        ("True", "is none of true and false: did you mean true?", "true"),
        ("flase", "is none of true and false: did you mean false?", None),
        ("1", "is none of true and false", None),
    ],
)
def test_says_what_is_not(text: str, reason: str, instead: str | None) -> None:
    assert check_boolean(text) == Flaw("malformed-boolean", reason, instead)


def test_names_some_of_many_words() -> None:
    flaw = one_of("abcdefghij")("?")
    assert flaw == Flaw("unknown-word", "is none of a, b, c, d, e, f, g and …")


def test_midnight_is_zero() -> None:
    assert [check_hour("0"), check_hour("23")] == [None, None]
    assert check_hour("24") == Flaw("hour-24", "is 24, which is midnight and is written 0", "0")
    assert check_hour("25") == Flaw("number-out-of-range", "is no number from 0 to 23")
    assert check_hour("2.5") == Flaw("malformed-number", "is no whole number")


def test_blanks_around_make_no_text_too_long() -> None:
    check = max_length(5)
    assert check("  12345  ") is None
    reason = "has 6 characters, and 5 at most are shown"
    assert check("123456") == Flaw("text-too-long", reason, None, 5)

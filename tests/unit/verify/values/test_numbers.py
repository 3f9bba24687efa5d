"""Numbers, and the ranges that RSS and its extensions give them."""

import pytest

from feeds.verify.values.flaw import Check, Flaw
from feeds.verify.values.numbers import (
    check_image_height,
    check_image_width,
    check_integer,
    check_latitude,
    check_length,
    check_longitude,
    check_number_list,
    check_port,
    check_positive,
    decimal,
    whole,
)


@pytest.mark.parametrize(
    ("check", "least", "most"),
    [
        (whole(), 0, 10**30),
        (check_positive, 1, 10**30),
        (check_length, 0, 10**30),
        (check_image_width, 1, 144),
        (check_image_height, 1, 400),
        (check_port, 1, 65535),
        (whole(0, 100), 0, 100),
    ],
)
def test_whole_numbers_lie_in_their_range(check: Check, least: int, most: int) -> None:
    assert [check(str(number)) for number in (least, most)] == [None, None]
    assert check(f"\n {least} ") is None
    below = check(str(least - 1))
    assert below is not None and below.rule == "number-out-of-range"
    if most < 10**30:
        above = check(str(most + 1))
        assert above == Flaw("number-out-of-range", f"is no number from {least} to {most}")


def test_a_length_that_is_not_known_is_zero() -> None:
    reason = "is no number of 0 or more: write 0 for a length that is not known"
    assert check_length("-1") == Flaw("number-out-of-range", reason)


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("", "is empty", None),
        ("a", "is no whole number", None),
        ("12.0", "is no whole number", "12"),
        ("12.5", "is no whole number", None),
        ("1,000", "is no whole number", None),
        ("٣", "is no whole number", None),
        ("0x10", "is no whole number", None),
    ],
)
def test_says_what_is_no_whole_number(text: str, reason: str, instead: str | None) -> None:
    expected = Flaw("malformed-number", reason, instead)
    assert check_integer(text) == whole()(text) == expected


def test_integers_may_be_negative() -> None:
    assert check_integer("-5") is None


@pytest.mark.parametrize("text", ["0", "12.5", "-.5", "1.", "1e3", " 7 "])
def test_takes_decimals(text: str) -> None:
    assert decimal()(text) is None


@pytest.mark.parametrize(
    ("text", "instead"), [("", None), ("a", None), ("1,5", "1.5"), ("1.2.3", None), ("nan", None)]
)
def test_says_what_is_no_decimal(text: str, instead: str | None) -> None:
    reason = "is no number" if text else "is empty"
    assert decimal()(text) == Flaw("malformed-number", reason, instead)


def test_places_on_the_earth_have_bounds() -> None:
    assert [check_latitude("-90"), check_longitude("180.0")] == [None, None]
    assert check_latitude("90.1") == Flaw("number-out-of-range", "is no number from -90 to 90")
    assert check_longitude("-181") == Flaw("number-out-of-range", "is no number from -180 to 180")
    assert decimal(0)("-1") == Flaw("number-out-of-range", "is no number of 0 or more")


def test_marks_what_is_no_number_of_a_list() -> None:
    assert check_number_list("1, 2,3") is None
    reason = "is no list of whole numbers with commas between them"
    assert check_number_list("1,two,3") == Flaw("malformed-number", reason, None, 2, 5)

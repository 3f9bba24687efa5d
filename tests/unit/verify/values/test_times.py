"""Durations and times in what is played."""

import pytest

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.times import check_duration, check_npt


@pytest.mark.parametrize("text", ["95", "7:40", "07:40", "90:00", "1:02:03", "00:07:04", " 95 "])
def test_takes_durations(text: str) -> None:
    assert check_duration(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("", "is empty", None),
        ("an hour", "is no duration: 3723 (seconds), 62:03 or 1:02:03", None),
        ("-5", "is no duration: 3723 (seconds), 62:03 or 1:02:03", None),
        ("1:2:3:4", "is no duration: 3723 (seconds), 62:03 or 1:02:03", None),
        ("00:07:74", "has seconds or minutes of 60 or more", "0:08:14"),
        ("1:75:00", "has seconds or minutes of 60 or more", "2:15:00"),
        ("1:2", "has seconds of one digit", None),
    ],
)
def test_says_what_is_no_duration(text: str, reason: str, instead: str | None) -> None:
    assert check_duration(text) == Flaw("malformed-duration", reason, instead)


@pytest.mark.parametrize("text", ["12.5", "12", "now", "0:01:12.5", "12:34:56"])
def test_takes_times(text: str) -> None:
    assert check_npt(text) is None


@pytest.mark.parametrize("text", ["", "-3", "+12", "12sec", "1:61:00", "12:34"])
def test_says_what_is_no_time(text: str) -> None:
    expected = Flaw("malformed-time", "is no time: 12.5 (seconds) or 0:01:12.5")
    assert check_npt(text) == expected

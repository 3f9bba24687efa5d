"""Dates are read as pages write them, and only those that nobody could take for another one."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.clippings.moments import first_moment, parse_moment

NO_ZONE = "names no time zone, and UTC was taken"
NO_TIME = "is a day without a time, and midnight in UTC was taken"
NOON = datetime(2024, 1, 5, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment", "assumed"),
    [
        ("2024-01-05T12:00:00Z", NOON, ""),
        ("2024-01-05T12:00:00.123456789Z", NOON, ""),
        ("2024-01-05T13:00:00+01:00", NOON, ""),
        ("2024-01-05T13:00+0100", NOON, ""),
        ("2024-01-05T07:00:00-05", NOON, ""),
        ("2024-01-05 12:00:00 +0000 UTC", NOON, ""),
        ("2024-01-05 12:00:00 UTC", NOON, ""),
        ("2024-01-05t12:00z", NOON, ""),
        (" 2024-01-05T12:00:00 ", NOON, NO_ZONE),
        ("2024-01-05 12:00", NOON, NO_ZONE),
        ("Fri, 05 Jan 2024 12:00:00 GMT", NOON, ""),
        ("Fri, 5 Jan 2024 13:00:00 +0100", NOON, ""),
        ("January 5, 2024 at 7:00 a.m. EST", NOON, ""),
        ("Jan 5, 2024 12:00 PM", NOON, NO_ZONE),
        ("January 5, 2024", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("5. Januar 2024", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("5 janvier 2024", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("5 января 2024", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("05.01.2024", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("2024/01/05", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("2024年1月5日", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("2024-01-05", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
        ("20240105", datetime(2024, 1, 5, tzinfo=UTC), NO_TIME),
    ],
)
def test_a_date_is_a_moment(text: str, moment: datetime, assumed: str) -> None:
    assert parse_moment(text) == (moment, assumed)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "05/04/2022", "Nov 10", "2024-13-01", "2024-02-30T12:00:00Z", "1",
        "2024-01-05T25:00:00Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9" * 5000,
        "2024-01-05T12:00:00+99:99", "January 2024", "in May of the year 2024", "Monday", "3 days ago",
        "2024-01", "2024/1-05", "31.02.2024",
    ],
)  # fmt: skip
def test_what_is_no_date_beyond_doubt_is_none(text: str) -> None:
    assert parse_moment(text) is None


def test_a_day_gives_way_to_a_time_of_that_day() -> None:
    assert first_moment(["2024-01-05", "2024-01-05T12:00:00Z"]) == (NOON, "")
    assert first_moment(["2024-01-05", "2023-01-05T12:00:00Z"]) == (
        datetime(2024, 1, 5, tzinfo=UTC),
        NO_TIME,
    )
    assert first_moment(["soon", "2024-01-05T12:00:00Z", "2024-02-01"]) == (NOON, "")
    assert first_moment([]) is None


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    moment = parse_moment(text)
    assert moment is None or moment.time.tzinfo is UTC

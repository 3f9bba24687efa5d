"""Dates survive the way to text and back, and nothing but RFC 3339 passes for one."""

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.dates import (
    complete_date_time,
    format_date_time,
    format_mail_date,
    parse_age,
    parse_date_time,
)

NO_DATE = "is not a date and time"
NO_SUCH_DAY = "names a day or a time that does not exist"
OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))
FIRST = datetime(1, 1, 2)  # noqa: DTZ001 - hypothesis adds the time zone
LAST = datetime(9999, 12, 30)  # noqa: DTZ001 - hypothesis adds the time zone
MOMENTS = st.datetimes(min_value=FIRST, max_value=LAST, timezones=OFFSETS)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2022-09-12T13:00:00Z", datetime(2022, 9, 12, 13, tzinfo=UTC)),
        ("2022-09-12t13:00:00z", datetime(2022, 9, 12, 13, tzinfo=UTC)),
        ("2022-09-12T15:00:00+02:00", datetime(2022, 9, 12, 13, tzinfo=UTC)),
        ("2022-09-12T07:30:00-05:30", datetime(2022, 9, 12, 13, tzinfo=UTC)),
        ("2022-09-12T13:00:00-00:00", datetime(2022, 9, 12, 13, tzinfo=UTC)),
        ("2022-09-12T13:00:00.5Z", datetime(2022, 9, 12, 13, 0, 0, 500000, tzinfo=UTC)),
        ("2022-09-12T13:00:00.123456789Z", datetime(2022, 9, 12, 13, 0, 0, 123456, tzinfo=UTC)),
        ("2024-02-29T00:00:00Z", datetime(2024, 2, 29, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59Z", datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_date_time_becomes_the_moment_in_utc(text: str, moment: datetime) -> None:
    parsed = parse_date_time(text)
    assert (parsed, parsed.tzinfo) == (moment, UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1990-12-31T23:59:60Z", datetime(1991, 1, 1, tzinfo=UTC)),
        ("1990-12-31T15:59:60-08:00", datetime(1991, 1, 1, tzinfo=UTC)),
        ("2015-06-30T23:59:60.25Z", datetime(2015, 7, 1, 0, 0, 0, 250000, tzinfo=UTC)),
    ],
)
def test_a_leap_second_becomes_the_next_second(text: str, moment: datetime) -> None:
    assert parse_date_time(text) == moment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NO_DATE),
        ("yesterday", NO_DATE),
        ("2022-09-12T13:00:00", "has no time zone"),
        ("2022-09-12T13:00", "has no time zone"),
        ("2022-09-12 13:00:00", "has no time zone"),
        ("2022-09-12", "has no time"),
        ("2022-09-12 13:00:00Z", NO_DATE),
        ("2022-09-12T13:00:00+0200", NO_DATE),
        ("2022-09-12T13:00:00+24:00", NO_DATE),
        ("2022-09-12T13:00:00.Z", NO_DATE),
        ("2022-09-12T13:00:00Z\n", NO_DATE),
        (" 2022-09-12T13:00:00Z", NO_DATE),
        ("22-09-12T13:00:00Z", NO_DATE),
        ("12022-09-12T13:00:00Z", NO_DATE),
        ("٢٠٢٢-٠٩-١٢T١٣:٠٠:٠٠Z", NO_DATE),
        ("2024-13-01", NO_DATE),
        ("0000-01-01T00:00:00Z", NO_SUCH_DAY),
        ("2024-13-01T00:00:00Z", NO_SUCH_DAY),
        ("2023-02-29T00:00:00Z", NO_SUCH_DAY),
        ("2022-09-12T24:00:00Z", NO_SUCH_DAY),
        ("2022-09-12T13:60:00Z", NO_SUCH_DAY),
        ("2022-09-12T13:00:61Z", NO_SUCH_DAY),
        ("2022-09-12T13:00:60Z", NO_SUCH_DAY),
        ("2022-09-12T23:59:60Z", NO_SUCH_DAY),
        ("1990-12-31T23:59:60+01:00", NO_SUCH_DAY),
        ("9999-12-31T23:59:60Z", NO_SUCH_DAY),
        ("0001-01-01T00:00:00+00:01", NO_SUCH_DAY),
        ("9999-12-31T23:59:59-00:01", NO_SUCH_DAY),
    ],
)
def test_anything_else_is_rejected_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{reason}$"):
        parse_date_time(text)


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("2022-09-12", "2022-09-12T00:00:00Z"),
        ("2022-09-12 13:00:00", "2022-09-12T13:00:00Z"),
        ("2022-09-12T13:00", "2022-09-12T13:00:00Z"),
        (" 2022-09-12 13:00:00Z\n", "2022-09-12T13:00:00Z"),
        ("2022-09-31", None),
        ("12 September 2022", None),
    ],
)
def test_what_is_nearly_a_date_time_is_completed(text: str, completed: str | None) -> None:
    assert complete_date_time(text) == completed


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2022, 9, 12, 13, tzinfo=UTC), "2022-09-12T13:00:00Z"),
        (datetime(2022, 9, 12, 15, tzinfo=timezone(timedelta(hours=2))), "2022-09-12T13:00:00Z"),
        (datetime(2022, 9, 12, 13, 0, 0, 250000, tzinfo=UTC), "2022-09-12T13:00:00.25Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
    ],
)
def test_a_moment_is_written_in_utc_with_a_fraction_only_if_there_is_one(
    moment: datetime, text: str
) -> None:
    assert format_date_time(moment) == text


def test_a_moment_without_a_time_zone_is_not_written() -> None:
    naive = datetime(2022, 9, 12, 13)  # noqa: DTZ001 - the fault under test
    with pytest.raises(ValueError, match=r"^2022-09-12T13:00:00 has no time zone$"):
        format_date_time(naive)


@given(MOMENTS)
def test_a_moment_survives_being_written(moment: datetime) -> None:
    assert parse_date_time(format_date_time(moment)) == moment


@given(MOMENTS)
def test_dates_of_mail_are_as_python_writes_them(moment: datetime) -> None:
    assert format_mail_date(moment) == format_datetime(moment.astimezone(UTC))


@given(MOMENTS)
def test_python_and_we_agree_on_what_python_writes(moment: datetime) -> None:
    assert parse_date_time(moment.isoformat()) == moment


@given(
    st.from_regex(r"\A[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]")
    | st.text()
)
def test_any_text_is_either_a_moment_in_utc_or_rejected(text: str) -> None:
    try:
        moment = parse_date_time(text)
    except ValueError:
        return
    assert moment.tzinfo is UTC
    assert format_date_time(moment).endswith("Z")


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("45m", timedelta(minutes=45)),
        ("12h", timedelta(hours=12)),
        ("30d", timedelta(days=30)),
        (" 2w ", timedelta(weeks=2)),
        ("0", timedelta(0)),
    ],
)
def test_reads_a_number_and_a_unit(text: str, age: timedelta) -> None:
    assert parse_age(text) == age


@pytest.mark.parametrize("text", ["", "d", "30", "-1d", "1.5h", "1y", "1d2h", "999999d", "１d"])
def test_anything_else_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="write a number and a unit: 45m, 12h, 30d or 2w"):
        parse_age(text)


@given(st.text(max_size=8))
def test_no_text_ends_otherwise(text: str) -> None:
    try:
        assert parse_age(text) >= timedelta(0)
    except ValueError as exc:
        assert str(exc).startswith("write ")

"""Dates are read as the programs read them that have such fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.windows import parse_bound


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-31T10:00:00Z", "2026-12-31T10:00:00+00:00"),
        ("2026-12-31T10:00:00.5+02:00", "2026-12-31T08:00:00.500000+00:00"),
        ("2026-12-31", "2026-12-31T00:00:00+00:00"),
        ("2026/1/5", "2026-01-05T00:00:00+00:00"),
        (" 2026-12-31 9:05 ", "2026-12-31T09:05:00+00:00"),
        ("2013/7/13 20:46:25", "2013-07-13T20:46:25+00:00"),
        ("2026-12-31 10:00:00 +0100", "2026-12-31T09:00:00+00:00"),
        ("2026-12-31 10:00:00 UTC", "2026-12-31T10:00:00+00:00"),
        ("2026-12-31T10:00:00", "2026-12-31T10:00:00+00:00"),
        ("2026-12-31T10:00-05", "2026-12-31T15:00:00+00:00"),
        ("Thu, 31 Dec 2026 10:00:00 GMT", "2026-12-31T10:00:00+00:00"),
    ],
)
def test_a_date_is_read_in_any_usual_form(text: str, moment: str) -> None:
    found = parse_bound(text)
    assert found
    assert found.isoformat() == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "next week", "2026", "2026-12", "2026-13-01", "2026-02-30", "2026-12-31T25:00",
        "31.12.2026", "1735689600", "0001-01-01T00:00:00+23:00", "9999-12-31 23:00 -2300",
        "٢٠٢٦-12-31", "2026-12-31" * 10,
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_bound(text) is None


@given(st.text("0123456789-/: TZ+GMTUC.,\n", max_size=70))
def test_any_text_is_a_moment_in_utc_or_none(text: str) -> None:
    found = parse_bound(text)
    assert found is None or found.utcoffset() is not None

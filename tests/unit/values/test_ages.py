"""Ages as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.values.ages import parse_age


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

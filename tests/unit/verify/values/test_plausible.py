"""Moments that cannot be."""

from datetime import UTC, datetime

from feeds.verify.values.plausible import latest_of, why_improbable

NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)


def test_takes_what_clocks_and_time_zones_make_of_now() -> None:
    for moment in (
        NOW,
        datetime(2026, 12, 1, 17, 59, tzinfo=UTC),
        datetime(1990, 1, 1, tzinfo=UTC),
    ):
        assert why_improbable(moment, latest_of(NOW)) is None


def test_says_why_a_moment_cannot_be() -> None:
    early, late = datetime(1970, 1, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)
    assert why_improbable(early, latest_of(NOW)) == "is before there was a web"
    assert why_improbable(late, latest_of(NOW)) == "is in the future"
    assert why_improbable(late, latest_of(None)) is None

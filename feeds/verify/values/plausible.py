"""Moments that can be: after there was a web, and not ahead of the clock."""

from datetime import UTC, datetime, timedelta

# There was no web before that; clocks that are not set say 1970.
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
# Clocks of others are a little wrong, and some write the time of their own zone as that of UTC.
_AHEAD = timedelta(days=1)


def latest_of(now: datetime | None) -> datetime:
    """Return the last moment that is not ahead of *now*; without it, none is."""
    return now + _AHEAD if now else datetime.max.replace(tzinfo=UTC)


def why_improbable(moment: datetime, latest: datetime) -> str | None:
    """Return why *moment* cannot be, to go on after it; None if it can, as far as *latest*."""
    if _FIRST <= moment <= latest:
        return None
    return "is before there was a web" if moment < _FIRST else "is in the future"

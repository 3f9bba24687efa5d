"""Dates as pages and feeds write them, made moments."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from feeds.clippings.clipping import Moment

_NO_ZONE = "names no time zone, and UTC was taken"
_NO_TIME = "is a day without a time, and midnight in UTC was taken"
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
# An ISO 8601 date-time within what people put around it, such as "2024-01-05 00:00:00 +0000 UTC".
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[Tt ]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?"
)


def parse_moment(text: str) -> Moment | None:
    """Return the moment that *text* names, to the second; None if it names none beyond doubt.

    Read are ISO 8601 and what is near it, and the dates of mail and HTTP (RFC 5322, 3.3). Of
    05/04/2022 nobody knows whether that was in April or May.
    """
    text = text.strip()
    if _DAY.fullmatch(text):
        return _moment(text, _NO_TIME)
    if found := _ISO.match(text):
        zone = found["zone"] or ""
        named = "+00:00" if zone.upper() in {"Z", "UTC", "GMT"} else zone
        return _moment(f"{found['day']}T{found['time']:0>5}{named}", "" if zone else _NO_ZONE)
    try:
        return _in_utc(parsedate_to_datetime(text), "")
    except (ValueError, OverflowError, IndexError):
        return None


def _moment(iso: str, assumed: str) -> Moment | None:
    try:
        return _in_utc(datetime.fromisoformat(iso), assumed)
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime, assumed: str) -> Moment | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    in_utc = aware.astimezone(UTC).replace(microsecond=0)
    # Before there was a web, nothing was published there: it is what systems have for no date.
    return Moment(in_utc, assumed) if in_utc.year >= _FIRST_YEAR else None


_FIRST_YEAR = 1980


def first_moment(texts: Iterable[str]) -> Moment | None:
    """Return the first moment that *texts*, the most trustworthy first, name.

    If it is but a day, or has no zone, another one within a day that is exact takes its place.
    """
    moments = [moment for text in texts if (moment := parse_moment(text))]
    if not moments or not moments[0].assumed:
        return moments[0] if moments else None
    first = moments[0]
    near = (m for m in moments if not m.assumed and abs(m.time - first.time).days < 1)
    return next(near, first)

"""Dates as pages and feeds write them, made moments."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice

from feeds.clippings.clipping import Moment

_FIRST_YEAR = 1980
# A page that names as many dates has none that anybody could trust.
_MOST_TRIED = 30
_NO_ZONE = "names no time zone, and UTC was taken"
_NO_TIME = "is a day without a time, and midnight in UTC was taken"
_DAY = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})")
# Points are between day and month, and the day comes first, wherever they are used.
_POINTED = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})")
_FAR_EAST = re.compile(
    r"(?P<year>\d{4})[年년]\s?(?P<month>\d{1,2})[月월]\s?(?P<day>\d{1,2})[日일]?"
)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d{2}(?::\d{2})?"
    r"\s+(?![AaPp]\.?[Mm])(?:[A-Za-z]{1,4}|[+-]\d{4})(?:\s*\([\w\s]*\))?"
)
# Of a month in letters, nobody takes the day for it.
_WORDED = re.compile(r"(?=.*[^\W\d_]{3})(?=.*\b(?:19|20)\d{2}\b)[\w\s.,:()+-]{6,60}")
# An ISO 8601 date-time within what people put around it, such as "2024-01-05 00:00:00 +0000 UTC".
_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[Tt ]\s*(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(?P<zone>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?(?:\s*[A-Z]{3,4})?"
)


def parse_moment(text: str) -> Moment | None:
    """Return the moment that *text* names, to the second; None if it names none beyond doubt.

    Read are ISO 8601 and what is near it, the dates of mail and HTTP (RFC 5322, 3.3), and those
    that have the month in letters, of any language. Of 05/04/2022 nobody knows whether that was in
    April or May.
    """
    text = text.strip()
    for pattern in (_DAY, _POINTED, _FAR_EAST):
        if found := pattern.fullmatch(text):
            day = f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}"
            return _moment(day, _NO_TIME)
    if found := _ISO.fullmatch(text):
        zone = found["zone"] or ""
        named = "+00:00" if zone.upper() in {"Z", "UTC", "GMT"} else zone
        return _moment(f"{found['day']}T{found['time']:0>5}{named}", "" if zone else _NO_ZONE)
    if _MAIL.fullmatch(text):
        try:
            return _in_utc(parsedate_to_datetime(text), "")
        except (ValueError, OverflowError, IndexError):
            return None
    return _worded(text) if _WORDED.fullmatch(text) else None


def _worded(text: str) -> Moment | None:
    """Return the moment of a date in words, such as "2. Januar 2026" or "Jan 2, 2026, 3:04 PM"."""
    # It knows the months of two hundred languages, and takes as long to load.
    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(text, settings=settings)
    except (ValueError, OverflowError, RecursionError):
        return None
    if not isinstance(found, datetime):
        return None
    assumed = _NO_ZONE if ":" in text else _NO_TIME
    return _in_utc(found, "" if found.tzinfo else assumed)


def _moment(iso: str, assumed: str) -> Moment | None:
    try:
        return _in_utc(datetime.fromisoformat(iso), assumed)
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime, assumed: str) -> Moment | None:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    in_utc = aware.astimezone(UTC).replace(microsecond=0)
    # Before there was a web, nothing was published there: systems have 1970 for no date.
    return Moment(in_utc, assumed) if in_utc.year >= _FIRST_YEAR else None


def first_moment(texts: Iterable[str]) -> Moment | None:
    """Return the first moment that *texts*, the most trustworthy first, name.

    If it is but a day, or has no zone, another one within a day that is exact takes its place.
    """
    tried = islice(texts, _MOST_TRIED)
    moments = [moment for text in tried if (moment := parse_moment(text))]
    if not moments or not moments[0].assumed:
        return moments[0] if moments else None
    first = moments[0]
    near = (m for m in moments if not m.assumed and abs(m.time - first.time).days < 1)
    return next(near, first)

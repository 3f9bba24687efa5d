"""Dates read as people write them who get them wrong: to tell what is wrong, and what was meant.

Both kinds, those of RFC 822 (RSS) and those with the year first (RFC 3339, W3CDTF), since the one
often stands where the other belongs.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from feeds.expressions import expression
from feeds.values.dates import date_time_or_none

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
# Hours from UTC (RFC 822, section 5.1), whose name for UTC is UT.
ZONES = {"UT": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7}
ZONES |= {"MDT": -6, "PST": -8, "PDT": -7}
# Hyphens and more blanks, long names, short years, any zone or none.
_RFC822 = expression(
    r"(?:(?P<weekday>[^\W\d_]{1,20})\.?(?:\s*,\s*|\s+))?"
    r"(?P<day>[0-9]{1,2})(?P<between>[\s-])\s*"
    r"(?P<month>[^\W\d_]{1,20})\.?[\s-]\s*(?P<year>[0-9]{2,9}),?"
    r"(?:\s+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<fraction>\.[0-9]{1,9})?"
    r"(?:\s*(?P<zone>[+-][0-9]{1,2}:?[0-9]{2}|[A-Za-z]{1,20}(?:[+-][0-9:]{1,5})?))?"
    r"(?P<comment>\s*\([^()]{0,80}\))?)?"
)
# Without hyphens or colons, with blanks, with a time that ends early.
_ISO = expression(
    r"(?P<year>[0-9]{4})(?P<hyphen>-?)(?P<month>[0-9]{2})(?P<other>-?)(?P<day>[0-9]{2})"
    r"(?:(?P<t>\s*[Tt]\s*|\s+)(?P<hour>[0-9]{1,2})(?P<colon>:?)(?P<minute>[0-9]{2})"
    r"(?::?(?P<second>[0-9]{2})(?P<fraction>[.,][0-9]{1,20})?)?"
    r"(?P<gap>\s*)(?P<zone>[Zz]|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2})?)?"
)
_DAY_OR_LESS = expression(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_OFFSET = expression(r"([+-])([01]?[0-9]|2[0-3]):?([0-5][0-9])")
_MAX_LENGTH = 200  # what is longer is no date, however one reads it
_LEAP_SECOND = 60
_FIRST_OF_1900 = "50"  # RFC 2822, section 4.3, of years of two digits


def match_rfc822(text: str) -> re.Match[str] | None:
    """Return the parts of *text*, if it is like a date of RFC 822; None if not."""
    return _RFC822.fullmatch(text) if len(text) <= _MAX_LENGTH else None


def match_iso(text: str) -> re.Match[str] | None:
    """Return the parts of *text*, if it is like a date with the year first; None if not."""
    return _ISO.fullmatch(text) if len(text) <= _MAX_LENGTH else None


@lru_cache(maxsize=4096)
def parse_rfc822_date(text: str) -> datetime | None:
    """Return the moment that *text* names as a reader would understand it, in UTC; None if none.

    A date without a zone, or with one that nobody knows, is taken for UTC (RFC 2822, section 4.3).
    """
    match = match_rfc822(text.strip())
    return match and _in_utc(rfc822_moment(match, unknown=UTC))


@lru_cache(maxsize=4096)
def parse_iso_date(text: str) -> datetime | None:
    """Return the moment that *text*, of RFC 3339 or W3CDTF, begins with, in UTC; None if none.

    A time without a zone is taken for one of UTC.
    """
    text = text.strip()
    match = _DAY_OR_LESS.fullmatch(text)
    if match is None:
        moment = date_time_or_none(text)
        loose = match_iso(text) if moment is None else None
        return moment if loose is None else date_time_or_none(rewrite_iso(loose, zone="Z") or "")
    try:
        year, month, day = (int(part or 1) for part in match.groups())
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def format_rfc822_date(moment: datetime) -> str:
    """Write the aware *moment* as RFC 822 has it: ``Mon, 30 Nov 2026 18:00:00 GMT``."""
    zone = moment.strftime("%z")
    day = f"{DAYS[moment.weekday()]}, {moment.day:02} {MONTHS[moment.month - 1]}"
    return f"{day} {moment.year:04} {moment:%H:%M:%S} {'GMT' if zone == '+0000' else zone[:5]}"


def rewrite_iso(match: re.Match[str], zone: str | None = None) -> str | None:
    """Return the date of *match* as RFC 3339 has it; None if it names no moment.

    A time without a zone is one of *zone*; without that, it names no moment.
    """
    zone = (match["zone"] or zone or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    if match["hour"] is None or not zone:
        return None
    if len(zone) > 1:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    day = f"{match['year']}-{match['month']}-{match['day']}"
    time = f"{match['hour'].zfill(2)}:{match['minute']}:{match['second'] or '00'}"
    text = f"{day}T{time}{(match['fraction'] or '').replace(',', '.')}{zone}"
    return text if date_time_or_none(text) else None


def rfc822_moment(match: re.Match[str], unknown: timezone | None = None) -> datetime | None:
    """Return the moment of *match*, in its own zone; None if it names none.

    One without a zone that is known is one of *unknown*; without that, it names no moment.
    """
    month, year, zone = name_index(match["month"], MONTH_NAMES), match["year"], match["zone"]
    if month is None or match["hour"] is None:
        return None
    if len(year) < len("2026"):
        year = str(int(year) + (2000 if year < _FIRST_OF_1900 and len(year) < len("126") else 1900))
    time = (match["hour"], match["minute"], match["second"] or "0")
    known = (zone and parse_zone("UT" if zone.upper() == "UTC" else zone)) or unknown
    return make_moment(year, month, match["day"], time, known)


def make_moment(
    year: str, month: int, day: str, time: tuple[str, str, str], zone: timezone | None
) -> datetime | None:
    """Return the moment (*month* counts from 0); None if there is none.

    A leap second becomes the one before it.
    """
    hour, minute, second = map(int, time)
    if second > _LEAP_SECOND or zone is None:
        return None
    try:
        return datetime(int(year), month + 1, int(day), hour, minute, min(second, 59), tzinfo=zone)
    except ValueError:
        return None


@lru_cache(maxsize=256)
def parse_zone(text: str) -> timezone | None:
    """Return the zone that *text* names (RFC 822, section 5.1); None if it names none."""
    if text.upper() in ZONES:
        hours = ZONES[text.upper()]
        return timezone(timedelta(hours=hours)) if hours else UTC
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-offset if match[1] == "-" else offset) if offset else UTC


def name_index(name: str, names: tuple[str, ...]) -> int | None:
    """Return which of *names* begins with *name*, of three letters or more; None if none does."""
    name = name.lower()
    if name == "sept":
        return 8 if names is MONTH_NAMES else None
    return next((n for n, full in enumerate(names) if name[2:] and full.startswith(name)), None)


def _in_utc(moment: datetime | None) -> datetime | None:
    try:
        return moment and moment.astimezone(UTC)
    except OverflowError:  # beside the first or the last day that Python knows
        return None

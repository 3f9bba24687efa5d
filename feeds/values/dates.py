"""Dates as front matter and feeds write them: RFC 3339 text to aware UTC datetimes and back.

And ages, how long ago something may be, as people write them: ``30d``.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from feeds.expressions import expression

_DATE_TIME = expression(
    r"(?P<minutes>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:)(?P<second>[0-9]{2})"
    r"(?P<rest>(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]))"
)
# As nearly all of them are written, which the library reads at once.
_USUAL = expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-5][0-9]Z")
_AGE = expression(r"(?P<number>[0-9]{1,5})(?P<unit>[mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_TIME = expression(r"[0-9]:[0-9]")
_ZONE = expression(r"[0-9](?:[Zz]|[+-][0-9]{2}:?[0-9]{2})")
# As English has them, whatever the locale is.
_WEEKDAYS = tuple("Mon Tue Wed Thu Fri Sat Sun".split())
_MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_NO_MOMENT = "names a day or a time that does not exist"
# What people write who know ISO 8601, and how it is completed: UTC is the zone of all real seeds.
_COMPLETIONS = ("", "Z", ":00Z", "T00:00:00Z")


def parse_date_time(text: str) -> datetime:
    """Return the moment that *text* names, in UTC and cut to microseconds.

    *text* is a ``date-time`` of RFC 3339, section 5.6. A leap second becomes the second after it.
    Raises ValueError for anything else; its message goes on after the text, as "has no time zone".
    """
    if _USUAL.fullmatch(text):
        try:
            return datetime.fromisoformat(text)
        except ValueError as exc:
            raise ValueError(_NO_MOMENT) from exc
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise ValueError(_missing_part(text))
    return _moment(match)


def date_time_or_none(text: str) -> datetime | None:
    """Return the moment that *text* names as ``parse_date_time`` does; None if it names none."""
    try:
        return parse_date_time(text)
    except ValueError:
        return None


def is_past(written: str, now: datetime) -> bool:
    """Tell whether a date-time, as it is *written*, is no later than *now*, or is none."""
    # Most are seen to be past by their text, and need not be read.
    if written[:10] < _past_day(now):
        return True
    moment = date_time_or_none(written)
    return moment is None or moment <= now


@lru_cache(maxsize=1)
def _past_day(now: datetime) -> str:
    """Return the first day on which it may be later than *now* in some time zone."""
    return (now - timedelta(days=1)).date().isoformat()


# Each format writes the dates of an entry.
@lru_cache(maxsize=512)
def format_date_time(moment: datetime) -> str:
    """Write the aware *moment* in UTC as RFC 3339 has it: ``2022-09-12T13:00:00Z``.

    A fraction is written only if there is one. Raises ValueError if *moment* has no time zone.
    """
    if moment.tzinfo is not UTC:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
        moment = moment.astimezone(UTC)
    text = moment.isoformat().removesuffix("+00:00")
    return (text.rstrip("0") if moment.microsecond else text) + "Z"


def format_mail_date(moment: datetime) -> str:
    """Write the aware *moment* in UTC as RFC 5322 has it: ``Mon, 12 Sep 2022 13:00:00 +0000``.

    Python's own function takes seven times as long, and each entry and feed has such a date.
    """
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    day = f"{_WEEKDAYS[moment.weekday()]}, {moment.day:02} {_MONTHS[moment.month - 1]}"
    return f"{day} {moment.year:04} {moment.hour:02}:{moment.minute:02}:{moment.second:02} +0000"


def complete_date_time(text: str) -> str | None:
    """Return *text* as a date-time if only its zone, its time or the T is missing, else None."""
    start = text.strip().replace(" ", "T", 1)
    completions = (start + completion for completion in _COMPLETIONS)
    # What is no date-time at all would be completed in turn, to say what it lacks.
    complete = (text for text in completions if _DATE_TIME.fullmatch(text))
    return next(filter(date_time_or_none, complete), None)


def _moment(match: re.Match[str]) -> datetime:
    minutes, second, rest = match.groups()
    # Python knows no leap second, and neither "t" nor "z" (RFC 3339, section 5.6, allows both).
    is_leap = second == "60"
    text = f"{minutes}{'59' if is_leap else second}{rest}".upper()
    if text[11:13] == "24":  # which ISO 8601 has, and so have newer Pythons
        raise ValueError(_NO_MOMENT)
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
        if not is_leap:
            return moment
        _require_month_end(moment)
        return moment + timedelta(seconds=1)
    except (ValueError, OverflowError) as exc:
        raise ValueError(_NO_MOMENT) from exc


def _require_month_end(moment: datetime) -> None:
    """Raise ValueError unless *moment* is in the last second of a month.

    Leap seconds are inserted nowhere else (RFC 3339, section 5.7 and appendix D).
    """
    after = moment.replace(microsecond=0) + timedelta(seconds=1)
    if (after.day, after.hour, after.minute, after.second) != (1, 0, 0, 0):
        raise ValueError("no leap second")


def _missing_part(text: str) -> str:
    """Return what keeps *text* from being a date-time, to go on after it: "has no time"."""
    completed = complete_date_time(text)
    if completed is None or _ZONE.search(text):
        return "is not a date and time"
    return "has no time zone" if _TIME.search(text) else "has no time"


def parse_age(text: str) -> timedelta:
    """Return the time that *text* names: a number and m, h, d or w (minutes to weeks), or 0.

    Raises ValueError, with what to write instead, for anything else.
    """
    if text.strip() == "0":
        return timedelta(0)
    match = _AGE.fullmatch(text.strip())
    if match is None:
        raise ValueError("write a number and a unit: 45m, 12h, 30d or 2w")
    return timedelta(**{_UNITS[match["unit"]]: int(match["number"])})

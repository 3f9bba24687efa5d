"""Dates as front matter and feeds write them: RFC 3339 text to aware UTC datetimes and back."""

import re
from datetime import UTC, datetime, timedelta, timezone

_DATE_TIME = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"[Tt](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?P<fraction>\.[0-9]+)?"
    r"(?:[Zz]|(?P<sign>[+-])(?P<offset_hour>[01][0-9]|2[0-3]):(?P<offset_minute>[0-5][0-9]))"
)
# As nearly all of them are written, which the library reads at once.
_USUAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]Z")
_TIME = re.compile(r"[0-9]:[0-9]")
_ZONE = re.compile(r"[0-9](?:[Zz]|[+-][0-9]{2}:?[0-9]{2})")
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


def complete_date_time(text: str) -> str | None:
    """Return *text* as a date-time if only its zone, its time or the T is missing, else None."""
    start = text.strip().replace(" ", "T", 1)
    for completion in _COMPLETIONS:
        completed = start + completion
        if _is_date_time(completed):
            return completed
    return None


def _is_date_time(text: str) -> bool:
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    try:
        _moment(match)
    except ValueError:
        return False
    return True


def _moment(match: re.Match[str]) -> datetime:
    leap = match["second"] == "60"
    try:
        moment = _local(match, second=59 if leap else int(match["second"])).astimezone(UTC)
        if not leap:
            return moment
        _require_month_end(moment)
        return moment + timedelta(seconds=1)
    except (ValueError, OverflowError) as exc:
        raise ValueError(_NO_MOMENT) from exc


def _local(match: re.Match[str], second: int) -> datetime:
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    hour, minute = int(match["hour"]), int(match["minute"])
    microsecond = int((match["fraction"] or ".")[1:7].ljust(6, "0"))
    return datetime(year, month, day, hour, minute, second, microsecond, tzinfo=_zone(match))


def _zone(match: re.Match[str]) -> timezone:
    if match["sign"] is None:
        return UTC
    offset = timedelta(hours=int(match["offset_hour"]), minutes=int(match["offset_minute"]))
    return timezone(-offset if match["sign"] == "-" else offset)


def _require_month_end(moment: datetime) -> None:
    """Raise ValueError unless *moment* is in the last second of a month.

    Leap seconds are inserted nowhere else (RFC 3339, section 5.7 and appendix D).
    """
    after = moment.replace(microsecond=0) + timedelta(seconds=1)
    if (after.day, after.hour, after.minute, after.second) != (1, 0, 0, 0):
        raise ValueError("no leap second")


def _missing_part(text: str) -> str:
    completed = complete_date_time(text)
    if completed is None or _ZONE.search(text):
        return "is not a date and time"
    return "has no time zone" if _TIME.search(text) else "has no time"

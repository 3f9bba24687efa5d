"""Dates from or until when something is published, in the forms that other programs take."""

import re
from datetime import UTC, datetime

from feeds.values.dates import date_time_or_none

# As Hugo, Jekyll, Hexo and WordPress take them.
_FORM = re.compile(
    r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})"
    r"(?:(?:T|[ \t]+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?"
    r"[ \t]*(?:Z|UTC|GMT|([+-][0-9]{2}):?([0-9]{2})?)?",
    re.IGNORECASE,
)
_LONGEST = 64


def parse_bound(text: str) -> datetime | None:
    """Return the moment that *text* names, in UTC; None if it names none.

    A day is its beginning, and what has no time zone is in UTC, as Hugo has it.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if exact := date_time_or_none(text):
        return exact
    match = _FORM.fullmatch(text)
    try:
        moment = _moment(match) if match else _moment_of_mail(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _moment_of_mail(text: str) -> datetime:
    # RFC 5322, as in RSS. It takes as long to load as all else here.
    from email.utils import parsedate_to_datetime

    return parsedate_to_datetime(text)


def _moment(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone = f"{match[7] or '+00'}:{match[8] or '00'}"
    return datetime.fromisoformat(
        f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"
    )

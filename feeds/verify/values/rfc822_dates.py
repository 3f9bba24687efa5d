"""Dates of RSS and OPML: those of RFC 822, with a year of four digits (RFC 2822, section 3.3)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.loose_dates import (
    DAY_NAMES,
    DAYS,
    MONTHS,
    ZONES,
    format_rfc822_date,
    make_moment,
    match_iso,
    match_rfc822,
    name_index,
    parse_iso_date,
    parse_zone,
    rfc822_moment,
)

# One blank wherever there may be some, as RFC 2822, section 3.3, recommends.
_USUAL = re.compile(
    rf"(?:({'|'.join(DAYS)}), )?([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})"
    rf" ([0-9]{{2}}):([0-9]{{2}})(?::([0-9]{{2}}))?"
    rf" ({'|'.join(ZONES)}|[+-](?:[01][0-9]|2[0-3])[0-5][0-9])"
)
_NO_MOMENT = "names a day or a time that does not exist"
_NO_DAY = "has not Mon, Tue, Wed, Thu, Fri, Sat or Sun as the day of the week"
_NO_MONTH = "has not the first three letters of an English month"
_NO_ZONE = "has a time zone that does not exist"
_YEAR_LENGTHS = (2, 4)
_NO_DATE = 'is no date as RSS has them: "Mon, 30 Nov 2026 18:00:00 GMT"'


@lru_cache(maxsize=4096)
def check_rfc822_date(text: str) -> Flaw | None:
    """Return what keeps *text* from being a date of RFC 822 with a year of four digits.

    Blanks around it do not count. What a reader must accept though nobody is to write it
    (RFC 2822, section 4.3) is an ``unusual-date``.
    """
    match = _USUAL.fullmatch(text)
    if match is None:
        stripped = text.strip()
        if stripped == text:
            return _explain(text)
        found = check_rfc822_date(stripped)
        return found and found.moved(len(text) - len(text.lstrip()))
    weekday, day, month, year, hour, minute, second, zone = match.groups()
    time = (hour, minute, second or "0")
    moment = make_moment(year, MONTHS.index(month), day, time, parse_zone(zone))
    if moment is None:
        return Flaw("malformed-date", _NO_MOMENT)
    if weekday is None or weekday == DAYS[moment.weekday()]:
        return None
    return _wrong_weekday(moment, f"{DAYS[moment.weekday()]}{text[3:]}", match.span(1))


def _wrong_weekday(moment: datetime, instead: str | None, span: tuple[int, int]) -> Flaw:
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    name = DAY_NAMES[moment.weekday()].capitalize()
    reason = f"has the wrong day of the week: {day} is a {name}"
    return Flaw("wrong-weekday", reason, instead, *span)


def _explain(text: str) -> Flaw | None:
    """Return what is wrong with *text*, which is not as usual; None if it is right all the same."""
    match = match_rfc822(text)
    if match is None:
        return _foreign(text) if text else Flaw("malformed-date", "is empty")
    if match["hour"] is None:
        return Flaw("malformed-date", "has no time")
    moment = rfc822_moment(match)
    instead = format_rfc822_date(moment) if moment else None
    wrong = _wrong_part(match)
    if wrong is not None:
        part, reason = wrong
        start, end = match.span(part)
        # What is missing is so after the last character.
        place = (start, end) if match[part] else (len(text) - 1, len(text))
        return Flaw("malformed-date", reason, instead, *place)
    return _unusual(match, moment, instead)


def _wrong_part(match: re.Match[str]) -> tuple[str, str] | None:
    """Return which part of a date RFC 822 does not know, and why; None if it knows all."""
    return next(((part, why) for part, is_wrong, why in _WRONG if is_wrong(match)), None)


def _has_no_comma(match: re.Match[str]) -> bool:
    return match["weekday"] is not None and "," not in match.string[: match.start("day")]


def _is_unknown(zone: str | None) -> bool:
    return zone is None or (
        zone[0] not in "+-" and zone.upper() not in ZONES and not _is_military(zone)
    )


def _is_military(zone: str) -> bool:
    return len(zone) == 1 and zone.upper() not in "JZ"


# Which part of a date is wrong, when, and why: the first of them is told. Years of two digits and
# military zones are none of them.
_WRONG: tuple[tuple[str, Callable[[re.Match[str]], bool], str], ...] = (
    ("weekday", lambda m: (m["weekday"] or "Mon").capitalize() not in DAYS, _NO_DAY),
    ("weekday", _has_no_comma, "has no comma after the day of the week"),
    ("month", lambda m: m["month"].capitalize() not in MONTHS, _NO_MONTH),
    ("between", lambda m: m["between"] == "-", "has hyphens between day, month and year"),
    ("year", lambda m: len(m["year"]) not in _YEAR_LENGTHS, "has no year of four digits"),
    ("hour", lambda m: len(m["hour"]) == 1, "has an hour of one digit"),
    ("fraction", lambda m: bool(m["fraction"]), "has a fraction of a second"),
    ("zone", lambda m: m["zone"] is None, "has no time zone"),
    ("zone", lambda m: _is_unknown(m["zone"]), "has a time zone that RFC 822 does not know"),
    ("zone", lambda m: ":" in m["zone"], "has a colon in its time zone"),
    ("zone", lambda m: len(m["zone"]) == len("+100"), "has no time zone of four digits"),
    ("zone", lambda m: m["zone"][0] in "+-" and not parse_zone(m["zone"]), _NO_ZONE),
)


def _unusual(match: re.Match[str], moment: datetime | None, instead: str | None) -> Flaw | None:
    """Return the flaw of a date that readers have to understand, and that nobody is to write."""
    weekday = match["weekday"]
    if _is_military(match["zone"]):
        # RFC 822 got their signs wrong, so that RFC 2822, section 4.3, takes them for unknown.
        reason = "has a military time zone, which readers take for UTC"
        return Flaw("unusual-date", reason, None, *match.span("zone"))
    if moment is None:
        return Flaw("malformed-date", _NO_MOMENT)
    if weekday and name_index(weekday, DAY_NAMES) != moment.weekday():
        return _wrong_weekday(moment, instead, match.span("weekday"))
    if len(match["year"]) < len("2026"):
        return Flaw("unusual-date", "has a year of two digits", instead, *match.span("year"))
    if match["comment"]:
        return Flaw("unusual-date", "has a comment", instead, *match.span("comment"))
    return _odd_blanks(match, instead)


def _odd_blanks(match: re.Match[str], instead: str | None) -> Flaw | None:
    text = match.string
    squeezed = " ".join(text.replace(",", ", ").split())
    if squeezed == text and text.endswith(f" {match['zone']}"):
        return None
    return Flaw("unusual-date", "has not one blank between all of its parts", instead)


def _foreign(text: str) -> Flaw:
    """Return the flaw of a date of another form, or of what is none."""
    moment, match = parse_iso_date(text), match_iso(text)
    if moment is None or match is None:
        return Flaw("malformed-date", _NO_DATE)
    reason = "has the year first, as Atom and JSON Feed have it (RFC 3339)"
    if not match["zone"]:
        return Flaw("malformed-date", reason)
    # Its own zone stays: what people read is the time of the place.
    own = moment.astimezone(parse_zone(match["zone"]) or UTC)
    return Flaw("malformed-date", reason, format_rfc822_date(own))

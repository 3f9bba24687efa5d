"""Dates with the year first: RFC 3339 (Atom, JSON Feed), and the W3CDTF of Dublin Core."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from feeds.values.dates import date_time_or_none, format_date_time
from feeds.verify.values.flaw import Flaw
from feeds.verify.values.loose_dates import (
    match_iso,
    parse_iso_date,
    parse_rfc822_date,
    rewrite_iso,
)
from feeds.verify.values.uris import check_surroundings

_USUAL = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
# https://www.w3.org/TR/NOTE-datetime: a year, a month or a day alone, or a time without seconds.
_W3CDTF = re.compile(
    r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?)?"
)
_NAMES = ("UTC", "GMT")
_NO_MOMENT = "names a day or a time that does not exist"
_NO_DATE = 'is no date and time as RFC 3339 has them: "2026-11-30T18:00:00Z"'
_NO_W3CDTF = 'is no date of W3CDTF: "2026-11-30", or "2026-11-30T18:00:00Z"'


@lru_cache(maxsize=4096)
def check_rfc3339_date(text: str) -> Flaw | None:
    """Return what keeps *text* from being a date construct of Atom (RFC 4287, section 3.3).

    That is a ``date-time`` of RFC 3339 with a T, and with a Z if it is in UTC, both capitals.
    """
    if _USUAL.fullmatch(text):
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return Flaw("malformed-date", _NO_MOMENT)
        return None
    around = check_surroundings(text)
    if around is not None:
        return around
    # The library knows leap seconds, fractions of any length, and small letters.
    if date_time_or_none(text) is None:
        return _explain(text)
    if text == text.upper():
        return None
    return Flaw("malformed-date", "has a small t or z, which Atom wants as capitals", text.upper())


def check_json_date(text: str) -> Flaw | None:
    """Return what keeps *text* from being a date of JSON Feed: of RFC 3339, in any case."""
    return None if date_time_or_none(text) else check_rfc3339_date(text)


@lru_cache(maxsize=4096)
def check_w3cdtf_date(text: str) -> Flaw | None:
    """Return what keeps *text* from being a date of W3CDTF. Blanks around it do not count."""
    stripped = text.strip()
    if not _W3CDTF.fullmatch(stripped):
        found = _explain(stripped)
        if found.reason == _NO_DATE:
            return Flaw("malformed-date", _NO_W3CDTF)
        return found.moved(len(text) - len(text.lstrip()))
    return None if parse_iso_date(stripped) else Flaw("malformed-date", _NO_MOMENT)


def _explain(text: str) -> Flaw:
    """Return what is wrong with *text*, which is no date of RFC 3339."""
    if not text:
        return Flaw("malformed-date", "is empty")
    match = match_iso(text)
    if match is None:
        moment = parse_rfc822_date(text)
        if moment is None:
            return Flaw("malformed-date", _NO_DATE)
        return Flaw(
            "malformed-date", "is written as RSS has it (RFC 822)", format_date_time(moment)
        )
    part, reason = _wrong_part(match)
    instead = rewrite_iso(match)
    if part is None:
        return Flaw("malformed-date", reason, instead)
    start, end = match.span(part)
    if start == end:  # what is missing should stand here
        end = start + 1
    # What is missing at the end is so after the last character.
    place = (start, end) if start != -1 else (len(text) - 1, len(text))
    return Flaw("malformed-date", reason, instead, *place)


def _wrong_part(match: re.Match[str]) -> tuple[str | None, str]:
    """Return which part is not as RFC 3339 has it (None: no single one), and why."""
    if match["hour"] is not None and match["hyphen"] and match["other"]:
        wrong = next(((part, why) for part, is_wrong, why in _WRONG if is_wrong(match)), None)
        return wrong or (None, _NO_MOMENT)
    return None, "has no time" if match["hyphen"] else "has no hyphens between year, month and day"


# Which part of a date and a time is wrong, when, and why: the first of them is told.
_WRONG: tuple[tuple[str, Callable[[re.Match[str]], bool], str], ...] = (
    ("t", lambda m: m["t"].isspace(), "has no T between day and time"),
    ("t", lambda m: len(m["t"]) > 1, "has blanks around the T"),
    ("hour", lambda m: len(m["hour"]) == 1, "has an hour of one digit"),
    ("colon", lambda m: not m["colon"], "has no colons in its time"),
    ("minute", lambda m: m["second"] is None, "has no seconds"),
    ("fraction", lambda m: "," in (m["fraction"] or ""), "has a comma before its fraction"),
    ("zone", lambda m: m["zone"] is None, "has no time zone"),
    ("gap", lambda m: bool(m["gap"]), "has a blank before its time zone"),
    ("zone", lambda m: m["zone"] in _NAMES, "has a name for its time zone, which is Z here"),
    ("zone", lambda m: len(m["zone"]) == len("+00"), "has no minutes in its time zone"),
    ("zone", lambda m: len(m["zone"]) == len("+0000"), "has no colon in its time zone"),
)

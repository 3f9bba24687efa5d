"""Dates of RSS: what is right, what is wrong with the rest, and how it is written."""

import pytest

from feeds.verify.values.flaw import Flaw
from feeds.verify.values.loose_dates import format_rfc822_date, parse_rfc822_date
from feeds.verify.values.rfc822_dates import check_rfc822_date


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 30 Nov 2026 18:00:00 GMT",
        "Mon, 30 Nov 2026 18:00 GMT",
        "30 Nov 2026 18:00:00 +0000",
        "Mon, 30 Nov 2026 18:00:00 -0330",
        "Mon, 30 Nov 2026 18:00:00 PST",
        "Mon, 30 Nov 2026 18:00:00 UT",
        "Mon, 30 Nov 2026 18:00:00 Z",
        "Tue, 1 Dec 2026 18:00:00 EDT",
        "\n  Mon, 30 Nov 2026 18:00:00 GMT\n",
        "Sat, 31 Dec 2016 23:59:60 GMT",
        "mon, 30 nov 2026 18:00:00 gmt",
        "Thu, 29 Feb 2024 00:00:00 GMT",
    ],
)
def test_takes_what_rfc_822_allows(text: str) -> None:
    assert check_rfc822_date(text) is None


@pytest.mark.parametrize(
    ("text", "marked", "reason", "instead"),
    [
        ("", "", "is empty", None),
        ("yesterday", "yesterday", 'is no date as RSS has them: "Mon, 30 Nov 2026 18:00:00 GMT"', None),
        ("2026-11-30T18:00:00+01:00", "2026-11-30T18:00:00+01:00", "has the year first, as Atom and JSON Feed have it (RFC 3339)", "Mon, 30 Nov 2026 18:00:00 +0100"),
        ("2026-11-30 18:00:00 -0800", "2026-11-30 18:00:00 -0800", "has the year first, as Atom and JSON Feed have it (RFC 3339)", "Mon, 30 Nov 2026 18:00:00 -0800"),
        ("2026-11-30 18:00:00", "2026-11-30 18:00:00", "has the year first, as Atom and JSON Feed have it (RFC 3339)", None),
        ("Mon, 30 Nov 2026", "Mon, 30 Nov 2026", "has no time", None),
        ("Mon, 30 Nov 2026 18:00:00", "0", "has no time zone", None),
        ("Mon, 30 Nov 2026 18:00:00 UTC", "UTC", "has a time zone that RFC 822 does not know", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mon, 30 Nov 2026 18:00:00 CEST", "CEST", "has a time zone that RFC 822 does not know", None),
        ("Mon, 30 Nov 2026 18:00:00 +01:00", "+01:00", "has a colon in its time zone", "Mon, 30 Nov 2026 18:00:00 +0100"),
        ("Mon, 30 Nov 2026 18:00:00 +100", "+100", "has no time zone of four digits", "Mon, 30 Nov 2026 18:00:00 +0100"),
        ("Mon, 30 Nov 2026 18:00:00 +9900", "+9900", "has a time zone that does not exist", None),
        ("Monday, 30 Nov 2026 18:00:00 GMT", "Monday", "has not Mon, Tue, Wed, Thu, Fri, Sat or Sun as the day of the week", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mo, 30 Nov 2026 18:00:00 GMT", "Mo", "has not Mon, Tue, Wed, Thu, Fri, Sat or Sun as the day of the week", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mon 30 Nov 2026 18:00:00 GMT", "Mon", "has no comma after the day of the week", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mon, 30 November 2026 18:00:00 GMT", "November", "has not the first three letters of an English month", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Wed, 30 Sept 2026 18:00:00 GMT", "Sept", "has not the first three letters of an English month", "Wed, 30 Sep 2026 18:00:00 GMT"),
        ("Lun, 30 novembre 2026 18:00:00 GMT", "Lun", "has not Mon, Tue, Wed, Thu, Fri, Sat or Sun as the day of the week", None),
        ("30 März 2026 18:00:00 GMT", "März", "has not the first three letters of an English month", None),
        ("30-Nov-26 18:00:00 GMT", "-", "has hyphens between day, month and year", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mon, 30 Nov 126 18:00:00 GMT", "126", "has no year of four digits", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mon, 30 Nov 2026 8:00:00 GMT", "8", "has an hour of one digit", "Mon, 30 Nov 2026 08:00:00 GMT"),
        ("Mon, 30 Nov 2026 18:00:00.5 GMT", ".5", "has a fraction of a second", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Tue, 31 Nov 2026 18:00:00 GMT", "Tue, 31 Nov 2026 18:00:00 GMT", "names a day or a time that does not exist", None),
        ("Mon, 30 Nov 2026 25:00:00 GMT", "Mon, 30 Nov 2026 25:00:00 GMT", "names a day or a time that does not exist", None),
        ("Mon, 30 Nov 2026 18:00:61 GMT", "Mon, 30 Nov 2026 18:00:61 GMT", "names a day or a time that does not exist", None),
    ],
)  # fmt: skip
def test_says_what_is_malformed(text: str, marked: str, reason: str, instead: str | None) -> None:
    flaw = check_rfc822_date(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end]) == ("malformed-date", marked)
    assert (flaw.reason, flaw.instead) == (reason, instead)
    assert instead is None or check_rfc822_date(instead) is None


@pytest.mark.parametrize(
    ("text", "marked", "reason", "instead"),
    [
        ("30 Nov 26 18:00:00 GMT", "26", "has a year of two digits", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Fri, 31 Dec 99 23:59:59 GMT", "99", "has a year of two digits", "Fri, 31 Dec 1999 23:59:59 GMT"),
        ("Mon, 30 Nov 2026 18:00:00 A", "A", "has a military time zone, which readers take for UTC", None),
        ("Mon, 30 Nov 2026 18:00:00 +0000 (UTC)", " (UTC)", "has a comment", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Mon,30 Nov 2026 18:00:00 GMT", "Mon,30 Nov 2026 18:00:00 GMT", "has not one blank between all of its parts", "Mon, 30 Nov 2026 18:00:00 GMT"),
        ("Tue,  1 Dec 2026 18:00:00 GMT", "Tue,  1 Dec 2026 18:00:00 GMT", "has not one blank between all of its parts", "Tue, 01 Dec 2026 18:00:00 GMT"),
        ("Mon, 30 Nov 2026 18:00:00GMT", "Mon, 30 Nov 2026 18:00:00GMT", "has not one blank between all of its parts", "Mon, 30 Nov 2026 18:00:00 GMT"),
    ],
)  # fmt: skip
def test_warns_of_what_nobody_is_to_write(
    text: str, marked: str, reason: str, instead: str | None
) -> None:
    flaw = check_rfc822_date(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end]) == ("unusual-date", marked)
    assert (flaw.reason, flaw.instead) == (reason, instead)
    assert instead is None or check_rfc822_date(instead) is None


@pytest.mark.parametrize(
    "text", [" Tue, 30 Nov 2026 18:00:00 GMT", " tue, 30 nov 2026 18:00:00 GMT"]
)
def test_names_the_right_day_of_the_week(text: str) -> None:
    assert check_rfc822_date(text) == Flaw(
        "wrong-weekday",
        "has the wrong day of the week: 30 Nov 2026 is a Monday",
        "Mon, 30 Nov 2026 18:00:00 GMT",
        1,
        4,
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 30 Nov 2026 18:00:00 +0130", "2026-11-30T16:30:00+00:00"),
        ("Sunday, 30-Nov-26 18:00:00", "2026-11-30T18:00:00+00:00"),
        ("30 Nov 2026 18:00 CEST", "2026-11-30T18:00:00+00:00"),
        ("30 Nov 2026", "None"),
        ("01 Jan 0001 00:00:00 +0100", "None"),
    ],
)
def test_reads_what_readers_understand(text: str, moment: str) -> None:
    found = parse_rfc822_date(text)
    assert (found.isoformat() if found else "None") == moment


def test_writes_what_it_takes() -> None:
    moment = parse_rfc822_date("30 Nov 2026 18:00 GMT")
    assert moment is not None
    assert format_rfc822_date(moment) == "Mon, 30 Nov 2026 18:00:00 GMT"

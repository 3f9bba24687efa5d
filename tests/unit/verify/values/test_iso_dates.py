"""Dates of Atom, JSON Feed and Dublin Core."""

import pytest

from feeds.verify.values.iso_dates import check_json_date, check_rfc3339_date, check_w3cdtf_date

_NO_DATE = 'is no date and time as RFC 3339 has them: "2026-11-30T18:00:00Z"'
_NO_MOMENT = "names a day or a time that does not exist"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-30T18:00:00Z",
        "2026-11-30T18:00:00+01:00",
        "2026-11-30T18:00:00.25-08:30",
        "2026-11-30T18:00:00.123456789012Z",
        "2016-12-31T23:59:60Z",
        "2024-02-29T00:00:00Z",
    ],
)
def test_takes_what_rfc_3339_allows(text: str) -> None:
    assert check_rfc3339_date(text) is None
    assert check_json_date(text) is None
    assert check_w3cdtf_date(text) is None or "60" in text or len(text) > 30


@pytest.mark.parametrize(
    ("text", "marked", "reason", "instead"),
    [
        ("", "", "is empty", None),
        ("soon", "soon", _NO_DATE, None),
        ("11-30T18:00:00Z", "11-30T18:00:00Z", _NO_DATE, None),
        ("2026-11-30", "2026-11-30", "has no time", None),
        ("20261130T18:00:00Z", "20261130T18:00:00Z", "has no hyphens between year, month and day", "2026-11-30T18:00:00Z"),
        ("2026-11-30 18:00:00Z", " ", "has no T between day and time", "2026-11-30T18:00:00Z"),
        ("2026-11-30 T 18:00:00Z", " T ", "has blanks around the T", "2026-11-30T18:00:00Z"),
        ("2026-11-30T8:00:00Z", "8", "has an hour of one digit", "2026-11-30T08:00:00Z"),
        ("2026-11-30T180000Z", "0", "has no colons in its time", "2026-11-30T18:00:00Z"),
        ("2026-11-30T18:00Z", "00", "has no seconds", "2026-11-30T18:00:00Z"),
        ("2026-11-30T18:00:00,5Z", ",5", "has a comma before its fraction", "2026-11-30T18:00:00.5Z"),
        ("2026-11-30T18:00:00", "0", "has no time zone", None),
        ("2026-11-30T18:00:00 Z", " ", "has a blank before its time zone", "2026-11-30T18:00:00Z"),
        ("2026-11-30T18:00:00UTC", "UTC", "has a name for its time zone, which is Z here", "2026-11-30T18:00:00Z"),
        ("2026-11-30T18:00:00+0100", "+0100", "has no colon in its time zone", "2026-11-30T18:00:00+01:00"),
        ("2026-11-30T18:00:00+01", "+01", "has no minutes in its time zone", "2026-11-30T18:00:00+01:00"),
        ("2026-11-31T18:00:00Z", "2026-11-31T18:00:00Z", _NO_MOMENT, None),
        ("2026-13-01T18:00:00Z", "2026-13-01T18:00:00Z", _NO_MOMENT, None),
        ("2026-11-30T25:00:00Z", "2026-11-30T25:00:00Z", _NO_MOMENT, None),
        ("2026-11-30T24:00:00Z", "2026-11-30T24:00:00Z", _NO_MOMENT, None),
        ("2026-11-30T18:60:00Z", "2026-11-30T18:60:00Z", _NO_MOMENT, None),
        ("2026-11-30T18:00:61Z", "2026-11-30T18:00:61Z", _NO_MOMENT, None),
        ("2026-11-30T18:00:00+24:00", "2026-11-30T18:00:00+24:00", _NO_MOMENT, None),
        ("Mon, 30 Nov 2026 18:00:00 +0100", "Mon, 30 Nov 2026 18:00:00 +0100", "is written as RSS has it (RFC 822)", "2026-11-30T17:00:00Z"),
        ("2026-11-30T18:00:00z", "2026-11-30T18:00:00z", "has a small t or z, which Atom wants as capitals", "2026-11-30T18:00:00Z"),
    ],
)  # fmt: skip
def test_says_what_is_malformed(text: str, marked: str, reason: str, instead: str | None) -> None:
    flaw = check_rfc3339_date(text)
    assert flaw is not None
    assert (flaw.rule, text[flaw.start : flaw.end]) == ("malformed-date", marked)
    assert (flaw.reason, flaw.instead) == (reason, instead)
    assert instead is None or check_rfc3339_date(instead) is None


def test_json_feed_leaves_the_case_to_rfc_3339() -> None:
    assert check_json_date("2026-11-30t18:00:00z") is None
    assert check_json_date("2026-11-30") == check_rfc3339_date("2026-11-30")


@pytest.mark.parametrize("text", ["2026", "2026-11", "2026-11-30", " 2026-11-30T18:00+01:00\n"])
def test_dublin_core_takes_less_of_a_date(text: str) -> None:
    assert check_w3cdtf_date(text) is None


@pytest.mark.parametrize(
    ("text", "reason", "instead"),
    [
        ("2026-13", _NO_MOMENT, None),
        ("26", 'is no date of W3CDTF: "2026-11-30", or "2026-11-30T18:00:00Z"', None),
        ("2026-11-30T18:00", "has no seconds", None),
        ("2026-11-30T18:00:00", "has no time zone", None),
        ("Mon, 30 Nov 2026 18:00:00 GMT", "is written as RSS has it (RFC 822)", "2026-11-30T18:00:00Z"),
    ],
)  # fmt: skip
def test_says_what_dublin_core_does_not_take(text: str, reason: str, instead: str | None) -> None:
    flaw = check_w3cdtf_date(text)
    assert flaw is not None
    assert (flaw.rule, flaw.reason, flaw.instead) == ("malformed-date", reason, instead)

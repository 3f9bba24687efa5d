"""Dates read as readers understand them."""

import pytest

from feeds.verify.values.loose_dates import parse_iso_date, parse_rfc822_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-30T18:00:00+01:00", "2026-11-30T17:00:00+00:00"),
        (" 2026-11-30 18:00\n", "2026-11-30T18:00:00+00:00"),
        ("20261130T180000Z", "2026-11-30T18:00:00+00:00"),
        ("2026-11-30", "2026-11-30T00:00:00+00:00"),
        ("2026-11", "2026-11-01T00:00:00+00:00"),
        ("2026", "2026-01-01T00:00:00+00:00"),
        ("2026-02-30", "None"),
        ("2026-11-30T25:00:00Z", "None"),
        ("0000", "None"),
        ("soon", "None"),
        ("", "None"),
        ("2" * 1_000, "None"),
    ],
)
def test_reads_dates_with_the_year_first(text: str, moment: str) -> None:
    found = parse_iso_date(text)
    assert (found.isoformat() if found else "None") == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 30 Nov 2026 18:00:00 PST", "2026-12-01T02:00:00+00:00"),
        ("Monday, 30 November 2026 8:00", "2026-11-30T08:00:00+00:00"),
        ("30 Sept 2026 18:00:00 UTC", "2026-09-30T18:00:00+00:00"),
        ("Fri, 31 Dec 99 23:59:60 +0000", "1999-12-31T23:59:59+00:00"),
        ("30 Nov 126 18:00 Z", "2026-11-30T18:00:00+00:00"),
        ("31 Nov 2026 18:00 Z", "None"),
        ("30 Foo 2026 18:00 Z", "None"),
        ("30 Nov 2026 18:00 " + "A" * 1_000, "None"),
    ],
)
def test_reads_dates_of_mail(text: str, moment: str) -> None:
    found = parse_rfc822_date(text)
    assert (found.isoformat() if found else "None") == moment

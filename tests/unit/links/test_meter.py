"""At what rate a run over links comes on."""

import pytest

from feeds.http.verdicts import Verdict
from feeds.links.meter import Meter


@pytest.mark.parametrize(
    ("counts", "total", "seconds", "line"),
    [
        ({}, 10, 5, "checking links 0/10 (0 %), waiting"),
        (
            {Verdict.BROKEN: 34, Verdict.OK: 1200},
            5000,
            4,
            "checking links 1,234/5,000 (24 %), 308/s, 0:12 left: 1,200 ok, 34 broken",
        ),
        ({Verdict.OK: 1}, 7201, 1, "checking links 1/7,201 (0 %), 1/s, 2:00:00 left: 1 ok"),
        ({Verdict.MOVED: 2}, 2, 0, "checking links 2/2 (100 %), waiting: 2 moved"),
    ],
)
def test_one_line_says_rate_remaining_time_and_counts(
    counts: dict[Verdict, int], total: int, seconds: float, line: str
) -> None:
    moments = iter([0.0, seconds])
    meter = Meter(total, clock=lambda: next(moments))
    for verdict, number in counts.items():
        for _ in range(number):
            meter.count(verdict)
    assert meter.describe() == line

"""How far a run has come."""

import io
import time

import pytest

from feeds.client.verdicts import Verdict
from feeds.links.meter import Meter, describe

NONE = dict.fromkeys(Verdict, 0)


@pytest.mark.parametrize(
    ("counts", "total", "seconds", "line"),
    [
        ({}, 10, 5, "checking links 0/10 (0 %), waiting"),
        (
            {Verdict.OK: 1200, Verdict.BROKEN: 34},
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
    assert describe(NONE | counts, total, seconds) == line


def run(stream: io.StringIO, *, terminal: bool, shown: bool = True, total: int = 2) -> None:
    with Meter(stream, terminal=terminal, shown=shown, interval_seconds=0.01) as meter:
        meter.start(total)
        meter.count(Verdict.OK)
        end = time.monotonic() + 5
        while shown and total and "1 ok" not in stream.getvalue() and time.monotonic() < end:
            time.sleep(0.01)


def test_a_log_gets_a_line_at_a_time() -> None:
    stream = io.StringIO()
    run(stream, terminal=False)
    lines = stream.getvalue().splitlines()
    assert "\r" not in stream.getvalue()
    assert all(line.startswith("checking links ") for line in lines)
    assert lines[-1].endswith(" left: 1 ok")


def test_a_terminal_has_one_line_that_is_cleared_in_the_end() -> None:
    stream = io.StringIO()
    run(stream, terminal=True)
    *_, last, blank, end = stream.getvalue().split("\r")
    assert last.rstrip().endswith(" left: 1 ok")
    assert (blank, end) == (" " * len(blank), "")
    assert len(blank) >= len(last.rstrip())
    assert "\n" not in stream.getvalue()


@pytest.mark.parametrize(("shown", "total"), [(False, 2), (True, 0)])
def test_nothing_is_shown_if_unwanted_or_if_there_is_nothing_to_do(shown: bool, total: int) -> None:
    stream = io.StringIO()
    run(stream, terminal=True, shown=shown, total=total)
    assert stream.getvalue() == ""

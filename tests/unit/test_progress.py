"""A long run says on a terminal or in a log how far it is, and leaves nothing behind."""

import io
import time

import pytest

from feeds.progress import ProgressLine, StageTimes


def draw(*moments: float, **line: bool) -> str:
    """Show a step at each of *moments* (seconds after the start), and clear the line."""
    stream = io.StringIO()
    now = [0.0]
    progress = ProgressLine(stream, **({"terminal": True} | line), clock=lambda: now[0])
    for done, now[0] in enumerate(moments):
        progress.show("reading seeds", done * 1000, 4000)
    progress.clear()
    return stream.getvalue()


def repeat(stream: io.StringIO, *, terminal: bool, shown: bool = True) -> None:
    """Repeat a line on *stream* until it is there, for at most five seconds, and clear it."""
    progress = ProgressLine(stream, terminal=terminal, shown=shown, interval_seconds=0.01)
    end = time.monotonic() + (5 if shown else 0.05)
    with progress.repeated(lambda: "1 of 2"):
        while not stream.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
    progress.clear()


def test_short_run_draws_nothing() -> None:
    assert draw(0.1, 0.9) == ""


def test_long_run_draws_a_line_and_removes_it() -> None:
    assert draw(0.5, 1.5) == ("\rreading seeds 1,000/4,000 (25 %)" + "\r" + " " * 32 + "\r")


def test_line_is_redrawn_seldom_enough_to_be_read() -> None:
    assert draw(2.0, 2.01, 2.02, 2.2).count("reading seeds") == 2


@pytest.mark.parametrize("line", [{"terminal": False}, {"shown": False}])
def test_stages_are_drawn_on_a_terminal_only_and_if_wanted(line: dict[str, bool]) -> None:
    assert draw(5, 10, **line) == ""


def test_log_gets_a_line_now_and_then() -> None:
    stream = io.StringIO()
    repeat(stream, terminal=False)
    assert set(stream.getvalue().splitlines()) == {"1 of 2"}
    assert "\r" not in stream.getvalue()


def test_terminal_has_one_line_that_is_cleared_in_the_end() -> None:
    stream = io.StringIO()
    repeat(stream, terminal=True)
    first, *drawn, blank, end = stream.getvalue().split("\r")
    assert (first, set(drawn), blank, end) == ("", {"1 of 2"}, " " * 6, "")


def test_nothing_is_repeated_if_unwanted() -> None:
    stream = io.StringIO()
    repeat(stream, terminal=True, shown=False)
    assert stream.getvalue() == ""


def test_shorter_line_leaves_nothing_of_a_longer_one() -> None:
    stream = io.StringIO()
    moments = iter([0.0, 2.0, 2.0, 4.0, 4.0])
    progress = ProgressLine(stream, terminal=True, clock=lambda: next(moments))
    progress.show("reading seeds", 1, 10)
    progress.show("reading", 1, 10)
    assert stream.getvalue() == "\rreading seeds 1/10 (10 %)\rreading 1/10 (10 %)      "


def test_stages_are_timed_and_passed_on() -> None:
    shown = []
    moments = iter([0.0, 1.0, 3.0, 3.5, 7.5, 8.0])
    times = StageTimes(lambda *step: shown.append(step), clock=lambda: next(moments))
    steps = [("reading", 0, 2), ("reading", 2, 2), ("rendering", 0, 1), ("rendering", 1, 1)]
    for step in steps:
        times.show(*step)
    assert shown == steps
    assert times.end() == {"starting": 1.0, "reading": 2.5, "rendering": 4.5}

"""A long run says on a terminal how far it is, and leaves nothing behind."""

import io

from feeds.progress import Bar, StageTimes


def draw(*moments: float, shown: bool = True) -> str:
    """Show a step at each of *moments* (seconds after the start), and clear the line."""
    stream = io.StringIO()
    now = [0.0]
    bar = Bar(stream, shown=shown, clock=lambda: now[0])
    for done, now[0] in enumerate(moments):
        bar.show("reading seeds", done * 1000, 4000)
    bar.clear()
    return stream.getvalue()


def test_short_run_draws_nothing() -> None:
    assert draw(0.1, 0.9) == ""


def test_long_run_draws_a_line_and_removes_it() -> None:
    assert draw(0.5, 1.5) == ("\rreading seeds 1,000/4,000 (25 %)" + "\r" + " " * 32 + "\r")


def test_nothing_is_drawn_where_there_is_no_terminal() -> None:
    assert draw(5, 10, shown=False) == ""


def test_stages_are_timed_and_passed_on() -> None:
    shown = []
    moments = iter([0.0, 1.0, 3.0, 3.5, 7.5, 8.0])
    times = StageTimes(lambda *step: shown.append(step), clock=lambda: next(moments))
    steps = [("reading", 0, 2), ("reading", 2, 2), ("rendering", 0, 1), ("rendering", 1, 1)]
    for step in steps:
        times.show(*step)
    assert shown == steps
    assert times.end() == {"starting": 1.0, "reading": 2.5, "rendering": 4.5}

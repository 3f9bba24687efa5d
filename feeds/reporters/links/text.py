"""Links for people: the first place, the verdict, all other places, what to do."""

from collections.abc import Iterator

import click

from feeds.links.findings import LinkProblem, LinkReport
from feeds.problems.diagnostics import Severity
from feeds.reporters.problems.text import render_problems
from feeds.reporters.view import View
from feeds.values.text import printable

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def render(report: LinkReport, view: View) -> str:
    """Return what *view* shows of *report*: unreadable seeds, links, and a summary."""
    unread = render_problems(view.visible(report.unread), colour=view.colour)
    lines = [line for found in shown(report, view) for line in _lines(found, colour=view.colour)]
    closing = [] if view.quiet else list(summary_lines(report, view))
    return unread + "".join(f"{line}\n" for line in [*lines, *closing])


def shown(report: LinkReport, view: View) -> list[LinkProblem]:
    """Return the problems that matter enough to be shown to people."""
    return [p for p in report.problems if view.verbose or p.severity is not Severity.INFO]


def summary_lines(report: LinkReport, view: View) -> Iterator[str]:
    """Yield what was checked, with what result, and what was not."""
    counts = ", ".join(f"{number:,} {name}" for name, number in report.verdicts.items() if number)
    if report.interrupted:
        yield f"interrupted: {_count(report.unasked, 'link')} not asked; the next run goes on there"
    reused = f" ({report.reused:,} known from earlier runs)" if report.reused else ""
    seeds = _count(report.seeds, "seed")
    yield f"checked {_count(report.links, 'link')} of {seeds}{reused}: {counts or 'none'}"
    hidden = len(report.problems) - len(shown(report, view))
    if hidden:
        yield f"{_count(hidden, 'link')} not shown, since nothing need be done: -v shows them"


def _lines(found: LinkProblem, *, colour: bool) -> Iterator[str]:
    def style(text: str, **how: object) -> str:
        return click.style(text, **how) if colour else text  # type: ignore[arg-type] # click's own

    first, *others = map(str, found.places)
    severity = style(found.severity, fg=_COLOURS[found.severity], bold=True)
    place = style(f"{printable(first)}:", bold=True)
    said = printable(f"{found.url} {found.message}")
    yield f"{place} {severity}[{found.rule}] {said}"
    if others:
        yield f"    {style('also at', bold=True)} {', '.join(map(printable, others))}"
    yield f"    {style('remedy:', bold=True)} {printable(remedy_of(found))}"


def remedy_of(found: LinkProblem) -> str:
    """Return what to do about *found*: what to write instead, where that is known."""
    if found.suggestion:
        return f"write {found.suggestion} instead"
    return found.remedy


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"

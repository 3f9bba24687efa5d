"""A line for each place of a problem, for editors, grep and people who know the rules."""

from collections.abc import Iterator

from feeds.problems.diagnostics import Diagnostic
from feeds.reporters.problems.closing import closing_lines
from feeds.reporters.problems.report import ProblemReport, shown
from feeds.reporters.view import View
from feeds.values.text import printable


def render(report: ProblemReport, view: View) -> str:
    """Return lines ``path:line:column: severity id message``, and what *view* shows below them."""
    return "".join(f"{line}\n" for line in _lines(report, view))


def _lines(report: ProblemReport, view: View) -> Iterator[str]:
    for problem in shown(report.problems, view):
        yield from map(_line, problem.places)
    yield from closing_lines(report, view)


def _line(found: Diagnostic) -> str:
    return printable(f"{found.place}: {found.severity} {found.rule} {found.message}")

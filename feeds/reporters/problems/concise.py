"""Diagnostics a line each, for editors, grep and people who know the rules."""

from collections.abc import Iterator

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.reports import ValidationReport
from feeds.reporters.summary import closing_lines
from feeds.reporters.view import View
from feeds.values.text import printable


def render(report: ValidationReport, view: View) -> str:
    """Return a line for each problem, ``path:line:column: severity id message``, and a summary."""
    return "".join(f"{line}\n" for line in _lines(report, view))


def _lines(report: ValidationReport, view: View) -> Iterator[str]:
    yield from map(_line, view.shown(report.diagnostics))
    yield from closing_lines(report, view)


def _line(found: Diagnostic) -> str:
    place = f"{printable(found.path)}:{found.line}:{found.column}"
    return f"{place}: {found.severity} {found.rule} {printable(found.message)}"

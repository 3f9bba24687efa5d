"""Problems for people: the place, the fault, the source line with a caret, the remedy."""

from collections.abc import Iterable
from unicodedata import category, east_asian_width

import click

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.problems.closing import closing_lines
from feeds.reporters.problems.report import Problem, ProblemReport, shown
from feeds.reporters.view import View
from feeds.values.text import printable

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_WIDTHS = {"W": 2, "F": 2}
# They stand above or below another character.
_ACCENTS = frozenset({"Mn", "Me"})
_MAX_WIDTH = 100
_LEAD = 60


def render(report: ProblemReport, view: View) -> str:
    """Return the problems that *view* shows, and a summary of all of *report*."""
    problems = render_problems(shown(report.problems, view), colour=view.colour)
    return problems + "".join(f"{line}\n" for line in closing_lines(report, view))


def render_problems(problems: Iterable[Problem], *, colour: bool) -> str:
    """Return *problems* as lines of text, with ANSI colours if *colour*."""
    return "".join(_one(problem, colour=colour) for problem in problems)


def _one(problem: Problem, *, colour: bool) -> str:
    found, *others = problem.places

    def style(text: str, **how: object) -> str:
        return click.style(text, **how) if colour else text  # type: ignore[arg-type] # click's own

    severity = style(found.severity, fg=_COLOURS[found.severity], bold=True)
    place = style(f"{printable(found.place)}:", bold=True)
    lines = [f"{place} {severity}[{found.rule}] {printable(found.message)}"]
    if found.excerpt.strip():
        part, caret = _window(found)
        lines += [f"    {part}", f"    {style(caret, fg=_COLOURS[found.severity])}"]
    if others:
        places = ", ".join(printable(at.place) for at in others)
        lines.append(f"    {style('also at', bold=True)} {places}")
    lines.append(f"    {style('remedy:', bold=True)} {printable(found.remedy)}")
    return "\n".join(lines) + "\n"


def _window(found: Diagnostic) -> tuple[str, str]:
    """Return the part of the source line around the fault, and the line that marks the fault."""
    line = found.excerpt
    start = found.column - found.excerpt_column
    first = max(0, start - _LEAD) if len(line) > _MAX_WIDTH else 0
    part = line[first : first + _MAX_WIDTH]
    # One sign for each of those that cannot be seen.
    if not part.isprintable():
        part = "".join(c if c.isprintable() else " " for c in part)
    if first:
        part = "…" + part[1:]
    if first + _MAX_WIDTH < len(line):
        part = part[:-1] + "…"
    end = start - first + found.end_column - found.column
    before, marked = part[: start - first], part[start - first : end]
    return part, " " * _columns(before) + "^" * max(_columns(marked), 1)


def _columns(text: str) -> int:
    """Return how many columns of a terminal *text* takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(_WIDTHS.get(east_asian_width(c), 1) for c in text if category(c) not in _ACCENTS)

"""Problems as Markdown: for a comment on a pull request, an issue, or the summary of a CI job."""

from feeds.reporters.markdown import link, plain
from feeds.reporters.problems.closing import closing_lines
from feeds.reporters.problems.report import Problem, ProblemReport, shown
from feeds.reporters.view import View


def render(report: ProblemReport, view: View) -> str:
    """Return what *view* shows of *report* as a heading, a table and what stands below it."""
    lines = [f"## {report.heading}", ""]
    named = _address if report.about_addresses else _rule
    if rows := [_row(problem, named(problem)) for problem in shown(report.problems, view)]:
        name = "link" if report.about_addresses else "rule"
        lines += [f"| | {name} | finding | where |", "|---|---|---|---|", *rows, ""]
    # Whoever reads it has seen no other output, so that the summary is part of it.
    closing = closing_lines(report, view._replace(quiet=False))
    lines += [f"{plain(line)}  " for line in closing]
    return "\n".join(lines).rstrip() + "\n"


def _address(problem: Problem) -> str:
    return f"{link(problem.url)} " if problem.url else ""


def _rule(problem: Problem) -> str:
    return f"{plain(problem.places[0].rule)} "


def _row(problem: Problem, name: str) -> str:
    found = problem.places[0]
    # The address has a column of its own.
    message = found.message.removeprefix(f"{problem.url} ") if problem.url else found.message
    finding = f"{plain(message)}<br>remedy: {plain(found.remedy)}"
    places = "<br>".join(plain(at.place) for at in problem.places)
    return f"| {problem.severity} | {name}| {finding} | {places} |"

"""Problems as Markdown: for a comment on a pull request, an issue, or the summary of a CI job."""

from feeds.reporters.markdown import link, plain
from feeds.reporters.problems.closing import closing_lines
from feeds.reporters.problems.report import Problem, ProblemReport, shown
from feeds.reporters.view import View


def render(report: ProblemReport, view: View) -> str:
    """Return what *view* shows of *report* as a heading, a table and what stands below it."""
    lines = [f"## {report.heading}", ""]
    name = "link" if report.about_addresses else "rule"
    if rows := [_row(problem, name) for problem in shown(report.problems, view)]:
        lines += [f"| | {name} | finding | where |", "|---|---|---|---|", *rows, ""]
    # Whoever reads it has seen no other output, so that the summary is part of it.
    closing = closing_lines(report, view._replace(quiet=False))
    lines += [f"{plain(line)}  " for line in closing]
    return "\n".join(lines).rstrip() + "\n"


def _row(problem: Problem, name: str) -> str:
    found = problem.places[0]
    # A seed that could not be read has no address to name it by.
    named = plain(found.rule) if name == "rule" else problem.url and link(problem.url)
    # The address has a column of its own.
    message = found.message.removeprefix(f"{problem.url} ") if problem.url else found.message
    finding = f"{plain(message)}<br>remedy: {plain(found.remedy)}"
    places = "<br>".join(plain(at.place) for at in problem.places)
    return f"| {problem.severity} |{named and f' {named}'} | {finding} | {places} |"

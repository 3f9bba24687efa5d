"""Links as Markdown, for the comment on a pull request, an issue, or the summary of a CI job."""

from feeds.links.findings import LinkProblem, LinkReport
from feeds.problems.diagnostics import Diagnostic
from feeds.reporters.links.text import remedy_of, shown, summary_lines
from feeds.reporters.markdown import link, plain
from feeds.reporters.view import View


def render(report: LinkReport, view: View) -> str:
    """Return what *view* shows of *report* as a heading, a table and a summary."""
    lines = ["## Links", ""]
    rows = [*map(_unread_row, view.visible(report.unread)), *map(_row, shown(report, view))]
    if rows:
        lines += ["| | link | finding | where |", "|---|---|---|---|", *rows, ""]
    lines += [f"{plain(line)}  " for line in summary_lines(report, view)]
    return "\n".join(lines).rstrip() + "\n"


def _row(found: LinkProblem) -> str:
    finding = f"{plain(found.message)}<br>remedy: {plain(remedy_of(found))}"
    places = "<br>".join(plain(str(place)) for place in found.places)
    return f"| {found.severity} | {link(found.url)} | {finding} | {places} |"


def _unread_row(found: Diagnostic) -> str:
    finding = f"{plain(found.message)}<br>remedy: {plain(found.remedy)}"
    place = plain(f"{found.path}:{found.line}:{found.column}")
    return f"| {found.severity} | | {finding} | {place} |"

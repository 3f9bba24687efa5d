"""Links as annotations, which GitHub shows beside each line that uses one."""

from feeds.links.findings import LinkReport
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.reports import ValidationReport
from feeds.reporters.links.text import remedy_of, shown
from feeds.reporters.problems import github
from feeds.reporters.view import View


def render(report: LinkReport, view: View) -> str:
    """Return a workflow command for each place of each problem that *view* shows."""
    placed = (
        Diagnostic(
            place.path,
            place.line,
            place.column,
            found.rule,
            f"{found.url} {found.message}",
            remedy_of(found),
            found.severity,
        )
        for found in shown(report, view)
        for place in found.places
    )
    everything = sorted([*report.unread, *placed])
    return github.render(ValidationReport(report.seeds, tuple(everything)))

"""All of a report as JSON, for programs; its keys are documented in docs/commands.md."""

from feeds.reporters.for_programs import to_json
from feeds.reporters.problems.report import ProblemReport
from feeds.reporters.view import View


def render(report: ProblemReport, _: View) -> str:
    """Return *report* as a JSON object."""
    return to_json(report.values()) + "\n"

"""All of a report as JSON, for programs; its keys are documented in the README."""

from feeds.problems.reports import ValidationReport
from feeds.reporters.summary import problem, to_json


def render(report: ValidationReport) -> str:
    """Return *report* as a JSON object, with every problem in the order of paths and lines."""
    return (
        to_json(
            {
                "ok": report.ok,
                "checked": report.checked,
                "problems": [problem(found) for found in report.diagnostics],
            }
        )
        + "\n"
    )

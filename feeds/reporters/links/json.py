"""All that became of links as JSON, for programs; its keys are documented in the README."""

from feeds.links.findings import LinkProblem, LinkReport
from feeds.reporters.summary import problem, to_json
from feeds.reporters.view import View


def render(report: LinkReport, _: View) -> str:
    """Return *report* as a JSON object."""
    value = {
        "ok": report.ok,
        "interrupted": report.interrupted,
        "seeds": report.seeds,
        "links": report.links,
        "reused": report.reused,
        "unasked": report.unasked,
        "verdicts": report.verdicts,
        "problems": [_problem(found) for found in report.problems],
        "unread": [problem(found) for found in report.unread],
        "notices": report.notices,
    }
    return to_json(value) + "\n"


def _problem(found: LinkProblem) -> dict[str, object]:
    return {
        "url": found.url,
        "verdict": found.verdict,
        "severity": found.severity,
        "id": found.rule,
        "message": found.message,
        "remedy": found.remedy,
        "suggestion": found.suggestion or None,
        "status": found.status,
        "moved_to": found.moved_to,
        "days_failed": found.days_failed,
        "places": [
            {"path": place.path, "line": place.line, "column": place.column}
            for place in found.places
        ],
    }

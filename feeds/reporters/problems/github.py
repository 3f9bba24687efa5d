"""Problems as annotations, which GitHub shows beside the lines of a pull request."""

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.problems.report import ProblemReport, visible
from feeds.reporters.view import View
from feeds.values.text import printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# Source: actions/toolkit, packages/core/src/command.ts.
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def render(report: ProblemReport, view: View) -> str:
    """Return a workflow command for each place of each problem that *view* shows, sorted.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
    """
    found = sorted(at for problem in visible(report.problems, view) for at in problem.places)
    return "".join(f"{_command(at)}\n" for at in found)


def fence(text: str, token: str) -> str:
    """Return *text* between commands by which GitHub takes no line of it for a command.

    Lines of seeds are part of a report, and whoever opens a pull request writes them. *token*
    ends the fence, so nobody may be able to guess it. Source: GitHub Docs, as above, "Stopping and
    starting workflow commands".
    """
    return f"::stop-commands::{token}\n{text}::{token}::\n"


def _command(found: Diagnostic) -> str:
    properties = {
        "file": found.path,
        "line": found.line,
        "col": found.column,
        "endColumn": max(found.end_column, found.column),
        "title": found.rule,
    }
    written = ",".join(f"{k}={_text(str(v), _IN_PROPERTY)}" for k, v in properties.items())
    data = _text(f"{found.message}\nremedy: {found.remedy}", _IN_DATA)
    return f"::{_COMMANDS[found.severity]} {written}::{data}"


def _text(text: str, escapes: dict[int, str]) -> str:
    """Return *text* with *escapes*, and without what would drive a terminal."""
    return "".join(c if c in "\r\n" else printable(c) for c in text).translate(escapes)

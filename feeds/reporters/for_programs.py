"""What a run did, as JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from feeds.reporters.problems.report import problem_values
from feeds.reporters.summary import stale_files
from feeds.values.dates import format_date_time
from feeds.values.text import disarm

if TYPE_CHECKING:
    from feeds.problems.build_report import BuildReport

_NO_ASCII = re.compile(r"[^\n -~]+")
# What of a build is published as JSON, in this order, and what of that a log names.
_VALUES = (
    *("ok", "seeds", "out", "read", "parsed", "entries", "rendered", "feeds", "left_out"),
    *("next_due", "written", "kept", "removed", "missing", "edited", "unused"),
    *("withheld", "dry_run", "new_feeds", "withdrawn_feeds", "errors", "warnings"),
    "known_warnings",
)
_LOGGED = (
    *("ok", "seeds", "out", "read", "entries", "feeds", "kept", "next_due"),
    *("withheld", "dry_run"),
)


def build_json(report: BuildReport, seconds: Mapping[str, float] | None = None) -> str:
    """Return what a build did as a JSON object; its keys are documented in docs/commands.md.

    *seconds* are those that each stage took.
    """
    return to_json(_build_values(report) | ({"seconds": dict(seconds)} if seconds else {}))


def build_log(report: BuildReport) -> Iterator[str]:
    """Yield a line of JSON for each problem, warning and error, and one for what a build did."""
    for found in report.diagnostics:
        yield log_line(found.severity, "problem", **problem_values(found))
    for warning in report.warnings:
        yield log_line("warning", "warning", message=warning)
    for error in report.errors:
        yield log_line("error", "withheld", message=error)
    for path in report.new_feeds:
        yield log_line("info", "new", path=path)
    moved = {str(values["path"]): values for values in _moved_values(report)}
    for path in report.withdrawn_feeds:
        yield log_line("info", "withdrawn", **moved.get(path, {"path": path}))
    for state, path, fault in stale_files(report) if report.check else ():
        message = f"{report.out}/{path} {fault}"
        yield log_line("error", "stale", path=path, state=state, message=message)
    values = _build_values(report)
    counts = {"written": len(report.written), "removed": len(report.removed)}
    level = "info" if report.ok else "error"
    yield log_line(level, "build", **{name: values[name] for name in _LOGGED}, **counts)


def log_line(level: str, event: str, **values: object) -> str:
    """Return one line of JSON for a log."""
    return _inert_json(json.dumps({"level": level, "event": event, **values}, ensure_ascii=False))


def _build_values(report: BuildReport) -> dict[str, object]:
    return {name: getattr(report, name) for name in _VALUES} | {
        "next_due": format_date_time(report.next_due) if report.next_due else None,
        "kept": len(report.kept),
        "moved_feeds": _moved_values(report),
        "problems": [problem_values(found) for found in report.diagnostics],
    }


def _moved_values(report: BuildReport) -> list[dict[str, object]]:
    return [move._asdict() for move in report.moved_feeds]


def to_json(value: object) -> str:
    """Return *value* as JSON that people can read, too."""
    return _inert_json(json.dumps(value, ensure_ascii=False, indent=2))


def _inert_json(text: str) -> str:
    """Return the JSON *text* so that nothing in it drives a terminal, or is a command to GitHub.

    Only strings hold such signs, and their escapes say the same.
    """
    return disarm(_NO_ASCII.sub(_escaped, text), r"\u%04x")


def _escaped(found: re.Match[str]) -> str:
    run = found[0]
    if run.isprintable():
        return run
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in run)

"""What a run did, in a few lines for people or as JSON for programs."""

import json
from collections.abc import Iterable, Iterator

from feeds.dates import format_date_time
from feeds.diagnostics import Diagnostic, Severity
from feeds.report import BuildReport, ValidationReport


def build_lines(report: BuildReport, *, verbose: bool) -> Iterator[str]:
    """Yield what a build did; *verbose* names each seed left out and each file changed."""
    left_out = sum(len(paths) for paths in report.left_out.values())
    yield f"read {_count(report.read, 'seed')} in {report.seeds}"
    entries = _count(report.entries, "entry", "entries")
    yield f"published {entries} in {_count(report.feeds, 'feed')}"
    if left_out:
        reasons = ", ".join(f"{len(paths)} {why}" for why, paths in report.left_out.items())
        yield f"left out {_count(left_out, 'seed')}: {reasons}"
    if verbose:
        for why, paths in report.left_out.items():
            yield from (f"  {why}: {path}" for path in paths)
    if report.next_due:
        yield f"the next seed is due at {format_date_time(report.next_due)}"
    yield (
        f"wrote {_count(len(report.written), 'file')}, kept {len(report.kept)},"
        f" removed {len(report.removed)} in {report.out}"
    )
    if verbose:
        yield from (f"  wrote: {path}" for path in report.written)
        yield from (f"  removed: {path}" for path in report.removed)


def build_json(report: BuildReport) -> str:
    """Return what a build did as a JSON object; its keys are documented in the README."""
    return _json(
        {
            "ok": report.ok,
            "seeds": report.seeds,
            "out": report.out,
            "read": report.read,
            "entries": report.entries,
            "feeds": report.feeds,
            "left_out": report.left_out,
            "next_due": format_date_time(report.next_due) if report.next_due else None,
            "written": report.written,
            "kept": len(report.kept),
            "removed": report.removed,
            "warnings": report.warnings,
            "problems": [_problem(found) for found in report.diagnostics],
        }
    )


def validation_line(report: ValidationReport) -> str:
    """Return how many seeds were checked and how many problems were found."""
    return f"checked {_count(report.checked, 'seed')}: {problem_count(report.diagnostics)}"


def problem_count(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the number of problems by severity, as ``2 errors, 1 warning``."""
    severities = [found.severity for found in diagnostics]
    counts = [(severity, severities.count(severity)) for severity in Severity]
    return ", ".join(_count(n, severity) for severity, n in counts if n) or "no problems"


def _problem(found: Diagnostic) -> dict[str, object]:
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "severity": found.severity,
        "id": found.rule,
        "message": found.message,
        "remedy": found.remedy,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"

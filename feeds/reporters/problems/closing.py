"""What people read below the problems of a check: counts, and what was checked."""

from collections import Counter
from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.problems.report import Problem, ProblemReport, shown, visible
from feeds.reporters.summary import count
from feeds.reporters.view import View


def closing_lines(report: ProblemReport, view: View) -> Iterator[str]:
    """Yield the lines below the problems of *report*: how many are not shown, counts, a summary."""
    more = len(visible(report.problems, view)) - len(shown(report.problems, view))
    if more:
        yield f"{count(more, 'more problem')}, not shown because of --max-problems"
    if view.statistics:
        yield from _statistics(report.problems)
    if not view.quiet:
        yield from report.summary(view)


def _statistics(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the number of problems by rule, the most frequent first."""
    counts = Counter((problem.places[0].rule, problem.severity) for problem in problems)
    for (rule, severity), number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>7,}  {severity:7}  {rule}"


def problem_count(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the number of problems by severity, as ``2 errors, 1 warning``."""
    severities = [found.severity for found in diagnostics]
    counts = [(severity, severities.count(severity)) for severity in Severity]
    return ", ".join(count(n, severity) for severity, n in counts if n) or "no problems"

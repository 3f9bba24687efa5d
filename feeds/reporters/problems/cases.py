"""The tests of JUnit reports: one for each rule that a seed or a feed breaks."""

from collections.abc import Iterable, Sequence

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.problems.closing import problem_count
from feeds.reporters.problems.report import Case, Failure
from feeds.values.text import printable


def case_of(problems: Sequence[Diagnostic]) -> Case:
    """Return the test of *problems*, of one rule at one path; errors fail it."""
    path, rule = problems[0].path, problems[0].rule
    errors = [found for found in problems if found.severity is Severity.ERROR]
    others = [found for found in problems if found.severity is not Severity.ERROR]
    failure = Failure(rule, problem_count(errors), _describe(errors)) if errors else None
    return Case(printable(path), rule, failure, _describe(others))


def _describe(problems: Iterable[Diagnostic]) -> str:
    return "".join(
        f"{printable(found.place)}: {found.severity}"
        f" {printable(found.message)}; {printable(found.remedy)}\n"
        for found in problems
    )

"""Which problems the latest build has told of, so that the next one need not repeat them."""

import re
from collections.abc import Iterable

from feeds.problems.build_report import BuildReport
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.values.hashes import hash_of

_LINE_NUMBER = re.compile(r":\d+")


def told_of(report: BuildReport) -> frozenset[str]:
    """Return what stands for each warning and error of *report*."""
    return frozenset(map(mark_of, _worth_telling(report)))


def find_known(report: BuildReport, told: frozenset[str]) -> frozenset[Diagnostic | str]:
    """Return those problems of *report* that stand among what an earlier build has *told*."""
    if not told:
        return frozenset()
    return frozenset(found for found in _worth_telling(report) if mark_of(found) in told)


def mark_of(problem: Diagnostic | str) -> str:
    """Return what stands for *problem*, the same wherever its lines, or those it names, move to."""
    if isinstance(problem, str):
        return hash_of(problem).hex()
    message = _LINE_NUMBER.sub("", problem.message)
    parts = (problem.path, problem.severity, problem.rule, message)
    # What is no text in a name stands there as half a surrogate pair.
    return hash_of("\0".join(parts)).hex()


def _worth_telling(report: BuildReport) -> Iterable[Diagnostic | str]:
    yield from (found for found in report.diagnostics if found.severity is not Severity.INFO)
    yield from report.warnings

"""Problems of feeds, as every format asks for them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.rule import Rule
from feeds.reporters.problems.cases import case_of
from feeds.reporters.problems.closing import problem_count
from feeds.reporters.problems.report import Case, Problem, is_visible, problem_values
from feeds.reporters.summary import count
from feeds.reporters.view import View
from feeds.values.text import printable
from feeds.verify.findings import FeedFinding, FeedResult
from feeds.verify.run import VerifyReport


@dataclass(frozen=True)
class FeedProblems:
    """What ``feeds verify`` has found; a ProblemReport.

    If it is ``grouped``, all findings of one rule in one feed are one problem.
    """

    report: VerifyReport
    grouped: bool = False

    command = "feeds verify"
    heading = "Feeds"
    about_addresses = False

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Each finding, or those of one rule in one feed together, in the order of the feeds."""
        if self.grouped:
            return tuple(_group(found) for found in _by_rule(self.report.results))
        return tuple(Problem((found,)) for found in self._diagnostics)

    @cached_property
    def _diagnostics(self) -> list[Diagnostic]:
        return [found.diagnostic for result in self.report.results for found in result.findings]

    def summary(self, view: View) -> Iterator[str]:
        """Yield how many feeds were checked, of which formats, and how many problems were found."""
        infos = any(found.severity is Severity.INFO for found in self._diagnostics)
        note = " (infos are not shown: -v shows them)" if infos and not view.verbose else ""
        checked = count(len(self.report.results), "feed")
        if len(self.report.results) == 1 and self.report.results[0].format:
            result = self.report.results[0]
            checked += f" ({result.format}, {count(result.entries, 'entry', 'entries')})"
        skipped = self.report.skipped
        passed = f", passed over {count(skipped, 'file')} that no feed is in" if skipped else ""
        yield f"checked {checked}{passed}: {problem_count(self._diagnostics)}{note}"

    def values(self) -> dict[str, object]:
        """Return the report as in JSON, every problem in the order of feeds and places."""
        return {
            "ok": self.report.ok,
            "checked": len(self.report.results),
            "skipped": self.report.skipped,
            "feeds": [
                {"path": result.path, "format": result.format, "entries": result.entries}
                for result in self.report.results
            ],
            "problems": [
                _values(found, result)
                for result in self.report.results
                for found in result.findings
            ],
        }

    def cases(self, view: View) -> Iterator[Case]:
        """Yield a test for each feed, and one for each rule that it breaks, as *view* shows it."""
        for result in self.report.results:
            broken = [
                group
                for group in _by_rule([result])
                if is_visible(group[0].diagnostic.severity, view)
            ]
            if not broken:
                yield Case(printable(result.path), "all rules")
            for findings in broken:
                yield case_of([found.diagnostic for found in findings])
        if not self.report.results:
            yield Case(self.command, "all feeds")

    def rules(self) -> Iterable[Rule]:
        """Return the documentation of every rule for feeds."""
        from feeds.verify.ruleset import all_rules

        return all_rules().values()


def _values(found: FeedFinding, result: FeedResult) -> dict[str, object]:
    return problem_values(found.diagnostic) | {
        "format": result.format,
        "entries": result.entries,
        "element": found.element,
        "item": found.item,
    }


def _by_rule(results: Iterable[FeedResult]) -> Iterator[list[FeedFinding]]:
    for result in results:
        groups: dict[tuple[str, Severity], list[FeedFinding]] = {}
        for found in result.findings:
            groups.setdefault((found.diagnostic.rule, found.diagnostic.severity), []).append(found)
        yield from groups.values()


def _group(findings: list[FeedFinding]) -> Problem:
    """Return the first of *findings*, whose message says how many there are."""
    first = findings[0].diagnostic
    if len(findings) > 1:
        lines = Counter(found.diagnostic.line for found in findings)
        last = findings[-1].diagnostic.line
        where = f", the last in line {last}" if len(lines) > 1 else ""
        message = f"{first.message} ({len(findings):,} of this kind{where})"
        first = first._replace(message=message)
    return Problem((first,))

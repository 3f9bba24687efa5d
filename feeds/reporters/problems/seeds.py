"""Problems of seeds, as every format asks for them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.reports import ValidationReport
from feeds.problems.rule import Rule
from feeds.reporters.problems.closing import problem_count
from feeds.reporters.problems.report import Case, Failure, Problem
from feeds.reporters.summary import count, problem_values
from feeds.reporters.view import View
from feeds.values.text import printable


@dataclass(frozen=True)
class SeedProblems:
    """What ``feeds validate`` has found; a ProblemReport."""

    report: ValidationReport

    command = "feeds validate"
    heading = "Seeds"
    about_addresses = False
    # Whoever sets a rule to info has it counted, and programs leave out what they do not want.
    infos_for_programs = True

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Each diagnostic, which is one place of one seed."""
        return tuple(Problem((found,)) for found in self.report.diagnostics)

    def summary(self, view: View) -> Iterator[str]:
        """Yield how many seeds were checked, and how many problems were found."""
        infos = any(found.severity is Severity.INFO for found in self.report.diagnostics)
        note = " (infos are not shown: -v shows them)" if infos and not view.verbose else ""
        found = problem_count(self.report.diagnostics)
        yield f"checked {count(self.report.checked, 'seed')}: {found}{note}"

    def values(self) -> dict[str, object]:
        """Return the report as in JSON, every problem in the order of paths and lines."""
        return {
            "ok": self.report.ok,
            "checked": self.report.checked,
            "problems": [problem_values(found) for found in self.report.diagnostics],
        }

    def cases(self) -> Iterator[Case]:
        """Yield a test for each rule that a seed breaks; it fails if a problem is an error.

        It is named after seed and rule, so that it stays the same when lines move.
        """
        broken = sorted(self.report.diagnostics, key=_case_name)
        for name, problems in groupby(broken, key=_case_name):
            yield _case(*name, list(problems))
        if not broken:
            yield Case(self.command, "all seeds")

    def rules(self) -> Iterable[Rule]:
        """Return the documentation of every rule for seeds."""
        from feeds.validation.ruleset import all_rules

        return all_rules().values()


def _case_name(found: Diagnostic) -> tuple[str, str]:
    return printable(found.path), found.rule


def _case(path: str, rule: str, problems: list[Diagnostic]) -> Case:
    errors = [found for found in problems if found.severity is Severity.ERROR]
    others = [found for found in problems if found.severity is not Severity.ERROR]
    failure = Failure(rule, problem_count(errors), _describe(errors)) if errors else None
    return Case(path, rule, failure, _describe(others))


def _describe(problems: Iterable[Diagnostic]) -> str:
    return "".join(
        f"{printable(found.place)}: {found.severity}"
        f" {printable(found.message)}; {printable(found.remedy)}\n"
        for found in problems
    )

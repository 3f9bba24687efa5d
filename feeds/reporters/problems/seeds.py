"""Problems of seeds, as every format asks for them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.reports import Known, ValidationReport
from feeds.problems.rule import Rule
from feeds.reporters.problems.cases import case_of
from feeds.reporters.problems.closing import problem_count
from feeds.reporters.problems.report import Case, Problem, is_visible, problem_values
from feeds.reporters.summary import count
from feeds.reporters.view import View
from feeds.values.text import printable

_MOST_TOLD = 3


class SeedProblems:
    """What ``feeds validate`` has found; a ProblemReport."""

    command = "feeds validate"
    heading = "Seeds"
    about_addresses = False

    def __init__(self, report: ValidationReport) -> None:
        """Take the *report* to be shown."""
        self.report = report

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Each diagnostic, which is one place of one seed."""
        return tuple(Problem((found,)) for found in self.report.diagnostics)

    def summary(self, view: View) -> Iterator[str]:
        """Yield how many seeds were checked, and how many problems were found."""
        hidden = [
            found for found in self.report.diagnostics if not is_visible(found.severity, view)
        ]
        note = f" ({_describe_hidden(hidden, view)})" if hidden else ""
        found = problem_count(self.report.diagnostics)
        yield f"checked {count(self.report.checked, 'seed')}: {found}{note}"
        yield from _describe_known(self.report.known)

    def values(self) -> dict[str, object]:
        """Return the report as in JSON, every problem in the order of paths and lines."""
        known = self.report.known
        baseline = (
            {
                "path": known.file,
                "known": len(known.diagnostics),
                "known_errors": known.errors,
                "mended": known.mended,
            }
            if known
            else None
        )
        return {
            "ok": self.report.ok,
            "checked": self.report.checked,
            "problems": [problem_values(found) for found in self.report.diagnostics],
            **({"baseline": baseline} if baseline else {}),
        }

    def cases(self, view: View) -> Iterator[Case]:
        """Yield a test for each rule that a seed breaks; it fails if a problem is an error.

        Of what *view* does not show there is none. It is named after seed and rule, so that it
        stays the same when lines move.
        """
        found = (
            problem for problem in self.report.diagnostics if is_visible(problem.severity, view)
        )
        broken = sorted(found, key=_case_name)
        for _, problems in groupby(broken, key=_case_name):
            yield case_of(list(problems))
        if not broken:
            yield Case(self.command, "all seeds")

    def rules(self) -> Iterable[Rule]:
        """Return the documentation of every rule for seeds."""
        from feeds.validation.selection import all_rules

        return all_rules().values()


def _describe_hidden(hidden: Iterable[Diagnostic], view: View) -> str:
    """Return what to say of the problems *hidden*: which rules have most of them."""
    if view.errors_only:
        return "only errors are shown"
    counts = Counter(found.rule for found in hidden)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    most = _MOST_TOLD if len(ranked) > _MOST_TOLD + 1 else len(ranked)
    told = [f"{number:,} {rule}" for rule, number in ranked[:most]]
    if others := ranked[most:]:
        told.append(f"{sum(number for _, number in others):,} of {len(others)} other rules")
    return f"not shown: {', '.join(told)}; -v shows infos"


def _describe_known(known: Known | None) -> Iterator[str]:
    """Yield how much a baseline knows of what was found, and what is to be done about it."""
    if known is None:
        return
    if known.diagnostics:
        counts = problem_count(known.diagnostics)
        errors = count(known.errors, "error")
        kept_out = f"; builds leave out what the {errors} are in" if known.errors else ""
        if known.errors == 1:
            kept_out = "; builds leave out what the error is in"
        yield f"known from {known.file}: {counts}{kept_out}"
    if known.mended:
        are = "is" if known.mended == 1 else "are"
        yield (
            f"{count(known.mended, 'problem')} that {known.file} knows {are} mended:"
            f" --write-baseline takes {'it' if known.mended == 1 else 'them'} out"
        )


def _case_name(found: Diagnostic) -> tuple[str, str]:
    return printable(found.path), found.rule

"""What a command has found, as the renderers of every format ask for it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.view import View

if TYPE_CHECKING:
    from feeds.problems.rule import Rule


class Problem(NamedTuple):
    """One fault: a diagnostic for each place that has it, the same but for the place.

    ``url`` is the address that the fault is about, which its message begins with; it is empty for
    a fault of the text itself.
    """

    places: Sequence[Diagnostic]
    url: str = ""

    @property
    def severity(self) -> Severity:
        """How much the problem weighs."""
        return self.places[0].severity


_WEIGHTS = {severity: weight for weight, severity in enumerate(Severity)}


def is_visible(severity: Severity, view: View) -> bool:
    """Tell whether problems of this *severity* matter enough for *view* to show them."""
    if view.errors_only:
        return severity is Severity.ERROR
    return view.verbose or severity is not Severity.INFO


def visible(problems: Sequence[Problem], view: View) -> Sequence[Problem]:
    """Return those of *problems* that matter enough for *view* to show them, however many."""
    return [problem for problem in problems if is_visible(problem.severity, view)]


def shown(problems: Sequence[Problem], view: View) -> Sequence[Problem]:
    """Return the first of the visible *problems*, as many as *view* shows: errors before others."""
    by_weight = sorted(visible(problems, view), key=lambda problem: _WEIGHTS[problem.severity])
    return by_weight[: view.max_problems]


class Failure(NamedTuple):
    """Why a test of a JUnit report failed: what kind of fault, in a few words, and at length."""

    kind: str
    message: str
    text: str


class Case(NamedTuple):
    """One test of a JUnit report; ``output`` is what it says without failing.

    All texts are such that XML can hold them (see ``printable``).
    """

    group: str
    name: str
    failure: Failure | None = None
    output: str = ""


class ProblemReport(Protocol):
    """A command's problems, and what only this command can say of them.

    ``command`` is its name, ``heading`` what it is about, and ``about_addresses`` tells whether
    problems are named by an address rather than by a rule.
    """

    command: str
    heading: str
    about_addresses: bool

    @property
    def problems(self) -> Sequence[Problem]:
        """All problems, in the order in which people read them."""

    def summary(self, view: View) -> Iterator[str]:
        """Yield what was checked and with what result, in a line or some."""

    def values(self) -> dict[str, object]:
        """Return the whole report as the object that JSON documents show."""

    def cases(self, view: View) -> Iterator[Case]:
        """Yield the tests of a JUnit report of what *view* shows.

        There is one at least, as none would count as a failed run.
        """

    def rules(self) -> "Iterable[Rule]":
        """Return the documentation of the rules that problems name."""


def problem_values(found: Diagnostic) -> dict[str, object]:
    """Return *found* as the object that stands for it in every JSON report."""
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        "severity": found.severity,
        "id": found.rule,
        "message": found.message,
        "remedy": found.remedy,
    }

"""What people see of a report; programs are given all of it."""

from collections.abc import Sequence
from typing import NamedTuple

from feeds.problems.diagnostics import Diagnostic, Severity


class View(NamedTuple):
    """How a report is shown to people.

    Infos are shown only if ``verbose``, and of the rest the first ``max_problems`` (None: all).
    ``statistics`` adds a count by rule, ``quiet`` leaves the closing summary out.
    """

    verbose: bool = False
    max_problems: int | None = None
    statistics: bool = False
    quiet: bool = False
    colour: bool = False

    def visible(self, diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return those of *diagnostics* that matter enough to be shown, however many."""
        return tuple(
            found for found in diagnostics if self.verbose or found.severity is not Severity.INFO
        )

    def shown(self, diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the first of the visible *diagnostics*, as many as are to be shown."""
        return self.visible(diagnostics)[: self.max_problems]

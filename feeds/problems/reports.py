"""What a check of seeds found, and what became of it, for commands and other programs to show."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from feeds.problems.diagnostics import Diagnostic, Severity, has_errors


class Known(NamedTuple):
    """What is not reported since the baseline ``file`` knows it, and how much of it is mended."""

    file: str
    diagnostics: tuple[Diagnostic, ...]
    mended: int

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return sum(found.severity is Severity.ERROR for found in self.diagnostics)


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """How many seeds were checked, and every problem found, sorted.

    ``paths`` are those of the seeds, and of what could not be read. With a baseline, what it has is
    ``known``, and no longer among the problems.
    """

    checked: int
    diagnostics: tuple[Diagnostic, ...]
    paths: Collection[str] = field(default=(), compare=False, repr=False)
    known: Known | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing needs mending; warnings do not count."""
        return not has_errors(self.diagnostics)

    def with_warnings_as_errors(self) -> "ValidationReport":
        """Return this report with every warning made an error."""
        raised = (
            found._replace(severity=Severity.ERROR) if found.severity is Severity.WARNING else found
            for found in self.diagnostics
        )
        return replace(self, diagnostics=tuple(sorted(raised)))


class Mending(NamedTuple):
    """What became of one seed: its bytes before and after, and how many faults were mended.

    ``notices`` are sentences on what could not be mended though it has a fix.
    """

    path: str
    before: bytes
    after: bytes
    mended: int = 0
    notices: tuple[str, ...] = ()


class FixReport(NamedTuple):
    """The seeds that were changed, or would be, in order, and what could not be mended and why."""

    changed: tuple[Mending, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def mended(self) -> int:
        """How many problems were mended, or would be."""
        return sum(mending.mended for mending in self.changed)

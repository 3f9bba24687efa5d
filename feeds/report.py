"""What a run did and found, for the command line and other programs to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from feeds.diagnostics import Diagnostic, has_errors
from feeds.model import Exclusion


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """How many seeds were checked, and every problem found, sorted."""

    checked: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing needs mending; warnings do not count."""
        return not has_errors(self.diagnostics)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read, left out, wrote, kept and removed.

    ``left_out`` maps each reason to the paths of seeds, sorted; files are paths below the output
    folder. ``next_due`` is when the first seed dated in the future will be published.
    """

    seeds: str
    out: str
    read: int
    entries: int
    feeds: int
    left_out: Mapping[Exclusion, tuple[str, ...]]
    next_due: datetime | None
    diagnostics: tuple[Diagnostic, ...]
    warnings: tuple[str, ...]
    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether every seed could be read and is valid; warnings do not count."""
        return not has_errors(self.diagnostics)

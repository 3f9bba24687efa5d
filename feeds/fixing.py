"""Mend all that is safe to mend in many seeds, one after the other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from feeds.collection import Progress
from feeds.diagnostics import Diagnostic
from feeds.discovery import SeedFile, read_seed
from feeds.mending import Mending, mend_seed
from feeds.ruleset import Ruleset
from feeds.seedfiles import ChangedMeanwhileError, replace_seed


@dataclass(frozen=True)
class FixReport:
    """The seeds that were changed, or would be, in order, and what could not be mended and why."""

    changed: list[Mending] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    @property
    def mended(self) -> int:
        """How many problems were mended, or would be."""
        return sum(mending.mended for mending in self.changed)


def fix_seeds(
    files: Collection[SeedFile | Diagnostic], ruleset: Ruleset, progress: Progress, *, write: bool
) -> FixReport:
    """Make the fixes that *ruleset* has for the seeds *files*; without *write* only work them out.

    What cannot be read is passed over: checking reports it.
    """
    report = FixReport()
    for done, file in enumerate(files):
        progress("mending seeds", done, len(files))
        for mending in _mend(file, ruleset, write=write):
            report.notices.extend(mending.notices)
            if mending.after != mending.before:
                report.changed.append(mending)
    return report


def _mend(file: SeedFile | Diagnostic, ruleset: Ruleset, *, write: bool) -> Iterator[Mending]:
    raw = read_seed(file) if isinstance(file, SeedFile) else file
    if isinstance(file, Diagnostic) or isinstance(raw, Diagnostic):
        return
    mending = mend_seed(file.path, raw, ruleset)
    yield _written(file, mending) if write and mending.after != raw else mending


def _written(file: SeedFile, mending: Mending) -> Mending:
    """Write what was mended; return what has become of the seed."""
    try:
        replace_seed(file.location, mending.before, mending.after)
    except ChangedMeanwhileError:
        why = "it was changed while it was being mended; run again"
    except OSError as exc:
        why = f"it cannot be written: {exc.strerror}; check the permissions of the file and folder"
    else:
        return mending
    notice = f"{file.path}: nothing was mended: {why}"
    return replace(mending, after=mending.before, mended=0, notices=(notice,))

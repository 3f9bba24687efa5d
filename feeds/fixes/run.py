"""Mend all that is safe to mend in many seeds, one after the other."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from feeds.fixes.mend import mend_seed
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedChangedError
from feeds.problems.reports import FixReport, Mending
from feeds.progress import Progress, ignore_progress
from feeds.seeds.choose import chosen_seeds
from feeds.seeds.find import SeedFile, read_seed
from feeds.seeds.replace import replace_seed
from feeds.settings import Settings
from feeds.validation.ruleset import Ruleset

_EDITED = (
    "{}: nothing was mended: it has changes that are not staged; stage them with git add, or run"
    " without --staged"
)
_NOT_STAGED = "what was mended is not staged yet: look at it, and stage it with git add"


def fix(  # noqa: PLR0913 - the options of one command
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = ignore_progress,
    *,
    since: str | None = None,
    staged: bool = False,
    write: bool,
) -> FixReport:
    """Mend what is safe to mend in the seeds at *paths*, which are as for ``validate``.

    Without *write* nothing is written, and the report tells what would be. If *staged*, what the
    next commit changes is mended in the work tree, unless it has been edited there since. Raises
    what ``validate`` raises; a seed that cannot be written is named in the report.
    """
    mend = partial(
        fix_seeds,
        ruleset=Ruleset(settings.validate),
        include_unpublished=settings.seeds.include_unpublished,
    )
    with chosen_seeds(paths, settings.seeds, since=since, staged=staged) as choice:
        own = [file for path, file in choice.concerned.items() if path not in choice.edited]
        report = mend(own, progress=progress, write=write)
        edited = [file for path, file in choice.concerned.items() if path in choice.edited]
        left = mend(edited, progress=ignore_progress, write=False)
    notices = [*report.notices, *(_EDITED.format(mending.path) for mending in left.changed)]
    if staged and write and report.changed:
        notices.append(_NOT_STAGED)
    return report._replace(notices=tuple(notices))


def fix_seeds(
    files: Collection[SeedFile | Diagnostic],
    ruleset: Ruleset,
    progress: Progress,
    *,
    include_unpublished: bool = False,
    write: bool,
) -> FixReport:
    """Make the fixes that *ruleset* has for the seeds *files*; without *write* only work them out.

    What cannot be read is passed over: checking reports it. With *include_unpublished*, builds
    publish drafts, whose ids are to stay as well.
    """
    changed: list[Mending] = []
    notices: list[str] = []
    for done, file in enumerate(files):
        progress("mending seeds", done, len(files))
        if isinstance(file, Diagnostic) or isinstance(raw := read_seed(file), Diagnostic):
            continue
        mending = mend_seed(file.path, raw, ruleset, include_unpublished=include_unpublished)
        if write and mending.after != raw:
            mending = _written(file, mending)
        notices += mending.notices
        if mending.after != mending.before:
            changed.append(mending)
    return FixReport(tuple(changed), tuple(notices))


def _written(file: SeedFile, mending: Mending) -> Mending:
    """Write what was mended; return what has become of the seed."""
    try:
        replace_seed(Path(file.location), mending.before, mending.after)
    except SeedChangedError:
        why = "it was changed while it was being mended; run again"
    except OSError as exc:
        why = f"it cannot be written: {exc.strerror}; check the permissions of the file and folder"
    else:
        return mending
    notice = f"{file.path}: nothing was mended: {why}"
    return mending._replace(after=mending.before, mended=0, notices=(notice,))

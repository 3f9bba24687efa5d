"""Mend all that is safe to mend in many seeds, one after the other."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path

from feeds.fixes.mend import checked_seed, mend_seed, twin_of
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedChangedError
from feeds.problems.reports import FixReport, Mending
from feeds.progress import Progress, ignore_progress
from feeds.seeds.choose import chosen_seeds
from feeds.seeds.find import SeedFile, read_seed
from feeds.seeds.replace import replace_seed
from feeds.settings import Settings
from feeds.validation.articles import Articles
from feeds.validation.publication import exclusion_of, id_of
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import UnreadableSeed

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
    with chosen_seeds(paths, settings.seeds, since=since, staged=staged) as choice:
        mend = partial(
            fix_seeds,
            ruleset=Ruleset(settings.validate),
            include_unpublished=settings.seeds.include_unpublished,
            beside=choice.files.values(),
        )
        own = [file for path, file in choice.concerned.items() if path not in choice.edited]
        report = mend(own, progress=progress, write=write)
        edited = [file for path, file in choice.concerned.items() if path in choice.edited]
        left = mend(edited, progress=ignore_progress, write=False)
    notices = [*report.notices, *(_EDITED.format(mending.path) for mending in left.changed)]
    if staged and write and report.changed:
        notices.append(_NOT_STAGED)
    return report._replace(notices=tuple(notices))


def fix_seeds(  # noqa: PLR0913 - what each of the two commands that mend decides
    files: Collection[SeedFile | Diagnostic],
    ruleset: Ruleset,
    progress: Progress,
    *,
    include_unpublished: bool = False,
    beside: Collection[SeedFile | Diagnostic] = (),
    write: bool,
) -> FixReport:
    """Make the fixes that *ruleset* has for the seeds *files*; without *write* only work them out.

    What cannot be read is passed over: checking reports it. With *include_unpublished*, builds
    publish drafts, whose ids are to stay as well. No article gets an address that another one has,
    in *files* or *beside* these: only one of the two would be published.
    """
    mend = partial(mend_seed, ruleset=ruleset, include_unpublished=include_unpublished)
    keys = partial(_keys, ruleset=ruleset, include_unpublished=include_unpublished)
    mendings: list[Mending] = []
    moving: list[tuple[SeedFile, Mending, frozenset[str], frozenset[str]]] = []
    for done, file in enumerate(files):
        progress("mending seeds", done, len(files))
        if isinstance(file, Diagnostic) or isinstance(raw := read_seed(file), Diagnostic):
            continue
        mending = mend(file.path, raw)
        if mending.after == raw:
            mendings += [mending] if mending.notices else []
            continue
        before = keys(file.path, raw)
        if new := keys(file.path, mending.after) - before:
            moving.append((file, mending, before, new))
        else:
            mendings.append(_written(file, mending) if write else mending)
    wanted = frozenset(key for *_, before, new in moving for key in before | new)
    taken = _find_keys(beside or files, wanted, keys) if wanted else {}
    for file, mending, before, new in moving:
        path = mending.path
        # Those that are one article already may be mended alike.
        twins = {twin for key in before for twin in taken.get(key, ())} | {path}
        others = {key: min(rest) for key in new if (rest := taken.get(key, set()) - twins)}
        apart = _mended_apart(mending, others, mend, keys) if others else mending
        for key in keys(path, apart.after):
            taken.setdefault(key, set()).add(path)
        is_changed = apart.after != apart.before
        mendings.append(_written(file, apart) if write and is_changed else apart)
    mendings.sort(key=lambda mending: mending.path)
    changed = tuple(mending for mending in mendings if mending.after != mending.before)
    return FixReport(changed, tuple(notice for mending in mendings for notice in mending.notices))


def _mended_apart(
    mending: Mending,
    others: Mapping[str, str],
    mend: Callable[..., Mending],
    keys: Callable[[str, bytes], frozenset[str]],
) -> Mending:
    """Return *mending* without what would make one article of it and *others*, paths by keys."""
    again = mend(mending.path, mending.before, taken=others)
    left = others.keys() & keys(again.path, again.after)
    if not left:
        return again
    notice = f"{again.path}: nothing was mended: {twin_of(others[min(left)])}"
    return Mending(again.path, again.before, again.before, 0, (notice,))


def _keys(path: str, raw: bytes, ruleset: Ruleset, *, include_unpublished: bool) -> frozenset[str]:
    """Return what no two seeds that are published share: keys of addresses, and the id.

    A seed that builds do not publish has none.
    """
    seed = checked_seed(path, raw, ruleset.settings.known_fields)
    if isinstance(seed, UnreadableSeed) or ruleset.judge(seed).refused:
        return frozenset()
    if exclusion_of(seed.instance, include_unpublished=include_unpublished):
        return frozenset()
    links = () if ruleset.may_share_address(path) else Articles(seed).own_links
    return frozenset((id_of(seed.instance), *(key for _, _, key in links)))


def _find_keys(
    files: Collection[SeedFile | Diagnostic],
    wanted: frozenset[str],
    keys: Callable[[str, bytes], frozenset[str]],
) -> dict[str, set[str]]:
    """Return the paths of the seeds *files* by those of their keys that are *wanted*."""
    found: dict[str, set[str]] = {}
    for file in files:
        if isinstance(file, Diagnostic) or isinstance(raw := read_seed(file), Diagnostic):
            continue
        for key in keys(file.path, raw) & wanted:
            found.setdefault(key, set()).add(file.path)
    return found


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

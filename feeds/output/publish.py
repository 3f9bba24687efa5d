"""Replace what changed in the output folder, and remove what is no longer fed.

A build may be killed at any point: every published file is then whole, old or new, and the next
build finishes. Content is first staged beside the files, then a journal in the manifest says what
is about to be replaced, and each file is replaced by a rename.
"""

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from feeds.files import FileStamp, digest, find, holds
from feeds.output import copies
from feeds.output.folder import (
    find_below,
    output_errors,
    read_unchanged,
    remove_empty_folders,
    remove_leftovers,
)
from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.output.stage import UNCHANGED, Staging
from feeds.problems.errors import OutputError

_EMPTY_RECORD = Manifest()
_LOCK_NAME = ".feeds.lock"
_DAMAGED = ".damaged"
_MOVED_ASIDE = (
    f"; what is there was renamed, with {_DAMAGED} behind the name: files of earlier builds that"
    " are no longer fed stay until they are removed by hand, new ids were noticed of articles that"
    " feeds show and of no others, and pages of archives begin anew"
)
_SHOWN_PATHS = 5
_PARTLY_CHANGED = "every published file is whole, old or new, and the next build replaces the rest"


@dataclass(frozen=True, slots=True)
class Publication:
    """What became of each file, by its path below the output folder, sorted.

    ``left`` are files that an earlier build wrote and that are no longer fed, but were edited by
    hand since. Of those that would be ``written``, ``missing`` do not stand there, and ``edited``
    are not what a build left there; nobody asks for these once they were written. ``stamps`` are
    those of the files written and kept. ``warnings`` are sentences for whoever runs the build.
    """

    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    stamps: Mapping[str, FileStamp] = field(default_factory=dict, compare=False)
    warnings: tuple[str, ...] = ()


@contextmanager
def output_lock(out: Path, wait_seconds: float) -> Iterator[None]:
    """Make the folder *out* if need be, and keep other builds out of it for the block.

    The lock falls with the process that holds it, however that ends. Raises OutputError if
    another build holds it for more than *wait_seconds*, or if *out* cannot be written.
    """
    # Builds that have nothing to do need none, and it takes a tenth of their time to load.
    from filelock import FileLock, Timeout

    lock = FileLock(out / _LOCK_NAME)
    with output_errors(out, UNCHANGED):
        out.mkdir(parents=True, exist_ok=True)
    with output_errors(out / _LOCK_NAME, UNCHANGED):
        try:
            # A negative timeout would wait for ever.
            held = lock.acquire(timeout=max(wait_seconds, 0))
        except Timeout as exc:
            raise OutputError(
                f"another build has been writing {out} for more than {wait_seconds:g} seconds; "
                "let it finish or end it, then try again",
                path=out,
            ) from exc
    with held:
        yield


def intact(
    out: Path, stamps: Mapping[str, FileStamp], *, as_left: bool = False, read: bool = False
) -> set[str]:
    """Return the paths below *out* of files that builds wrote and that still have their *stamps*.

    *stamps* are those of an earlier ``Publication``, and what is recorded in *out* is ``as_left``
    if that publication has left it. Whoever edits a file can leave its stamp as it was: to *read*
    them all takes longer, and tells. Raises OutputError if one may not be read.
    """
    manifest = _EMPTY_RECORD if as_left and not read else load_manifest(out)
    # What a build was about to replace when it was killed is not known by its stamp.
    files = stamps.keys() if as_left else manifest.files.keys() - manifest.pending.keys()
    # As out / path, which takes longer than to look at the file.
    prefix = f"{out}{os.sep}"
    with output_errors(out / MANIFEST_NAME, UNCHANGED):
        return {
            path
            for path, stamp in stamps.items()
            if path in files
            and (found := find(prefix + path))
            # As FileStamp.of(found), which takes longer.
            and stamp == (found.st_size, found.st_mtime_ns, found.st_ino)
            and not (read and _is_edited(out, path, manifest.files.get(path)))
        }


def recorded(out: Path) -> str:
    """Return the SHA-256 of what the last build into *out* recorded; empty if it cannot be read."""
    try:
        return digest((out / MANIFEST_NAME).read_bytes())
    except OSError:
        return ""


def stamp_of_record(out: Path) -> FileStamp | None:
    """Return what tells whether another build wrote to *out* meanwhile; None if none ever did."""
    status = find(out / MANIFEST_NAME)
    return FileStamp.of(status) if status else None


def preview(out: Path, files: Iterable[tuple[str, bytes | FileStamp]]) -> Publication:
    """Return what ``publish`` would do with *files*, and change nothing; *out* may be missing."""
    manifest, damage = _load(out)
    with output_errors(out / MANIFEST_NAME, UNCHANGED):
        owned = _owned_files(out, manifest)
        found = {
            path: isinstance(content, FileStamp) or holds(out / path, find(out / path), content)
            for path, content in files
        }
        written = sorted(path for path, kept in found.items() if not kept)
        stale = sorted(path for path in owned.keys() - found.keys() if _stands(out, path))
        edited = {path for path in (*written, *stale) if _is_edited(out, path, owned.get(path))}
    return Publication(
        written=tuple(written),
        kept=tuple(sorted(path for path, kept in found.items() if kept)),
        removed=tuple(path for path in stale if path not in edited),
        left=tuple(path for path in stale if path in edited),
        missing=tuple(path for path in written if not _stands(out, path)),
        edited=tuple(path for path in written if path in edited),
        warnings=_warnings(damage),
    )


def publish(
    out: Path,
    files: Iterable[tuple[str, bytes | FileStamp]],
    *,
    overwrite: bool = False,
    record: Manifest = _EMPTY_RECORD,
    note: Callable[[Sequence[str], Sequence[str], Collection[str]], Sequence[str]] | None = None,
) -> Publication:
    """Make *out* hold *files*, pairs of a path and its content; call it within ``output_lock``.

    A stamp in the place of content says that the file is as an earlier build left it, as
    ``intact`` tells. Files that already hold their content are not touched. Files that an earlier
    build wrote and that are not among *files* are removed, unless they were edited since. Files
    that no build wrote are replaced only if *overwrite* says so. What *record* has besides files is
    remembered until the next build. If anything changes, *note* is given before it does the paths
    to be written, to be kept and to go, and returns warnings. *files* may be an iterator: content
    is not kept in memory, and nothing is replaced before its end.

    Raises OutputError if *out* cannot be written as asked, ValueError for a path that is not
    relative and normalised or that stands twice, and whatever iterating over *files* raises.
    """
    manifest, damage = _load(out)
    with output_errors(out / MANIFEST_NAME, UNCHANGED):
        remove_leftovers(out)  # of a build that was killed: no other can be under way here
        owned = _owned_files(out, manifest)
    staging = Staging(out, owned, overwrite=overwrite)
    try:
        staging.take(files)
        _refuse_foreign(out, staging.foreign, damage)
        # Before anything is replaced, or a loss of power could leave files that are empty.
        staging.settle()
        gone = owned.keys() - staging.digests.keys()
        with output_errors(out / MANIFEST_NAME, UNCHANGED):
            changes = staging.staged or gone
            notices = note(staging.staged, staging.kept, gone) if note and changes else ()
            # From now on pages may be seen, and which entries stand in them is final.
            _begin(out, staging, manifest._replace(files=owned, history=record.history), damage)
        with output_errors(out / MANIFEST_NAME, _PARTLY_CHANGED):
            removed, left = _finish(out, staging, owned, record)
    except BaseException:
        staging.discard()
        raise
    staging.close()
    return Publication(
        written=tuple(sorted(staging.staged)),
        kept=tuple(sorted(staging.kept)),
        removed=removed,
        left=left,
        stamps=staging.stamps,
        warnings=(*_warnings(damage, _MOVED_ASIDE), *notices),
    )


def load_manifest(out: Path) -> Manifest:
    """Return what the last build into *out* recorded.

    It is empty if that is not known: nothing was published, or the manifest is damaged. Raises
    OutputError if it may not be read.
    """
    return _load(out).manifest


def heal_manifest(out: Path, *, dry_run: bool) -> list[str]:
    """Mend what is damaged of what builds recorded in *out*; return sentences on it.

    Call it within ``output_lock``; a *dry_run* changes nothing. Raises OutputError if the manifest
    may not be read.
    """
    with output_errors(out / MANIFEST_NAME, UNCHANGED):
        return copies.heal(out, dry_run=dry_run)


def _load(out: Path) -> copies.Loaded:
    with output_errors(out / MANIFEST_NAME, UNCHANGED):
        return copies.load(out)


def _owned_files(out: Path, manifest: Manifest) -> dict[str, str]:
    """Return what earlier builds wrote; the last may have been killed while it replaced files."""
    arrived = {
        path: digest
        for path, digest in manifest.pending.items()
        if read_unchanged(out, path, digest) is not None
    }
    return {**manifest.files, **arrived}


def _refuse_foreign(out: Path, foreign: Sequence[str], damage: str | None) -> None:
    """Raise OutputError if there are *foreign* files where *out* is to be written."""
    if not foreign:
        return
    shown = ", ".join(sorted(foreign)[:_SHOWN_PATHS])
    more = f" and {len(foreign) - _SHOWN_PATHS:,} more" if len(foreign) > _SHOWN_PATHS else ""
    reason = f" (its {MANIFEST_NAME} cannot be used: {damage})" if damage else ""
    raise OutputError(
        f"{out} holds other files where this build would write{reason}: {shown}{more}; "
        f"{UNCHANGED}; move them away, or replace them with --overwrite",
        path=out,
    )


def _begin(out: Path, staging: Staging, manifest: Manifest, damage: str | None) -> None:
    """Write the journal: from then on, a build that is killed leaves files that are known as ours.

    *manifest* is what stays true until the end of this build. A damaged one is moved aside.
    """
    if damage is not None:
        for name in copies.MANIFEST_NAMES:
            with suppress(FileNotFoundError):
                (out / name).replace(out / f"{name}{_DAMAGED}")
    if staging.staged:
        pending = {path: staging.digests[path] for path in staging.staged}
        copies.write(out, manifest._replace(pending=pending))


def _finish(
    out: Path, staging: Staging, owned: Mapping[str, str], record: Manifest
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Replace, prune and record; return the paths that were removed, and those left alone."""
    # What is new stands there before anything goes, so that no link of a page leads nowhere.
    changed = staging.replace()
    removed, left = [], []
    for path in sorted(owned.keys() - staging.digests.keys()):
        if _is_edited(out, path, owned[path]):
            left.append(path)
            continue
        if _stands(out, path):
            (out / path).unlink()
            changed.add(str((out / path).parent))
            removed.append(path)
        changed.update(map(str, remove_empty_folders(out, path)))
    # The manifest must not reach the disk before what it says has happened.
    staging.sync_folders(sorted(changed))
    files = staging.digests | {path: owned[path] for path in left}
    copies.write(out, record._replace(files=files))
    return tuple(removed), tuple(left)


def _is_edited(out: Path, path: str, written: str | None) -> bool:
    """Tell whether other content, or a link, took the place of what was *written* at *path*.

    Without a digest, no build has written anything there.
    """
    return _stands(out, path) and read_unchanged(out, path, written) is None


def _stands(out: Path, path: str) -> bool:
    status = find_below(out, path)
    return status is not None and not stat.S_ISDIR(status.st_mode)


def _warnings(damage: str | None, consequence: str = "") -> tuple[str, ...]:
    return () if damage is None else (f"{MANIFEST_NAME} cannot be used, as {damage}{consequence}",)

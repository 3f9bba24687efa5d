"""Files below the output folder: looked at without following links, written durably."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from feeds.files import STAGED_SUFFIX, digest, find, is_staged_name
from feeds.output.manifest import folders_above
from feeds.problems.errors import OutputError

_FULL = "free some space, or raise the quota or limit, and build again"
_FORBIDDEN = "give this user the right to read and write {where}, or choose another output folder"
_IN_THE_WAY = "move away what is in the way, or choose another output folder"
_REMEDIES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: "choose another output folder, this one can only be read",
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
}


@contextmanager
def output_errors(path: Path, consequence: str) -> Iterator[None]:
    """Raise an OSError of the block as an OutputError, about *path* if it names no other.

    The message gives the *consequence*, that is what has become of the files published before.
    """
    try:
        yield
    except OSError as exc:
        place = _published_path(exc.filename2 or exc.filename or path)
        remedy = _REMEDIES.get(exc.errno or 0, "put that right and build again")
        # A file that is only written is replaced, which takes no right to it but to its folder.
        unreadable = os.path.isfile(place) and not os.access(place, os.R_OK)  # noqa: PTH113 - never raises
        unread = remedy is _FORBIDDEN and unreadable
        raise OutputError(
            f"{place} cannot be {'read' if unread else 'written'}: {exc.strerror or exc};"
            f" {consequence}; " + remedy.format(where=place if unread else f"in {place.parent}"),
            path=place,
        ) from exc


def _published_path(path: str | Path) -> Path:
    path = Path(path)
    if is_staged_name(path.name):
        return path.with_name(path.name[1 : -len(STAGED_SUFFIX)])
    return path


def find_below(out: Path, path: str) -> os.stat_result | None:
    """Return the status of *path* below *out*; None also for what is reached through a link."""
    # By a link a build would read, and replace, what is not in the output folder.
    folders = list(folders_above(path))
    return find(out / path) if folders == _real_folders(out, path) else None


def read_unchanged(out: Path, path: str, written: str | None) -> bytes | None:
    """Return what the regular file *path* below *out* holds if its SHA-256 is that *written*.

    None says that it is another by now, or that none was written.
    """
    status = find_below(out, path) if written else None
    if status is None or not stat.S_ISREG(status.st_mode):
        return None
    content = (out / path).read_bytes()
    return content if digest(content) == written else None


def remove_leftovers(out: Path) -> None:
    """Remove the staged files of a build that was killed, and folders that held nothing else."""
    for leftover in map(Path, [*_find_leftovers(str(out))]):
        leftover.unlink()
        remove_empty_folders(out, leftover.relative_to(out).as_posix())


def _find_leftovers(folder: str) -> Iterator[str]:
    # In two thirds of the time of os.walk: mostly there is none among thousands of folders.
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _find_leftovers(entry.path)
            elif is_staged_name(entry.name):
                yield entry.path


def remove_empty_folders(out: Path, path: str) -> list[Path]:
    """Remove the folders above *path*, below *out*, that are empty; return where names went."""
    changed = []
    for folder in reversed(_real_folders(out, path)):
        try:
            (out / folder).rmdir()
        except OSError:  # it is not empty, or it may stay: an empty folder does no harm
            break
        changed.append((out / folder).parent)
    return changed


def _real_folders(out: Path, path: str) -> list[str]:
    """Return the folders above *path*, outermost first, up to one that is missing or a link."""
    return list(takewhile(lambda folder: _is_folder(out / folder), folders_above(path)))


def _is_folder(path: Path) -> bool:
    status = find(path)
    return status is not None and stat.S_ISDIR(status.st_mode)

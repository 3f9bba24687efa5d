"""Files: staged beside what they replace, told by stamp and digest."""

import hashlib
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from feeds.disk import sync, sync_folder

STAGED_SUFFIX = ".feeds-tmp"
# Only if there is nothing: what a link that somebody put there leads to would be overwritten.
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def is_staged_name(name: str) -> bool:
    """Tell whether a file of this *name* is the unpublished content of another."""
    return name.startswith(".") and name.endswith(STAGED_SUFFIX)


class FileStamp(NamedTuple):
    """Size (bytes), time of modification (ns) and inode of a published file."""

    size: int
    modified: int
    inode: int

    @classmethod
    def of(cls, status: os.stat_result) -> "FileStamp":
        """Return the stamp of a file whose *status* is known."""
        return cls(status.st_size, status.st_mtime_ns, status.st_ino)


def find(path: Path | str) -> os.stat_result | None:
    """Return the status of what stands at *path* itself, a link not followed; None for nothing."""
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def digest(content: bytes) -> str:
    """Return the SHA-256 of *content* in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def holds(path: Path | str, status: os.stat_result | None, content: bytes) -> bool:
    """Tell whether *path*, whose *status* is known, is a regular file of this very *content*."""
    return (
        status is not None
        and stat.S_ISREG(status.st_mode)
        and status.st_size == len(content)
        and Path(path).read_bytes() == content
    )


def staged_path(path: Path) -> Path:
    """Return where the next content of *path* waits: in its folder, so that a rename is atomic."""
    return Path(staged_name(str(path)))


def staged_name(path: str) -> str:
    """Return the same as ``staged_path``, of thousands of paths in a fraction of the time."""
    folder, separator, name = path.rpartition(os.sep)
    return f"{folder}{separator}.{name}{STAGED_SUFFIX}"


def write_staged(staged: str, content: bytes, mode: int | None) -> os.stat_result:
    """Write to *staged* the next *content* of a file, of which that is the ``staged_name``.

    It is on the disk for certain once ``sync`` has returned. Returns the status of what was
    written, which it keeps when it is renamed. A *mode* of None leaves the permissions to the
    umask.
    """
    descriptor = os.open(staged, _NEW_FILE, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        # Some file systems know no permissions and refuse to set any.
        if mode is not None and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            Path(staged).chmod(mode)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def write_new(path: Path, text: str) -> None:
    """Write *text* to *path*, whole or not at all; the folders above it need not be there.

    Raises OSError; it is FileExistsError if anything is there, such as a link to nowhere.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("x", encoding="utf-8", newline="\n")
    try:
        with file:
            file.write(text)
    except OSError:
        # Half a file would be taken for a whole one.
        with suppress(OSError):
            path.unlink()
        raise


def replace_files(paths: Sequence[Path], content: bytes) -> None:
    """Let *paths*, of one folder, all hold *content*: each is replaced, whole, unless it does.

    It is on the disk for certain when this returns. Raises OSError; then the first ones may have
    been replaced.
    """
    stale = [path for path in paths if not holds(path, find(path), content)]
    try:
        for path in stale:
            write_staged(staged_name(str(path)), content, None)
        for path in stale:
            sync(staged_path(path))
        for path in stale:
            staged_path(path).replace(path)
    except BaseException:
        for path in stale:
            with suppress(OSError):
                staged_path(path).unlink()
        raise
    if stale:
        sync_folder(stale[0].parent)

"""Files on the disk: staged beside what they replace, synced, told by stamp and digest."""

import hashlib
import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

STAGED_SUFFIX = ".feeds-tmp"


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


def holds(path: Path, status: os.stat_result | None, content: bytes) -> bool:
    """Tell whether *path*, whose *status* is known, is a regular file of this very *content*."""
    return (
        status is not None
        and stat.S_ISREG(status.st_mode)
        and status.st_size == len(content)
        and path.read_bytes() == content
    )


def staged_path(path: Path) -> Path:
    """Return where the next content of *path* waits: in its folder, so that a rename is atomic."""
    return path.with_name(f".{path.name}{STAGED_SUFFIX}")


def write_staged(path: Path, content: bytes, mode: int | None) -> os.stat_result:
    """Write the next *content* of *path*, without touching *path* itself.

    It is on the disk for certain once ``sync`` has returned. Returns the status of what was
    written, which it keeps when it is renamed. A *mode* of None leaves the permissions to the
    umask.
    """
    staged = staged_path(path)
    # Only if there is nothing: what a link that somebody put there leads to would be overwritten.
    with staged.open("xb") as file:
        file.write(content)
        file.flush()
        # Some file systems know no permissions and refuse to set any.
        if mode is not None and stat.S_IMODE(os.fstat(file.fileno()).st_mode) != mode:
            staged.chmod(mode)
        return os.fstat(file.fileno())


def replace_files(paths: Sequence[Path], content: bytes) -> None:
    """Let *paths*, of one folder, all hold *content*: each is replaced, whole, unless it does.

    It is on the disk for certain when this returns. Raises OSError; then the first ones may have
    been replaced.
    """
    stale = [path for path in paths if not holds(path, find(path), content)]
    try:
        for path in stale:
            write_staged(path, content, None)
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


def sync_folder(folder: Path) -> None:
    """Bring to the disk which names stand in *folder*, if it is there."""
    if sys.platform != "win32":  # Windows opens no folders
        with suppress(FileNotFoundError):
            sync(folder)


def sync(path: Path) -> None:
    """Bring the file or folder *path* to the disk."""
    # Windows syncs only what may be written.
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

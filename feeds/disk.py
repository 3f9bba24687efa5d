"""What brings files to the disk: one by one, or all of a file system at once where that is sure."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor
    from ctypes import CDLL

# A disk brings several files to rest in little more time than one.
_THREADS = 4
# So many are brought there one by one sooner than all that other programs have written.
_FEW = 100
# Before, syncfs told of no write that had failed (syncfs(2), "VERSIONS").
_FIRST_LINUX = (5, 8)
# Of these it is known that they write, and tell of errors: ext2 to 4, XFS, Btrfs, F2FS, tmpfs
# (statfs(2)). Of files that lie elsewhere, with a server or below an overlay, it need not be so.
_SURE = frozenset({0xEF53, 0x58465342, 0x9123683E, 0xF2F52010, 0x01021994})
# What is not there, or not allowed, in a sandbox.
_ABSENT = frozenset({errno.ENOSYS, errno.EPERM, errno.EACCES})


class Disk:
    """Brings the files to the disk that a run writes, and then the folders in which they stand.

    Many are brought there by one call for each file system, for which ``enter`` has to be called
    before anything is written in a folder. Few are brought there one by one, and so are all where
    such a call is not known to tell whether it has failed. That takes several threads, so that all
    of it ends with ``close``.
    """

    def __init__(self) -> None:
        """Open nothing yet."""
        # A file system is told by its device. What is opened on it hears of later errors only.
        self._opened: dict[int, int] = {}
        self._entered: set[str] = set()
        self._waiting: list[str] = []
        self._syncing: list[Future[None]] = []
        self._pool: ThreadPoolExecutor | None = None
        self._libc: CDLL | None = None
        self._at_once = _knows_syncfs()

    def enter(self, folder: str) -> None:
        """Note that files will be written in *folder*."""
        if self._at_once and folder not in self._entered:
            self._entered.add(folder)
            if (device := _device_of(folder)) not in self._opened:
                self._opened[device] = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def enter_new(self, folder: str) -> None:
        """Do as ``enter`` does for a *folder* just made in one that has been entered.

        It is of the same file system as that one.
        """
        self._entered.add(folder)

    def add(self, path: str) -> None:
        """Take in that the file *path* was written."""
        self._waiting.append(path)
        if self._at_once and len(self._waiting) == _FEW:
            self._at_once = self._is_sure()
        if not self._at_once:
            self._begin()

    def settle(self) -> None:
        """Return once all files are on the disk; raise OSError, with its name, if one cannot be."""
        if self._at_once and len(self._waiting) > _FEW:
            self._sync_all(self._waiting)
        else:
            self._begin()
        for future in self._syncing:
            future.result()

    def sync_folders(self, folders: Sequence[str]) -> None:
        """Bring to the disk which names stand in *folders*."""
        if len(folders) > _FEW and self._have_entered(folders) and self._is_sure():
            self._sync_all(folders)
        else:
            for _ in self._threads().map(sync_folder, folders):
                pass

    def close(self) -> None:
        """End what brings files to the disk; what is not begun is left."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        while self._opened:
            os.close(self._opened.popitem()[1])

    def _begin(self) -> None:
        """Begin to bring to the disk what waits for it."""
        self._syncing += [self._threads().submit(_sync_named, path) for path in self._waiting]
        self._waiting.clear()

    def _threads(self) -> ThreadPoolExecutor:
        # It takes a while to load, and many builds write nothing.
        from concurrent.futures import ThreadPoolExecutor

        # It starts threads as there is work for them.
        self._pool = self._pool or ThreadPoolExecutor(_THREADS)
        return self._pool

    def _have_entered(self, folders: Iterable[str]) -> bool:
        """Tell whether all file systems were entered that those *folders* are of that are there."""
        for folder in folders:
            if folder in self._entered:
                continue
            with suppress(FileNotFoundError):
                if _device_of(folder) not in self._opened:
                    return False
        return self._at_once

    def _is_sure(self) -> bool:
        """Tell whether all file systems that were entered tell of writes that fail."""
        from ctypes import CDLL, c_long, create_string_buffer

        self._libc = self._libc or CDLL(None, use_errno=True)
        for descriptor in self._opened.values():
            # The first field is the type, and all of it is smaller.
            status = create_string_buffer(1024)
            if self._libc.fstatfs(descriptor, status):
                return False
            if c_long.from_buffer(status).value & 0xFFFFFFFF not in _SURE:
                return False
        return True

    def _sync_all(self, paths: Iterable[str]) -> None:
        """Bring all to the disk that was written to the file systems of *paths*."""
        failed = [code for code in map(self._syncfs, self._opened.values()) if code]
        if not failed:
            return
        # One by one they tell which it is; and where there is no such call, that does as well.
        for path in paths:
            with suppress(FileNotFoundError):
                _sync_named(path)
        if not _ABSENT.issuperset(failed):
            raise OSError(failed[0], os.strerror(failed[0]))

    def _syncfs(self, descriptor: int) -> int:
        """Bring to the disk what was written to a file system; return the number of an error."""
        from ctypes import get_errno

        return get_errno() if self._libc is None or self._libc.syncfs(descriptor) else 0


def sync_folder(folder: str | os.PathLike[str]) -> None:
    """Bring to the disk which names stand in *folder*, if it is there."""
    if sys.platform != "win32":  # Windows opens no folders
        with suppress(FileNotFoundError):
            sync(folder)


def sync(path: str | os.PathLike[str]) -> None:
    """Bring the file or folder *path* to the disk."""
    # Windows syncs only what may be written.
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_named(path: str) -> None:
    try:
        sync(path)
    except OSError as exc:
        raise OSError(exc.errno, exc.strerror, path) from exc


def _device_of(folder: str) -> int:
    return os.stat(folder).st_dev  # noqa: PTH116 - of thousands of folders, for which Path takes longer


def _knows_syncfs() -> bool:
    """Tell whether this system has a call for whole file systems that tells of errors."""
    if sys.platform != "linux":
        return False
    version = re.match(r"(\d+)\.(\d+)", os.uname().release)
    return version is not None and (int(version[1]), int(version[2])) >= _FIRST_LINUX

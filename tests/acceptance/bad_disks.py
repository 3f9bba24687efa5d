"""Disks that fill up or turn read-only: mounted where that is permitted, else limits of the kernel.

What is here runs in a process of its own (``tests/own_process.py``) behind ``prefix()``.
"""

import ctypes
import os
import resource
import subprocess
from functools import lru_cache
from pathlib import Path

from tests.plugins.command import WITHOUT_ROOT

PAGE_BYTES = 4096
_MS_RDONLY, _MS_REMOUNT, _MS_BIND = 1, 32, 4096
_PLENTY = 64 << 20
_NAMESPACES = (("unshare", "--mount"), ("unshare", "--user", "--map-root-user", "--mount"))


@lru_cache
def prefix() -> tuple[str, ...]:
    """Return what to put before a command so that it may mount, or that permissions bind it."""
    for namespace in _NAMESPACES:
        attempt = [*namespace, "mount", "-t", "tmpfs", "none", "/mnt"]
        if subprocess.run(attempt, capture_output=True, check=False).returncode == 0:
            return namespace
    return WITHOUT_ROOT


def can_mount() -> bool:
    """Tell whether this process may mount."""
    return "unshare" in prefix()


def _mount(source: Path, folder: Path, kind: str, flags: int, options: str = "") -> None:
    encoded = (os.fsencode(source), os.fsencode(folder), kind.encode(), flags, options.encode())
    if ctypes.CDLL(None, use_errno=True).mount(*encoded):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(folder))


class SmallDisk:
    """A folder in which room can be scarce."""

    def __init__(self, folder: Path, smallest: int) -> None:
        """Make *folder*; where nothing can be mounted, files of *smallest* bytes always fit."""
        self.fault = "No space left on device" if can_mount() else "File too large"
        self._folder = folder
        self._smallest = smallest
        folder.mkdir()
        if can_mount():
            _mount(Path("none"), folder, "tmpfs", 0, f"size={_PLENTY}")

    def limit(self, pages: int) -> None:
        """Let no more than so many *pages* find room, or no file be larger."""
        if can_mount():
            found = os.statvfs(self._folder)
            self._resize((found.f_blocks - found.f_bfree + pages) * found.f_frsize)
        else:
            limit = self._smallest + pages * PAGE_BYTES
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    def free(self) -> None:
        """Let there be room again."""
        if can_mount():
            self._resize(_PLENTY)
        else:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)

    def _resize(self, size: int) -> None:
        _mount(Path("none"), self._folder, "tmpfs", _MS_REMOUNT, f"size={size}")


class TurningDisk:
    """A folder that may turn read-only, also for who has files open in it."""

    def __init__(self, folder: Path) -> None:
        """Make *folder*."""
        self.fault = "Read-only file system" if can_mount() else "Permission denied"
        self._folder = folder
        self._view = folder.with_name("read-only")
        folder.mkdir()
        if can_mount():
            self._view.mkdir()
            _mount(folder, self._view, "", _MS_BIND)
            _mount(Path("none"), self._view, "", _MS_REMOUNT | _MS_BIND | _MS_RDONLY)

    def turn_read_only(self) -> None:
        """Let nothing be changed from now on."""
        if can_mount():
            _mount(self._view, self._folder, "", _MS_BIND)
        else:
            self._set_modes(0o555)

    def turn_back(self) -> None:
        """Let files be written again."""
        if can_mount():
            ctypes.CDLL(None).umount2(os.fsencode(self._folder), 0)
        else:
            self._set_modes(0o755)

    def _set_modes(self, mode: int) -> None:
        for folder, _, _ in os.walk(self._folder):
            Path(folder).chmod(mode)

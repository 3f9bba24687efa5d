"""Rewrite seeds in place: whole, and only what nobody else has changed meanwhile."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from feeds.disk import sync_folder
from feeds.files import STAGED_SUFFIX
from feeds.problems.errors import SeedChangedError


def replace_seed(location: Path, before: bytes, after: bytes) -> None:
    """Put *after* in the place of *before* in the file at *location*, or where it links to.

    The file is replaced by a rename, and keeps its permissions: whenever this is killed, it is
    whole, old or new. Raises SeedChangedError if the file holds anything but *before*, OSError if
    it cannot be written.
    """
    real = Path(os.path.realpath(location))
    # The rename needs no permission of the file's own; who took it away did so for a reason.
    real.open("r+b").close()
    staged = _staged(real, after)
    try:
        if real.read_bytes() != before:
            raise SeedChangedError(str(location))
        staged.replace(real)
    finally:
        staged.unlink(missing_ok=True)
    sync_folder(real.parent)


def _staged(path: Path, content: bytes) -> Path:
    """Write *content* to a hidden file beside *path*, with its owner and mode."""
    with NamedTemporaryFile(
        dir=path.parent, prefix=".", suffix=STAGED_SUFFIX, delete=False
    ) as file:
        staged = Path(file.name)
        try:
            file.write(content)
            file.flush()
            _copy_status(path, file.fileno())
            os.fsync(file.fileno())
        except BaseException:
            staged.unlink()
            raise
    return staged


def _copy_status(path: Path, descriptor: int) -> None:
    status = path.stat()
    # Only root can give a file to somebody else, and some file systems know no owners or modes.
    with suppress(OSError, AttributeError):
        os.fchown(descriptor, status.st_uid, status.st_gid)
    with suppress(OSError, AttributeError):
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))

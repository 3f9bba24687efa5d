"""The seeds folder, wherever it is: on this machine, or at an address that fsspec knows."""

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import INSTALL_DASK, SeedsFolderError
from feeds.secrets import mask_credentials
from feeds.seeds.find import (
    Listed,
    Patterns,
    SeedFile,
    Stamp,
    find_seeds,
    read_seed,
    require_folder,
)


class SeedsFolder(Protocol):
    """What a build reads seeds from; pickle carries it to where they are read."""

    @property
    def shown(self) -> str:
        """How messages name the folder."""

    def require(self) -> None:
        """Raise SeedsFolderError, saying what to do, if the folder cannot be read."""

    def locate(self) -> Path | None:
        """Return where the folder is on this machine, by whatever links; None if elsewhere."""

    def find(self, patterns: Patterns) -> Iterator[Listed]:
        """Yield the seeds, sorted by path; raise SeedsFolderError if the folder cannot be read."""

    def read(self, paths: Sequence[str]) -> Iterator[bytes | Diagnostic]:
        """Yield the bytes of each of the seeds at *paths*, or why it cannot be read.

        Raises SeedsFolderError if all may be there, but none can be had.
        """


class LocalFolder(NamedTuple):
    """A folder of this machine, or one that several machines share.

    Those have other current folders: for them, what is relative is relative to ``here``.
    """

    path: Path
    here: str = ""

    @property
    def shown(self) -> str:
        """How messages name the folder."""
        return str(self.path)

    def require(self) -> None:
        """Raise SeedsFolderError, saying what to do, if the folder cannot be read."""
        require_folder(self.path)

    def locate(self) -> Path:
        """Return where the folder is, by whatever links."""
        return self.path.resolve()

    def find(self, patterns: Patterns) -> Iterator[Listed]:
        """Yield the seeds, sorted by path; raise SeedsFolderError if the folder cannot be read."""
        for file in find_seeds(self.path, patterns):
            if isinstance(file, Diagnostic):
                yield file
                continue
            path = file.path
            try:
                status = os.stat(path)  # noqa: PTH116 - a fifth of the time
            except OSError:
                yield path, None
            else:
                yield path, Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)

    def read(self, paths: Sequence[str]) -> Iterator[bytes | Diagnostic]:
        """Yield the bytes of each of the seeds at *paths*, or why it cannot be read.

        Raises SeedsFolderError if the folder is not shared with the machine that this runs on:
        every seed would seem to have vanished.
        """
        if not self.here:
            yield from (read_seed(SeedFile(path, path)) for path in paths)
            return
        folder = Path(self.here, self.path)
        if not folder.is_dir():
            raise SeedsFolderError(
                f"there is no folder {folder}; share it with this machine, at the same path",
                path=folder,
            )
        yield from (read_seed(SeedFile(Path(self.here, path), path)) for path in paths)


def open_folder(path: Path | str, *, shared: bool = False) -> SeedsFolder:
    """Return the folder at *path*, text if that is an address; *shared* with other machines.

    Raises SeedsFolderError if it takes libraries that are not installed.
    """
    if isinstance(path, Path):
        return LocalFolder(path, os.getcwd() if shared else "")  # noqa: PTH109 - as text
    if not find_spec("fsspec"):
        raise SeedsFolderError(
            f"seeds at an address need libraries that are not installed: {INSTALL_DASK}, and what"
            " fsspec needs for the address, such as s3fs",
            url=mask_credentials(path),
        )
    # Nobody else need wait for fsspec to load.
    from feeds.seeds.remote import RemoteFolder

    return RemoteFolder(path)

"""The first half of publishing: new content is written beside what it will replace."""

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from feeds.disk import Disk
from feeds.files import FileStamp, digest, find, holds, staged_name, write_staged
from feeds.output.folder import output_errors
from feeds.output.manifest import folders_above, is_output_path
from feeds.problems.errors import OutputError

UNCHANGED = "nothing was lost, every published file is as it was"


class Staging:
    """Content for the output folder, compared with what is published and written beside it.

    ``digests`` has the SHA-256 of every file that was taken, ``kept`` those that are published
    already, ``staged`` those that wait to replace what stands there, and ``foreign`` those not
    staged because the file that stands there is not ours. ``stamps`` are those of the files kept
    and staged. What is staged is on the disk once ``settle`` has returned.
    """

    def __init__(self, out: Path, owned: Mapping[str, str], *, overwrite: bool) -> None:
        """Stage for *out*, where files not in *owned* are replaced only if *overwrite* says so."""
        self.digests: dict[str, str] = {}
        self.kept: list[str] = []
        self.staged: list[str] = []
        self.foreign: list[str] = []
        self.stamps: dict[str, FileStamp] = {}
        self._out = out
        self._owned = owned
        self._overwrite = overwrite
        self._folders: set[str] = set()
        # Those in which files are staged.
        self._changing: set[str] = set()
        self._made: list[Path] = []
        self._disk = Disk()
        # As out / path, which takes longer than to look at a file.
        self._prefix = f"{out}{os.sep}"

    def take(self, files: Iterable[tuple[str, bytes | FileStamp]]) -> None:
        """Take each of *files*; hold no more of its content than the hash.

        One with a stamp is published already, by an earlier build that left it with this stamp.
        Raises ValueError for a path that no build may write, OutputError if it cannot be written.
        """
        for path, content in files:
            if isinstance(content, FileStamp):
                self._keep(path, content)
            else:
                self._add(path, content)

    def settle(self) -> None:
        """Return once all that is staged is on the disk; raise OutputError if it cannot be."""
        with output_errors(self._out, UNCHANGED):
            self._disk.settle()

    def replace(self) -> set[Path]:
        """Put the staged files in their places; return the folders in which names changed."""
        changed = {folder.parent for folder in self._made}
        for path in self.staged:
            target = self._prefix + path
            os.replace(staged_name(target), target)  # noqa: PTH105 - thousands of paths
        return changed | {self._out / folder for folder in self._changing}

    def sync_folders(self, folders: Iterable[Path]) -> None:
        """Bring to the disk which names stand in *folders*."""
        self._disk.sync_folders([str(folder) for folder in folders])

    def close(self) -> None:
        """End what brings files to the disk."""
        self._disk.close()

    def discard(self) -> None:
        """Remove the files that are still staged, and the folders made for them."""
        self.close()
        for path in self.staged:
            with suppress(OSError):  # one that was put in its place, or a disk that failed
                Path(staged_name(self._prefix + path)).unlink()
        for folder in reversed(self._made):
            with suppress(OSError):  # it holds a file that was put in its place
                folder.rmdir()

    def _add(self, path: str, content: bytes) -> None:
        if not is_output_path(path) or path in self.digests or path in self._folders:
            raise ValueError(f"{path!r} is no path to publish, or is published twice")
        target = self._prefix + path
        try:
            self._enter_folders(path)
            self.digests[path] = digest(content)
            self._compare(path, target, content)
        except OSError:
            with output_errors(Path(target), UNCHANGED):
                raise

    def _keep(self, path: str, stamp: FileStamp) -> None:
        self._folders.update(folders_above(path))
        self.digests[path] = self._owned[path]
        self.kept.append(path)
        self.stamps[path] = stamp

    def _compare(self, path: str, target: str, content: bytes) -> None:
        status = find(target)
        if status and stat.S_ISDIR(status.st_mode):
            raise OutputError(
                f"{Path(target)} is a folder where a file is to be written; {UNCHANGED}; "
                "move the folder away",
                path=Path(target),
            )
        if status and holds(target, status, content):
            self.kept.append(path)
            self.stamps[path] = FileStamp.of(status)
        elif status and path not in self._owned and not self._overwrite:
            self.foreign.append(path)
        else:
            self.staged.append(path)
            self._enter_disk(path)
            written = write_staged(target, content, _permissions(status))
            self.stamps[path] = FileStamp.of(written)
            self._disk.add(staged_name(target))

    def _enter_disk(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._changing:
            self._changing.add(folder)
            self._disk.enter(self._prefix + folder)

    def _enter_folders(self, path: str) -> None:
        for folder in folders_above(path):
            if folder not in self._folders:
                if folder in self.digests:
                    raise ValueError(f"{path!r} is below a file that is published")
                self._enter(self._out / folder)
                self._folders.add(folder)

    def _enter(self, folder: Path) -> None:
        status = find(folder)
        if status is None:
            folder.mkdir()
            self._made.append(folder)
        elif not stat.S_ISDIR(status.st_mode):
            # Even a link within the output folder would make two addresses share one file.
            what = "link" if stat.S_ISLNK(status.st_mode) else "file"
            raise OutputError(
                f"{folder} is a {what} where a folder is needed; {UNCHANGED}; "
                f"move the {what} away, or choose another output folder",
                path=folder,
            )


def _permissions(status: os.stat_result | None) -> int | None:
    """Return the permissions to keep; those of a link or a device are none for a file."""
    if status is None or not stat.S_ISREG(status.st_mode):
        return None
    return stat.S_IMODE(status.st_mode)

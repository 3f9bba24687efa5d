"""The first half of publishing: new content is written beside what it will replace."""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
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
        self._waiting: list[str] = []
        # All below are paths relative to *out*, which itself is "": thousands, so no Path.
        self._folders = {""}
        # Those in which files are staged.
        self._changing: set[str] = set()
        # Those that were not there before, in their order.
        self._made: dict[str, None] = {}
        self._disk = Disk()
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

    def replace(self) -> set[str]:
        """Put the staged files in their places; return the folders in which names changed."""
        for path, staged in zip(self.staged, self._waiting, strict=True):
            os.replace(staged, self._prefix + path)  # noqa: PTH105 - thousands of paths
        above = {folder.rpartition("/")[0] for folder in self._made}
        return {self._place(folder) for folder in self._changing | above}

    def sync_folders(self, folders: Sequence[str]) -> None:
        """Bring to the disk which names stand in *folders*."""
        self._disk.sync_folders(folders)

    def close(self) -> None:
        """End what brings files to the disk."""
        self._disk.close()

    def discard(self) -> None:
        """Remove the files that are still staged, and the folders made for them."""
        self.close()
        for staged in self._waiting:
            with suppress(OSError):  # one that was put in its place, or a disk that failed
                Path(staged).unlink()
        for folder in reversed(self._made):
            with suppress(OSError):  # it holds a file that was put in its place
                Path(self._place(folder)).rmdir()

    def _add(self, path: str, content: bytes) -> None:
        if not is_output_path(path) or path in self.digests or path in self._folders:
            raise ValueError(f"{path!r} is no path to publish, or is published twice")
        folder = path.rpartition("/")[0]
        target = self._prefix + path
        try:
            if folder not in self._folders:
                self._enter_folders(path)
            self.digests[path] = digest(content)
            # In a folder that is new, nothing stands.
            status = None if folder in self._made else find(target)
            self._compare(path, target, status, content)
        except OSError:
            with output_errors(Path(target), UNCHANGED):
                raise

    def _keep(self, path: str, stamp: FileStamp) -> None:
        if path.rpartition("/")[0] not in self._folders:
            self._folders.update(folders_above(path))
        self.digests[path] = self._owned[path]
        self.kept.append(path)
        self.stamps[path] = stamp

    def _compare(
        self, path: str, target: str, status: os.stat_result | None, content: bytes
    ) -> None:
        """Keep what stands at *target*, with this *status*, or stage the *content* beside it."""
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
            self._stage(path, staged_name(target), _permissions(status), content)

    def _stage(self, path: str, staged: str, mode: int | None, content: bytes) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._changing:
            self._changing.add(folder)
            self._disk.enter(self._place(folder))
        self.staged.append(path)
        self._waiting.append(staged)
        self.stamps[path] = FileStamp.of(write_staged(staged, content, mode))
        self._disk.add(staged)

    def _enter_folders(self, path: str) -> None:
        for folder in folders_above(path):
            if folder not in self._folders:
                if folder in self.digests:
                    raise ValueError(f"{path!r} is below a file that is published")
                self._enter(folder)
                self._folders.add(folder)

    def _enter(self, folder: str) -> None:
        """Enter *folder*, which is made if it is not there; the one above has been entered."""
        place = self._place(folder)
        status = find(place)
        if status is None:
            self._disk.enter(self._place(folder.rpartition("/")[0]))
            os.mkdir(place)  # noqa: PTH102 - thousands
            self._made[folder] = None
            self._disk.enter_new(place)
        elif not stat.S_ISDIR(status.st_mode):
            # Even a link within the output folder would make two addresses share one file.
            what = "link" if stat.S_ISLNK(status.st_mode) else "file"
            raise OutputError(
                f"{place} is a {what} where a folder is needed; {UNCHANGED}; "
                f"move the {what} away, or choose another output folder",
                path=Path(place),
            )

    def _place(self, folder: str) -> str:
        return self._prefix + folder if folder else str(self._out)


def _permissions(status: os.stat_result | None) -> int | None:
    """Return the permissions to keep; those of a link or a device are none for a file."""
    if status is None or not stat.S_ISREG(status.st_mode):
        return None
    return stat.S_IMODE(status.st_mode)

"""The files of the seeds folder by name and time, and whether they can have changed."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from feeds.diagnostics import Diagnostic
from feeds.discovery import Patterns, Stamp, no_seeds
from feeds.errors import SeedsFolderError
from feeds.folders import open_folder
from feeds.settings import Settings

# A file changed after it was read, but within the grain of the clock of its file system, has the
# same time: so young a file is read again (as git does, "racy-git").
_GRAIN_NS = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The files in the seeds folder: the stamps of seeds by path, and what cannot be read.

    Files that changed after ``settled`` (ns) may change once more without getting another stamp.
    """

    seeds: Mapping[str, Stamp | None]
    unread: Sequence[Diagnostic]
    settled: int

    def digest(self) -> str | None:
        """Return the SHA-256, in hexadecimal, of names and stamps; the same if nothing changed.

        None says that this cannot be told of the files as they are.
        """
        if self.unread or not all(map(self.is_settled, self.seeds.values())):
            return None
        # No path holds a NUL byte, so that no two listings are written alike.
        lines = "".join(
            f"{path}\0{stamp.size} {stamp.modified} {stamp.changed}\0"
            for path, stamp in self.seeds.items()
            if stamp
        )
        return sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()

    def is_settled(self, stamp: Stamp | None) -> bool:
        """Tell whether a file with this *stamp* gets another one if it changes."""
        return stamp is not None and max(stamp.modified, stamp.changed) < self.settled


def list_files(settings: Settings, *, allow_empty: bool = False) -> Listing:
    """Return the files of the seeds folder; raise SeedsFolderError if there is none.

    That there is none may be allowed.
    """
    settled = time.time_ns() - _GRAIN_NS
    patterns = Patterns(settings.seeds.include, settings.seeds.exclude)
    seeds: dict[str, Stamp | None] = {}
    unread: list[Diagnostic] = []
    folder = open_folder(settings.seeds.path)
    for file in folder.find(patterns):
        if isinstance(file, Diagnostic):
            unread.append(file)
        else:
            path, stamp = file
            seeds[path] = stamp
    if not (seeds or unread or allow_empty):
        fault = no_seeds(folder.shown, settings.seeds.include)
        raise SeedsFolderError(f"{fault}; --allow-empty withdraws every feed")
    return Listing(seeds, unread, settled)

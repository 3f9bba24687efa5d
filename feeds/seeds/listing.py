"""The files of the seeds folder by name and time, and whether they can have changed."""

import struct
import sys
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedsFolderError
from feeds.seeds.exclusions import require_excluded
from feeds.seeds.find import Patterns, Stamp, no_seeds
from feeds.seeds.folder import open_folder
from feeds.settings import Settings

# A file changed after it was read, but within the grain of the clock of its file system, has the
# same time: so young a file is read again (as git does, "racy-git").
_GRAIN_NS = 2_000_000_000
_STAMP = struct.Struct("<qqq")
STAMP_BYTES = _STAMP.size
# What no file has: a file that may change and keep its stamp is known by this one.
UNSETTLED = _STAMP.pack(-1, 0, 0)
_UNKNOWN = _STAMP.pack(-1, -1, -1)


def encode_path(path: str) -> bytes:
    """Return *path* as bytes, which is its name in a listing.

    Not as the file system has it: seeds at an address have other names than that may allow.
    """
    return path.encode("utf-8", "surrogateescape")


def decode_path(name: bytes) -> str:
    """Return the path with this *name*."""
    return name.decode("utf-8", "surrogateescape")


class Listing:
    """The files in the seeds folder: names and stamps of seeds, and what is ``unread``.

    Seeds are numbered from 0 on, in the order of their names, which are their paths as bytes.
    Names and stamps stand one behind the other: of very many seeds, objects would take the most of
    what a build holds, and be copied for each of its processes.
    """

    def __init__(
        self,
        seeds: Iterable[tuple[str, Stamp | None]],
        settled: int,
        unread: Sequence[Diagnostic] = (),
    ) -> None:
        """List *seeds*, whose stamps may not be known; *unread* are problems with other files.

        Files that changed after *settled* (ns) may change once more without getting another stamp.
        """
        self.unread = unread
        self._settled = settled
        if not self._list(seeds):
            order = sorted(range(len(self)), key=self.name)
            self._list([(self.path(n), Stamp(*_STAMP.unpack(self.stamp(n)))) for n in order])

    def _list(self, seeds: Iterable[tuple[str, Stamp | None]]) -> bool:
        """List *seeds*; tell if their names are in order: those that are no Unicode may not be."""
        names, ends, stamps = bytearray(), array("Q"), bytearray()
        ordered, last = True, b""
        for path, stamp in seeds:
            name = encode_path(path)
            ordered &= last <= name
            last = name
            # No path holds a NUL byte, so that no two listings are written alike.
            names += name + b"\0"
            ends.append(len(names))
            stamps += _pack(stamp)
        self._names, self._ends, self._stamps = memoryview(names), ends, memoryview(stamps)
        return ordered

    def __len__(self) -> int:
        """Return how many seeds there are."""
        return len(self._ends)

    def name(self, number: int) -> bytes:
        """Return the name of the seed with this *number*; empty for a number below 0."""
        if number < 0:
            return b""
        start = self._ends[number - 1] if number else 0
        return self._names[start : self._ends[number] - 1].tobytes()

    def path(self, number: int) -> str:
        """Return the path of the seed with this *number*, as messages name it."""
        return decode_path(self.name(number))

    def stamp(self, number: int) -> bytes:
        """Return the stamp of the seed with this *number*, as bytes."""
        return self._stamps[number * STAMP_BYTES : (number + 1) * STAMP_BYTES].tobytes()

    def lasting_stamp(self, number: int) -> bytes | None:
        """Return the stamp that a cache may keep of a seed; None if its file system tells none.

        It is UNSETTLED for a file that may change yet without getting another stamp.
        """
        stamp = self.stamp(number)
        if stamp == _UNKNOWN:
            return None
        _, modified, changed = _STAMP.unpack(stamp)
        return stamp if max(modified, changed) < self._settled else UNSETTLED

    def digest(self) -> str | None:
        """Return the SHA-256, in hexadecimal, of names and stamps; the same if nothing changed.

        None says that this cannot be told of the files as they are.
        """
        if self.unread or not self._is_settled():
            return None
        digest = sha256(self._names)
        digest.update(self._stamps)
        return digest.hexdigest()

    def _is_settled(self) -> bool:
        """Tell whether all stamps are known, and none of the times is that of a young file."""
        numbers = array("q", self._stamps.tobytes())
        if sys.byteorder == "big":
            numbers.byteswap()
        sizes, *times = (numbers[place::3] for place in range(3))
        # That which is not known has a size of -1.
        return min(sizes, default=0) >= 0 and all(
            max(kind, default=0) < self._settled for kind in times
        )


def _pack(stamp: Stamp | None) -> bytes:
    try:
        return _STAMP.pack(*stamp) if stamp else _UNKNOWN
    except struct.error:  # a time some centuries from now
        return _UNKNOWN


def list_files(settings: Settings, *, allow_empty: bool = False) -> Listing:
    """Return the files of the seeds folder; raise SeedsFolderError if there is none.

    That there is none may be allowed. Raises ConfigError if a glob misses seeds that it means.
    """
    settled = time.time_ns() - _GRAIN_NS
    patterns = Patterns(settings.seeds.include, settings.seeds.exclude)
    folder = open_folder(settings.seeds.path)
    unread: list[Diagnostic] = []

    def find() -> Iterator[tuple[str, Stamp | None]]:
        for file in folder.find(patterns):
            if isinstance(file, Diagnostic):
                unread.append(file)
            else:
                yield file

    listing = Listing(find(), settled, unread)
    if not (listing or unread or allow_empty):
        fault = no_seeds(folder.shown, settings.seeds.include)
        raise SeedsFolderError(f"{fault}; --allow-empty withdraws every feed", path=folder.shown)
    if settings.seeds.exclude:
        paths = [listing.path(number) for number in range(len(listing))]
        require_excluded(settings.seeds.exclude, folder.shown, paths)
    return listing

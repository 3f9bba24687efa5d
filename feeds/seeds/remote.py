"""Seeds at an address that fsspec knows, such as ``s3://bucket/seeds``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from operator import itemgetter
from pathlib import Path
from typing import Any

import fsspec

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedsFolderError
from feeds.secrets import mask_credentials
from feeds.seeds.find import (
    MAX_SEED_BYTES,
    Listed,
    Patterns,
    Stamp,
    ignored,
    in_capitals,
    is_missed,
    is_passed_over,
    oversized,
    unreadable,
    vanished,
)

# What file systems call the time of the latest change, and what else tells that there was one.
_TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "modify", "created")
_MARKS = ("ETag", "etag", "md5", "sha", "checksum", "generation", "VersionId", "ino")
_QUERY = re.compile(r"\?[^\s'\"<>)]*")


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder that fsspec reads, by its address.

    Whatever keeps all of it from being read ends the run: that no seed can be had must never look
    as if there were none.
    """

    address: str

    @property
    def shown(self) -> str:
        """The address without what may be secret in it."""
        return _masked(self.address).rstrip("/")

    def require(self) -> None:
        """Raise SeedsFolderError, saying what to do, if the folder cannot be read."""
        system, root = self._open()
        with self._errors():
            # It may remember, of an earlier look in this process, what is no longer there.
            system.invalidate_cache()
            system.info(root)

    def locate(self) -> Path | None:
        """Return where the folder is if the address is one of this machine, else None."""
        system, root = self._open()
        return Path(root).resolve() if getattr(system, "local_file", False) else None

    def find(self, patterns: Patterns) -> Iterator[Listed]:
        """Yield the seeds, sorted by path; raise SeedsFolderError if the folder cannot be read.

        Hidden names and drafts are skipped, and links not followed.
        """
        system, root = self._open()
        include, exclude = patterns.matchers()
        found: dict[str, Listed] = {}
        pending = [(root, "")]
        while pending:
            for relative, info in self._list(system, *pending.pop()):
                is_folder = info["type"] == "directory"
                if include(relative) and not exclude(relative):
                    # A slash behind folders, as whole paths are in order.
                    found[relative + "/" * is_folder] = self._listed(relative, info)
                elif not is_folder and is_missed(relative, include, exclude):
                    found[relative] = in_capitals(f"{self.shown}/{relative}")
                if is_folder and not exclude(relative + "/"):
                    if drafts := patterns.for_drafts(f"{self.shown}/{relative}", relative):
                        found[relative + "/"] = drafts
                    else:
                        pending.append((info["name"], relative + "/"))
        for _, listed in sorted(found.items(), key=itemgetter(0)):
            yield listed

    def read(self, paths: Sequence[str]) -> Iterator[bytes | Diagnostic]:
        """Yield the bytes of each of the seeds at *paths*, or why it cannot be read.

        They are asked for together, as many at a time as the file system is good for. Raises
        SeedsFolderError if one is neither there nor gone nor forbidden.
        """
        system, root = self._open()
        start = root.rstrip("/") + "/" if root else ""
        places = [start + path.removeprefix(self.shown + "/") for path in paths]
        with self._errors():
            found = system.cat_ranges(places, None, None, on_error="return")
        for path, content in zip(paths, found, strict=True):
            match content:
                case bytes():
                    yield oversized(path) if len(content) > MAX_SEED_BYTES else content
                case FileNotFoundError():
                    yield vanished(path)
                case PermissionError():
                    yield unreadable(path, "file", "access is denied")
                case _:
                    raise self._error(content) from content

    def _open(self) -> tuple[Any, str]:
        with self._errors():
            system, root = fsspec.url_to_fs(self.address)
        return system, root

    def _list(
        self, system: Any, place: str, relative: str
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield what the folder at *place* shows, by its path below the root."""
        with self._errors():
            listing = system.ls(place, detail=True)
        for info in listing:
            path = info["name"].strip("/")
            name = path.rpartition("/")[2]
            # Object stores may keep an object in the place of the folder itself.
            if path != place.strip("/") and not is_passed_over(name):
                yield relative + name, info

    def _listed(self, relative: str, info: Mapping[str, Any]) -> Listed:
        path = f"{self.shown}/{relative}"
        if info["type"] == "directory":
            return ignored(path, "it is a folder, not a seed", "give the folder another name")
        if info["type"] != "file" or info.get("islink"):
            return ignored(path, "it is no file but a link, say", "put the file itself here")
        if (info.get("size") or 0) > MAX_SEED_BYTES:
            return oversized(path)
        return path, stamp_of(info)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Raise what keeps the block from its end, whatever it is, as a SeedsFolderError."""
        try:
            yield
        except Exception as exc:  # each file system raises what it likes
            raise self._error(exc) from exc

    def _error(self, exc: BaseException) -> SeedsFolderError:
        match exc:
            case FileNotFoundError():
                why = "does not exist; set [seeds] path in feeds.toml or give --seeds"
            case PermissionError():
                why = "cannot be read: access is denied; check the credentials in the environment"
            case ImportError():
                why = f"cannot be read: {exc}"
            case _:
                why = f"cannot be read: {type(exc).__name__}: {_masked(str(exc))}"
        return SeedsFolderError(f"the seeds folder {self.shown} {why}", url=self.shown)


def stamp_of(info: Mapping[str, Any]) -> Stamp | None:
    """Return the stamp of a file, of which its file system says *info*; None if that is too little.

    In the place of the time of its change stands a hash of all that changes with it.
    """
    times = [moment for name in _TIMES if (moment := _nanoseconds(info.get(name)))]
    marks = [info[name] for name in _MARKS if info.get(name)]
    if not times and not marks:
        return None
    said = [info.get(name) for name in (*_TIMES, *_MARKS)]
    mark = blake2b(repr(said).encode(), digest_size=8).digest()
    # 60 bits are less than the nanoseconds of any time since 2006: no file is too young for it.
    return Stamp(info.get("size") or 0, max(times, default=0), int.from_bytes(mark) >> 4)


def _nanoseconds(moment: object) -> int:
    match moment:
        case datetime():
            return int(moment.timestamp() * 1e9)
        case int() | float():
            return int(moment * 1e9)
        case _:
            return 0


def _masked(text: str) -> str:
    """Return *text* without credentials, and without queries, which may be signed."""
    return _QUERY.sub("?…", mask_credentials(text))

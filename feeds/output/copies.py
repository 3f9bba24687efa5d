"""The manifest on the disk: it lies there twice, and what is wrong with one is mended by the other.

The first one counts. Both are written before anything is replaced and again after everything was,
the first one first: whatever a build that is killed leaves in either is true, if not the latest.
"""

import errno
import stat
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from feeds.files import replace_files, staged_path
from feeds.output.manifest import (
    COPY_NAME,
    MANIFEST_NAME,
    Manifest,
    NewerManifestError,
    is_sealed,
    parse_manifest,
)
from feeds.problems.errors import OutputError

MANIFEST_NAMES = (MANIFEST_NAME, COPY_NAME)
_MISSING = "it is missing"
_NEWER = (
    "{path} was written by a newer version of feeds, and this one does not know what it says: build"
    " with that version, or into another folder; nothing was changed"
)


class Loaded(NamedTuple):
    """What builds recorded; if that is not known, the ``damage``: why neither can be used."""

    manifest: Manifest
    damage: str | None = None


class _Copy:
    """One of the two: its ``content``, and the ``fault`` for which it cannot be used, or None."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.content = b""
        self._unread: str | None = None
        try:
            if stat.S_ISREG(path.stat().st_mode):
                self.content = path.read_bytes()
            else:
                self._unread = "it is no file"
        except FileNotFoundError:
            self._unread = _MISSING
        except OSError as exc:
            # Bytes that have gone bad are what the other one is for; a lack of rights is not.
            if self.name == MANIFEST_NAME and exc.errno != errno.EIO:
                raise
            self._unread = f"it cannot be read: {exc.strerror}"

    @cached_property
    def fault(self) -> str | None:
        if self._unread is None:
            try:
                parse_manifest(self.content)
            except NewerManifestError as exc:
                # What it says would be lost if this program wrote its own in its place.
                raise OutputError(_NEWER.format(path=self.path), path=self.path) from exc
            except ValueError as exc:
                return str(exc)
        return self._unread

    @property
    def state(self) -> str:
        return "is missing" if self.fault == _MISSING else f"is damaged ({self.fault})"

    def sealed(self) -> bytes:
        """Return what both should be, which has a checksum also if this is of before there was."""
        if is_sealed(self.content):
            return self.content
        return parse_manifest(self.content).to_bytes()


def load(out: Path) -> Loaded:
    """Return what the last build into *out* recorded; raise OSError if it may not be read.

    Raises OutputError if a newer version of the program wrote it. It is empty if nothing
    was published, or if that is not known.
    """
    faults = []
    for name in MANIFEST_NAMES:
        copy = _Copy(out / name)
        if copy.fault is None:
            return Loaded(parse_manifest(copy.content))
        faults.append(copy.fault)
    if set(faults) == {_MISSING}:
        return Loaded(Manifest())
    return Loaded(Manifest(), f"{faults[0]}; nor can {COPY_NAME}: {faults[1]}")


def is_built(out: Path) -> bool:
    """Tell whether builds have written to *out*, whatever has become of what they recorded."""
    return any((out / name).exists() for name in MANIFEST_NAMES)


def write(out: Path, manifest: Manifest) -> None:
    """Record *manifest* in *out*, twice, on the disk for certain; raise OSError if that fails."""
    replace_files([out / name for name in MANIFEST_NAMES], manifest.to_bytes())


def heal(out: Path, *, dry_run: bool = False) -> list[str]:
    """Mend one manifest of *out* by the other, unless it is a *dry_run*; return what to say of it.

    Call it within the lock of the folder. Where neither can be used, nothing is done or said.
    Raises OSError if the first one may not be read.
    """
    copies = [_Copy(out / name) for name in MANIFEST_NAMES]
    # Mostly: to understand them would take longer.
    if copies[0].content == copies[1].content and is_sealed(copies[0].content):
        return []
    sound = next((copy for copy in copies if copy.fault is None), None)
    if sound is None or all(copy.content == sound.sealed() for copy in copies):
        return []
    done = "will be restored from {} by the next build" if dry_run else "was restored from {}"
    if not dry_run:
        try:
            for name in MANIFEST_NAMES:
                staged_path(out / name).unlink(missing_ok=True)  # of a build that was killed
            replace_files([out / name for name in MANIFEST_NAMES], sound.sealed())
        except OSError as exc:
            done = f"could not be restored from {{}}: {exc.strerror or exc}; mend that"
    # An output folder of before there were two, or copied without the second, has lost nothing.
    return [
        f"{copy.name} {copy.state} and {done.format(sound.name)}"
        for copy in copies
        if copy.fault and (copy.name, copy.fault) != (COPY_NAME, _MISSING)
    ]

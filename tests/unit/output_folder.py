"""Build into an output folder as the program does, and see what became of it."""

from pathlib import Path

import pytest

from feeds.output.publish import Publication, output_lock, publish
from feeds.problems.errors import OutputError

MANIFEST = ".feeds-manifest.json"
COPY = ".feeds-manifest.copy.json"
UNCHANGED = "nothing was lost, every published file is as it was"
OLD = {"rss.xml": b"old", "topics/ai/rss.xml": b"old ai", "topics/ai/feed.json": b"{}"}
Files = dict[str, bytes]


def build(out: Path, files: Files, *, overwrite: bool = False) -> Publication:
    with output_lock(out, 5):
        return publish(out, files.items(), overwrite=overwrite)


def read_all(out: Path) -> dict[str, bytes | None]:
    """Return everything below *out* but the lock and the two manifests; None stands for a folder."""
    return {
        path.relative_to(out).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in out.rglob("*")
        if path.name not in {".feeds.lock", MANIFEST, COPY}
    }


def states(out: Path) -> dict[Path, tuple[int, int]]:
    """Return what tells whether a file below *out* was written or replaced."""
    found = {path: path.lstat() for path in out.rglob("*")}
    return {path: (status.st_ino, status.st_mtime_ns) for path, status in found.items()}


def refusal(out: Path, files: Files) -> str:
    """Return the message of the OutputError that a build ends with, having changed nothing."""
    before = states(out)
    with output_lock(out, 5), pytest.raises(OutputError) as caught:
        publish(out, files.items())
    assert states(out) == before
    return str(caught.value)

"""Whatever builds and people do to the output folder in turn, each keeps what is theirs."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.output.publish import Publication
from feeds.problems.errors import OutputError
from tests.unit.output_folder import build, read_all, states

PATHS = st.sampled_from(["rss.xml", "t/rss.xml", "t/a/rss.xml", "t/a/feed.json", "p/é/rss.xml"])
CONTENTS = st.sampled_from([b"", b"1", b"2", b"33"])


@dataclass(frozen=True)
class Build:
    """A build that produces *files*."""

    files: Mapping[str, bytes]
    overwrite: bool


@dataclass(frozen=True)
class Put:
    """Somebody writes a file by hand, ours or one of their own."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Delete:
    """Somebody deletes a file, if it is there."""

    path: str


STEPS = st.lists(
    st.builds(Build, st.dictionaries(PATHS, CONTENTS), st.sampled_from([False, False, True]))
    | st.builds(Put, PATHS, CONTENTS)
    | st.builds(Delete, PATHS),
    max_size=8,
)


@dataclass
class Expected:
    """What should be in the folder, and what of it builds wrote."""

    present: dict[str, bytes] = field(default_factory=dict)
    ours: dict[str, bytes] = field(default_factory=dict)

    def refuses(self, step: Build) -> bool:
        return not step.overwrite and any(
            path not in self.ours and self.present.get(path, content) != content
            for path, content in step.files.items()
        )

    def build(self, files: Mapping[str, bytes]) -> Publication:
        stale = self.ours.keys() - files.keys()
        removed = {path for path in stale if self.present.get(path) == self.ours[path]}
        left = (stale & self.present.keys()) - removed
        kept = {path for path, content in files.items() if self.present.get(path) == content}
        self.ours = {path: self.ours[path] for path in left} | dict(files)
        for path in removed:
            del self.present[path]
        self.present |= files
        return Publication(
            written=tuple(sorted(files.keys() - kept)),
            kept=tuple(sorted(kept)),
            removed=tuple(sorted(removed)),
            left=tuple(sorted(left)),
        )


def take_step(out: Path, expected: Expected, step: Build | Put | Delete) -> None:
    """Do to *out* and to *expected* what *step* says."""
    match step:
        case Put(path, content):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(content)
            expected.present[path] = content
        case Delete(path):
            (out / path).unlink(missing_ok=True)
            expected.present.pop(path, None)
        case Build(files, overwrite) if expected.refuses(step):
            with pytest.raises(OutputError, match="holds other files"):
                build(out, dict(files), overwrite=overwrite)
        case Build(files, overwrite):
            publication = build(out, dict(files), overwrite=overwrite)
            assert publication == expected.build(files)
            check_repetition(out, dict(files), publication)


def check_repetition(out: Path, files: dict[str, bytes], first: Publication) -> None:
    """Build the same again: nothing may be written."""
    before = states(out)
    assert build(out, files) == Publication(kept=tuple(sorted(files)), left=first.left)
    assert states(out) == before


@settings(max_examples=40)
@given(STEPS)
def test_any_sequence_of_builds_and_edits_leaves_what_it_should(
    steps: list[Build | Put | Delete],
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: None)  # no power fails, and disks are slow
        out = Path(folder)
        expected = Expected()
        for step in steps:
            take_step(out, expected, step)
            found = {
                path: content for path, content in read_all(out).items() if content is not None
            }
            assert found == expected.present

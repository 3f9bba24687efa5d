"""Either manifest of an output folder may be damaged or lost (feeds/output/copies.py)."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.files import staged_path
from feeds.output import copies
from feeds.output.manifest import Manifest, parse_manifest
from feeds.output.publish import load_manifest
from feeds.problems.errors import OutputError
from tests.unit.output_folder import COPY, MANIFEST, OLD, build, read_all

RECORD = Manifest({"rss.xml": "1" * 64}, {}, {"urn:1": ("key",)})
OTHER = RECORD._replace(entries={"urn:2": ("key",)})
UNSEALED = b'{"version": 1, "files": {}}'
NAMES = (MANIFEST, COPY)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return an output folder with RECORD."""
    copies.write(tmp_path, RECORD)
    return tmp_path


def both(out: Path) -> list[bytes | None]:
    return [(out / name).read_bytes() if (out / name).exists() else None for name in NAMES]


def test_both_are_the_same_and_nothing_is_to_be_said_of_them(out: Path) -> None:
    before = both(out)
    assert copies.heal(out) == []
    assert before == both(out) == [RECORD.to_bytes()] * 2


def test_where_nothing_was_published_there_is_nothing_to_mend(tmp_path: Path) -> None:
    assert copies.heal(tmp_path / "missing") == copies.heal(tmp_path) == []
    assert (copies.load(tmp_path), copies.is_built(tmp_path)) == (copies.Loaded(Manifest()), False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "it is missing"),
        (b"", "it is not JSON"),
        (RECORD.to_bytes()[:-9], "it is not JSON"),
        (b'{"version": 2}', "its version is 2, not 1"),
        (RECORD.to_bytes().replace(b"key", b"kez"), "its checksum is not that of its content"),
    ],
)
@pytest.mark.parametrize(("bad", "good"), [NAMES, NAMES[::-1]])
def test_what_is_wrong_with_one_is_said_and_mended_by_the_other(
    out: Path, bad: str, good: str, content: bytes | None, fault: str
) -> None:
    if content is None:
        (out / bad).unlink()
    else:
        (out / bad).write_bytes(content)
    before = both(out)
    state = "is missing" if content is None else f"is damaged ({fault})"
    said = f"{bad} {state} and {{}}"
    # A folder of before there were two, or copied without the second, has lost nothing.
    notices = [] if (bad, content) == (COPY, None) else [said]
    assert copies.load(out).manifest == RECORD
    assert copies.heal(out, dry_run=True) == [
        each.format(f"will be restored from {good} by the next build") for each in notices
    ]
    assert both(out) == before
    assert copies.heal(out) == [each.format(f"was restored from {good}") for each in notices]
    assert both(out) == [RECORD.to_bytes()] * 2
    assert copies.heal(out) == []


@pytest.mark.parametrize(("first", "second"), [(RECORD, OTHER), (OTHER, RECORD)])
def test_of_two_that_are_whole_the_first_counts(
    out: Path, first: Manifest, second: Manifest
) -> None:
    """A build was killed between the two, or one of before there were two wrote the first."""
    (out / MANIFEST).write_bytes(first.to_bytes())
    (out / COPY).write_bytes(second.to_bytes())
    assert copies.load(out).manifest == first
    assert copies.heal(out) == []
    assert both(out) == [first.to_bytes()] * 2


def test_one_of_before_there_were_checksums_counts_and_gets_one(out: Path) -> None:
    (out / MANIFEST).write_bytes(UNSEALED)
    assert copies.load(out) == copies.Loaded(Manifest())
    assert copies.heal(out) == []
    assert both(out) == [Manifest().to_bytes()] * 2


def test_what_a_newer_version_wrote_is_not_replaced(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.output.manifest._VERSION", 2)
    written = OTHER.to_bytes()
    monkeypatch.undo()
    (out / MANIFEST).write_bytes(written)
    for use in (copies.load, copies.heal):
        with pytest.raises(OutputError, match="was written by a newer version of feeds"):
            use(out)
    (out / COPY).write_bytes(written)
    assert copies.heal(out) == []
    with pytest.raises(OutputError, match="or into another folder; nothing was changed"):
        copies.load(out)
    assert both(out) == [written] * 2


def test_two_that_are_damaged_are_left_to_whoever_publishes(out: Path) -> None:
    (out / MANIFEST).write_bytes(b"{")
    (out / COPY).unlink()
    assert copies.heal(out) == []
    assert both(out) == [b"{", None]
    damage = f"it is not JSON; nor can {COPY}: it is missing"
    assert copies.load(out) == copies.Loaded(Manifest(), damage)
    assert copies.is_built(out)


def test_what_a_killed_build_was_about_to_restore_is_in_nobodys_way(out: Path) -> None:
    (out / MANIFEST).write_bytes(b"{")
    for name in NAMES:
        staged_path(out / name).write_bytes(b"half")
    assert len(copies.heal(out)) == 1
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)


def test_a_disk_that_takes_nothing_is_said_and_ends_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (out / MANIFEST).write_bytes(b"{")
    monkeypatch.setattr(os, "fsync", fail)
    assert copies.heal(out) == [
        f"{MANIFEST} is damaged (it is not JSON) and could not be restored from {COPY}: No space"
        " left on device; mend that"
    ]
    assert sorted(path.name for path in out.iterdir()) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_file_is_not_waited_for(out: Path, name: str) -> None:
    (out / name).unlink()
    os.mkfifo(out / name)
    assert copies.load(out).manifest == RECORD
    (notice,) = copies.heal(out)
    assert notice.startswith(f"{name} is damaged (it is no file) and was restored")
    assert both(out) == [RECORD.to_bytes()] * 2


DAMAGE: list[Callable[[bytes, int, int], bytes]] = [
    lambda data, at, bit: data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :],
    lambda data, at, bit: data[:at] + data[at + 1 + bit :],
    lambda data, at, bit: data[:at] + bytes(1 << bit) + data[at + (1 << bit) :],
    lambda data, at, _: data[:at],
]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(DAMAGE),
    st.floats(0, 1),
    st.integers(0, 7),
    st.sampled_from([OLD, {"rss.xml": b"new"}, {}]),
)
def test_whatever_happens_to_one_the_next_build_is_as_if_nothing_had(
    name: str,
    damage: Callable[[bytes, int, int], bytes],
    place: float,
    bit: int,
    files: dict[str, bytes],
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: None)
        whole, damaged = Path(folder, "whole"), Path(folder, "damaged")
        for out in (whole, damaged):
            build(out, OLD)
        before = (damaged / name).read_bytes()
        broken = damage(before, int(place * (len(before) - 1)), bit)
        (damaged / name).write_bytes(broken)
        assert load_manifest(damaged) == parse_manifest(before)
        notices = copies.heal(damaged)
        assert [notice.partition(" ")[0] for notice in notices] in ([name], [])
        assert both(damaged) == [before] * 2
        (damaged / name).write_bytes(broken)
        done = build(damaged, files)
        assert done == build(whole, files)
        assert done.warnings == ()
        assert read_all(damaged) == read_all(whole)
        assert both(damaged) == both(whole)

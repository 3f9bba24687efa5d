"""Files are brought to the disk one by one, or all at once where that tells of errors."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.disk import Disk, sync_folder


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the inodes that are synced one by one."""
    inodes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: inodes.append(os.fstat(descriptor).st_ino))
    return inodes


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names of descriptors
    yield disk
    disk.close()
    assert len(os.listdir("/proc/self/fd")) <= before  # noqa: PTH208 - names of descriptors


def write(disk: Disk, folder: Path, count: int) -> list[Path]:
    disk.enter(str(folder))
    paths = [folder / str(number) for number in range(count)]
    for path in paths:
        path.write_bytes(b"content")
        disk.add(str(path))
    return paths


def test_few_files_and_their_folder_are_synced_one_by_one(
    tmp_path: Path, disk: Disk, synced: list[int]
) -> None:
    paths = write(disk, tmp_path, 100)
    disk.settle()
    assert sorted(synced) == sorted(path.stat().st_ino for path in paths)
    synced.clear()
    disk.sync_folders([str(tmp_path)])
    assert synced == [tmp_path.stat().st_ino]


def test_many_files_are_synced_by_one_call_where_it_tells_of_errors(
    tmp_path: Path, disk: Disk, synced: list[int]
) -> None:
    """This is the real call: whatever is below here, each file is synced by it or by itself."""
    paths = write(disk, tmp_path, 101)
    disk.settle()
    assert sorted(synced) in ([], sorted(path.stat().st_ino for path in paths))


def test_folders_of_a_file_system_in_which_nothing_was_written_are_synced_one_by_one(
    tmp_path: Path, disk: Disk, synced: list[int]
) -> None:
    """What was opened before something went wrong is what hears of it."""
    folders = [tmp_path / str(number) for number in range(101)]
    for folder in folders:
        folder.mkdir()
    disk.sync_folders([str(folder) for folder in [*folders, tmp_path / "gone"]])
    assert sorted(synced) == sorted(folder.stat().st_ino for folder in folders)


@pytest.mark.parametrize(
    ("release", "known"),
    [("5.7.19", False), ("5.8.0-1-amd64", True), ("6.18.44-fc", True), ("10.0", True), ("", False)],
)
def test_linux_before_5_8_is_asked_for_no_call_that_keeps_errors_to_itself(
    release: str, known: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, synced: list[int]
) -> None:
    names = os.uname()
    monkeypatch.setattr(
        os, "uname", lambda: os.uname_result((names[0], names[1], release, names[3], names[4]))
    )
    monkeypatch.setattr("feeds.disk._SURE", range(1 << 32))
    calls: list[int] = []

    def syncfs(_: Disk, descriptor: int) -> int:
        calls.append(descriptor)
        return 0

    monkeypatch.setattr(Disk, "_syncfs", syncfs)
    disk = Disk()
    write(disk, tmp_path, 150)
    disk.settle()
    disk.close()
    assert (len(calls), len(synced)) == ((1, 0) if known else (0, 150))


def test_a_folder_that_is_gone_needs_no_syncing(tmp_path: Path) -> None:
    sync_folder(tmp_path / "gone")

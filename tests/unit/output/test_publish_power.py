"""A loss of power at any moment leaves every published file whole (feeds/output/stage.py, feeds/disk.py).

A disk says that a file is written long before it is. Here one is played that has on it nothing but
what was brought to it: by ``fsync``, of one file or of the names in one folder, or by ``syncfs``.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.disk import Disk
from feeds.output.manifest import parse_manifest
from feeds.problems.errors import OutputError
from tests.unit.output_folder import COPY, MANIFEST, UNCHANGED, build, read_all

FEW = {f"topics/{n}/rss.xml": b"old %d" % n for n in range(3)}
MANY = {f"topics/{n // 2}/{n}.xml": b"old %d" % n for n in range(330)}


class LyingDisk:
    """A disk with what of *out* was brought to it: ``content`` by inode, ``names`` by folder."""

    def __init__(self, out: Path, patch: pytest.MonkeyPatch) -> None:
        self.out = out
        self.content: dict[int, bytes] = {}
        self.names: dict[Path, dict[str, int]] = {}
        self.calls: list[str] = []
        self.renamed: list[Path] = []
        self.keep_all()
        self._replace = os.replace
        patch.setattr(os, "replace", self.replace)
        self._fsync = os.fsync
        patch.setattr(os, "fsync", self.fsync)
        patch.setattr(Disk, "_syncfs", self.syncfs)

    def fsync(self, descriptor: int) -> None:
        self._fsync(descriptor)
        self.calls.append("fsync")
        self.keep(Path(f"/proc/self/fd/{descriptor}").readlink())

    def syncfs(self, *_: object) -> int:
        self.calls.append("syncfs")
        self.keep_all()
        return 0

    def keep_all(self) -> None:
        for path in (self.out, *self.out.rglob("*")):
            self.keep(path)

    def keep(self, path: Path) -> None:
        if path.is_dir():
            self.names[path] = {child.name: child.stat().st_ino for child in path.iterdir()}
        else:
            self.content[path.stat().st_ino] = path.read_bytes()

    def replace(self, source: str | Path, target: str | Path) -> None:
        """Check what has to be on the disk before a file takes the place of another."""
        source, target = Path(source), Path(target)
        assert self.content.get(source.stat().st_ino) == source.read_bytes(), source
        if target.name in (MANIFEST, COPY):
            self.check_that_manifest_is_true(source)
        else:
            record = self.on_disk(self.out / MANIFEST)
            path = target.relative_to(self.out).as_posix()
            assert record is not None
            assert path in parse_manifest(record).pending
            assert self.on_disk(self.out / COPY) == record
        self.renamed.append(target)
        self._replace(source, target)

    def check_that_manifest_is_true(self, manifest: Path) -> None:
        """Check that a manifest that takes effect says nothing that has not come to the disk."""
        record = parse_manifest(manifest.read_bytes())
        for path in record.files.keys() - record.pending.keys():
            assert self.on_disk(self.out / path) == (self.out / path).read_bytes(), path

    def on_disk(self, path: Path) -> bytes | None:
        """Return what stands at *path* after a loss of power, as far as that is certain."""
        inode = self.names.get(path.parent, {}).get(path.name)
        return None if inode is None else self.content.get(inode)


def without_syncfs(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("feeds.disk._knows_syncfs", lambda: False)


def on_unknown_file_systems(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("feeds.disk._SURE", frozenset())


def anywhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("feeds.disk._SURE", range(1 << 32))


@pytest.mark.parametrize("system", [without_syncfs, on_unknown_file_systems, anywhere])
@pytest.mark.parametrize("files", [FEW, MANY], ids=["few", "many"])
def test_nothing_is_renamed_before_its_content_is_on_the_disk(
    tmp_path: Path,
    files: dict[str, bytes],
    system: Callable[[pytest.MonkeyPatch], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "out"
    system(monkeypatch)
    out.mkdir()
    disk = LyingDisk(out, monkeypatch)
    build(out, files)
    assert {path: disk.on_disk(out / path) for path in files} == files
    new = {path: content + b" and new" for path, content in files.items()}
    new |= {f"new/{path}": content for path, content in files.items()}
    del new[min(files)]
    disk.renamed.clear()
    build(out, new)
    assert {path: disk.on_disk(out / path) for path in new} == new
    assert not (out / min(files)).exists()
    # The journal, every file, and the manifest, both of them twice.
    assert len(disk.renamed) == len(new) + 4


def test_many_files_are_brought_to_the_disk_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anywhere(monkeypatch)
    disk = LyingDisk(tmp_path, monkeypatch)
    build(tmp_path, MANY)
    # The files, and then the folders; the manifests are brought there before and behind them.
    assert [call for call in disk.calls if call == "syncfs"] == ["syncfs"] * 2
    assert disk.calls.count("fsync") == 6
    disk.calls.clear()
    build(tmp_path, MANY | FEW)
    assert "syncfs" not in disk.calls


def test_a_system_that_forbids_to_sync_all_at_once_has_each_file_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anywhere(monkeypatch)
    disk = LyingDisk(tmp_path, monkeypatch)
    monkeypatch.setattr(Disk, "_syncfs", lambda *_: errno.ENOSYS)
    build(tmp_path, MANY)
    assert {path: disk.on_disk(tmp_path / path) for path in MANY} == MANY


@pytest.mark.parametrize("told", [True, False], ids=["file known", "file unknown"])
def test_a_disk_that_fails_for_one_of_many_files_changes_nothing(
    tmp_path: Path, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All at once they do not tell which has failed; one by one they may, or may have told."""
    out = tmp_path / "out"
    build(out, FEW)
    before = read_all(out), (out / MANIFEST).read_bytes()
    anywhere(monkeypatch)
    monkeypatch.setattr(Disk, "_syncfs", lambda *_: errno.EIO)

    def sync(path: str) -> None:
        if told and path.endswith("/.7.xml.feeds-tmp"):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("feeds.disk.sync", sync)
    with pytest.raises(OutputError) as caught:
        build(out, FEW | MANY)
    assert (read_all(out), (out / MANIFEST).read_bytes()) == before
    assert str(caught.value) == (
        f"{out / 'topics/3/7.xml' if told else out} cannot be written: Input/output error;"
        f" {UNCHANGED}; put that right and build again"
    )

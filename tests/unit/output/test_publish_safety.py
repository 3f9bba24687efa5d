"""Publishing loses nothing, whatever stands in its way (feeds/output/stage.py, feeds/output/publish.py)."""

import errno
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds.disk import sync
from feeds.files import staged_path
from feeds.output.publish import Publication, output_lock, publish
from feeds.problems.errors import OutputError
from tests.unit.output_folder import COPY, MANIFEST, OLD, UNCHANGED, build, read_all, refusal


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return an output folder that holds OLD."""
    out = tmp_path / "public"
    build(out, OLD)
    return out


def test_nothing_is_written_through_a_linked_folder(out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (out / "providers").symlink_to(elsewhere)
    assert refusal(out, OLD | {"rss.xml": b"new", "providers/zdnet/rss.xml": b"new"}) == (
        f"{out}/providers is a link where a folder is needed; {UNCHANGED}; "
        "move the link away, or choose another output folder"
    )
    assert list(elsewhere.iterdir()) == []


def test_nothing_is_removed_through_a_linked_folder(out: Path, tmp_path: Path) -> None:
    """Whoever renames a topic may move its folder and leave a link for old subscribers."""
    (out / "topics").rename(tmp_path / "moved")
    (out / "topics").symlink_to(tmp_path / "moved")
    assert build(out, {"rss.xml": b"old"}) == Publication(kept=("rss.xml",))
    assert read_all(tmp_path / "moved") == {
        "ai": None,
        "ai/rss.xml": b"old ai",
        "ai/feed.json": b"{}",
    }


def test_a_link_in_the_place_of_our_file_is_replaced_and_not_followed(
    out: Path, tmp_path: Path
) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"old")
    (out / "rss.xml").unlink()
    (out / "rss.xml").symlink_to(target)
    assert build(out, OLD).written == ("rss.xml",)
    assert not (out / "rss.xml").is_symlink()
    assert target.read_bytes() == b"old"


def test_a_link_in_the_place_of_what_is_no_longer_fed_is_left(out: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"old")
    (out / "rss.xml").unlink()
    (out / "rss.xml").symlink_to(tmp_path / "precious")
    assert build(out, {}).left == ("rss.xml",)
    assert (out / "rss.xml").is_symlink()


def test_a_folder_in_the_place_of_a_file_is_refused(out: Path) -> None:
    (out / "atom.xml").mkdir()
    assert refusal(out, OLD | {"rss.xml": b"new", "atom.xml": b"new"}) == (
        f"{out}/atom.xml is a folder where a file is to be written; {UNCHANGED}; "
        "move the folder away"
    )


def test_a_file_in_the_place_of_a_folder_is_refused(out: Path) -> None:
    assert refusal(out, {"rss.xml/rss.xml": b"new"}) == (
        f"{out}/rss.xml is a file where a folder is needed; {UNCHANGED}; "
        "move the file away, or choose another output folder"
    )


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        build(tmp_path / "out", OLD)
    assert str(caught.value) == (
        f"{tmp_path}/out cannot be written: File exists; {UNCHANGED}; "
        "move away what is in the way, or choose another output folder"
    )


@pytest.mark.parametrize("content", [b"garbage", b'{"version": 2}', b""])
def test_a_manifest_that_cannot_be_used_is_set_aside(out: Path, content: bytes) -> None:
    for name in (MANIFEST, COPY):
        (out / name).write_bytes(content)
    publication = build(out, {"rss.xml": b"old", "atom.xml": b"new"})
    assert (publication.kept, publication.written, publication.removed) == (
        ("rss.xml",),
        ("atom.xml",),
        (),
    )
    (fault,) = {
        re.sub(f"^{re.escape(MANIFEST)} cannot be used, as (.*?); .*", r"\1", warning)
        for warning in publication.warnings
    }
    assert publication.warnings == (
        f"{MANIFEST} cannot be used, as {fault}; nor can {COPY}: {fault}; what is there was renamed,"
        " with .damaged behind the name: files of earlier builds that are no longer fed stay until"
        " they are removed by hand, new ids were noticed of articles that feeds show and of no"
        " others, and pages of archives begin anew",
    )
    for name in (MANIFEST, COPY):
        assert (out / f"{name}.damaged").read_bytes() == content
    assert build(out, {"rss.xml": b"old"}) == Publication(kept=("rss.xml",), removed=("atom.xml",))


def test_without_a_usable_manifest_no_file_is_known_to_be_ours(out: Path) -> None:
    (out / MANIFEST).write_bytes(b"{}")
    (out / COPY).unlink()
    assert refusal(out, OLD | {"rss.xml": b"new"}) == (
        f"{out} holds other files where this build would write (its {MANIFEST} cannot be used: "
        f"it has no version; nor can {COPY}: it is missing): rss.xml; {UNCHANGED}; move them away, or replace them with "
        "--overwrite"
    )


@pytest.mark.parametrize("key", ["files", "pending"])
@pytest.mark.parametrize("form", ["../precious", "{}/precious", "topics/../../precious"])
def test_a_tampered_manifest_removes_nothing_outside(
    out: Path, tmp_path: Path, key: str, form: str
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"old")
    record = json.loads((out / MANIFEST).read_bytes())
    record[key] = {form.format(tmp_path): record["files"]["rss.xml"]}
    del record["checksum"]
    for name in (MANIFEST, COPY):
        (out / name).write_text(json.dumps(record))
    assert build(out, {}).removed == ()
    assert precious.read_bytes() == b"old"


def test_leftovers_of_a_killed_build_are_removed_wherever_they_are(out: Path) -> None:
    for name in (".rss.xml.feeds-tmp", f".{MANIFEST}.feeds-tmp", "gone/deep/.rss.xml.feeds-tmp"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(b"half")
    assert build(out, OLD) == Publication(kept=tuple(sorted(OLD)))
    assert read_all(out) == OLD | {"topics": None, "topics/ai": None}


def failing(code: int, function: Callable[..., Any], after: int) -> Callable[..., Any]:
    """Return *function*, but from its call number *after* on it fails with errno *code*."""
    calls = iter(range(after))

    def call(*args: Any) -> Any:
        if next(calls, None) is None:
            names = (str(args[0]), None, str(args[1])) if len(args) > 1 else ()
            raise OSError(code, os.strerror(code), *names)
        return function(*args)

    return call


class FullDisk:
    """A disk that has no room when the files at ``paths`` are brought to it.

    The others take a moment, so that the error comes while they are under way.
    """

    def __init__(self, out: Path, *paths: str) -> None:
        self.full = {str(staged_path(out / path)) for path in paths}

    def sync(self, path: str) -> None:
        if path in self.full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        time.sleep(0.02)
        sync(path)


@pytest.mark.parametrize(
    ("full", "named"),
    [
        (("rss.xml",), "rss.xml"),
        (("new/rss.xml",), "new/rss.xml"),
        (("z.xml",), "z.xml"),
        (("z.xml", "new/rss.xml"), "new/rss.xml"),
    ],
)
def test_a_full_disk_changes_nothing(
    out: Path, full: tuple[str, ...], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several files are brought to the disk at once; the first that fails is named."""
    before = read_all(out), (out / MANIFEST).read_bytes()
    threads = threading.active_count()
    monkeypatch.setattr("feeds.disk.sync", FullDisk(out, *full).sync)
    with pytest.raises(OutputError) as caught:
        build(out, {"rss.xml": b"new", "new/rss.xml": b"new", "z.xml": b"new"})
    assert (read_all(out), (out / MANIFEST).read_bytes()) == before
    assert threading.active_count() == threads
    assert str(caught.value) == (
        f"{out}/{named} cannot be written: No space left on device; {UNCHANGED}; "
        "free some space, or raise the quota or limit, and build again"
    )


def test_a_disk_that_fills_while_files_are_rendered_changes_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ends the build is said, and not what became of files that nobody waits for."""
    before = read_all(out)
    monkeypatch.setattr("feeds.disk.sync", FullDisk(out, "rss.xml").sync)

    def files() -> Iterator[tuple[str, bytes]]:
        yield "rss.xml", b"new"
        yield "new/rss.xml", b"new"
        raise LookupError("no template")

    with output_lock(out, 5), pytest.raises(LookupError, match="no template"):
        publish(out, files())
    assert read_all(out) == before


def test_a_disk_full_for_the_journal_changes_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_all(out), (out / MANIFEST).read_bytes()
    monkeypatch.setattr(os, "fsync", failing(errno.ENOSPC, os.fsync, 2))
    with pytest.raises(OutputError, match=f"^{out}/{MANIFEST} cannot be written: No space left"):
        build(out, {"rss.xml": b"new", "new/rss.xml": b"new"})
    assert (read_all(out), (out / MANIFEST).read_bytes()) == before


def test_a_disk_that_turns_read_only_half_way_is_made_up_for(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = {"a.xml": b"new", "rss.xml": b"new"}
    with monkeypatch.context() as patched:
        # The journal, in both manifests, are the first two renames.
        patched.setattr(os, "replace", failing(errno.EROFS, os.replace, 3))
        with pytest.raises(OutputError) as caught:
            build(out, new)
    assert str(caught.value) == (
        f"{out}/rss.xml cannot be written: Read-only file system; every published file is whole, "
        "old or new, and the next build replaces the rest; choose another output folder, this one "
        "can only be read"
    )
    assert read_all(out) == OLD | {"a.xml": b"new", "topics": None, "topics/ai": None}
    assert build(out, new) == Publication(
        written=("rss.xml",), kept=("a.xml",), removed=("topics/ai/feed.json", "topics/ai/rss.xml")
    )

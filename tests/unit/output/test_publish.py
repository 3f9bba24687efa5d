"""Publishing changes what has to change, and nothing else (feeds/output/publish.py)."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.output.publish import Publication, output_lock, publish
from feeds.problems.errors import OutputError
from tests.unit.output_folder import (
    COPY,
    MANIFEST,
    OLD,
    UNCHANGED,
    build,
    read_all,
    refusal,
    states,
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return an output folder that holds OLD."""
    out = tmp_path / "public"
    build(out, OLD)
    return out


def test_a_first_build_writes_everything_and_makes_the_folders(tmp_path: Path) -> None:
    out = tmp_path / "a" / "public"
    assert build(out, OLD) == Publication(
        written=("rss.xml", "topics/ai/feed.json", "topics/ai/rss.xml")
    )
    assert read_all(out) == OLD | {"topics": None, "topics/ai": None}


def test_a_second_build_touches_no_file_and_no_folder(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states(out)
    monkeypatch.delattr(os, "fsync")
    assert build(out, OLD) == Publication(kept=tuple(sorted(OLD)))
    assert states(out) == before


def test_only_what_differs_is_written(out: Path) -> None:
    before = states(out)
    new = OLD | {"rss.xml": b"new", "providers/zdnet/rss.xml": b"zdnet"}
    assert build(out, new) == Publication(
        written=("providers/zdnet/rss.xml", "rss.xml"),
        kept=("topics/ai/feed.json", "topics/ai/rss.xml"),
    )
    assert {path: (out / path).read_bytes() for path in new} == new
    assert states(out / "topics").items() <= before.items()


def test_content_of_equal_length_is_told_apart(out: Path) -> None:
    assert build(out, OLD | {"rss.xml": b"OLD"}).written == ("rss.xml",)
    assert (out / "rss.xml").read_bytes() == b"OLD"


def test_what_is_no_longer_fed_goes_with_the_folders_it_leaves_empty(out: Path) -> None:
    assert build(out, {"rss.xml": b"old"}) == Publication(
        kept=("rss.xml",), removed=("topics/ai/feed.json", "topics/ai/rss.xml")
    )
    assert read_all(out) == {"rss.xml": b"old"}


def test_a_folder_that_holds_something_else_stays_and_so_do_empty_folders_of_others(
    out: Path,
) -> None:
    (out / "topics" / "notes.txt").write_bytes(b"mine")
    (out / "empty").mkdir()
    build(out, {})
    assert read_all(out) == {"topics": None, "topics/notes.txt": b"mine", "empty": None}


def test_a_folder_goes_even_if_its_file_was_removed_by_hand(out: Path) -> None:
    for name in ("rss.xml", "feed.json"):
        (out / "topics" / "ai" / name).unlink()
    assert build(out, {}).removed == ("rss.xml",)
    assert read_all(out) == {}


def test_a_file_edited_by_hand_is_left_and_reported_until_it_is_gone(out: Path) -> None:
    (out / "rss.xml").write_bytes(b"by hand")
    expected = Publication(left=("rss.xml",), removed=("topics/ai/feed.json", "topics/ai/rss.xml"))
    assert build(out, {}) == expected
    assert build(out, {}) == Publication(left=("rss.xml",))
    assert read_all(out) == {"rss.xml": b"by hand"}
    (out / "rss.xml").unlink()
    assert build(out, {}) == Publication()


def test_a_file_of_ours_edited_by_hand_is_written_again(out: Path) -> None:
    (out / "rss.xml").write_bytes(b"by hand")
    assert build(out, OLD).written == ("rss.xml",)
    assert (out / "rss.xml").read_bytes() == b"old"


def test_a_file_of_others_is_refused_before_anything_changes(out: Path) -> None:
    foreign = {f"{number}.xml": b"theirs" for number in range(7)}
    for name, content in foreign.items():
        (out / name).write_bytes(content)
    wanted = OLD | {"rss.xml": b"new", "new/a.xml": b"new"} | dict.fromkeys(foreign, b"ours")
    assert refusal(out, wanted) == (
        f"{out} holds other files where this build would write: 0.xml, 1.xml, 2.xml, 3.xml, 4.xml "
        f"and 2 more; {UNCHANGED}; move them away, or replace them with --overwrite"
    )


def test_a_file_of_others_is_replaced_if_asked_for(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").write_bytes(b"theirs")
    assert build(tmp_path, {"rss.xml": b"ours"}, overwrite=True).written == ("rss.xml",)
    assert build(tmp_path, {}).removed == ("rss.xml",)


def test_a_file_of_others_with_the_same_content_becomes_ours(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").write_bytes(b"same")
    before = (tmp_path / "rss.xml").stat()
    assert build(tmp_path, {"rss.xml": b"same"}) == Publication(kept=("rss.xml",))
    assert (tmp_path / "rss.xml").stat().st_mtime_ns == before.st_mtime_ns
    assert build(tmp_path, {"rss.xml": b"other"}).written == ("rss.xml",)


def test_permissions_survive_and_new_files_follow_the_umask(out: Path) -> None:
    (out / "rss.xml").chmod(0o604)
    mask = os.umask(0o027)
    try:
        build(out, OLD | {"rss.xml": b"new", "atom.xml": b"new"})
    finally:
        os.umask(mask)
    assert [(out / name).stat().st_mode & 0o777 for name in ("rss.xml", "atom.xml")] == [
        0o604,
        0o640,
    ]


def test_a_failing_source_leaves_everything_as_it_was(out: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "rss.xml", b"new"
        yield "new/folder/rss.xml", b"new"
        assert (out / ".rss.xml.feeds-tmp").read_bytes() == b"new"
        raise RuntimeError("cannot render")

    before = read_all(out), (out / MANIFEST).read_bytes()
    with output_lock(out, 5), pytest.raises(RuntimeError, match="cannot render"):
        publish(out, files())
    assert (read_all(out), (out / MANIFEST).read_bytes()) == before


def test_an_error_of_the_source_is_not_taken_for_one_of_the_output(out: Path) -> None:
    def files() -> Iterator[tuple[str, bytes]]:
        yield "rss.xml", b"new"
        raise FileNotFoundError("a template")

    with output_lock(out, 5), pytest.raises(FileNotFoundError, match="a template"):
        publish(out, files())


@pytest.mark.parametrize(
    "paths",
    [["../rss.xml"], ["/rss.xml"], [MANIFEST], [COPY], ["a", "a"], ["a/b", "a"], ["a", "a/b"]],
    ids=" ".join,
)
def test_a_path_that_cannot_be_published_is_a_mistake_of_the_program(
    tmp_path: Path, paths: list[str]
) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(paths[-1]))):
        publish(tmp_path, [(path, b"") for path in paths])
    assert read_all(tmp_path) == {}


def test_every_changed_file_and_folder_reaches_the_disk(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: synced.append(os.fstat(descriptor).st_ino))
    build(out, OLD | {"topics/ai/rss.xml": b"new", "a/rss.xml": b"new"})
    for path in ("topics/ai/rss.xml", "a/rss.xml", "topics/ai", "a", MANIFEST, COPY):
        assert synced.count((out / path).stat().st_ino) == 1, path
    assert (out / "rss.xml").stat().st_ino not in synced
    # The folder itself got the journal, a folder, and the manifests, one after the other.
    assert synced.count(out.stat().st_ino) == 3


def test_a_second_build_waits_no_longer_than_it_was_told(tmp_path: Path) -> None:
    with output_lock(tmp_path, 0), pytest.raises(OutputError) as caught, output_lock(tmp_path, 0.1):
        pytest.fail("two builds hold the lock")
    assert str(caught.value) == (
        f"another build has been writing {tmp_path} for more than 0.1 seconds; "
        "let it finish or end it, then try again"
    )


def test_no_wait_is_for_ever(tmp_path: Path) -> None:
    with output_lock(tmp_path, 0), pytest.raises(OutputError), output_lock(tmp_path, -1):
        pytest.fail("two builds hold the lock")


def test_the_lock_is_free_again_after_a_failed_build(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), output_lock(tmp_path, 0):
        raise RuntimeError
    with output_lock(tmp_path, 0):
        pass

"""A seed is replaced whole, where it is, and only if nobody else has changed it."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from feeds.problems.errors import SeedChangedError
from feeds.seeds.replace import replace_seed
from tests.plugins.command import WITHOUT_ROOT, clean_environment

BEFORE, AFTER = b"---\ntitle: a\n---\n", b"---\ntitle: b\n---\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_bytes(BEFORE)
    return path


def test_content_is_replaced_and_nothing_else_left(path: Path) -> None:
    replace_seed(path, BEFORE, AFTER)
    assert path.read_bytes() == AFTER
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_permissions_stay(path: Path, mode: int) -> None:
    path.chmod(mode)
    replace_seed(path, BEFORE, AFTER)
    assert path.stat().st_mode & 0o777 == mode


def test_links_stay_links(path: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    link = tmp_path / "other" / "link.md"
    link.symlink_to("../a.md")
    replace_seed(link, BEFORE, AFTER)
    assert (link.readlink(), path.read_bytes()) == (Path("../a.md"), AFTER)
    assert list(link.parent.iterdir()) == [link]


def test_what_somebody_else_wrote_stays(path: Path) -> None:
    path.write_bytes(b"theirs")
    with pytest.raises(SeedChangedError):
        replace_seed(path, BEFORE, AFTER)
    assert path.read_bytes() == b"theirs"
    assert list(path.parent.iterdir()) == [path]


def test_what_was_deleted_stays_deleted(path: Path) -> None:
    path.unlink()
    with pytest.raises(FileNotFoundError):
        replace_seed(path, BEFORE, AFTER)
    assert list(path.parent.iterdir()) == []


@pytest.mark.needs("setpriv")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_stays(path: Path, what: str) -> None:
    protected = path if what == "file" else path.parent
    mode = protected.stat().st_mode
    protected.chmod(mode & ~0o222)
    replace = (
        "import sys; from pathlib import Path; from feeds.seeds.replace import replace_seed;"
        f"replace_seed(Path(sys.argv[1]), {BEFORE!r}, {AFTER!r})"
    )
    try:
        done = subprocess.run(
            [*WITHOUT_ROOT, sys.executable, "-c", replace, path],
            env=clean_environment(), capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
    finally:
        protected.chmod(mode)
    assert "PermissionError" in done.stderr
    assert path.read_bytes() == BEFORE


def test_a_long_name_leaves_room_for_the_hidden_file(tmp_path: Path) -> None:
    path = tmp_path / f"{'a' * 252}.md"
    path.write_bytes(BEFORE)
    replace_seed(path, BEFORE, AFTER)
    assert path.read_bytes() == AFTER


def _replace_for_ever(path: Path, contents: tuple[bytes, bytes]) -> None:
    while True:
        replace_seed(path, *contents)
        replace_seed(path, *reversed(contents))


@pytest.mark.parametrize("milliseconds", [50, 61, 73, 88])
def test_a_seed_is_whole_whenever_mending_is_killed(path: Path, milliseconds: int) -> None:
    contents = (BEFORE + b"a" * 1_000_000, AFTER + b"b" * 1_000_000)
    path.write_bytes(contents[0])
    process = multiprocessing.get_context("fork").Process(
        target=_replace_for_ever, args=(path, contents)
    )
    process.start()
    process.join(milliseconds / 1000)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert path.read_bytes() in contents
    assert all(left == path or left.name.startswith(".") for left in path.parent.iterdir())

"""A new file is written whole, or not at all, and never in the place of another."""

import resource
import signal
from pathlib import Path

import pytest

from feeds.files import write_new
from tests import own_process


def write_with_little_room(path: str) -> None:
    # Without its signal, the limit is an error like that of a full disk.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
    try:
        write_new(Path(path), "x" * 5000)
    except OSError as exc:
        own_process.say(exc.strerror)


def test_a_new_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    path = tmp_path / "2026" / "11" / "ümlaut.md"
    write_new(path, "Grüße\n")
    assert path.read_bytes() == "Grüße\n".encode()


@pytest.mark.parametrize("target", ["other.md", "nowhere.md"])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, target: str) -> None:
    (tmp_path / "other.md").write_text("mine")
    (tmp_path / "link.md").symlink_to(target)
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "link.md", "new")
    assert (tmp_path / "other.md").read_text() == "mine"
    assert not (tmp_path / "nowhere.md").exists()


def test_of_a_file_that_finds_no_room_nothing_is_left(tmp_path: Path) -> None:
    done = own_process.run(write_with_little_room, tmp_path / "new.md")
    assert (done.stdout, done.stderr) == ("File too large\n", "")
    assert list(tmp_path.iterdir()) == []

"""The seeds folder is read the same from wherever; and one that is not there is said."""

import sys
from pathlib import Path

import pytest

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedsFolderError
from feeds.seeds.find import Patterns
from feeds.seeds.folder import LocalFolder, open_folder

PATTERNS = Patterns(("*.md",), ())


@pytest.fixture(autouse=True)
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "1.md").write_bytes(b"one")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "seeds"


def test_seeds_have_a_stamp_of_size_and_times(seeds: Path) -> None:
    status = (seeds / "1.md").stat()
    assert list(LocalFolder(Path("seeds")).find(PATTERNS)) == [
        ("seeds/1.md", (3, status.st_mtime_ns, status.st_ctime_ns))
    ]


def test_shared_folder_is_found_from_another_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, own = open_folder(Path("seeds"), shared=True), open_folder(Path("seeds"))
    assert list(shared.read(["seeds/1.md"])) == [b"one"]
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert list(shared.read(["seeds/1.md"])) == [b"one"]
    (lost,) = own.read(["seeds/1.md"])
    assert isinstance(lost, Diagnostic)


def test_messages_name_shared_seeds_as_they_were_given() -> None:
    (found,) = open_folder(Path("seeds"), shared=True).read(["seeds/2.md"])
    assert isinstance(found, Diagnostic)
    assert found.path == "seeds/2.md"


def test_folder_that_is_not_shared_is_an_error_and_no_seed_has_vanished(tmp_path: Path) -> None:
    elsewhere = LocalFolder(Path("seeds"), str(tmp_path / "elsewhere"))
    with pytest.raises(SeedsFolderError) as caught:
        list(elsewhere.read(["seeds/1.md"]))
    assert str(caught.value) == (
        f"there is no folder {tmp_path}/elsewhere/seeds; share it with this machine, at the same path"
    )


def test_output_is_recognised_within_the_folder(tmp_path: Path) -> None:
    folder = LocalFolder(Path("seeds"))
    assert folder.locate() == tmp_path.resolve() / "seeds"


def test_address_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SeedsFolderError, match=r"pip install '\.\[dask\]' in a checkout"):
        open_folder("s3://bucket/seeds")

"""Templates are compiled once, and never what another program or release has left."""

import sys
from pathlib import Path

import pytest

from feeds.render.compiled_templates import open_templates


def render(folder: Path) -> str:
    return open_templates(folder).get_template("page.html").render(name="<A>")


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*.jinja"))


@pytest.fixture(autouse=True)
def _keeping(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.html").write_text("one {{ name }}")


def test_what_is_compiled_is_kept_and_used(tmp_path: Path) -> None:
    assert render(tmp_path) == "one &lt;A&gt;"
    (file,) = kept(tmp_path)
    before = file.stat()
    assert render(tmp_path) == "one &lt;A&gt;"
    # Writing it again would replace it: another file, or another moment. When it was read is no matter.
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_text_is_compiled_anew(tmp_path: Path) -> None:
    render(tmp_path)
    (tmp_path / "page.html").write_text("two {{ name }}")
    assert render(tmp_path) == "two &lt;A&gt;"
    assert len(kept(tmp_path)) == 1


def test_what_is_damaged_is_compiled_anew(tmp_path: Path) -> None:
    render(tmp_path)
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    shortened = [whole[:length] for length in range(0, len(whole), 7)]
    for damaged in (b"x" * 500, whole[:40] + b"\xff" + whole[41:], *shortened):
        file.write_bytes(damaged)
        assert render(tmp_path) == "one &lt;A&gt;"
        assert file.read_bytes() == whole


def test_it_is_kept_where_python_is_told_to_keep_modules(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "prefix"))
    render(tmp_path)
    assert not (tmp_path / "__pycache__").exists()
    (file,) = (tmp_path / "prefix").rglob("*.jinja")
    assert sys.implementation.cache_tag in file.name


def test_nothing_is_kept_where_python_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert render(tmp_path) == "one &lt;A&gt;"
    assert not (tmp_path / "__pycache__").exists()


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("in the way")
    assert render(tmp_path) == "one &lt;A&gt;"


def test_a_folder_that_vanishes_does_no_harm(tmp_path: Path) -> None:
    templates = open_templates(tmp_path)
    (tmp_path / "__pycache__").rmdir()
    assert templates.get_template("page.html").render(name="") == "one "

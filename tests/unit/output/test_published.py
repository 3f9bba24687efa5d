"""The feeds of an output folder (feeds/output/published.py)."""

from pathlib import Path

import pytest

from feeds.output.published import folder_reader
from feeds.problems.errors import OutputError


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "feeds.json").write_bytes(b"{}")
    read = folder_reader(tmp_path)
    assert (read("feeds.json"), read("missing"), read("feeds.json/a")) == (b"{}", None, None)
    with pytest.raises(OutputError, match=r"cannot be read: .*; give this user the right"):
        read(".")

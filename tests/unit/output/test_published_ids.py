"""What rules are told of the ids that subscribers know."""

from pathlib import Path

from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.output.published_ids import PublishedIds


def test_ids_are_those_of_the_manifest_as_it_is_now(tmp_path: Path) -> None:
    known = PublishedIds(tmp_path)
    assert "doi:1" not in known
    (tmp_path / MANIFEST_NAME).write_bytes(Manifest(entries={"doi:1": ("a",)}).to_bytes())
    assert "doi:1" in known
    assert "doi:2" not in known

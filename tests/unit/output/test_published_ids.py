"""What rules are told of the ids that subscribers know."""

from pathlib import Path

from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.output.published_ids import NeverPublished, PublishedIds
from feeds.values.hashes import hash_address, join_hashes


def test_ids_are_those_of_the_manifest_as_it_is_now(tmp_path: Path) -> None:
    known = PublishedIds(tmp_path)
    assert "doi:1" not in known
    (tmp_path / MANIFEST_NAME).write_bytes(Manifest(entries={"doi:1": ("a",)}).to_bytes())
    assert "doi:1" in known
    assert "doi:2" not in known


def test_what_was_never_published_is_proved_by_a_build_alone(tmp_path: Path) -> None:
    never = NeverPublished(tmp_path)
    assert "doi:1" not in never
    # Of before builds noted all entries.
    (tmp_path / MANIFEST_NAME).write_bytes(Manifest(entries={"doi:1": ("a",)}).to_bytes())
    assert "doi:2" not in never
    sources = join_hashes([hash_address("doi:1"), 5, hash_address("doi:3"), 6])
    manifest = Manifest(entries={"doi:1": ("a",)}, sources=sources)
    (tmp_path / MANIFEST_NAME).write_bytes(manifest.to_bytes())
    assert [id_ in never for id_ in ("doi:1", "doi:2", "doi:3")] == [False, True, False]
    (tmp_path / MANIFEST_NAME).write_bytes(b"damaged")
    assert "doi:2" not in never

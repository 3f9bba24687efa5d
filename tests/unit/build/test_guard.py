"""What commands are not tested with: how much a build announces again, and what it cannot tell."""

import json
from pathlib import Path

import pytest

from tests.acceptance.changing_folder import ChangingFolder


@pytest.mark.parametrize(("count", "withheld"), [(5, False), (6, True)])
def test_a_build_announces_no_more_than_a_handful_again(
    tmp_path: Path, count: int, withheld: bool
) -> None:
    folder = ChangingFolder(tmp_path, 8, limit=9)
    folder.build()
    for number in range(count):
        folder.write(f"{number}.md", id=f"urn:new:{number}")
    report = folder.build()
    assert (report.withheld, len(report.errors), len(report.warnings)) == (
        withheld, withheld, not withheld,
    )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"[]", b"[" * 100_000, b'{"feeds": [{}]}', None])
def test_whose_addresses_were_is_not_known_without_a_catalogue(
    folder: ChangingFolder, content: bytes | None
) -> None:
    catalogue = folder.out / "feeds.json"
    catalogue.unlink() if content is None else catalogue.write_bytes(content)
    folder.write("5.md", topics="[Chips]")
    folder.configure_name("topics", "Chips", slug="ai")
    folder.build()
    names = {feed["path"]: feed["name"] for feed in json.loads(catalogue.read_bytes())["feeds"]}
    assert names["topics/ai"] == "Chips"

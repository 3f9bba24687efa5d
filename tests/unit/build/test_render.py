"""Entries of published feeds are taken as they are if they are as published, and no others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.changing_folder import ChangingFolder, edit_unnoticed


@pytest.mark.parametrize("damage", [Path.unlink, edit_unnoticed])
def test_what_is_not_as_it_was_published_is_rendered(
    folder: ChangingFolder, damage: Callable[[Path], None]
) -> None:
    for feed in ("all", "topics/ai", "providers/zdnet"):
        damage(folder.out / feed / "feed.json")
    folder.write("7.md")
    assert folder.check(folder.build()).rendered == 4


@pytest.mark.parametrize("damage", [Path.unlink, edit_unnoticed])
def test_a_file_that_changes_until_it_is_taken_apart_begins_the_build_anew(
    folder: ChangingFolder, damage: Callable[[Path], None]
) -> None:
    """Only one entry has another name; it is read to be rendered, and then once more."""
    folder.write("2.md", topics="[Chips]")
    folder.build()
    folder.configure_name("topics", "chips")
    folder.on_reading = {"2.md": lambda: damage(folder.out / "all" / "feed.json")}
    report = folder.check(folder.build())
    assert (folder.was_read, report.rendered) == (["1.md", "2.md", "2.md", "3.md", "4.md"], 4)


def test_an_entry_stands_in_each_feed_that_shows_it(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, limit=3)
    topics = {n: [f"T{t}" for t in range(20) if t % (n + 1) == 0] for n in range(8)}
    for number, names in topics.items():
        folder.write(f"{number}.md", topics=f"[{', '.join(names)}]")
    folder.build()
    for topic in range(20):
        shown = [n for n in reversed(topics) if f"T{topic}" in topics[n]][:3]
        content = json.loads((folder.out / f"topics/t{topic}/feed.json").read_bytes())
        assert [item["title"] for item in content["items"]] == [f"Title {n}" for n in shown]

"""What feeds show of entries is known from earlier builds, or read again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.acceptance.changing_folder import ChangingFolder


@pytest.fixture
def folder(folder: ChangingFolder) -> ChangingFolder:
    """Return a folder of five seeds of which is known how they stand, and not what they say."""
    with closing(sqlite3.connect(folder.cache)) as connection, connection:
        connection.execute("UPDATE seed SET article_sum = article_sum + 1")
    folder.write("7.md")
    return folder


def test_an_article_that_is_not_known_is_read_again(folder: ChangingFolder) -> None:
    report = folder.check(folder.build())
    assert (folder.was_read, report.parsed) == (["2.md", "3.md", "4.md", "7.md"], 1)


def test_an_article_that_is_none_any_more_begins_the_build_anew(folder: ChangingFolder) -> None:
    folder.on_reading = {"7.md": lambda: folder.write("3.md", published="false")}
    report = folder.check(folder.build())
    assert (report.entries, report.parsed) == (5, 2)


def test_articles_that_duplicates_displaced_are_read_again(tmp_path: Path) -> None:
    """Without a cache nothing is held of them but how they stand."""
    folder = ChangingFolder(tmp_path, 3, limit=2)
    for number in range(30):
        folder.write(f"7{number:02}.md", 7)
    folder.build(use_cache=False)
    content = json.loads((folder.out / "all/feed.json").read_bytes())
    assert [item["title"] for item in content["items"]] == ["Title 7", "Title 2"]

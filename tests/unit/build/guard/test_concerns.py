"""What a build does not do unasked, and names: whose addresses go, and what no feed shows."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.changing_folder import ChangingFolder

OLD = {"publishedDateTime": "2005-12-01T00:00:00Z"}
UNSEEN = (
    "in no feed, since each shows the newest 4 only: {}; raise build.limit in feeds.toml, or"
    " set build.archive = true, which shows each once and keeps it in a page"
)


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_new_article_that_no_feed_shows_is_named(folder: ChangingFolder, dry_run: bool) -> None:
    five, six = (str(folder.seeds / name) for name in ("5.md", "6.md"))
    folder.write("6.md", topics="AI")
    folder.build()
    folder.write("6.md", **OLD)
    assert folder.build(dry_run=dry_run).warnings == (f"1 new entry is {UNSEEN.format(six)}",)
    folder.write("5.md", **OLD)
    folder.write("7.md", **OLD, topics="[Rare]")
    named = UNSEEN.format(f"{five}, {six}" if dry_run else five)
    are = "2 new entries are" if dry_run else "1 new entry is"
    assert folder.build().warnings == (f"{are} {named}",)
    folder.write("5.md", **OLD, title="Other")
    assert folder.build().warnings == ()


@pytest.mark.parametrize("build", [{"limit": 9}, {"archive": True}])
def test_a_new_article_that_is_dated_back_need_not_be_unseen(
    tmp_path: Path, build: dict[str, Any]
) -> None:
    folder = ChangingFolder(tmp_path, 5, **build)
    folder.build()
    folder.write("6.md", **OLD)
    assert folder.build().warnings == ()
    assert b"example.org/6" in (folder.out / "all" / "feed.json").read_bytes()


def test_what_is_withheld_leaves_nothing_out(folder: ChangingFolder) -> None:
    for number in range(5):
        folder.write(f"{number}.md", topics="AI", images="[{url: x}]")
    report = folder.build()
    assert report.withheld
    said = {found.message.partition("; ")[2] for found in report.diagnostics}
    assert said == {
        "the article would be left out",
        "images[0] would be left out, and nothing else",
    }
    again = folder.build()
    assert (again.known_errors, again.news) == (report.diagnostics, ())


@pytest.mark.parametrize("content", [b"", b"[]", b"[" * 100_000, b'{"feeds": [{}]}', None])
def test_whose_addresses_were_is_not_known_of_an_older_version_without_its_catalogue(
    folder: ChangingFolder, content: bytes | None
) -> None:
    folder.forget("feeds", "site")
    catalogue = folder.out / "feeds.json"
    catalogue.unlink() if content is None else catalogue.write_bytes(content)
    folder.write("5.md", topics="[Chips]")
    folder.configure_name("topics", "Chips", slug="ai")
    folder.build()
    names = {feed["path"]: feed["name"] for feed in json.loads(catalogue.read_bytes())["feeds"]}
    assert names["topics/ai"] == "Chips"


def test_whose_addresses_were_is_known_without_a_catalogue(folder: ChangingFolder) -> None:
    (folder.out / "feeds.json").unlink()
    folder.write("5.md", topics="[Chips]")
    folder.configure_name("topics", "Chips", slug="ai")
    assert "topics/ai is the address of AI" in folder.build().errors[0]


def test_nothing_is_new_at_first(tmp_path: Path) -> None:
    report = ChangingFolder(tmp_path, 3).build()
    assert (report.new_feeds, report.withdrawn_feeds) == ((), ())

"""Withdrawals that a build does, and names: of single entries, of a format, of archives."""

from datetime import timedelta
from pathlib import Path

import pytest

from feeds.reporters.summary import build_lines
from tests.acceptance.changing_folder import START, ChangingFolder


def test_published_articles_that_are_dated_in_the_future_are_named(folder: ChangingFolder) -> None:
    folder.build()
    folder.write("4.md", publishedDateTime="2032-09-12T13:00:00Z")
    (warning,) = folder.build().warnings
    assert warning.replace(f"{folder.seeds}/", "") == (
        "1 published entry is dated in the future by now, and withdrawn until then: 4.md; mend the"
        " date if that is not meant"
    )
    assert not folder.build().warnings


@pytest.mark.parametrize(("dry_run", "is_"), [(True, "would be"), (False, "is")])
def test_a_format_that_all_feeds_lose_is_named(tmp_path: Path, dry_run: bool, is_: str) -> None:
    folder = ChangingFolder(tmp_path, 2, formats=("rss", "atom"))
    folder.build()
    folder.configure("build", formats=("atom", "json"))
    assert folder.build(dry_run=dry_run).warnings == (
        f"no feed {is_} in RSS any more, and who subscribed to one gets nothing: all/rss.xml, one of"
        ' 3; to keep them, write "rss" into build.formats of feeds.toml',
    )
    assert dry_run or not folder.build().warnings


def test_archives_that_go_are_named(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, 5, limit=2, archive=True)
    folder.build()
    folder.configure("build", archive=False)
    assert folder.build().warnings == (
        "the archive pages of 3 feeds are removed, as of all, and forgotten; to keep them, write"
        " archive = true under [build] in feeds.toml",
    )
    assert not folder.build().warnings


def test_a_clock_that_was_set_back_withdraws_not_one_entry(folder: ChangingFolder) -> None:
    folder.now = START + timedelta(hours=3, minutes=59)
    (error,) = folder.build().errors
    assert error.replace(f"{folder.seeds}/", "") == (
        "the clock says 2022-09-12T16:59:00Z, and 1 published entry would be withdrawn, as the seeds,"
        " which have not changed, are dated later: 4.md; set the clock right, or give another --now;"
        " the output folder was left as it is; give --allow-withdraw if that is meant"
    )
    folder.write("4.md", publishedDateTime="2022-09-12T16:59:01Z")
    assert not folder.build().withheld


def test_entries_whose_seeds_are_gone_are_named(folder: ChangingFolder) -> None:
    (folder.seeds / "3.md").unlink()
    (folder.seeds / "0.md").unlink()
    folder.write("2.md", published="false")
    report = folder.build()
    said = (
        "no seed that can be read has the id of 2 published entries any more: “Title 3” and 1 older"
        " than what feeds show"
    )
    assert (report.warnings, report.seedless) == ((), said)
    assert said in build_lines(report, verbose=False)
    assert folder.build().seedless == ""
    folder.write("1.md", topics="AI")
    report = folder.build()
    assert (report.seedless, report.entries) == ("", 1)


# Of none of these an id can be told.
NAMELESS = {
    "README.md": b"# About\n",
    "empty.md": b"",
    "latin-1.md": b"---\ntitle: Caf\xe9\n---\n",
    "yaml.md": b"---\ntitle: [\n---\n",
    "no-address.md": b"---\ntitle: T\npublished: false\n---\n",
    "number.md": b"---\ntitle: T\nwebUrl: 5\n---\n",
}


@pytest.mark.parametrize("is_new", [True, False])
def test_seeds_without_an_id_hide_none_that_is_gone(tmp_path: Path, is_new: bool) -> None:
    folder = ChangingFolder(tmp_path, 5, limit=5)
    if is_new:
        folder.build()
    for name, content in NAMELESS.items():
        (folder.seeds / name).write_bytes(content)
    if not is_new:
        assert folder.build().seedless == ""
    (folder.seeds / "3.md").unlink()
    (folder.seeds / "4.md").write_bytes(NAMELESS["yaml.md"])
    said = (
        "no seed that can be read has the id of 2 published entries any more: “Title 3”, “Title 4”"
    )
    assert folder.build().seedless == said
    assert folder.build().seedless == ""

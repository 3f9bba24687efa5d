"""What a build does not do unasked, and names: what it announces again, and whose addresses go."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.reporters.summary import build_lines
from tests.acceptance.changing_folder import START, ChangingFolder


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


@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize("use_cache", [True, False])
def test_an_id_that_is_mended_is_told_as_that(tmp_path: Path, count: int, use_cache: bool) -> None:
    folder = ChangingFolder(tmp_path, count, limit=9)
    folder.build()
    for number in range(count):
        folder.write(f"{number}.md", id=f"urn:x:{number}")
    folder.build(use_cache=use_cache, allow_reannounce=True)
    folder.write("9.md")
    assert folder.build(use_cache=use_cache).warnings == ()
    for number in range(count):
        folder.write(f"{number}.md")
    (said,) = folder.build(use_cache=use_cache).warnings
    are = "1 entry is" if count == 1 else "6 entries are"
    assert said.startswith(
        f"{are} back to the id from before: {folder.seeds}/0.md (was urn:x:0, is urn:uuid:"
    )
    assert "write the old id" not in said
    # To leave it again is as bad as it was at first.
    folder.write("0.md", id="urn:x:0")
    (said,) = folder.build(use_cache=use_cache).warnings
    assert said.startswith("subscribers get 1 entry once more")


@pytest.mark.parametrize("count", [5, 6])
@pytest.mark.parametrize(
    "change",
    [
        {"publishedDateTime": "2022-09-01T09:00:00Z"},
        {"publishedDateTime": "2022-09-01T09:00:00Z", "title": "TITLE  {}"},
        {"title": "Another {}"},
    ],
)
def test_many_articles_are_known_again_by_their_seeds_as_well(
    tmp_path: Path, count: int, change: dict[str, str]
) -> None:
    folder = ChangingFolder(tmp_path, count, limit=9)
    folder.build()
    for n in range(count):
        fields = {name: text.format(n) for name, text in change.items()}
        folder.write(f"{n}.md", webUrl=f"https://new.example.org/{n}", **fields)
    many = count > 5
    for _ in range(2):
        report = folder.build(dry_run=not many)
        assert report.withheld is many
        assert many == any("subscribers would get 6 entries once more" in e for e in report.errors)
    folder.write("9.md")
    assert not folder.build(allow_reannounce=True).withheld


def test_other_articles_in_the_same_seeds_are_not_the_same(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, 6, limit=9)
    folder.build()
    for number in range(6):
        folder.write(f"{number}.md", 20 + number)
    report = folder.build()
    assert (report.errors, report.seedless.count("6 published entries")) == ((), 1)


def test_a_copied_seed_does_not_take_the_entry_of_the_first_over(folder: ChangingFolder) -> None:
    folder.write("1.md", id="urn:x:1")
    folder.build()
    before = (folder.out / "all" / "feed.json").read_bytes()
    folder.write("0-copy.md", 9, id="urn:x:1")
    report = folder.check(folder.build())
    assert (folder.out / "all" / "feed.json").read_bytes() == before
    assert [(Path(found.path).name, found.rule) for found in report.diagnostics] == [
        ("0-copy.md", "duplicate-id")
    ]


def test_an_article_that_an_earlier_one_displaces_is_named(folder: ChangingFolder) -> None:
    folder.write("4.md", id="urn:x:1")
    folder.build()
    folder.write("copy.md", 0, id="urn:x:1", webUrl="https://example.org/old")
    (warning,) = folder.build().warnings
    assert warning.replace(f"{folder.seeds}/", "") == (
        "an id that subscribers know goes to another article, which they are not shown as new:"
        " copy.md (in the place of 4.md, urn:x:1); write an id of its own into the seed of one of the two"
    )
    assert not folder.build().warnings


@pytest.mark.parametrize("fault", [{"publishedDateTime": "yesterday"}, {"published": "false"}])
def test_an_article_that_takes_the_id_of_a_seed_left_out_is_named(
    folder: ChangingFolder, fault: dict[str, str]
) -> None:
    folder.write("4.md", id="urn:x:1")
    folder.build()
    folder.write("4.md", id="urn:x:1", **fault)
    folder.write("copy.md", 9, id="urn:x:1", title="Another", webUrl="https://example.org/other")
    (warning,) = folder.build().warnings
    assert warning.replace(f"{folder.seeds}/", "") == (
        "an id that subscribers know goes to another article, which they are not shown as new:"
        " copy.md (in the place of 4.md, urn:x:1); write an id of its own into the seed of one of the two"
    )
    assert not folder.build().warnings


OTHER = {"title": "Another", "webUrl": "https://example.org/other"}


@pytest.mark.parametrize("is_copied", [True, False])
def test_an_article_that_takes_the_id_of_one_without_a_seed_is_named(
    folder: ChangingFolder, is_copied: bool
) -> None:
    folder.write("4.md", id="urn:x:1")
    folder.build()
    name = "copy.md" if is_copied else "4.md"
    (folder.seeds / "4.md").unlink()
    folder.write(name, 9, id="urn:x:1", **OTHER)
    (warning,) = folder.build().warnings
    assert warning.replace(f"{folder.seeds}/", "").startswith(
        "an id that subscribers know goes to another article, which they are not shown as new:"
        f" {name} (in the place of “Title 4”, urn:x:1); "
    )
    assert not folder.build().warnings


def test_an_article_whose_title_and_address_are_mended_at_once_is_the_same(
    folder: ChangingFolder,
) -> None:
    folder.write("4.md", id="urn:x:1")
    folder.build()
    folder.write("4.md", id="urn:x:1", **OTHER)
    assert not folder.build().warnings


def test_other_articles_do_not_take_over_more_than_a_handful_of_ids_unasked(
    tmp_path: Path,
) -> None:
    folder = ChangingFolder(tmp_path, 6, limit=9)
    for day in (0, 10):
        for number in range(6):
            other = {"title": f"On {day} {number}", "webUrl": f"https://example.org/{day}/{number}"}
            folder.write(f"{number}.md", day + number, id=f"urn:x:{number}", **other)
        report = folder.build(allow_reannounce=False)
    (error,) = report.errors
    assert error.startswith("an id that subscribers know would go to another article")
    assert "--allow-reannounce" in error
    assert not folder.build(allow_reannounce=True).errors


def test_published_articles_that_are_dated_in_the_future_are_named(folder: ChangingFolder) -> None:
    folder.build()
    folder.write("4.md", publishedDateTime="2032-09-12T13:00:00Z")
    (warning,) = folder.build().warnings
    assert warning.replace(f"{folder.seeds}/", "") == (
        "1 published entry is dated in the future by now, and withdrawn until then: 4.md; mend the"
        " date if that is not meant"
    )
    assert not folder.build().warnings


def test_ids_that_two_seeds_exchanged_are_named(folder: ChangingFolder) -> None:
    for ids in (("urn:x:1", "urn:x:2"), ("urn:x:2", "urn:x:1")):
        for name, id_ in zip(("3.md", "4.md"), ids, strict=True):
            folder.write(name, id=id_)
        report = folder.build()
    (warning,) = report.warnings
    assert "3.md (was urn:x:1, is urn:x:2)" in warning
    assert "4.md (was urn:x:2, is urn:x:1)" in warning


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

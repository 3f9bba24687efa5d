"""Which articles are announced again or not at all, as their ids change, and how many unasked."""

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


def test_ids_that_two_seeds_exchanged_are_named(folder: ChangingFolder) -> None:
    for ids in (("urn:x:1", "urn:x:2"), ("urn:x:2", "urn:x:1")):
        for name, id_ in zip(("3.md", "4.md"), ids, strict=True):
            folder.write(name, id=id_)
        report = folder.build()
    (warning,) = report.warnings
    assert "3.md (was urn:x:1, is urn:x:2)" in warning
    assert "4.md (was urn:x:2, is urn:x:1)" in warning

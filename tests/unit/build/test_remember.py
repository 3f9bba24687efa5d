"""What a build leaves to the next one, whatever became of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from feeds.output.manifest import MANIFEST_NAME
from feeds.problems.errors import OutputError
from tests.acceptance.changing_folder import ChangingFolder


def be_withheld(folder: ChangingFolder) -> None:
    for number in range(5):
        folder.write(f"{number}.md", published="false")
    assert folder.build().withheld


def fail(folder: ChangingFolder) -> None:
    folder.write("7.md")
    away = (folder.out / "all").rename(folder.out.with_name("away"))
    (folder.out / "all").write_text("in the way")
    with pytest.raises(OutputError):
        folder.build()
    (folder.out / "all").unlink()
    away.rename(folder.out / "all")


@pytest.mark.parametrize("begin", [be_withheld, fail])
def test_a_build_that_comes_to_no_end_leaves_what_it_learnt_and_no_report(
    folder: ChangingFolder, begin: Callable[[ChangingFolder], None]
) -> None:
    begin(folder)
    report = folder.build()
    assert report.parsed == 0
    assert report.withheld == (begin is be_withheld)
    folder.check(folder.build(allow_empty=True))


def test_what_could_not_be_read_is_read_by_the_next_build(folder: ChangingFolder) -> None:
    folder.write("7.md")
    folder.refuse("7.md")
    assert folder.build().entries == 5
    folder.on_reading.clear()
    assert folder.check(folder.build()).entries == 6


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("mine")])
def test_what_was_deleted_or_edited_is_published_again(
    folder: ChangingFolder, damage: Callable[[Path], object], changed: bool
) -> None:
    folder.write("7.md", topics="[Chips]")
    folder.build()
    for name in ("topics/chips/feed.json", "index.html"):
        damage(folder.out / name)
    if changed:
        folder.write("1.md", title="Changed")
    folder.check(folder.build())


def test_a_warning_is_repeated_as_long_as_there_is_reason_to(folder: ChangingFolder) -> None:
    folder.write("7.md", topics="[Chips]")
    folder.build()
    left = folder.out / "topics/chips/feed.json"
    left.write_text("mine")
    (folder.seeds / "7.md").unlink()
    warning = "topics/chips/feed.json is published no more, but was edited by hand and stays"
    assert [folder.build().warnings for _ in range(2)] == [(warning,)] * 2
    left.unlink()
    assert [folder.build().warnings for _ in range(2)] == [()] * 2
    (folder.out / MANIFEST_NAME).write_text("damaged")
    assert [len(folder.build(overwrite=True).warnings) for _ in range(2)] == [1, 0]


def test_a_build_with_nothing_to_do_says_what_was_asked_of_it(folder: ChangingFolder) -> None:
    idle = folder.build()
    assert folder.build(dry_run=True) == replace(idle, dry_run=True)
    assert folder.build(dry_run=True, check=True) == replace(idle, dry_run=True, check=True)

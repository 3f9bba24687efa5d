"""What a build leaves to the next one, whatever became of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.output.copies import MANIFEST_NAMES
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
    folder.write("7.md", topics="[Chips]", published="false")
    warning = "topics/chips/feed.json is published no more, but was edited by hand and stays"
    assert [folder.build().warnings for _ in range(2)] == [(warning,)] * 2
    left.unlink()
    assert [folder.build().warnings for _ in range(2)] == [()] * 2
    for name in MANIFEST_NAMES:
        (folder.out / name).write_text("damaged")
    assert [len(folder.build(overwrite=True).warnings) for _ in range(2)] == [1, 0]


def test_a_build_with_nothing_to_do_says_what_was_asked_of_it(folder: ChangingFolder) -> None:
    idle = folder.build()
    assert folder.build(dry_run=True) == idle._replace(dry_run=True)
    assert folder.build(dry_run=True, check=True) == idle._replace(dry_run=True, check=True)


@pytest.mark.parametrize("name", MANIFEST_NAMES)
@pytest.mark.parametrize("changed", [False, True])
def test_damage_to_a_manifest_is_said_and_mended_whether_or_not_there_is_anything_to_do(
    folder: ChangingFolder, name: str, changed: bool
) -> None:
    manifest = folder.out / name
    if changed:
        folder.write("7.md")
    manifest.write_bytes(manifest.read_bytes().replace(b"files", b"filez"))
    previewed, built = folder.build(dry_run=True), folder.build()
    (said,), (done,) = previewed.warnings, built.warnings
    assert said == done.replace("was restored", "will be restored") + " by the next build"
    assert done.startswith(f"{name} is damaged (its checksum is not that of its content) and was")
    assert (built.parsed, folder.build().warnings) == (int(changed), ())
    assert len({(folder.out / each).read_bytes() for each in MANIFEST_NAMES}) == 1
    folder.check(folder.build())

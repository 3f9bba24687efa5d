"""Seeds that have not changed are known from earlier builds, and all others are read."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from feeds.problems.exclusion import Exclusion
from feeds.seeds.find import MAX_SEED_BYTES
from tests.acceptance.changing_folder import ChangingFolder

ALL = [f"{number}.md" for number in range(5)]


def check_reads(folder: ChangingFolder, *names: str, parsed: int) -> None:
    """Check that a build which is right reads the seeds of these *names* and no others.

    One more is added, as a build with nothing to do would not even look at what is known.
    """
    folder.write("7.md")
    report = folder.check(folder.build())
    assert (folder.was_read, report.parsed) == ([*names, "7.md"], parsed + 1)
    (folder.seeds / "7.md").unlink()
    folder.build()


@pytest.mark.parametrize("names", [[], ["0.md"], ["4.md"], ["2.md"], ["0.md", "1.md", "4.md"]])
def test_only_what_has_changed_is_read_and_then_known(
    folder: ChangingFolder, names: list[str]
) -> None:
    for name in names:
        folder.write(name, title="Changed")
    check_reads(folder, *names, parsed=len(names))
    check_reads(folder, parsed=0)


def test_what_is_left_out_is_known_as_well(folder: ChangingFolder) -> None:
    folder.write("0.md", published="false")
    folder.write("2.md", title="[")
    folder.write("3.md", publishedDateTime="2023-09-12T13:00:00Z")
    check_reads(folder, "0.md", "2.md", "3.md", parsed=3)
    check_reads(folder, parsed=0)


def test_what_is_gone_is_forgotten(folder: ChangingFolder) -> None:
    for name in ("0.md", "2.md", "4.md"):
        (folder.seeds / name).unlink()
    check_reads(folder, parsed=0)
    folder.write("2.md")
    check_reads(folder, "2.md", parsed=1)


def test_a_file_that_got_another_time_only_is_known_by_its_content(folder: ChangingFolder) -> None:
    os.utime(folder.seeds / "3.md")
    check_reads(folder, "3.md", parsed=0)
    check_reads(folder, parsed=0)


def test_a_file_too_young_to_be_known_by_its_time_is_known_by_its_content(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, 5)
    folder.lag_seconds = 0
    folder.build()
    check_reads(folder, *ALL, parsed=0)


def test_a_seed_that_was_moved_is_known_by_its_content(folder: ChangingFolder) -> None:
    folder.move("0.md", "2022")
    folder.move("3.md", "2022")
    check_reads(folder, "2022/0.md", "2022/3.md", parsed=0)
    check_reads(folder, parsed=0)


def test_a_seed_that_was_moved_and_changed_is_read(folder: ChangingFolder) -> None:
    folder.move("0.md", "2022")
    folder.write("2022/0.md", title="Changed")
    check_reads(folder, "2022/0.md", parsed=1)


@pytest.mark.parametrize(
    ("column", "parsed"),
    # From behind, what is known is of use up to the damage. Else only "3.md" must be looked up.
    [("known_sum", 3), ("article_sum", 1)],
)
def test_where_the_memory_is_damaged_the_rest_is_read(
    folder: ChangingFolder, column: str, parsed: int
) -> None:
    damaged = "2.md" if column == "known_sum" else "3.md"
    with closing(sqlite3.connect(folder.cache)) as connection, connection:
        row = [os.fsencode(folder.seeds / damaged)]
        connection.execute(f"UPDATE seed SET {column} = {column} + 1 WHERE name = ?", row)
    os.utime(folder.seeds / damaged)
    report = folder.check(folder.build())
    assert (report.parsed, len(report.warnings)) == (parsed, 1)
    folder.write("0.md", title="Changed")
    folder.build()
    check_reads(folder, parsed=0)


def test_what_cannot_be_read_is_left_out_and_what_vanished_is_no_seed(
    folder: ChangingFolder,
) -> None:
    for number in (1, 2, 3):
        folder.write(f"{number}.md", title="Changed")
    large, gone = folder.seeds / "1.md", folder.seeds / "3.md"

    folder.refuse("2.md")
    folder.on_reading |= {
        "1.md": lambda: os.truncate(large, MAX_SEED_BYTES + 1),
        "3.md": gone.unlink,
    }
    report = folder.build()
    assert [(Path(found.path).name, found.rule) for found in report.diagnostics] == [
        ("1.md", "oversized-file"), ("2.md", "unreadable-file"), ("3.md", "ignored-path"),
    ]  # fmt: skip
    assert report.left_out == {
        Exclusion.INVALID: (str(folder.seeds / "1.md"), str(folder.seeds / "2.md"))
    }
    assert (report.read, report.entries) == (4, 2)


def test_of_all_known_seeds_only_those_with_one_id_are_read_again(folder: ChangingFolder) -> None:
    folder.write("6.md", 1)
    report = folder.check(folder.build())
    assert report.left_out == {Exclusion.DUPLICATE: (str(folder.seeds / "6.md"),)}
    check_reads(folder, "1.md", "6.md", parsed=0)
    folder.build(use_cache=False)
    assert folder.was_read == sorted([*ALL, "6.md", *2 * ["1.md", "6.md"]])


def test_of_however_many_seeds_with_one_id_one_is_published(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path)
    for number in range(260):
        folder.write(f"{number}.md", 1)
    report = folder.check(folder.build())
    assert (report.entries, len(report.left_out[Exclusion.DUPLICATE])) == (1, 259)


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_text("no seed")])
def test_a_duplicate_that_changes_until_it_is_looked_up_begins_the_build_anew(
    folder: ChangingFolder, change: Callable[[Path], object]
) -> None:
    folder.write("6.md", 1)
    # The last is read first.
    folder.on_reading = {"0.md": lambda: change(folder.seeds / "1.md")}
    report = folder.check(folder.build(use_cache=False))
    assert (report.entries, Exclusion.DUPLICATE in report.left_out) == (5, False)


def test_what_another_build_learnt_meanwhile_of_a_duplicate_is_not_believed(
    folder: ChangingFolder,
) -> None:
    folder.write("6.md", 1)
    folder.build()

    def change_and_build() -> None:
        folder.write("1.md", 5, topics="[Chips]")
        folder.build()

    folder.write("7.md")
    folder.on_reading = {"7.md": change_and_build}
    report = folder.check(folder.build(dry_run=True))
    assert (report.written, report.left_out) == ((), {})


NUMBERS = {"a": 1, "b": 2, os.fsdecode(b"\xff"): 3, "\ue000": 4}
NAMES = st.sampled_from([f"{place}{base}.md" for place in ("", "x/", "y/") for base in NUMBERS])
VERSIONS = st.dictionaries(NAMES, st.integers(1, 2), min_size=1, max_size=7)


@given(before=VERSIONS, after=VERSIONS)
@hypothesis_settings(max_examples=40)
def test_any_folder_is_compared_with_what_is_known_of_it(
    before: dict[str, int], after: dict[str, int]
) -> None:
    """Of files with one base name, those of one version have the same content."""
    with TemporaryDirectory() as place:
        folder = ChangingFolder(Path(place), formats=("json",))

        def write(versions: dict[str, int]) -> None:
            for name, version in versions.items():
                folder.write(name, NUMBERS[Path(name).stem], title=f"Version {version}")

        write(before)
        folder.build()
        for name in before.keys() - after.keys():
            (folder.seeds / name).unlink()
        write({name: version for name, version in after.items() if before.get(name) != version})
        report = folder.check(folder.build(allow_reannounce=True))
    gone = {Path(name).name: before[name] for name in sorted(before.keys() - after.keys())[::-1]}
    known = {name: before.get(name, gone.get(Path(name).name)) for name in after}
    assert report.parsed == sum(known[name] != version for name, version in after.items())

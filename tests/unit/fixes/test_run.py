"""Many seeds are mended one after the other, and what stands in the way of one is said."""

from pathlib import Path
from typing import Any

import pytest

from feeds.fixes.run import fix_seeds
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.reports import FixReport, Mending
from feeds.progress import ignore_progress
from feeds.seeds.find import SeedFile
from feeds.settings import ValidateSettings
from tests.unit.front_matter_edits import Fix, WishRules, set_value

BEFORE, AFTER = b"---\ntitle: a\n---\n", b"---\ntitle: b\n---\n"


def wish_b(instance: Any) -> list[Fix]:
    return [(set_value("b"),)] if instance == {"title": "a"} else []


@pytest.fixture
def files(tmp_path: Path) -> list[SeedFile]:
    names = ("1.md", "2.md", "3.md")
    for name, raw in zip(names, (BEFORE, AFTER, BEFORE), strict=True):
        (tmp_path / name).write_bytes(raw)
    return [SeedFile(tmp_path / name, name) for name in names]


def test_seeds_are_mended_in_order_and_counted(files: list[SeedFile]) -> None:
    steps: list[tuple[str, int, int]] = []
    rules = WishRules(ValidateSettings(), wishes=wish_b)
    report = fix_seeds(files, rules, lambda *step: steps.append(step), write=True)
    assert report == FixReport(tuple(Mending(name, BEFORE, AFTER, 1) for name in ("1.md", "3.md")))
    assert report.mended == 2
    assert [Path(file.location).read_bytes() for file in files] == [AFTER] * 3
    assert steps == [("mending seeds", done, 3) for done in range(3)]
    assert fix_seeds(files, rules, ignore_progress, write=True) == FixReport()


def test_without_writing_the_report_is_the_same(files: list[SeedFile]) -> None:
    rules = WishRules(ValidateSettings(), wishes=wish_b)
    report = fix_seeds(files, rules, ignore_progress, write=False)
    assert [Path(file.location).read_bytes() for file in files] == [BEFORE, AFTER, BEFORE]
    assert report == fix_seeds(files, rules, ignore_progress, write=True)


def test_what_cannot_be_read_is_passed_over(files: list[SeedFile], tmp_path: Path) -> None:
    listed: list[SeedFile | Diagnostic] = [
        Diagnostic("0", 1, 1, "ignored-path", "", ""),
        SeedFile(tmp_path / "4.md", "4.md"),
    ]
    rules = WishRules(ValidateSettings(), wishes=wish_b)
    report = fix_seeds([*listed, *files[:1]], rules, ignore_progress, write=True)
    assert report == FixReport((Mending("1.md", BEFORE, AFTER, 1),))


def test_a_seed_that_is_edited_meanwhile_stays_so(files: list[SeedFile]) -> None:
    def edit_and_wish(instance: Any) -> list[Fix]:
        Path(files[0].location).write_bytes(b"edited")
        return wish_b(instance)

    rules = WishRules(ValidateSettings(), wishes=edit_and_wish)
    report = fix_seeds(files[:1], rules, ignore_progress, write=True)
    notice = "1.md: nothing was mended: it was changed while it was being mended; run again"
    assert report == FixReport((), (notice,))
    assert Path(files[0].location).read_bytes() == b"edited"


def test_a_seed_that_cannot_be_written_is_named(files: list[SeedFile]) -> None:
    def remove_and_wish(instance: Any) -> list[Fix]:
        Path(files[0].location).unlink(missing_ok=True)
        return wish_b(instance)

    rules = WishRules(ValidateSettings(), wishes=remove_and_wish)
    report = fix_seeds(files, rules, ignore_progress, write=True)
    notice = (
        "1.md: nothing was mended: it cannot be written: No such file or directory; check the"
        " permissions of the file and folder"
    )
    assert report == FixReport((Mending("3.md", BEFORE, AFTER, 1),), (notice,))

"""Many seeds are checked alike by one process and by several, and what is wrong is found exactly."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.faults import write_faulty_seeds
from benchmarks.generate import write_seeds
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.progress import ignore_progress
from feeds.seeds.find import Patterns, SeedFile, find_seeds, read_seed
from feeds.settings import ValidateSettings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset

RULESET = Ruleset(ValidateSettings(now=datetime(2026, 1, 1, tzinfo=UTC)))


def find(folder: Path) -> list[SeedFile | Diagnostic]:
    return list(find_seeds(folder, Patterns(("**/*.md",), ())))


def check(folder: Path, jobs: int = 1) -> list[Diagnostic]:
    return check_seeds(find(folder), RULESET, ignore_progress, jobs)


def rules_by_file(problems: list[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((Path(found.path).name, found.rule) for found in problems)


def test_planted_faults_of_every_kind_are_found_and_nothing_else(tmp_path: Path) -> None:
    write_seeds(300, tmp_path / "clean")
    planted = write_faulty_seeds(300, 2, tmp_path / "faulty")
    by_nature = rules_by_file(check(tmp_path / "clean"))
    assert rules_by_file(check(tmp_path / "faulty")) - by_nature == planted


def test_generated_seeds_have_no_errors_by_nature(tmp_path: Path) -> None:
    write_seeds(300, tmp_path)
    found = check(tmp_path)
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert len({one.rule for one in found}) > 2


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    write_faulty_seeds(400, 2, tmp_path)
    (tmp_path / "folder.md").mkdir()
    alone = check(tmp_path)
    assert check(tmp_path, jobs=2) == alone
    assert alone == sorted(alone)


def test_what_a_worker_fails_at_is_checked_here_and_compared_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_faulty_seeds(400, 2, tmp_path)
    alone = check(tmp_path)
    own = os.getpid()

    def read(file: SeedFile) -> bytes | Diagnostic:
        if os.getpid() != own and sum(file.path.encode()) % 40 == 0:
            raise MemoryError
        return read_seed(file)

    monkeypatch.setattr("feeds.validation.check.read_seed", read)
    assert check(tmp_path, jobs=2) == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_progress_comes_to_all_seeds(tmp_path: Path, jobs: int) -> None:
    write_seeds(400, tmp_path)
    steps: list[tuple[str, int, int]] = []
    check_seeds(find(tmp_path), RULESET, lambda *step: steps.append(step), jobs)
    assert (steps[0], steps[-1]) == (("checking seeds", 0, 400), ("checking seeds", 400, 400))
    assert len(steps) > 4
    assert steps == sorted(steps)


def test_seed_that_vanishes_is_told_of(tmp_path: Path) -> None:
    write_seeds(2, tmp_path)
    files = find(tmp_path)
    next(tmp_path.iterdir()).unlink()
    found = check_seeds(files, RULESET, ignore_progress)
    assert [one.rule for one in found if one.rule == "ignored-path"] == ["ignored-path"]

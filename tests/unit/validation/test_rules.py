"""Every rule by its cases in tests/rules: files, or folders of files, that break it or do not.

Beside a ``bad-`` case stands what is reported (``.expected``) and, if it can be mended, what comes
of it (``.fixed``). A new rule needs its module and its cases, and nothing here.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.fixes.mend import mend_seed
from feeds.problems.diagnostics import Diagnostic
from feeds.progress import ignore_progress
from feeds.reporters.problems.report import Problem
from feeds.reporters.problems.text import render_problems
from feeds.seeds.find import SeedFile
from feeds.settings import ValidateSettings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset
from feeds.validation.selection import all_rules

Golden = Callable[[Path, bytes], None]

CASES = Path(__file__).parents[2] / "rules"
NOW = datetime(2022, 11, 22, tzinfo=UTC)
# What a repository cannot hold, or nothing can break at present.
WITHOUT_CASES = {
    "ignored-path", "oversized-file", "oversized-front-matter", "too-many-values",
    "unreadable-file", "unreadable-folder",
}  # fmt: skip


def find_cases(prefix: str, rule: str = "*") -> list[Path]:
    """Return the files and folders of all cases of *rule* whose names start with *prefix*."""
    found = sorted(CASES.glob(f"{rule}/{prefix}-*"))
    return [path for path in found if path.is_dir() or path.suffix == ".md"]


def check(case: Path) -> list[Diagnostic]:
    """Return what the rule that *case* belongs to finds in it, and no other rule."""
    files = sorted(case.rglob("*.md")) if case.is_dir() else [case]
    root = case if case.is_dir() else case.parent
    seeds = [SeedFile(path, path.relative_to(root).as_posix()) for path in files]
    return check_seeds(seeds, ruleset_of(case), ignore_progress)


def ruleset_of(case: Path) -> Ruleset:
    return Ruleset(ValidateSettings(select=(case.parent.name,), now=NOW))


def show(diagnostics: list[Diagnostic]) -> str:
    return render_problems((Problem((found,)) for found in diagnostics), colour=False)


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


@pytest.mark.parametrize("case", find_cases("good"), ids=name_of)
def test_good_case_is_not_reported(case: Path) -> None:
    assert show(check(case)) == ""


@pytest.mark.parametrize("case", find_cases("bad"), ids=name_of)
def test_bad_case_is_reported_to_the_letter(case: Path, golden: Golden) -> None:
    found = check(case)
    assert {diagnostic.rule for diagnostic in found} == {case.parent.name}
    golden(case.with_suffix(".expected"), show(found).encode())


@pytest.mark.parametrize(
    "case", [case for case in find_cases("bad") if case.with_suffix(".fixed").exists()], ids=name_of
)
def test_bad_case_is_mended(case: Path, golden: Golden) -> None:
    mended = mend_seed(case.name, case.read_bytes(), ruleset_of(case))
    assert mended.notices == ()
    golden(case.with_suffix(".fixed"), mended.after)
    again = mend_seed(case.name, mended.after, ruleset_of(case))
    assert again.mended == 0


@pytest.mark.parametrize("rule", sorted(all_rules().keys() - WITHOUT_CASES))
def test_every_rule_has_cases_for_all_that_it_does(rule: str) -> None:
    assert missing_cases(rule, fixable=all_rules()[rule].fixable, folder=CASES) == []


def missing_cases(rule: str, *, fixable: bool, folder: Path) -> list[str]:
    """Return which kinds of cases *rule* lacks in *folder*."""
    kinds = {path.name.partition("-")[0] for path in (folder / rule).glob("*-*")}
    kinds |= {path.suffix for path in (folder / rule).glob("bad-*")}
    wanted = ["good", "bad", ".expected", *([".fixed"] if fixable else [])]
    return [kind for kind in wanted if kind not in kinds]


def test_a_rule_without_cases_is_noticed(tmp_path: Path) -> None:
    assert missing_cases("new", fixable=True, folder=tmp_path) == [
        "good", "bad", ".expected", ".fixed",
    ]  # fmt: skip
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "bad-1.md").touch()
    (tmp_path / "new" / "bad-1.expected").touch()
    assert missing_cases("new", fixable=False, folder=tmp_path) == ["good"]


def test_cases_belong_to_rules() -> None:
    assert {path.name for path in CASES.iterdir()} <= all_rules().keys()

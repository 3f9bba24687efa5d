"""Every rule for feeds by its cases in tests/verify: feeds that break it, and feeds that do not.

Beside a ``bad-`` case stands what is reported (``.expected``). A new rule needs its words in
``verify/documentation``, what finds it, and its cases, and nothing here.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.reporters.problems.report import Problem
from feeds.reporters.problems.text import render_problems
from feeds.verify.check import Options, check_feed
from feeds.verify.findings import FeedResult
from feeds.verify.ruleset import Ruleset, all_rules

Golden = Callable[[Path, bytes], None]

CASES = Path(__file__).parents[2] / "verify"
# What no single small file shows: sizes, the address that a feed is at, and several feeds together.
WITHOUT_CASES = {
    "charset-mismatch", "entry-missing", "formats-disagree", "listed-feed-missing",
    "other-id", "other-order", "other-self-address", "oversized-feed", "shared-id", "too-long-tag",
    "too-many-elements", "too-many-levels", "too-much-text",
}  # fmt: skip
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def find_cases(prefix: str) -> list[Path]:
    """Return the files of all cases whose names start with *prefix*."""
    return [path for path in sorted(CASES.glob(f"*/{prefix}-*")) if path.suffix != ".expected"]


def check(case: Path) -> FeedResult:
    """Return what the rule that *case* belongs to finds in it, and no other rule."""
    ruleset = Ruleset(select=frozenset({case.parent.name}))
    return check_feed(case.name, case.read_bytes(), Options(ruleset=ruleset, now=NOW))


def show(result: FeedResult) -> str:
    problems = (Problem((found.diagnostic,)) for found in result.findings)
    return render_problems(problems, colour=False)


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


@pytest.mark.parametrize("case", find_cases("good"), ids=name_of)
def test_good_case_is_not_reported(case: Path) -> None:
    assert show(check(case)) == ""


@pytest.mark.parametrize("case", find_cases("bad"), ids=name_of)
def test_bad_case_is_reported_to_the_letter(case: Path, golden: Golden) -> None:
    found = check(case)
    assert {each.diagnostic.rule for each in found.findings} == {case.parent.name}
    golden(case.with_suffix(".expected"), show(found).encode())


def test_cases_belong_to_rules() -> None:
    assert {path.name for path in CASES.iterdir()} <= all_rules().keys()


@pytest.mark.parametrize("rule", sorted(all_rules().keys() - WITHOUT_CASES))
def test_every_rule_has_cases_of_both_kinds(rule: str) -> None:
    kinds = {path.name.partition("-")[0] for path in (CASES / rule).glob("*-*")}
    assert kinds == {"good", "bad"}

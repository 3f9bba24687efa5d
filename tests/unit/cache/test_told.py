"""A problem is known again while it is the same, wherever lines move to."""

from typing import Any

import pytest

from feeds.cache.told import find_known, mark_of, told_of
from feeds.problems.diagnostics import Diagnostic, Severity
from tests.unit.cache.test_last_build import REPORT

FOUND = Diagnostic(
    "a.md", 4, 9, "duplicate-url", "webUrl is that of b.md:4 too", "delete one", Severity.WARNING
)


@pytest.mark.parametrize(
    "same",
    [{"line": 7, "column": 1}, {"message": "webUrl is that of b.md:11 too"}, {"excerpt": "x"}],
)
def test_it_is_the_same_wherever_lines_move_to(same: dict[str, Any]) -> None:
    assert mark_of(FOUND._replace(**same)) == mark_of(FOUND)


@pytest.mark.parametrize(
    "other",
    [
        {"path": "b.md"},
        {"rule": "duplicate-id"},
        {"severity": Severity.ERROR},
        {"message": "webUrl is that of c.md:4 too"},
    ],
)
def test_it_is_another_if_it_says_another_thing(other: dict[str, Any]) -> None:
    assert mark_of(FOUND._replace(**other)) != mark_of(FOUND)


def test_what_was_told_is_known_and_infos_are_not_told() -> None:
    info = FOUND._replace(severity=Severity.INFO)
    before = REPORT._replace(diagnostics=(FOUND, info), warnings=("no address",))
    now = before._replace(diagnostics=(FOUND, info, FOUND._replace(path="new.md")))
    known = find_known(now, told_of(before))
    assert known == {FOUND, "no address"}
    marked = now._replace(known=known)
    assert marked.news == (FOUND._replace(path="new.md"),)
    assert (marked.new_warnings, marked.known_errors, marked.known_warnings) == ((), (), 2)


def test_half_a_surrogate_pair_in_a_name_does_no_harm() -> None:
    assert mark_of(FOUND._replace(path="\udcff.md")) != mark_of(FOUND)

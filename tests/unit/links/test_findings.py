"""What is said of outcomes, and how severe it is."""

from datetime import UTC, datetime

import pytest

from feeds.cache.ledger import Record
from feeds.http.verdicts import Outcome, Verdict
from feeds.links.findings import LinkReport, mismatch_of, problem_of
from feeds.links.targets import Place
from feeds.problems.diagnostics import Diagnostic, Severity

URL = "https://a.example/"
PLACES = (Place("1.md", 4, 9),)
WHEN = datetime(2026, 11, 22, tzinfo=UTC)


def outcome(verdict: Verdict) -> Outcome:
    return Outcome(URL, verdict, "answers so", 404, moved_to="https://b.example/")


@pytest.mark.parametrize(
    ("verdict", "severity", "rule"),
    [
        (Verdict.BROKEN, "warning", "broken-link"),
        (Verdict.TIMEOUT, "warning", "slow-link"),
        (Verdict.BLOCKED, "info", "blocked-link"),
        (Verdict.MOVED, "info", "moved-link"),
        (Verdict.SKIPPED, "info", "skipped-link"),
    ],
)
def test_only_some_verdicts_want_action(verdict: Verdict, severity: str, rule: str) -> None:
    found = problem_of(outcome(verdict), None, PLACES, 3)
    assert (found.severity, found.rule, found.places) == (severity, rule, PLACES)
    assert found.moved_to == ("https://b.example/" if verdict is Verdict.MOVED else None)


@pytest.mark.parametrize(
    ("days", "confirm_runs", "severity", "message"),
    [
        (1, 3, "warning", "answers so (on 1 day; 3 make an error)"),
        (2, 3, "warning", "answers so (on 2 days; 3 make an error)"),
        (3, 3, "error", "answers so"),
        (1, 1, "error", "answers so"),
    ],
)
def test_a_broken_link_is_an_error_from_some_day_on(
    days: int, confirm_runs: int, severity: str, message: str
) -> None:
    record = Record(outcome(Verdict.BROKEN), WHEN, days)
    found = problem_of(outcome(Verdict.BROKEN), record, PLACES, confirm_runs)
    assert (found.severity, found.message, found.days_failed) == (severity, message, days)


def test_a_host_that_asks_for_fewer_requests_does_not_refuse_programs() -> None:
    busy, guarded, lured = (
        problem_of(
            Outcome(URL, Verdict.BLOCKED, "answers so", status, transient=passing), None, PLACES, 3
        ).remedy
        for status, passing in ((429, True), (403, False), (429, False))
    )
    assert busy == (
        "nothing need be done yet: the host asks for fewer requests, and is asked again in the"
        " next run"
    )
    assert guarded == lured == "open it in a browser, since the host refuses programs"


def test_other_failures_never_become_errors() -> None:
    record = Record(outcome(Verdict.TIMEOUT), WHEN, 9)
    found = problem_of(outcome(Verdict.TIMEOUT), record, PLACES, 1)
    assert (found.severity, found.message) == ("warning", "answers so")


def test_a_report_is_ok_unless_a_link_is_dead_or_a_seed_unreadable() -> None:
    warning = problem_of(outcome(Verdict.BROKEN), None, PLACES, 3)
    error = problem_of(outcome(Verdict.BROKEN), None, PLACES, 1)
    mismatch = mismatch_of("it names another", outcome(Verdict.OK), PLACES)
    unread = Diagnostic("2.md", 1, 1, "missing-front-matter", "there is none", "write one")
    ignored = Diagnostic("2", 1, 1, "ignored-path", "no", "move it", Severity.WARNING)
    counts = {Verdict.OK: 2, Verdict.BROKEN: 1}
    assert LinkReport(1, counts, 0, (warning, mismatch), unread=(ignored,)).ok
    assert not LinkReport(1, counts, 0, (error,)).ok
    assert not LinkReport(1, counts, 0, (), unread=(unread,)).ok
    assert LinkReport(1, counts, 0, ()).links == 3

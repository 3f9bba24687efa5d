"""What ``feeds verify`` has found, as every form of report asks for it."""

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.reporters.problems.feeds import FeedProblems
from feeds.reporters.view import View
from feeds.verify.findings import FeedFinding, FeedResult
from feeds.verify.run import VerifyReport


def finding(
    line: int, rule: str = "malformed-date", severity: Severity = Severity.ERROR
) -> FeedFinding:
    message = f"wrong in line {line}"
    found = Diagnostic("rss.xml", line, 1, rule, message, "mend it", severity)
    return FeedFinding(found, "pubDate", "item 1")


RESULT = FeedResult(
    "rss.xml",
    "RSS 2.0",
    3,
    (
        finding(1),
        finding(2, severity=Severity.WARNING),
        finding(4),
        finding(5, "repeated-id"),
        finding(6, "unusual-prefix", severity=Severity.INFO),
    ),
)


def test_each_finding_is_a_problem() -> None:
    report = FeedProblems(VerifyReport((RESULT,)))
    assert len(report.problems) == 5
    [told] = report.summary(View())
    assert told == (
        "checked 1 feed (RSS 2.0, 3 entries): 3 errors, 1 warning, 1 info"
        " (infos are not shown: -v shows them)"
    )


def test_grouped_those_of_one_rule_and_severity_in_a_feed_are_one() -> None:
    report = FeedProblems(VerifyReport((RESULT, RESULT)), grouped=True)
    messages = [problem.places[0].message for problem in report.problems]
    assert messages == 2 * [
        "wrong in line 1 (2 of this kind, the last in line 4)",
        "wrong in line 2",
        "wrong in line 5",
        "wrong in line 6",
    ]


def test_json_names_feed_and_item_of_each_problem() -> None:
    values = FeedProblems(VerifyReport((RESULT,), skipped=2)).values()
    assert (values["ok"], values["checked"], values["skipped"]) == (False, 1, 2)
    problems = values["problems"]
    assert isinstance(problems, list)
    assert problems[0] == {
        "path": "rss.xml",
        "line": 1,
        "column": 1,
        "severity": "error",
        "id": "malformed-date",
        "message": "wrong in line 1",
        "remedy": "mend it",
        "format": "RSS 2.0",
        "entries": 3,
        "element": "pubDate",
        "item": "item 1",
    }


def test_junit_has_a_test_for_each_rule_that_a_feed_breaks_or_one_for_all() -> None:
    cases = list(
        FeedProblems(VerifyReport((RESULT, RESULT._replace(findings=())))).cases(View(verbose=True))
    )
    names = [(case.group, case.name, case.failure is not None) for case in cases]
    assert names == [
        ("rss.xml", "malformed-date", True),
        ("rss.xml", "malformed-date", False),
        ("rss.xml", "repeated-id", True),
        ("rss.xml", "unusual-prefix", False),
        ("rss.xml", "all rules", False),
    ]
    [empty] = FeedProblems(VerifyReport(())).cases(View())
    assert (empty.name, empty.failure) == ("all feeds", None)


def test_warnings_become_errors_where_that_is_asked_for() -> None:
    raised = VerifyReport((RESULT,)).with_warnings_as_errors()
    severities = [found.diagnostic.severity for found in raised.results[0].findings]
    assert severities.count(Severity.ERROR) == 4
    assert Severity.INFO in severities

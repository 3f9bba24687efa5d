"""Every way to show problems says all of them, whatever paths and texts hold."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.reports import ValidationReport
from feeds.reporters.problems import formats, github
from feeds.reporters.problems.formats import FORMATS
from feeds.reporters.problems.seeds import SeedProblems
from feeds.reporters.view import View
from feeds.values.text import printable
from tests.unit.sample_problems import CLEAN, ERROR, INFO, REPORT, WARNING

TEXTS = st.text() | st.text("::%\r\n,#[]<&\x1b\udcff ")
PROBLEMS = st.builds(
    Diagnostic,
    path=TEXTS.filter(lambda path: "\0" not in path and path != ""),
    line=st.integers(1, 99),
    column=st.integers(1, 99),
    rule=st.sampled_from(["duplicate-url", "wrong-type"]),
    message=TEXTS,
    remedy=TEXTS,
    severity=st.sampled_from(Severity),
    end_column=st.integers(0, 120),
    excerpt=TEXTS,
    excerpt_column=st.just(1),
)
REPORTS = st.builds(
    ValidationReport, st.integers(0, 9), st.lists(PROBLEMS, max_size=5).map(sorted).map(tuple)
)

USUAL = View()

CONCISE = """\
seeds/1.md:7:10: error wrong-type topics[0] 2024 is a number, not text
seeds/a b,c:50%.md:8:1: warning unknown-field 100% <mood> & mischief
"""
INFO_LINE = "seeds/b\\n\\udcff.md:3:12: info insecure-url webUrl is not encrypted\n"


def render(name: str, report: ValidationReport, view: View = USUAL) -> str:
    return formats.render(name, SeedProblems(report), view)


@pytest.mark.parametrize("name", ["text", "concise", "markdown"])
def test_errors_come_first_and_then_paths_and_lines_as_they_were(name: str) -> None:
    found = [
        WARNING._replace(path="a.md", line=3),
        ERROR._replace(path="a.md", line=5),
        INFO._replace(path="b.md", line=2),
        WARNING._replace(path="b.md", line=7),
        ERROR._replace(path="b.md", line=9),
        ERROR._replace(path="c.md", line=1),
    ]
    report = replace(REPORT, diagnostics=tuple(found))
    places = [found[index].place for index in (1, 4, 5, 0, 3, 2)]
    assert re.findall(r"[abc]\.md:\d+:\d+", render(name, report, View(verbose=True))) == places
    first = render(name, report, View(max_problems=2))
    assert re.findall(r"[abc]\.md:\d+:\d+", first) == places[:2]
    assert "3 more problems" in first


@pytest.mark.parametrize("name", ["text", "concise", "markdown", "github", "sarif", "junit"])
def test_all_but_json_shows_what_is_asked_for(name: str) -> None:
    # They stand in no documentation of a rule, and in no summary.
    messages = ("2024 is a number", "mischief", "webUrl is not encrypted")
    views = (View(errors_only=True), View(), View(verbose=True))
    texts = [render(name, REPORT, view) for view in views]
    shown = [sum(message in text for message in messages) for text in texts]
    assert shown == [1, 2, 3]
    json_of = {render("json", REPORT, view) for view in views}
    assert [len(json.loads(text)["problems"]) for text in json_of] == [3]


def test_the_summary_names_the_rules_of_most_that_is_hidden() -> None:
    rules = [*["a"] * 1200, *["b"] * 3, *["c"] * 3, "d", "d", "e"]
    found = tuple(sorted(INFO._replace(rule=rule) for rule in rules))
    lines = render("concise", replace(REPORT, diagnostics=found)).splitlines()
    assert lines == [
        "checked 3 seeds: 1,209 infos (not shown: 1,200 a, 3 b, 3 c, 3 of 2 other rules;"
        " -v shows infos)"
    ]


def test_concise_is_a_line_a_problem() -> None:
    assert render("concise", REPORT, View(verbose=True)) == (
        CONCISE + INFO_LINE + "checked 3 seeds: 1 error, 1 warning, 1 info\n"
    )


def test_text_shows_source_line_and_remedy() -> None:
    report = replace(REPORT, diagnostics=(ERROR, INFO))
    assert render("text", report, View(verbose=True)) == (
        "seeds/1.md:7:10: error[wrong-type] topics[0] 2024 is a number, not text\n"
        "    topics: [2024, AI]\n"
        "             ^^^^\n"
        '    remedy: quote it: "2024"\n'
        "seeds/b\\n\\udcff.md:3:12: info[insecure-url] webUrl is not encrypted\n"
        "    remedy: write https://\n"
        "checked 3 seeds: 1 error, 1 info\n"
    )


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        pytest.param(
            View(),
            CONCISE + "checked 3 seeds: 1 error, 1 warning, 1 info"
            " (not shown: 1 insecure-url; -v shows infos)\n",
            id="infos are hidden",
        ),
        pytest.param(
            View(errors_only=True),
            CONCISE.splitlines()[0] + "\nchecked 3 seeds: 1 error, 1 warning, 1 info"
            " (only errors are shown)\n",
            id="errors only",
        ),
        pytest.param(
            View(verbose=True, max_problems=3, quiet=True), CONCISE + INFO_LINE, id="just enough"
        ),
        pytest.param(
            View(verbose=True, max_problems=1, quiet=True),
            CONCISE.splitlines()[0] + "\n2 more problems, not shown because of --max-problems\n",
            id="the first only",
        ),
        pytest.param(
            View(max_problems=1, quiet=True),
            CONCISE.splitlines()[0] + "\n1 more problem, not shown because of --max-problems\n",
            id="hidden infos are not promised",
        ),
        pytest.param(
            View(statistics=True, quiet=True),
            CONCISE + "      1  info     insecure-url\n"
            "      1  warning  unknown-field\n"
            "      1  error    wrong-type\n",
            id="statistics count what is hidden",
        ),
    ],
)
def test_people_see_what_they_ask_for(view: View, shown: str) -> None:
    assert render("concise", REPORT, view) == shown


def test_statistics_put_the_most_frequent_rule_first() -> None:
    report = replace(REPORT, diagnostics=(*[WARNING] * 1200, ERROR, ERROR))
    lines = render("concise", report, View(statistics=True)).splitlines()
    assert lines[-3:] == [
        "  1,200  warning  unknown-field",
        "      2  error    wrong-type",
        "checked 3 seeds: 2 errors, 1,200 warnings",
    ]


def test_json_holds_everything() -> None:
    assert json.loads(render("json", replace(REPORT, diagnostics=(INFO,)))) == {
        "ok": True,
        "checked": 3,
        "problems": [
            {
                "path": "seeds/b\n\udcff.md",
                "line": 3,
                "column": 12,
                "severity": "info",
                "id": "insecure-url",
                "message": "webUrl is not encrypted",
                "remedy": "write https://",
            }
        ],
    }


def test_github_annotations_escape_what_ends_a_property_or_a_line() -> None:
    assert render("github", REPORT, View(verbose=True)) == (
        "::error file=seeds/1.md,line=7,col=10,endColumn=14,title=wrong-type::topics[0] 2024 is a"
        ' number, not text%0Aremedy: quote it: "2024"\n'
        "::warning file=seeds/a b%2Cc%3A50%25.md,line=8,col=1,endColumn=5,title=unknown-field"
        "::100%25 <mood> & mischief%0Aremedy: remove it\n"
        "::notice file=seeds/b%0A\\udcff.md,line=3,col=12,endColumn=12,title=insecure-url"
        "::webUrl is not encrypted%0Aremedy: write https://\n"
    )


def unescape(value: str) -> str:
    """Undo the escapes as the runner does: those of a property are a superset, "%25" is last."""
    for escape, character in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
        value = value.replace(escape, character)
    return value


@given(PROBLEMS)
def test_github_gets_back_what_was_escaped(problem: Diagnostic) -> None:
    line = render("github", ValidationReport(1, (problem,)), View(verbose=True))
    assert line.count("\n") == 1
    assert "\r" not in line
    _, header, data = line.rstrip("\n").split("::", 2)
    properties = dict(part.split("=", 1) for part in header.split(" ", 1)[1].split(","))
    assert unescape(properties["file"]) == without_controls(problem.path)
    assert properties["line"] == str(problem.line)
    message = f"{problem.message}\nremedy: {problem.remedy}"
    assert unescape(data) == without_controls(message)
    assert line.rstrip("\n").isprintable()


def without_controls(text: str) -> str:
    """Return *text* as the terminal of whoever reads the log may get it."""
    return "".join(c if c in "\r\n" else printable(c) for c in text)


def test_fence_keeps_lines_of_seeds_from_being_commands() -> None:
    assert (
        github.fence("::add-mask::x\n", "token")
        == "::stop-commands::token\n::add-mask::x\n::token::\n"
    )


@given(TEXTS)
def test_printable_text_stays_on_its_line(anything: str) -> None:
    shown = printable(anything)
    assert shown.isprintable()
    assert shown == anything or not anything.isprintable()


@pytest.mark.parametrize("name", FORMATS)
@given(report=REPORTS)
def test_every_format_says_every_problem(name: str, report: ValidationReport) -> None:
    rendered = render(name, report, View(verbose=True))
    assert rendered == "" or rendered.endswith("\n")
    assert rendered.count("wrong-type") >= len(
        {found.path for found in report.diagnostics if found.rule == "wrong-type"}
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_report_is_no_empty_one_for_programs_and_people(name: str) -> None:
    rendered = render(name, CLEAN)
    assert bool(rendered) == (name != "github")


def test_warnings_become_errors_on_demand() -> None:
    raised = REPORT.with_warnings_as_errors()
    assert [found.severity for found in raised.diagnostics] == ["error", "error", "info"]
    assert not replace(REPORT, diagnostics=(WARNING,)).with_warnings_as_errors().ok
    assert replace(REPORT, diagnostics=(INFO,)).with_warnings_as_errors().ok

"""A JUnit report is valid for Jenkins, and a test keeps its name while the problem lasts."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from lxml import etree

from feeds.problems.reports import ValidationReport
from feeds.reporters.problems import formats
from feeds.reporters.problems.seeds import SeedProblems
from feeds.reporters.view import View
from tests.unit.reporters.problems.test_formats import REPORTS
from tests.unit.sample_problems import CLEAN, ERROR, INFO, REPORT
from tests.unit.xml_text import attributes_of

XSD = etree.XMLSchema(etree.parse(Path(__file__).parents[3] / "data" / "junit-10.xsd"))

EXPECTED = """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites name="feeds validate">
  <testsuite name="feeds validate" tests="3" failures="1" errors="0">
    <testcase classname="seeds/1.md" name="wrong-type">
      <failure type="wrong-type" message="2 errors">seeds/1.md:7:10: error topics[0] 2024 is a number, not text; quote it: "2024"
seeds/1.md:9:10: error topics[0] 2024 is a number, not text; quote it: "2024"
</failure>
    </testcase>
    <testcase classname="seeds/a b,c:50%.md" name="unknown-field">
      <system-out>seeds/a b,c:50%.md:8:1: warning 100% &lt;mood&gt; &amp; mischief; remove it
</system-out>
    </testcase>
    <testcase classname="seeds/b\\n\\udcff.md" name="insecure-url">
      <system-out>seeds/b\\n\\udcff.md:3:12: info webUrl is not encrypted; write https://
</system-out>
    </testcase>
  </testsuite>
</testsuites>
"""


def render(report: ValidationReport) -> str:
    return formats.render("junit", SeedProblems(report), View(verbose=True))


def test_each_rule_that_a_seed_breaks_is_a_test() -> None:
    report = replace(REPORT, diagnostics=(*REPORT.diagnostics, ERROR._replace(line=9)))
    assert render(report) == EXPECTED


def test_a_run_that_shows_none_of_its_problems_has_one_test_that_passes() -> None:
    report = replace(REPORT, diagnostics=(INFO,))
    hidden = formats.render("junit", SeedProblems(report), View())
    assert hidden == render(CLEAN)


def test_a_clean_run_has_one_test_that_passes() -> None:
    (suite,) = etree.fromstring(render(CLEAN).encode())
    assert attributes_of(suite) == {
        "name": "feeds validate", "tests": "1", "failures": "0", "errors": "0",
    }  # fmt: skip
    assert [attributes_of(test) for test in suite] == [
        {"classname": "feeds validate", "name": "all seeds"}
    ]


@given(REPORTS)
def test_report_is_valid_whatever_it_holds(report: ValidationReport) -> None:
    document = etree.fromstring(render(report).encode())
    XSD.assertValid(document)
    assert len(document.findall(".//testcase")) >= 1


def test_schema_would_refuse_a_wrong_report() -> None:
    assert not XSD.validate(etree.fromstring("<testsuites><testcase/></testsuites>"))

"""A SARIF log is valid, documents its rules, and knows a problem again when lines have moved."""

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from jsonschema import Draft4Validator

from feeds import __version__
from feeds.problems.reports import ValidationReport
from feeds.reporters.problems import formats
from feeds.reporters.problems.seeds import SeedProblems
from feeds.reporters.view import View
from feeds.validation.selection import all_rules
from tests.unit.reporters.problems.test_formats import REPORTS
from tests.unit.sample_problems import CLEAN, ERROR, INFO, REPORT

SCHEMA = Path(__file__).parents[3] / "data" / "sarif-2.1.0-rtm.5.json"
VALIDATOR = Draft4Validator(
    json.loads(SCHEMA.read_text()), format_checker=Draft4Validator.FORMAT_CHECKER
)


def render(report: ValidationReport) -> str:
    return formats.render("sarif", SeedProblems(report), View(verbose=True))


def run_of(report: ValidationReport) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(render(report))["runs"][0]
    return run


def fingerprints(*problems: Any) -> list[str]:
    results = run_of(ValidationReport(1, problems))["results"]
    return [result["partialFingerprints"]["problem/v1"] for result in results]


@given(REPORTS)
def test_log_is_valid(report: ValidationReport) -> None:
    log = json.loads(render(report))
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    assert len(log["runs"][0]["results"]) == len(report.diagnostics)


def test_schema_would_refuse_a_wrong_log() -> None:
    log = json.loads(render(REPORT))
    log["runs"][0]["results"][0]["level"] = "info"
    assert not VALIDATOR.is_valid(log)


def test_result_has_level_region_and_message() -> None:
    known = next(iter(all_rules()))
    problem = ERROR._replace(rule=known)
    (result,) = run_of(ValidationReport(1, (problem,)))["results"]
    assert result.pop("partialFingerprints").keys() == {"problem/v1"}
    assert result == {
        "ruleId": known,
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'topics[0] 2024 is a number, not text\nRemedy: quote it: "2024"'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "seeds/1.md", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 7, "startColumn": 10, "endColumn": 14},
                }
            }
        ],
    }


def test_paths_of_any_bytes_become_addresses() -> None:
    run = run_of(ValidationReport(1, (INFO, INFO._replace(path="/tmp/ü %.md"))))
    places = [
        result["locations"][0]["physicalLocation"]["artifactLocation"] for result in run["results"]
    ]
    assert places == [
        {"uri": "seeds/b%0A%FF.md", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///tmp/%C3%BC%20%25.md"},
    ]


def test_what_was_fetched_has_its_address() -> None:
    found = ERROR._replace(path="https://chips.example/feed?a=1")
    (result,) = run_of(ValidationReport(1, (found,)))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "https://chips.example/feed?a=1"}


def test_every_rule_is_documented() -> None:
    driver = run_of(CLEAN)["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("feeds", __version__)
    assert [rule["id"] for rule in driver["rules"]] == list(all_rules())
    first = all_rules()["duplicate-url"]
    described = next(rule for rule in driver["rules"] if rule["id"] == "duplicate-url")
    assert described["shortDescription"] == {"text": first.what}
    assert described["help"]["text"] == first.remedy
    assert described["defaultConfiguration"] == {"level": "warning"}


def test_fingerprint_survives_moved_lines() -> None:
    moved = ERROR._replace(line=40, column=2, end_column=6, excerpt="  topics: [2024, AI]")
    assert fingerprints(ERROR) == fingerprints(moved)


def test_fingerprint_survives_moved_lines_of_another_seed() -> None:
    first = ERROR._replace(message="webUrl is that of seeds/2.md:4 too")
    later = ERROR._replace(message="webUrl is that of seeds/2.md:15 too")
    assert fingerprints(first) == fingerprints(later)


def test_fingerprints_differ_by_place_rule_and_occurrence() -> None:
    others = (
        ERROR._replace(line=9),
        ERROR._replace(path="seeds/2.md"),
        ERROR._replace(rule="invalid-date"),
        ERROR._replace(excerpt="topics: [2024]"),
    )
    assert len(set(fingerprints(ERROR, *others))) == 5

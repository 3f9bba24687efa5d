"""Problems of links and of seeds in every format, byte for byte."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from feeds import __version__
from feeds.links.findings import LINK_RULES, LinkProblem
from feeds.reporters.problems import formats
from feeds.reporters.problems.formats import FORMATS
from feeds.reporters.problems.links import LinkProblems
from feeds.reporters.problems.seeds import SeedProblems
from feeds.reporters.view import View
from tests.unit.reporters.problems.test_junit import XSD
from tests.unit.reporters.problems.test_sarif import VALIDATOR
from tests.unit.sample_problems import CLEAN, GONE, HIDDEN, LINK_REPORT, REPORT, SLOW

GOLDEN = Path(__file__).with_name("golden")
LINKS = LinkProblems(LINK_REPORT)

Golden = Callable[[Path, bytes], None]


def render(name: str, view: View = View()) -> str:  # noqa: B008 - it never changes
    return formats.render(name, LINKS, view)


@pytest.mark.parametrize("name", FORMATS)
def test_links_look_as_they_always_did(name: str, golden: Golden) -> None:
    text = render(name, View(verbose=True)).replace(f'"{__version__}"', '"VERSION"')
    golden(GOLDEN / f"links.{name}", text.encode("utf-8", "backslashreplace"))


def test_seeds_in_a_table_of_markdown(golden: Golden) -> None:
    text = formats.render("markdown", SeedProblems(REPORT), View(verbose=True, max_problems=2))
    golden(GOLDEN / "seeds.markdown", text.encode())


def test_no_table_of_markdown_without_problems() -> None:
    text = formats.render("markdown", SeedProblems(CLEAN), View(quiet=True))
    assert text == "## Seeds\n\nchecked 3 seeds: no problems\n"


@pytest.mark.parametrize("name", ["text", "concise", "github", "sarif", "junit", "markdown"])
def test_links_that_need_no_action_are_shown_on_demand_only(name: str) -> None:
    assert "old.example" not in render(name)
    assert "old.example" in render(name, View(verbose=True))


def test_data_has_every_link() -> None:
    assert render("json") == render("json", View(verbose=True))
    assert "old.example" in render("json")


@pytest.mark.parametrize(("quiet", "lines"), [(False, 7), (True, 4)])
def test_summary_stands_below_links_unless_people_want_quiet(quiet: bool, lines: int) -> None:
    assert len(render("concise", View(quiet=quiet)).splitlines()) == lines
    assert "checked 2,003 links" in render("markdown", View(quiet=quiet))


def test_log_of_links_is_valid_and_documents_each_rule_that_it_names() -> None:
    log = json.loads(render("sarif"))
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == [*LINK_RULES, "missing-front-matter"]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def fingerprints(*links: LinkProblem) -> list[str]:
    report = replace(LINK_REPORT, problems=links, unread=())
    results: list[dict[str, Any]] = json.loads(
        formats.render("sarif", LinkProblems(report), View(verbose=True))
    )["runs"][0]["results"]
    return [result["partialFingerprints"]["problem/v1"] for result in results]


def test_fingerprint_of_a_link_survives_days_and_moved_lines() -> None:
    later = replace(GONE, message="answers 410 Gone (on 2 days; 3 make an error)")
    assert fingerprints(GONE) == fingerprints(later)


def test_fingerprints_of_links_differ_by_address_place_and_rule() -> None:
    others = (SLOW, HIDDEN, replace(GONE, rule="slow-link"), replace(GONE, url="https://a.example"))
    assert len(set(fingerprints(GONE, *others))) == 8


def test_tests_of_links_are_valid_for_jenkins() -> None:
    XSD.assertValid(etree.fromstring(render("junit").encode()))

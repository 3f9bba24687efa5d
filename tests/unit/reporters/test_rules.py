"""The documentation of the rules: complete, and the same everywhere."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.links.findings import LINK_RULES
from feeds.problems.basic_rules import basic_rules, usual_remedy
from feeds.problems.diagnostics import Severity
from feeds.problems.errors import ConfigError
from feeds.problems.rule import Rule
from feeds.reporters.rules import describe, list_all, render_all, render_json
from feeds.validation.selection import all_rules
from feeds.verify.ruleset import all_rules as feed_rules
from tests.plugins.command import ROOT, RunFeeds

# Functions that take the id of a rule, and the one id that is put together.
REPORTING = {"Diagnostic", "Fault", "diagnostic", "fault", "_report", "_stop"}
PUT_TOGETHER = {"unreadable-file", "unreadable-folder"}
_ID = re.compile("[a-z]+(?:-[a-z]+)+")
_SENTENCES = re.compile(r"[A-Za-z`].*\.\)?", re.DOTALL)


def printed_ids(package: Path) -> Iterator[str]:
    """Yield the id of every rule that some module of *package* may report."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in REPORTING:
                yield from (text for text in texts_of(node) if _ID.fullmatch(text))


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def texts_of(call: ast.Call) -> list[str]:
    values = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return [value for value in values if isinstance(value, str)]


def test_whatever_can_be_printed_is_documented() -> None:
    printed = set(printed_ids(ROOT / "feeds"))
    assert printed - {*all_rules(), *feed_rules()} == set()
    assert {"empty-file", "yaml-syntax", "missing-field", "wrong-type", "invalid-url"} <= printed


def test_whatever_a_table_documents_can_be_printed() -> None:
    """The rules with a module of their own are broken by cases (tests/rules)."""
    sources = (ROOT / "feeds").glob("**/*.py")
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    tabled = {*basic_rules(), *LINK_RULES} - PUT_TOGETHER
    assert [rule for rule in tabled if f'"{rule}"' not in code] == []


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: str(rule.id))
def test_every_rule_says_in_sentences_what_it_is_about(rule: Rule) -> None:
    assert _ID.fullmatch(rule.id)
    assert isinstance(rule.severity, Severity)
    texts = (rule.what, rule.why, rule.remedy)
    assert [text for text in texts if not _SENTENCES.fullmatch(text)] == []
    assert rule.example.strip()


def test_messages_give_the_remedy_of_a_rule_without_making_a_sentence_of_it() -> None:
    assert usual_remedy("oversized-file") == (
        "shorten the body, and keep pictures and videos out of it"
    )


def test_the_page_in_the_repository_is_made_from_the_rules() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == render_all(), "run make rules"


def test_the_page_of_rules_for_feeds_is_made_from_them() -> None:
    page = (ROOT / "docs" / "feed-rules.md").read_text(encoding="utf-8")
    assert page == render_all(of_feeds=True), "run make rules"


def test_no_rule_for_feeds_has_the_id_of_another() -> None:
    assert feed_rules().keys() & {*all_rules(), *LINK_RULES} == set()


def test_rules_are_a_list_for_programs() -> None:
    rules = {rule["id"]: rule for rule in json.loads(render_json())}
    assert list(rules) == sorted({**all_rules(), **LINK_RULES, **feed_rules()})
    assert rules["wrong-weekday"]["severity"] == "error"
    assert rules["wrong-weekday"]["w3c"] == ["IncorrectDOW"]
    assert rules["empty-file"]["summary"] == "The file is empty."


def test_a_page_of_a_rule_for_feeds_names_its_source_and_what_others_call_it() -> None:
    page = describe("misplaced-metadata")
    assert "\n**Source.** RFC 4287, section 4.1.1, https://" in page
    assert page.endswith("\nThe W3C feed validator calls it MisplacedMetadata.\n")


def test_a_page_of_one_rule() -> None:
    assert describe("duplicate-topic") == (
        "# duplicate-topic\n\n"
        "Severity: info; `feeds validate --fix` mends it.\n\n"
        "A topic stands in a list twice; case and blanks around it do not count.\n\n"
        "**Why.** It is one topic, and one of the two is of no use: feeds show it once.\n\n"
        "**Example.**\n\n```yaml\ntopics:\n  - AI\n  - ai\n```\n\n"
        "**Remedy.** Remove one of the two.\n"
    )


def test_the_list_has_a_line_for_each_rule() -> None:
    lines = list_all().splitlines()
    assert [line.split()[0] for line in lines] == list(all_rules())
    [line] = [line for line in lines if line.startswith("empty-file ")]
    assert line.split(maxsplit=2)[1:] == ["error", "The file is empty."]


def test_an_unknown_rule_is_refused_with_what_was_meant() -> None:
    with pytest.raises(
        ConfigError, match=r'^there is no rule "duplicate-urls"; did you mean "duplicate-url"'
    ):
        describe("duplicate-urls")


def test_the_command_prints_the_same(run_feeds: RunFeeds) -> None:
    assert run_feeds("rule").stdout == list_all()
    assert run_feeds("rule", "empty-file").stdout == describe("empty-file")
    assert run_feeds("rule", "--markdown").stdout == render_all()
    refused = run_feeds("rule", "empty-fil")
    message = 'feeds: error: there is no rule "empty-fil"; did you mean "empty-file"?\n'
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", message)

"""Which rules a run applies, how severe they are, and which checks a seed is spared."""

from typing import Any

import pytest

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.settings import ValidateSettings
from feeds.validation.articles import Articles
from feeds.validation.schema.seed import Seed, parse_seed
from feeds.validation.selection import Selection, rule_modules
from tests.plugins.command import ROOT


def found(path: str = "seeds/a.md", **settings: Any) -> list[tuple[str, str]]:
    problems = [
        Diagnostic(path, line, 1, rule, "it is wrong", "mend it", severity)
        for line, rule, severity in (
            (1, "surrounding-blanks", Severity.INFO),
            (2, "relative-url", Severity.ERROR),
            (3, "duplicate-topic", Severity.INFO),
        )
    ]
    adjusted = Selection(ValidateSettings(**settings)).adjust(reversed(problems))
    return [(problem.rule, problem.severity.value) for problem in adjusted]


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ({}, ["surrounding-blanks", "relative-url", "duplicate-topic"]),
        ({"select": ("relative-url", "duplicate-topic")}, ["relative-url", "duplicate-topic"]),
        ({"ignore": ("relative-url", "duplicate-topic")}, ["surrounding-blanks"]),
        ({"select": ("relative-url",), "ignore": ("relative-url",)}, []),
    ],
)  # fmt: skip
def test_rules_are_selected_and_ignored(settings: dict[str, Any], rules: list[str]) -> None:
    assert [rule for rule, _ in found(**settings)] == rules


def test_severities_are_changed() -> None:
    severity = (("relative-url", Severity.INFO), ("duplicate-topic", Severity.ERROR))
    chosen = ("relative-url", "duplicate-topic")
    assert found(select=chosen, severity=severity) == [
        ("relative-url", "info"),
        ("duplicate-topic", "error"),
    ]


@pytest.mark.parametrize(
    ("path", "count"), [("seeds/old/a.md", 0), ("old/b/c.md", 0), ("seeds/new/old.md", 1)]
)
def test_rules_are_ignored_by_path(path: str, count: int) -> None:
    ignores = (("old/", ("relative-url",)), ("seeds/new/", ("duplicate-topic",)))
    assert len(found(path, select=("relative-url",), per_path_ignores=ignores)) == count


OF_BODY = {rule: module for rule, module in rule_modules().items() if hasattr(module, "OF_BODY")}


@pytest.mark.parametrize("rule", OF_BODY)
@pytest.mark.parametrize("blanks", ["", "\n", "\n\n \t\n", "\u00a0\n"])
def test_rules_of_bodies_find_nothing_where_there_is_none(rule: str, blanks: str) -> None:
    for case in (ROOT / "tests/rules" / rule).glob("*.md"):
        seed = parse_seed(case.name, case.read_bytes())
        assert isinstance(seed, Seed)
        raw = seed.front_matter.text[: seed.front_matter.body_start] + blanks
        without = parse_seed(case.name, raw.encode())
        assert isinstance(without, Seed)
        assert not list(OF_BODY[rule].check(Articles(without)))

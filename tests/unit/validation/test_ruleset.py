"""Which rules a run applies, how severe they are, and what it keeps of many seeds to compare."""

import pickle
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from feeds.problems.diagnostics import Severity
from feeds.settings import ValidateSettings
from feeds.validation.articles import Articles
from feeds.validation.ruleset import Ruleset, rule_modules
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_seed
from tests.acceptance.seed_text import seed as seed_text
from tests.plugins.command import ROOT


def faulty(path: str = "seeds/a.md") -> Seed | UnreadableSeed:
    text = seed_text(1, title='" A "', webUrl="/news", topics="[AI, AI]", heat="-1")
    return parse_seed(path, text.encode())


def found(path: str = "seeds/a.md", **settings: Any) -> list[tuple[str, str]]:
    diagnostics = Ruleset(ValidateSettings(**settings)).check(faulty(path))
    return [(diagnostic.rule, diagnostic.severity.value) for diagnostic in diagnostics]


def test_all_rules_apply_by_default_as_severe_as_they_are() -> None:
    assert found() == [
        ("surrounding-blanks", "info"),
        ("relative-url", "error"),
        ("duplicate-topic", "info"),
        ("inconsistent-promotion", "info"),
    ]


@pytest.mark.parametrize(
    ("settings", "rules"),
    [
        ({"select": ("relative-url", "duplicate-topic")}, ["relative-url", "duplicate-topic"]),
        ({"ignore": ("relative-url", "duplicate-topic")}, ["surrounding-blanks", "inconsistent-promotion"]),
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


def test_infos_that_are_not_shown_are_only_counted() -> None:
    hidden = Ruleset(ValidateSettings(show_infos=False)).check(faulty())
    shown = Ruleset(ValidateSettings()).check(faulty())
    assert Counter((one.rule, one.severity) for one in hidden) == Counter(
        (one.rule, one.severity) for one in shown
    )
    are_infos = [
        [one for one in found if one.severity is Severity.INFO] for found in (hidden, shown)
    ]
    assert {(one.message, one.place) for one in are_infos[0]} == {("", "seeds/a.md:1:1")}
    assert all(one.message for one in are_infos[1])
    assert [one for one in hidden if one not in are_infos[0]] == [
        one for one in shown if one not in are_infos[1]
    ]
    raised = tuple((one.rule, Severity.WARNING) for one in are_infos[1])
    settings = ValidateSettings(severity=raised)
    assert Ruleset(replace(settings, show_infos=False)).check(faulty()) == Ruleset(settings).check(
        faulty()
    )


@pytest.mark.parametrize(
    ("path", "count"), [("seeds/old/a.md", 0), ("old/b/c.md", 0), ("seeds/new/old.md", 1)]
)
def test_rules_are_ignored_by_path(path: str, count: int) -> None:
    ignores = (("old/", ("relative-url",)), ("seeds/new/", ("duplicate-topic",)))
    assert len(found(path, select=("relative-url",), per_path_ignores=ignores)) == count


def test_a_ruleset_can_be_sent_to_another_process_at_any_time() -> None:
    ruleset = Ruleset(ValidateSettings(select=("relative-url",)))
    expected = ruleset.check(faulty())
    assert pickle.loads(pickle.dumps(ruleset)).check(faulty()) == expected


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

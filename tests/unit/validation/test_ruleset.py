"""What the rules that a run applies find in a seed, with each setting."""

import pickle
from collections import Counter
from typing import Any

from feeds.problems.diagnostics import Severity
from feeds.settings import ValidateSettings
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_seed
from tests.acceptance.seed_text import seed as seed_text


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
    assert Ruleset(settings._replace(show_infos=False)).check(faulty()) == Ruleset(settings).check(
        faulty()
    )


def test_a_ruleset_can_be_sent_to_another_process_at_any_time() -> None:
    ruleset = Ruleset(ValidateSettings(select=("relative-url",)))
    expected = ruleset.check(faulty())
    assert pickle.loads(pickle.dumps(ruleset)).check(faulty()) == expected

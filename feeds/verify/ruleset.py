"""The rules for feeds: how they are documented, which apply, and how severe each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import Rule, as_advice, modules_of, section_of
from feeds.verify.vocabulary import vocabularies

# A rule, its severities by profile, and its words (remedy, source) by vocabulary.
_Documented = tuple[Rule, Mapping[str, Severity], Mapping[str, Mapping[str, str]]]

_DOCUMENTATION = Path(__file__).with_name("documentation")


@cache
def all_rules() -> Mapping[str, Rule]:
    """Return the documentation of every rule for feeds by id, sorted."""
    return {name: rule for name, (rule, *_) in sorted(_tables().items())}


@cache
def words_of(rule: str, vocabulary: str) -> tuple[str, str]:
    """Return the remedy of *rule* (its id), and the section it is of, as messages give them.

    Where a rule is one for several specifications, the *vocabulary* (its prefix, or ``json``) of
    what is wrong decides which of them is named.
    """
    documented, _, by_vocabulary = _tables()[rule]
    words = by_vocabulary.get(vocabulary, {})
    source = words.get("source") or documented.source
    if not source and vocabulary in vocabularies():
        source = vocabularies()[vocabulary].source
    remedy = words.get("remedy")
    return as_advice(remedy) if remedy else documented.advice, section_of(source)


@cache
def rule_modules() -> tuple[ModuleType, ...]:
    """Return the modules of the rules that look at more than one element."""
    from feeds.verify import rules

    return tuple(modules_of(rules))


@cache
def _tables() -> dict[str, _Documented]:
    import tomllib

    found: dict[str, _Documented] = {}
    for table in sorted(_DOCUMENTATION.glob("*.toml")):
        for name, fields in tomllib.loads(table.read_text(encoding="utf-8")).items():
            found[name] = _rule(name, fields)
    return found


def _rule(name: str, fields: dict[str, Any]) -> _Documented:
    rule = Rule(
        id=name,
        severity=Severity(fields.get("severity", "error")),
        what=fields["summary"],
        why=fields["why"],
        example=fields.get("example", ""),
        remedy=fields["remedy"],
        source=fields.get("source", ""),
        w3c=tuple(fields.get("w3c", ())),
        syntax="json" if fields.get("example", "").lstrip()[:1] in {"{", "["} else "xml",
    )
    profiles = {key: Severity(value) for key, value in fields.get("profiles", {}).items()}
    return rule, profiles, fields.get("of", {})


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The rules that a run applies: those selected, less those ignored, by the *profile*."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    profile: str = "spec"

    def applies(self, rule: str) -> bool:
        """Tell whether findings of *rule* (its id) are reported at all."""
        return (not self.select or rule in self.select) and rule not in self.ignore

    def severity(self, rule: str, own: Severity | None) -> Severity:
        """Return how severe a finding of *rule* is that has the severity *own*, or none."""
        documented, by_profile, _ = _tables()[rule]
        found = own or documented.severity
        if self.profile in by_profile:
            return by_profile[self.profile]
        # What the specification only recommends is asked for.
        return Severity.WARNING if self.profile == "strict" and found is Severity.INFO else found

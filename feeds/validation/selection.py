"""Which rules a run applies, and how severe each is, as the configuration has it."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any

from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import Rule, modules_of
from feeds.settings import ValidateSettings
from feeds.validation import rules
from feeds.validation.articles import Articles
from feeds.validation.schema.seed import Seed

if TYPE_CHECKING:
    from pathspec import PathSpec

Check = Callable[[Articles], Iterable[Fault]]
"""What a rule finds wrong in the articles of a seed."""


@cache
def rule_modules() -> dict[str, ModuleType]:
    """Return the modules of the rules beyond the schema, by rule id, sorted."""
    modules = sorted(modules_of(rules), key=lambda module: str(module.RULE.id))
    return {module.RULE.id: module for module in modules}


@cache
def all_rules() -> dict[str, Rule]:
    """Return the documentation of every rule, those of reading and of the schema too, by id."""
    documented = (*basic_rules().values(), *(module.RULE for module in rule_modules().values()))
    return {rule.id: rule for rule in sorted(documented, key=lambda rule: rule.id)}


def is_marked(rule: str, mark: str) -> bool:
    """Tell whether the module of *rule* (its id), if it has one, has what is called *mark*."""
    return hasattr(rule_modules().get(rule), mark)


class Selection:
    """The rules that *settings* select, and how severe each is."""

    def __init__(self, settings: ValidateSettings) -> None:
        """Select what *settings* say."""
        self.settings = settings

    def selects(self, rule: str) -> bool:
        """Tell whether *rule* (its id) is applied at all."""
        selected = not self.settings.select or rule in self.settings.select
        return selected and rule not in self.settings.ignore

    def applies(self, rule: str, path: str) -> bool:
        """Tell whether *rule* is applied to the seed at *path*."""
        return self.selects(rule) and not self._is_ignored(rule, path)

    def adjust(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return those of *diagnostics* that the settings do not ignore, as severe as they say.

        They are sorted.
        """
        return sorted(
            self._at_its_severity(found)
            for found in diagnostics
            if self.applies(found.rule, found.path)
        )

    def severity_of(self, rule: str) -> Severity:
        """Return how severe faults of *rule* (its id), one beyond the schema, are."""
        default: Severity = rule_modules()[rule].RULE.severity
        return self.severities.get(rule, default)

    @property
    def depends_on_path(self) -> bool:
        """Whether a seed that was moved may be judged differently."""
        settings = self.settings
        return bool(settings.per_path_ignores or settings.severity)

    def checks_of(self, seed: Seed, *, of_errors: bool = False) -> list[Check]:
        """Return the checks that may find anything in *seed*, or only those of errors."""
        kind = seed.plain, seed.front_matter.raw is not None, of_errors
        if kind not in self._checks:
            spared = ("SPARES_PLAIN",) * kind[0] + ("OF_BODY",) * kind[1]
            self._checks[kind] = self._without(spared, of_errors=of_errors)
        return self._checks[kind]

    @cached_property
    def _checks(self) -> dict[tuple[bool, bool, bool], list[Check]]:
        return {}

    def _without(self, spared: Iterable[str], *, of_errors: bool) -> list[Check]:
        """Return the checks of rules whose modules have none of the marks *spared*."""
        left_out = {rule for mark in spared for rule, _ in self.parts(mark)}
        checks = [(rule, check) for rule, check in self.parts("check") if rule not in left_out]
        if of_errors:
            checks = [part for part in checks if self.severity_of(part[0]) is Severity.ERROR]
        return [check for _, check in checks]

    def parts(self, name: str) -> Iterator[tuple[str, Any]]:
        """Yield what the modules of the selected rules call *name*, where they have it."""
        for rule, module in rule_modules().items():
            if self.selects(rule) and hasattr(module, name):
                yield rule, getattr(module, name)

    @cached_property
    def severities(self) -> dict[str, Severity]:
        """How severe rules are by their ids, where the settings say it."""
        return dict(self.settings.severity)

    def _at_its_severity(self, found: Diagnostic) -> Diagnostic:
        severity = self.severities.get(found.rule, found.severity)
        return found if severity is found.severity else found._replace(severity=severity)

    @cached_property
    def _ignores(self) -> list[tuple["PathSpec[Any]", frozenset[str]]]:
        return [(_compile(glob), frozenset(ids)) for glob, ids in self.settings.per_path_ignores]

    def _is_ignored(self, rule: str, seed: str) -> bool:
        specs = [spec for spec, ids in self._ignores if rule in ids]
        if not specs:
            return False
        path = os.path.relpath(seed, self.settings.folder)
        return any(spec.match_file(path) for spec in specs)


def _compile(glob: str) -> "PathSpec[Any]":
    # It takes longer to load than to check dozens of seeds, and few configurations need it.
    from pathspec import PathSpec

    return PathSpec.from_lines("gitignore", [glob])

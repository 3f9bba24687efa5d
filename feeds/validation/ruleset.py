"""The rules that a run applies, as the configuration has them."""

import math
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TYPE_CHECKING, Any

from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.edits import Pointer
from feeds.problems.faults import Fault
from feeds.problems.rule import Rule
from feeds.settings import ValidateSettings
from feeds.validation import rules
from feeds.validation.articles import Articles
from feeds.validation.omissions import ARTICLE, Judgement, describe_omission, part_at
from feeds.validation.schema.seed import Seed, UnreadableSeed
from feeds.validation.uses import Comparison, Notes, Uses

if TYPE_CHECKING:
    from pathspec import PathSpec

_FAULTLESS = Judgement()


@cache
def rule_modules() -> dict[str, ModuleType]:
    """Return the modules of the rules beyond the schema, by rule id, sorted."""
    names = (module.name for module in iter_modules(rules.__path__))
    modules = (import_module(f"{rules.__name__}.{name}") for name in names)
    return {module.RULE.id: module for module in sorted(modules, key=lambda m: str(m.RULE.id))}


@cache
def all_rules() -> dict[str, Rule]:
    """Return the documentation of every rule, those of reading and of the schema too, by id."""
    documented = (*basic_rules().values(), *(module.RULE for module in rule_modules().values()))
    return {rule.id: rule for rule in sorted(documented, key=lambda rule: rule.id)}


@dataclass(frozen=True)
class Ruleset:
    """The rules that *settings* select, and how severe each is."""

    settings: ValidateSettings

    def selects(self, rule: str) -> bool:
        """Tell whether *rule* (its id) is applied at all."""
        selected = not self.settings.select or rule in self.settings.select
        return selected and rule not in self.settings.ignore

    def check(self, seed: Seed | UnreadableSeed) -> list[Diagnostic]:
        """Return every problem of *seed* by itself, sorted."""
        return self.examine(seed, Notes(()))

    def examine(self, seed: Seed | UnreadableSeed, notes: Notes) -> list[Diagnostic]:
        """Return every problem of *seed* by itself, sorted; add to *notes* what other seeds share.

        The rules walk a seed once for both.
        """
        if isinstance(seed, UnreadableSeed):
            return self.adjust(seed.diagnostics)
        articles = self._articles_of(seed, self.settings.now)
        notes.add(articles)
        placed = [self._place(seed, fault) for fault in self._faults(articles)]
        found = [*seed.diagnostics, *placed]
        return self.adjust(found) if found else found

    def judge(self, seed: Seed | UnreadableSeed) -> Judgement:
        """Return what builds say of *seed* and leave out of it.

        Of the rules beyond the schema only those are applied that may be errors, and none that
        depends on the time. What the schema refuses is left out whatever the settings say of it,
        and never in silence: then it is a warning at least.
        """
        faults = () if isinstance(seed, UnreadableSeed) else self._errors_of(seed)
        if not seed.diagnostics and not faults:
            return _FAULTLESS
        found, omitted = [], dict[Pointer, None]()
        for problem, pointer in _with_pointers(seed, faults):
            adjusted = next(iter(self.adjust([problem])), None)
            rule = basic_rules().get(problem.rule)
            is_error = adjusted is not None and adjusted.severity is Severity.ERROR
            if is_error or (rule and problem.severity is Severity.ERROR):
                omitted[part := part_at(pointer)] = None
                if adjusted is None or adjusted.severity is Severity.INFO:
                    adjusted = problem._replace(severity=Severity.WARNING)
                message = f"{adjusted.message}; {describe_omission(part)}"
                adjusted = adjusted._replace(message=message)
            elif rule is None:
                continue
            if adjusted:
                found.append(adjusted)
        return Judgement(tuple(sorted(found)), tuple(omitted))

    def _errors_of(self, seed: Seed) -> list[Fault]:
        """Return what the rules that may be errors find in *seed*."""
        articles = self._articles_of(seed)
        checks = self._error_checks_of_plain if seed.plain else self._error_checks
        return [fault for check in checks for fault in check(articles)]

    @property
    def depends_on_path(self) -> bool:
        """Whether a seed that was moved may be judged differently."""
        settings = self.settings
        return bool(settings.per_path_ignores or settings.severity)

    def _articles_of(self, seed: Seed, now: datetime | None = None) -> Articles:
        return Articles(seed, now, self.settings.published_ids)

    def _place(self, seed: Seed, fault: Fault) -> Diagnostic:
        severity = self._severities.get(fault.rule, fault.severity)
        # A line that nobody is shown need not be cut out and masked.
        excerpt = self.settings.show_infos or severity is not Severity.INFO
        return seed.place(fault, excerpt=excerpt)

    def faults(self, seed: Seed) -> Iterator[Fault]:
        """Yield what the rules beyond the schema find in *seed*."""
        yield from self._faults(self._articles_of(seed, self.settings.now))

    def _faults(self, articles: Articles) -> Iterator[Fault]:
        for check in self._checks_of_plain if articles.seed.plain else self._checks:
            yield from check(articles)

    def notes(self) -> Notes:
        """Return a new ``Notes``: each process collects in one what the rules compare."""
        return Notes(self._comparisons)

    def uses(self) -> Uses:
        """Return a new ``Uses``, which puts together what all processes have noted."""
        return Uses(self._comparisons)

    def compare(self, uses: Uses) -> list[tuple[str, Fault]]:
        """Return each fault between seeds, with the path of the seed to mend."""
        return [
            (use.path, fault)
            for rule, compare in self._parts("compare")
            for use, fault in compare(uses.by_key(rule))
        ]

    def adjust(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return those of *diagnostics* that the settings do not ignore, as severe as they say.

        They are sorted.
        """
        return sorted(
            self._at_its_severity(found)
            for found in diagnostics
            if self.selects(found.rule) and not self._is_ignored(found)
        )

    def _at_its_severity(self, found: Diagnostic) -> Diagnostic:
        severity = self._severities.get(found.rule, found.severity)
        return found if severity is found.severity else found._replace(severity=severity)

    @cached_property
    def _ignores(self) -> list[tuple["PathSpec[Any]", frozenset[str]]]:
        return [(_compile(glob), frozenset(ids)) for glob, ids in self.settings.per_path_ignores]

    @cached_property
    def _severities(self) -> dict[str, Severity]:
        return dict(self.settings.severity)

    @cached_property
    def _checks(self) -> list[Callable[[Articles], Iterable[Fault]]]:
        return [check for _, check in self._parts("check")]

    @cached_property
    def _checks_of_plain(self) -> list[Callable[[Articles], Iterable[Fault]]]:
        sparing = dict(self._parts("SPARES_PLAIN"))
        return [check for rule, check in self._parts("check") if rule not in sparing]

    @cached_property
    def _error_checks(self) -> list[Callable[[Articles], Iterable[Fault]]]:
        return self._of_errors(self._parts("check"))

    @cached_property
    def _error_checks_of_plain(self) -> list[Callable[[Articles], Iterable[Fault]]]:
        sparing = dict(self._parts("SPARES_PLAIN"))
        return self._of_errors(part for part in self._parts("check") if part[0] not in sparing)

    def _of_errors(
        self, checks: Iterable[tuple[str, Callable[[Articles], Iterable[Fault]]]]
    ) -> list[Callable[[Articles], Iterable[Fault]]]:
        return [check for rule, check in checks if self.severity_of(rule) is Severity.ERROR]

    def severity_of(self, rule: str) -> Severity:
        """Return how severe faults of *rule* (its id), one beyond the schema, are."""
        default: Severity = rule_modules()[rule].RULE.severity
        return self._severities.get(rule, default)

    @cached_property
    def _comparisons(self) -> list[Comparison]:
        needed = dict(self._parts("KEPT_USES"))
        return [
            Comparison(rule, gather, needed.get(rule, math.inf))
            for rule, gather in self._parts("gather")
        ]

    def _parts(self, name: str) -> Iterator[tuple[str, Any]]:
        """Yield what the modules of the selected rules call *name*, where they have it."""
        for rule, module in rule_modules().items():
            if self.selects(rule) and hasattr(module, name):
                yield rule, getattr(module, name)

    def _is_ignored(self, found: Diagnostic) -> bool:
        specs = [spec for spec, ids in self._ignores if found.rule in ids]
        if not specs:
            return False
        path = os.path.relpath(found.path, self.settings.folder)
        return any(spec.match_file(path) for spec in specs)


def _with_pointers(
    seed: Seed | UnreadableSeed, faults: Iterable[Fault]
) -> Iterator[tuple[Diagnostic, Pointer]]:
    """Yield the problems of *seed* and those of *faults*, placed, each with its pointer.

    What was wrong before there were values is wrong with the whole article.
    """
    if isinstance(seed, UnreadableSeed):
        yield from ((problem, ARTICLE) for problem in seed.diagnostics)
        return
    pointers = {seed.place(fault): fault.pointer for fault in seed.faults}
    yield from ((problem, pointers.get(problem, ARTICLE)) for problem in seed.diagnostics)
    yield from ((seed.place(fault), fault.pointer) for fault in faults)


def _compile(glob: str) -> "PathSpec[Any]":
    # It takes longer to load than to check dozens of seeds, and few configurations need it.
    from pathspec import PathSpec

    return PathSpec.from_lines("gitignore", [glob])

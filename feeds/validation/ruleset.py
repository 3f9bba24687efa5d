"""The selected rules applied: what they find in a seed, and between seeds, and what builds do."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from feeds.problems.basic_rules import basic_rules
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.problems.errors import SeedChangedError
from feeds.problems.faults import Fault, bounded
from feeds.problems.pointers import Pointer
from feeds.validation.articles import Articles
from feeds.validation.duplicates import (
    derive_ids,
    describe_duplicate,
    find_duplicates,
    make_rival,
)
from feeds.validation.ignores import (
    OF_COMMENTS,
    Ignore,
    find_malformed,
    ignores_of,
    meant_in,
    without_ignored,
)
from feeds.validation.omissions import ARTICLE, Judgement, describe_omission, is_seen, part_of
from feeds.validation.publication import exclusion_of, is_out
from feeds.validation.rules import credentials_in_text, duplicate_id, duplicate_url
from feeds.validation.schema.seed import Seed, UnreadableSeed
from feeds.validation.selection import Selection, all_rules, is_marked, rule_modules
from feeds.validation.uses import Comparison, Notes, Uses

_FAULTLESS = Judgement()

_Kind = tuple[str, Severity]
"""A rule, and how severe a fault of it is by itself."""


class Ruleset(Selection):
    """The rules that *settings* select, as they are applied to seeds."""

    writes_ids: ClassVar[bool] = True
    """Whether a fix that would give an entry another id writes down the one that it has."""

    def check(self, seed: Seed | UnreadableSeed) -> list[Diagnostic]:
        """Return every problem of *seed*, sorted, as if there were no other seed.

        Those that it ignores are none.
        """
        notes, uses = self.notes(), self.uses()
        found = self.examine(seed, notes)
        if isinstance(seed, UnreadableSeed):
            return found
        uses.add(notes.take())
        if faults := [fault for _, fault in self.compare(uses)]:
            found = sorted([*found, *self.adjust(map(seed.place, bounded(faults)))])
        return sorted(self.heed(found, ignores_of(seed), alone=True)) if seed.comments else found

    def heed(
        self, problems: Iterable[Diagnostic], ignores: Iterable[Ignore], *, alone: bool = False
    ) -> list[Diagnostic]:
        """Return those of *problems* that none of *ignores* is about, and which of these are not.

        The rules of these that are not applied, or not known, are passed over. Of a seed *alone*,
        nobody can tell what shows beside others, and without a time, what depends on it.
        """
        known = (one for one in ignores if one.rule in all_rules())
        timeless = self.settings.now is None

        def is_told(rule: str, path: str) -> bool:
            if (alone and is_marked(rule, "gather")) or (timeless and is_marked(rule, "OF_TIME")):
                return False
            return self.applies(rule, path)

        kept, unused = without_ignored(problems, known, is_told)
        return [*kept, *self.adjust(unused)]

    def examine(self, seed: Seed | UnreadableSeed, notes: Notes) -> list[Diagnostic]:
        """Return every problem of *seed* by itself, sorted; add to *notes* what other seeds share.

        The rules walk a seed once for both. What comments of the seed ignore is for ``heed``, once
        the seeds are compared.
        """
        if isinstance(seed, UnreadableSeed):
            return self.adjust(seed.diagnostics)
        articles = self._articles_of(seed, self.settings.now)
        faults = self._faults(articles)
        articles.published = self._is_published(articles, faults)
        notes.add(articles)
        found = [*seed.diagnostics, *(self._place(seed, fault) for fault in bounded(faults))]
        if seed.comments:
            found += find_malformed(seed, all_rules())
        return self.adjust(found) if found else found

    def judge(self, seed: Seed | UnreadableSeed) -> Judgement:
        """Return what builds say of *seed* and leave out of it.

        Of the rules beyond the schema only those are applied that may be errors, and none that
        depends on the time. What the schema refuses is left out whatever the settings say of it,
        and never in silence: then it is a warning at least. The same holds for what a comment of
        the seed ignores.
        """
        faults = [] if isinstance(seed, UnreadableSeed) else [*seed.faults, *self._errors_of(seed)]
        of_comments = self._errors_of_comments(seed)
        if not seed.diagnostics and not faults and not of_comments:
            return _FAULTLESS
        others = [*_without_pointers(seed), *of_comments]
        severities = self._severities_in(seed.path, [*faults, *others])
        is_meant = meant_in(seed)
        told: list[Fault] = []
        omitted = dict[Pointer, None]()
        for fault in faults:
            severity = None if is_meant(fault) else severities[_kind(fault)]
            if _is_refused(fault, severity):
                omitted[part := part_of(fault)] = None
                message = f"{fault.message}; {describe_omission(part)}"
                told.append(fault._replace(message=message, severity=_at_least_warning(severity)))
            elif severity and fault.rule in basic_rules():
                told.append(fault._replace(severity=severity))
        found = [seed.place(fault) for fault in bounded(told)] if isinstance(seed, Seed) else []
        for problem in others:
            # What is said of comments has been held against them already.
            is_silenced = problem.rule not in OF_COMMENTS and is_meant(problem)
            severity = None if is_silenced else severities[_kind(problem)]
            if _is_refused(problem, severity):
                omitted[ARTICLE] = None
                message = f"{problem.message}; {describe_omission(ARTICLE)}"
                found.append(
                    problem._replace(message=message, severity=_at_least_warning(severity))
                )
            elif severity:
                found.append(problem._replace(severity=severity))
        return Judgement(tuple(sorted(found)), tuple(omitted))

    def judge_unread(self, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield what builds say of files and folders that were not read, for these *problems*.

        The settings decide as in ``judge``.
        """
        for problem in problems:
            severity = self._severities_in(problem.path, [problem])[_kind(problem)]
            if _is_refused(problem, severity):
                what = "all in it is" if problem.rule == "unreadable-folder" else "the article is"
                message = f"{problem.message}; {what} left out"
                yield problem._replace(message=message, severity=_at_least_warning(severity))
            elif severity:
                yield problem._replace(severity=severity)

    def _severities_in(
        self, path: str, problems: Iterable[Fault | Diagnostic]
    ) -> Mapping[_Kind, Severity | None]:
        """Return how severe each kind of *problems* is in the seed at *path*; None if not at all.

        A seed may have a hundred thousand of one kind.
        """
        adjusted: dict[_Kind, Severity | None] = {}
        for rule, severity in set(map(_kind, problems)):
            found = self.adjust([Diagnostic(path, 1, 1, rule, "", "", severity)])
            adjusted[rule, severity] = found[0].severity if found else None
        return adjusted

    def _is_published(self, articles: Articles, faults: Iterable[Fault]) -> bool:
        """Tell whether builds publish the seed of *articles*, in which rules found *faults*."""
        fields, now = articles.own, articles.now
        if exclusion_of(fields, include_unpublished=self.settings.include_unpublished):
            return False
        # Most faults are infos, and nothing is left out for them.
        severities = self.severities
        errors = [f for f in faults if severities.get(f.rule, f.severity) is Severity.ERROR]
        if (articles.seed.diagnostics or errors) and self._is_article_refused(
            articles.seed, errors
        ):
            return False
        return now is None or is_out(fields, articles.seed.bounds, now)

    def _is_article_refused(self, seed: Seed, errors: Iterable[Fault]) -> bool:
        found: list[Fault | Diagnostic] = [*_without_pointers(seed)]
        found += [f for f in (*seed.faults, *errors) if part_of(f) == ARTICLE]
        severities, is_meant = self._severities_in(seed.path, found), meant_in(seed)
        return any(
            _is_refused(problem, None if is_meant(problem) else severities[_kind(problem)])
            for problem in found
        )

    def _errors_of(self, seed: Seed) -> list[Fault]:
        """Return what the rules that may be errors find in *seed*."""
        articles = self._articles_of(seed)
        checks = self.checks_of(seed, of_errors=True)
        return [fault for check in checks for fault in check(articles)]

    def _errors_of_comments(self, seed: Seed | UnreadableSeed) -> list[Diagnostic]:
        """Return what is wrong with what comments of *seed* ignore, where that is an error."""
        if isinstance(seed, UnreadableSeed) or not seed.comments:
            return []
        raised = {rule for rule in OF_COMMENTS if self.severities.get(rule) is Severity.ERROR}
        # All rules are applied for it, which hardly any settings ask for.
        return [found for found in self.check(seed) if found.rule in raised] if raised else []

    def _articles_of(self, seed: Seed, now: datetime | None = None) -> Articles:
        settings = self.settings
        return Articles(seed, now, settings.published_ids, self._domains)

    def _place(self, seed: Seed, fault: Fault) -> Diagnostic:
        severity = self.severities.get(fault.rule, fault.severity)
        if self.settings.show_infos or severity is not Severity.INFO or seed.comments:
            return seed.place(fault)
        # What is only counted needs neither words nor a place, and most faults are infos.
        return Diagnostic(seed.path, 1, 1, fault.rule, "", "", fault.severity)

    def faults(self, seed: Seed) -> Iterable[Fault]:
        """Return what the rules beyond the schema find in *seed*."""
        return self._faults(self._articles_of(seed, self.settings.now))

    def _faults(self, articles: Articles) -> list[Fault]:
        faults: list[Fault] = []
        for check in self.checks_of(articles.seed):
            faults += check(articles)
        return [_weighed(fault, articles.own) for fault in faults] if faults else faults

    def notes(self) -> Notes:
        """Return a new ``Notes``: each process collects in one what the rules compare."""
        return Notes(self._comparisons)

    def uses(self) -> Uses:
        """Return a new ``Uses``, which puts together what all processes have noted."""
        return Uses(self._comparisons)

    def compare(self, uses: Uses) -> list[tuple[str, Fault]]:
        """Return each fault between seeds, with the path of the seed to mend."""
        also = dict(self.parts("ALSO_USES"))
        return [
            (use.path, fault)
            for rule, compare in self.parts("compare")
            for use, fault in compare(*map(uses.by_key, filter(None, (rule, also.get(rule)))))
        ]

    def duplicates(self, uses: Uses) -> dict[str, str]:
        """Return the paths of seeds that are not published, with that of the one in their place."""
        ids: dict[str, list[str]] = defaultdict(list)
        addresses: dict[str, list[str]] = defaultdict(list)
        standings = {}
        for rule, _ in self.parts("TELLS_ENTRIES_APART"):
            by_key, is_of_id = uses.by_key(rule), rule == duplicate_id.RULE.id
            for key, shared in (derive_ids(by_key) if is_of_id else by_key).items():
                for use in shared if len(shared) > 1 else ():
                    standings[use.path] = use.shown
                    if is_of_id:
                        ids[use.path].append(key)
                    elif not self.may_share_address(use.path):
                        addresses[use.path].append(key)
        now = self.settings.now
        return find_duplicates(
            make_rival(path, standing, now, ids[path], addresses[path])
            for path, standing in standings.items()
        )

    def may_share_address(self, path: str) -> bool:
        """Tell whether the seed at *path* may be read at the address of another one.

        So it may if the settings say that it is no fault. Of one id, two never may.
        """
        return not self.applies(duplicate_url.RULE.id, path)

    def describe_duplicate(self, worse: Seed, better: Seed) -> Diagnostic | None:
        """Return what is wrong with *worse*, in whose place *better* is published.

        None if the settings want to know nothing of it. Raises SeedChangedError if the two have
        nothing in common any more.
        """
        now = self.settings.now
        rules = duplicate_url.RULE, duplicate_id.RULE
        fault = describe_duplicate(Articles(worse, now), Articles(better, now), *rules)
        if fault is None:
            raise SeedChangedError(worse.path)
        return next(iter(self.adjust([worse.place(fault)])), None)

    @cached_property
    def _domains(self) -> dict[str, tuple[str, ...]]:
        return dict(self.settings.provider_domains)

    @cached_property
    def _comparisons(self) -> list[Comparison]:
        names = [rule for rule, _ in self.parts("gather")]
        others = [rule for _, rule in self.parts("ALSO_USES") if rule not in names]
        modules = [(rule, rule_modules()[rule]) for rule in (*names, *others)]
        return [
            Comparison(
                rule,
                module.gather,
                getattr(module, "KEPT_USES", math.inf),
                getattr(module, "keys", None),
            )
            for rule, module in modules
        ]


def _weighed(fault: Fault, own: dict[str, Any]) -> Fault:
    """Return *fault* as an info where it would be a warning and no subscriber sees its place."""
    if fault.severity is not Severity.WARNING or fault.rule == credentials_in_text.RULE.id:
        return fault
    return fault if is_seen(own, fault.pointer) else fault._replace(severity=Severity.INFO)


def _kind(found: Fault | Diagnostic) -> _Kind:
    return found.rule, found.severity


def _is_refused(found: Fault | Diagnostic, severity: Severity | None) -> bool:
    """Tell whether a build leaves something out for *found*, which the settings give *severity*."""
    is_basic = found.severity is Severity.ERROR and found.rule in basic_rules()
    return severity is Severity.ERROR or is_basic


def _at_least_warning(severity: Severity | None) -> Severity:
    return Severity.ERROR if severity is Severity.ERROR else Severity.WARNING


def _without_pointers(seed: Seed | UnreadableSeed) -> list[Diagnostic]:
    """Return the problems of *seed* that are not faults of its values, but of their text."""
    if isinstance(seed, UnreadableSeed):
        return [*seed.diagnostics]
    placed = set(map(seed.place, bounded(seed.faults)))
    return [found for found in seed.diagnostics if found not in placed]

"""What rules compare across seeds: noted seed by seed, in any process, and put together in one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from feeds.problems.diagnostics import quote
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import Rule
from feeds.validation.articles import Articles
from feeds.values.lookalikes import describe_difference
from feeds.values.similar import find_intended, look_alike

Noted = tuple[list[tuple[Any, ...]], dict[str, dict[str, int]]]
"""What one process has noted: rows, each a rule and the parts of a use, and how often more.

The latter is by rule and key. Pickle carries plain tuples and dictionaries in a fifth of the time.
"""

Mention = tuple[str, Pointer, str]
"""A value in one seed that a rule compares with those of others: the first parts of its use.

These are its key, its pointer, and what messages show or decides besides.
"""


class Use(NamedTuple):
    """Where in which seed a value stands that a rule compares with those of other seeds.

    ``key`` is what makes two uses comparable, ``shown`` the value for messages, or what decides
    which of two is better. ``times`` is how many uses this one stands for.
    """

    key: str
    path: str
    pointer: Pointer
    shown: str
    times: int = 1

    def with_times(self, times: int) -> "Use":
        """Return this use as one that stands for as many uses as *times*."""
        # A fifth of what _replace() takes, which large folders call a million times.
        return Use(*self[:-1], times)


class Comparison(NamedTuple):
    """What a rule finds in a seed to compare with others, and how many uses of a key it needs.

    ``keys`` are those of all that it finds, in less time, where the rule has a function for that.
    """

    rule: str
    gather: Callable[[Articles], Iterable[Mention]]
    needed: float
    keys: Callable[[Articles], Collection[str]] | None = None


class Notes:
    """Notes the uses in seeds that are handed in, one after the other, in their order.

    Of one key only as many are noted as its rule needs, and the rest are counted, however often
    the notes are taken away meanwhile: large folders have few names and many uses of each.
    """

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        """Prepare to note what *comparisons* are about."""
        # Each with how often its keys were noted, and how often more since they were last taken.
        self._comparisons: list[tuple[Comparison, dict[str, int], dict[str, int]]] = [
            (comparison, {}, {}) for comparison in comparisons
        ]
        # The keys of which no more need be noted.
        self._known: dict[str, set[str]] = {comparison.rule: set() for comparison in comparisons}
        self._new: list[tuple[Any, ...]] = []

    def add(self, articles: Articles) -> None:
        """Note what the rules compare of one seed, that of *articles*."""
        path = articles.seed.path
        for (rule, gather, needed, keys), noted, surplus in self._comparisons:
            # In large folders, hardly any seed has a name that is not known well enough.
            if keys and self._known[rule].issuperset(found := keys(articles)):
                for key in found:
                    surplus[key] = surplus.get(key, 0) + 1
                continue
            for mention in gather(articles):
                key = mention[0]
                number = noted.get(key, 0)
                if number < needed:
                    noted[key] = number + 1
                    if noted[key] == needed:
                        self._known[rule].add(key)
                    self._new.append((rule, path, *mention))
                else:
                    surplus[key] = surplus.get(key, 0) + 1

    def take(self) -> Noted:
        """Return what has been noted since this was called before, as ``Uses.add`` takes it."""
        taken = (
            self._new,
            {
                comparison.rule: {**surplus}
                for comparison, _, surplus in self._comparisons
                if surplus
            },
        )
        self._new = []
        for _, _, surplus in self._comparisons:
            surplus.clear()
        return taken


class Uses:
    """The uses in all seeds of a run, in the order of the seeds, by rule and key."""

    def __init__(self, comparisons: Iterable[Comparison]) -> None:
        """Prepare to keep as many uses of each key as *comparisons* need; the last counts the rest.

        So it is if ``add`` is handed the notes of many processes in the order of their seeds.
        """
        self._needed = {comparison.rule: comparison.needed for comparison in comparisons}
        self._kept: dict[str, dict[str, list[Use]]] = {
            rule: defaultdict(list) for rule in self._needed
        }
        # How many uses there are besides, of which nothing else is known.
        self._beyond: dict[str, dict[str, int]] = {rule: defaultdict(int) for rule in self._needed}

    def add(self, notes: Noted) -> None:
        """Take in *notes*, which ``Notes.take`` has returned, in the order of the seeds."""
        rows, surplus = notes
        for rule, path, key, pointer, shown in rows:
            kept = self._kept[rule][key]
            if len(kept) < self._needed[rule]:
                kept.append(Use(key, path, pointer, shown))
            else:
                self._beyond[rule][key] += 1
        for rule, counts in surplus.items():
            beyond = self._beyond[rule]
            for key, times in counts.items():
                beyond[key] += times

    def by_key(self, rule: str) -> Mapping[str, Sequence[Use]]:
        """Return the uses that *rule* compares, by key, in the order of the seeds."""
        uses, beyond = self._kept[rule], self._beyond[rule]
        for key, times in beyond.items():
            uses[key][-1] = uses[key][-1].with_times(uses[key][-1].times + times)
        beyond.clear()
        return uses


def compare_names(
    rule: Rule, noun: str, uses: Mapping[str, Sequence[Use]]
) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault of *rule* for each use of a name that is probably meant to be another.

    *uses* are those of every name, by name; *noun* is what messages call one of them.
    """
    counts = {name: sum(use.times for use in same) for name, same in uses.items()}
    for name, meant in find_intended(counts).items():
        frequent = f"{quote(meant)} {_times(counts[meant])}"
        subject, problem = f"{noun} {quote(name)}", f"is used {_times(counts[name])}, {frequent}"
        remedy = f"write {quote(meant)} if that is meant"
        if look_alike(name, meant):
            difference = describe_difference(name, meant)
            used = _times(counts[meant])
            problem = f"looks like {quote(meant)}, which is used {used}, but {difference}"
        for use in uses[name]:
            yield use, rule.fault(use.pointer, problem, remedy, subject=subject)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"

"""Keep what of a folder of seeds may be published, one entry an id."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime

from feeds.diagnostics import Diagnostic, Severity, quote
from feeds.facts import Facts, as_of, problems_of, split_hashes, standing_of
from feeds.grouping import better_entry
from feeds.model import Exclusion, Standing


@dataclass
class Collection:
    """What a folder of seeds says at the time *now*.

    ``add`` takes one seed after the other, in any order, and ``settle`` ends this. Entries whose
    link has one of the hashes ``dropped`` are left out. ``entries`` are those to publish by id, as
    they are *now*. ``next_due`` is when the first seed dated in the future will be published, and
    ``next_change`` when the first thing of any seed will be another than it is *now*.
    ``withdrawn``, if wanted, are the ids of articles to be shown nowhere.
    """

    now: datetime
    dropped: Set[int] = frozenset()
    entries: dict[str, Standing] = field(default_factory=dict)
    left_out: dict[Exclusion, list[str]] = field(default_factory=lambda: defaultdict(list))
    diagnostics: list[Diagnostic] = field(default_factory=list)
    next_due: datetime | None = None
    next_change: datetime | None = None
    withdrawn: set[str] | None = None
    # Hashes one behind the other: of a hundred thousand seeds they are too many for objects.
    _hidden: bytearray = field(default_factory=bytearray)
    _shown: bytearray = field(default_factory=bytearray)
    _duplicates: list[Standing] = field(default_factory=list)
    _dead: set[str] = field(default_factory=set)

    def add(self, path: str, facts: Facts) -> None:
        """Take in the seed at *path*: as an entry, or as left out for a reason."""
        if facts.problems:
            self.diagnostics += problems_of(facts, path)
        if facts.exclusion:
            self.left_out[Exclusion(facts.exclusion)].append(path)
            if facts.hidden:
                self._hidden += facts.own
                if self.withdrawn is not None and facts.id:
                    self.withdrawn.add(facts.id)
            return
        entry = standing_of(facts, path)
        if entry.published > self.now:
            self.left_out[Exclusion.FUTURE].append(path)
            self._hidden += facts.own
            self.next_due = min(self.next_due or entry.published, entry.published)
            self.next_change = min(self.next_change or entry.published, entry.published)
            return
        self._shown += facts.own
        if self.dropped and not self.dropped.isdisjoint(split_hashes(facts.link)):
            self._dead.add(path)
        if entry.updated > self.now:
            self.next_change = min(self.next_change or entry.updated, entry.updated)
            entry = as_of(entry, self.now)
        self._add_entry(entry)

    def _add_entry(self, entry: Standing) -> None:
        rival = self.entries.setdefault(entry.id, entry)
        if rival is not entry:
            better = better_entry(entry, rival)
            self.entries[entry.id] = better
            self._duplicates.append(entry if better is rival else rival)

    def settle(self) -> None:
        """Say which seeds are left out though nothing in themselves excludes them."""
        for entry in self._duplicates:
            self.left_out[Exclusion.DUPLICATE].append(entry.path)
            self.diagnostics.append(_duplicate(entry, self.entries[entry.id].path))
        for entry in list(self.entries.values()) if self._dead else ():
            if entry.path in self._dead:
                del self.entries[entry.id]
                self.left_out[Exclusion.DEAD].append(entry.path)

    def hidden_of(self, mentioned: set[int]) -> set[int]:
        """Return those of the *mentioned* hashes that are of articles to be shown nowhere."""
        hidden = mentioned.intersection(split_hashes(self._hidden))
        return hidden.difference(split_hashes(self._shown))

    def all_hidden(self) -> frozenset[int]:
        """Return the hashes of all addresses of articles to be shown nowhere."""
        return frozenset(split_hashes(self._hidden)).difference(split_hashes(self._shown))


def _duplicate(entry: Standing, better: str) -> Diagnostic:
    return Diagnostic(
        entry.path,
        1,
        1,
        "duplicate-id",
        f"the id {quote(entry.id)} is that of {better} too, and readers take seeds with one id for"
        f" one article: {better} is published, as it was updated later, else is of higher quality,"
        " else its path sorts first",
        "keep one of the seeds with this id, or give each an id of its own",
        Severity.WARNING,
    )

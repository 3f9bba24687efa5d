"""Keep what of a folder of seeds may be published, one entry an id."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from feeds.diagnostics import Diagnostic, Severity
from feeds.facts import SeedFacts, as_of, split_hashes
from feeds.grouping import better_entry
from feeds.model import Exclusion, Headline

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much of it is done, and of how much."""


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Take no notice."""


@dataclass
class Collection:
    """What a folder of seeds says at the time *now*; ``add`` takes one seed after the other.

    ``facts`` are those of the seeds to publish, by the id of the entry, as they are *now*.
    ``next_due`` is when the first seed dated in the future will be published, and ``next_change``
    when the first thing of any seed will be another than it is *now*.
    """

    now: datetime
    facts: dict[str, SeedFacts] = field(default_factory=dict)
    left_out: dict[Exclusion, list[str]] = field(default_factory=lambda: defaultdict(list))
    diagnostics: list[Diagnostic] = field(default_factory=list)
    next_due: datetime | None = None
    next_change: datetime | None = None
    _hidden: set[bytes] = field(default_factory=set)
    _shown: set[bytes] = field(default_factory=set)

    def add(self, path: str, facts: SeedFacts) -> None:
        """Take in the seed at *path*: as an entry, or as left out for a reason."""
        self.diagnostics += facts.diagnostics
        if facts.exclusion or facts.headline is None:
            self.left_out[facts.exclusion or Exclusion.INVALID].append(path)
            if facts.hidden:
                self._hidden.update(split_hashes(facts.own))
        elif facts.headline.published > self.now:
            self.left_out[Exclusion.FUTURE].append(path)
            self._hidden.update(split_hashes(facts.own))
            due = facts.headline.published
            self.next_due = min(self.next_due or due, due)
            self.next_change = min(self.next_change or due, due)
        else:
            self._shown.update(split_hashes(facts.own))
            self._add_entry(facts, facts.headline)

    def _add_entry(self, facts: SeedFacts, headline: Headline) -> None:
        if headline.updated > self.now:
            self.next_change = min(self.next_change or headline.updated, headline.updated)
            headline = as_of(headline, self.now)
            facts = replace(facts, headline=headline)
        rival = self.facts.setdefault(headline.id, facts)
        if rival is facts:
            return
        assert rival.headline  # noqa: S101 - what is published has one
        better = better_entry(headline, rival.headline)
        worse = rival.headline if better is headline else headline
        self.facts[headline.id] = facts if better is headline else rival
        self.left_out[Exclusion.DUPLICATE].append(worse.path)
        self.diagnostics.append(_duplicate(worse.path, better.path))

    def leave_out(self, headline: Headline, why: Exclusion) -> None:
        """Publish the entry of *headline* after all not."""
        del self.facts[headline.id]
        self.left_out[why].append(headline.path)

    @property
    def headlines(self) -> list[Headline]:
        """The headlines of all entries to publish."""
        return [facts.headline for facts in self.facts.values() if facts.headline]

    def hidden_addresses(self) -> set[bytes]:
        """Return the hashes of the addresses of articles that may be shown nowhere."""
        return self._hidden - self._shown


def _duplicate(path: str, better: str) -> Diagnostic:
    return Diagnostic(
        path,
        1,
        1,
        "duplicate-id",
        f"this is the same article as {better}, which is published instead: it was"
        " updated later, else is of higher quality, else its path sorts first",
        "delete one of the two seeds, or give each an id of its own",
        Severity.WARNING,
    )

"""Read all seeds of a folder and keep what may be published, one entry an id."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from feeds.dates import parse_date_time
from feeds.diagnostics import Diagnostic, Severity
from feeds.discovery import SeedFile, read_seed
from feeds.entries import address_keys, exclusion_of, hidden_of, make_entry, url_keys
from feeds.grouping import better_entry
from feeds.model import Entry, Exclusion
from feeds.validation import Seed, parse_seed

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, how much of it is done, and of how much."""


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Take no notice."""


@dataclass
class Collection:
    """What a folder of seeds says at the time *now*; ``add`` takes one seed after the other."""

    now: datetime
    include_unpublished: bool
    site_url: str | None
    entries: dict[str, Entry] = field(default_factory=dict)
    left_out: dict[Exclusion, list[str]] = field(default_factory=lambda: defaultdict(list))
    diagnostics: list[Diagnostic] = field(default_factory=list)
    next_due: datetime | None = None
    _hidden: set[str] = field(default_factory=set)
    _shown: set[str] = field(default_factory=set)

    def add(self, seed: Seed) -> None:
        """Take in *seed*: as an entry, or as left out for a reason."""
        self.diagnostics += seed.diagnostics
        fields = seed.instance
        if fields is None or not seed.valid:
            self.left_out[Exclusion.INVALID].append(seed.path)
            if fields and hidden_of(fields, include_unpublished=self.include_unpublished):
                self._hidden |= address_keys(fields)
            return
        excluded = exclusion_of(fields, now=self.now, include_unpublished=self.include_unpublished)
        if excluded is None:
            self._shown |= address_keys(fields)
            self._add_entry(
                make_entry(
                    seed,
                    now=self.now,
                    include_unpublished=self.include_unpublished,
                    site_url=self.site_url,
                )
            )
            return
        self.left_out[excluded].append(seed.path)
        if excluded in (Exclusion.REMOVED, Exclusion.UNPUBLISHED, Exclusion.FUTURE):
            self._hidden |= address_keys(fields)
        if excluded is Exclusion.FUTURE:
            due = parse_date_time(fields["publishedDateTime"])
            self.next_due = min(self.next_due or due, due)

    def _add_entry(self, entry: Entry) -> None:
        rival = self.entries.setdefault(entry.id, entry)
        if rival is entry:
            return
        better = better_entry(entry, rival)
        worse = rival if better is entry else entry
        self.entries[entry.id] = better
        self.left_out[Exclusion.DUPLICATE].append(worse.path)
        self.diagnostics.append(
            Diagnostic(
                worse.path,
                1,
                1,
                "duplicate-id",
                f"this is the same article as {better.path}, which is published instead: it was"
                " updated later, else is of higher quality, else its path sorts first",
                "delete one of the two seeds, or give each an id of its own",
                Severity.WARNING,
            )
        )

    def without_hidden(self, entry: Entry) -> Entry:
        """Return *entry* without related coverage that is itself a seed kept from publication."""
        hidden = self._hidden - self._shown
        shown = tuple(item for item in entry.related if not url_keys(item.addresses) & hidden)
        return entry if shown == entry.related else replace(entry, related=shown)


def read_seeds(
    files: Iterable[SeedFile | Diagnostic], progress: Progress, take: Callable[[Seed], None]
) -> tuple[int, list[Diagnostic]]:
    """Read and check all *files*, handing each seed to *take*.

    Returns how many seeds were read, and diagnostics of what could not be.
    """
    found = list(files)
    unread: list[Diagnostic] = []
    for done, file in enumerate(found):
        progress("reading seeds", done, len(found))
        raw = read_seed(file) if isinstance(file, SeedFile) else file
        if isinstance(raw, Diagnostic):
            unread.append(raw)
        else:
            take(parse_seed(file.path, raw))
    return len(found) - len(unread), unread

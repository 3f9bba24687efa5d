"""Gather what a build is to publish: from the seeds, and from what is known of them already."""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import sha256

from feeds.buildcache import UNSETTLED, KnownSeed, Stamp
from feeds.collection import Collection, Progress
from feeds.dead_links import DeadLinks
from feeds.diagnostics import Diagnostic
from feeds.discovery import Patterns, find_seeds
from feeds.errors import OutputError
from feeds.facts import SeedFacts, from_record
from feeds.grouping import group_entries
from feeds.model import Exclusion, Outline
from feeds.pipeline import no_seeds
from feeds.reading import Read, ReadOptions, Unread, read_batch
from feeds.settings import Settings
from feeds.workers import Workers

_LARGEST_BATCH = 250
# Fewer are read sooner than workers start.
_WORTH_SHARING = 300
# A file changed after it was read, but within the grain of the clock of its file system, has the
# same time: so young a file is read again (as git does, "racy-git").
_GRAIN_NS = 2_000_000_000

_NO_LEDGER = (
    "no links have been checked yet, so none is known to be dead: run feeds check-links first"
    " (there is no ledger in {folder})"
)


Knowledge = Iterable[tuple[str, KnownSeed]]
"""What is known of seeds, by path."""

Learn = Callable[[str, KnownSeed], None]
"""Called with what is to be known of the seed at a path from now on."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files in the seeds folder: the stamps of seeds by path, and what cannot be read.

    Files that changed after ``settled`` (ns) may change once more without getting another stamp.
    """

    seeds: Mapping[str, Stamp | None]
    unread: Sequence[Diagnostic]
    settled: int

    def digest(self) -> str | None:
        """Return the SHA-256, in hexadecimal, of names and stamps; the same if nothing changed.

        None says that this cannot be told of the files as they are.
        """
        if self.unread or not all(map(self.is_settled, self.seeds.values())):
            return None
        digest = sha256()
        for path, stamp in self.seeds.items():
            digest.update(repr((path, *(stamp or ()))).encode("utf-8", "surrogateescape"))
        return digest.hexdigest()

    def is_settled(self, stamp: Stamp | None) -> bool:
        """Tell whether a file with this *stamp* gets another one if it changes."""
        return stamp is not None and max(stamp.modified, stamp.changed) < self.settled


@dataclass(slots=True)
class Gathered:
    """What there is to publish, and what became of the seeds.

    ``entries`` are pickled, by path of the seed: of those read now that feeds may show.
    ``gone`` are the paths of seeds that were known and are no more.
    """

    collection: Collection
    unread: list[Diagnostic]
    read: int = 0
    entries: dict[str, bytes] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    feeds: Sequence[Outline] = ()


def list_files(settings: Settings) -> Listing:
    """Return the files of the seeds folder; raise SeedsFolderError if there is none."""
    settled = time.time_ns() - _GRAIN_NS
    patterns = Patterns(settings.seeds.include, settings.seeds.exclude)
    seeds: dict[str, Stamp | None] = {}
    unread: list[Diagnostic] = []
    for file in find_seeds(settings.seeds.path, patterns):
        if isinstance(file, Diagnostic):
            unread.append(file)
        else:
            seeds[file.path] = _stamp(file.path)
    if not seeds and not unread:
        raise no_seeds(str(settings.seeds.path), settings.seeds)
    return Listing(seeds, unread, settled)


def _stamp(path: str) -> Stamp | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - a fifth of the time
    except OSError:
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


@dataclass(slots=True)
class Gatherer:
    """Gathers seeds: ``learn`` is told what need not be read of a seed the next time."""

    settings: Settings
    options: ReadOptions
    workers: Workers
    progress: Progress
    learn: Learn
    _facts: dict[str, SeedFacts] = field(default_factory=dict)

    def gather(
        self, listing: Listing, known: Knowledge, dead_links: DeadLinks, now: datetime
    ) -> Gathered:
        """Return what the seeds of *listing* say at the time *now*; what is *known* is not read."""
        gathered = Gathered(Collection(now), list(listing.unread))
        doubtful = self._recall(listing, known, gathered.gone)
        self._read(listing, doubtful, gathered)
        # In the order of paths, whatever order they were read in.
        for path in listing.seeds:
            if facts := self._facts.pop(path, None):
                gathered.collection.add(path, facts)
        found = len(listing.seeds) + len(listing.unread)
        gathered.read = found - len(gathered.unread)
        for headline in list(dead_links.dropped(gathered.collection.headlines)):
            gathered.collection.leave_out(headline, Exclusion.DEAD)
        gathered.feeds = group_entries(gathered.collection.headlines, self.settings)
        return gathered

    def _recall(self, listing: Listing, known: Knowledge, gone: list[str]) -> dict[str, KnownSeed]:
        """Take in the seeds that have not changed; return what is known of others, by path.

        A folder that was moved is among these under its new path.
        """
        doubtful: dict[str, KnownSeed] = {}
        lost: dict[str, KnownSeed] = {}
        for path, seed in known:
            if path not in listing.seeds:
                gone.append(path)
                lost[os.path.basename(path)] = seed  # noqa: PTH119 - a fifth of the time
            elif listing.seeds[path] == seed.stamp:
                self._facts[path] = from_record(seed.record, path)
            else:
                doubtful[path] = seed
        if lost:
            for path in listing.seeds.keys() - self._facts.keys() - doubtful.keys():
                if moved := lost.get(os.path.basename(path)):  # noqa: PTH119
                    doubtful[path] = moved
        return doubtful

    def _read(
        self, listing: Listing, doubtful: Mapping[str, KnownSeed], gathered: Gathered
    ) -> None:
        """Read the seeds that are not known for certain.

        Names often begin with a date: from behind, the newest come first, and few of the others
        are among the newest of any feed.
        """
        unread = [
            Unread(path, doubtful[path].record.digest if path in doubtful else None)
            for path in reversed(list(listing.seeds))
            if path not in self._facts
        ]
        done = 0
        self.progress("reading seeds", done, len(unread))
        work = partial(read_batch, self.options)
        for batch in self.workers.run(work, unread, largest=_LARGEST_BATCH, worth=_WORTH_SHARING):
            for seed in batch:
                self._take(seed, listing, doubtful, gathered)
            done += len(batch)
            self.progress("reading seeds", done, len(unread))

    def _take(
        self,
        seed: Read,
        listing: Listing,
        doubtful: Mapping[str, KnownSeed],
        gathered: Gathered,
    ) -> None:
        if seed.unreadable:
            gathered.unread.append(seed.unreadable)
            return
        record = seed.record or doubtful[seed.path].record
        self._facts[seed.path] = from_record(record, seed.path)
        if seed.entry:
            gathered.entries[seed.path] = seed.entry
        stamp = listing.seeds[seed.path]
        if stamp and not listing.is_settled(stamp):
            stamp = UNSETTLED
        if stamp:
            self.learn(seed.path, KnownSeed(stamp, record))


def find_dead_links(settings: Settings) -> tuple[DeadLinks, list[str]]:
    """Return what the ledger of link checks says is dead, and what is to be said of the ledger."""
    from feeds.links.ledger import dead_urls

    folder, build = settings.links.cache, settings.build
    unused = build.broken_links == "keep" and build.dead_amp == "keep"
    try:
        dead = frozenset() if unused else dead_urls(folder, settings.links.confirm_runs)
    except OutputError as exc:
        return DeadLinks(frozenset(), build), [f"dead links are published as if they worked: {exc}"]
    if dead is None and build.broken_links != "keep":
        return DeadLinks(frozenset(), build), [_NO_LEDGER.format(folder=folder)]
    return DeadLinks(dead or frozenset(), build), []

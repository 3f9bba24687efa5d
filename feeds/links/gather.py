"""Gather the links that a run is about from the seeds, in several processes if there are many."""

import threading
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from feeds.links.select import Selection
from feeds.links.targets import SeedLinks, Usages, note_links
from feeds.problems.diagnostics import Diagnostic
from feeds.progress import Progress
from feeds.seeds.find import SeedFile, read_seed
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_unchecked
from feeds.workers.batches import Workers
from feeds.workers.processes import count_processors


@dataclass
class Gathered:
    """The links of the ``seeds`` that a run is about, and the problems of unreadable ones."""

    seeds: int = 0
    usages: Usages = field(default_factory=Usages)
    unread: list[Diagnostic] = field(default_factory=list)


def gather(
    files: Sequence[SeedFile],
    selection: Selection,
    also: Set[str],
    *,
    stop: threading.Event,
    progress: Progress,
) -> Gathered:
    """Read *files* and return the links of those seeds that *selection* includes.

    *also* is as for ``links_of``. If *stop* is set meanwhile, what was gathered by then is
    returned; *progress* is told of the seeds read.
    """
    gathered = Gathered()
    done = 0
    progress("reading seeds", done, len(files))
    work = partial(_read_batch, selection, also)
    with Workers(count_processors()) as workers:
        for batch in workers.run(work, files):
            for found in batch:
                if isinstance(found, SeedLinks):
                    gathered.seeds += 1
                    gathered.usages.add(found)
                elif found:
                    gathered.unread += found
            done += len(batch)
            progress("reading seeds", done, len(files))
            if stop.is_set():
                break
    return gathered


def reread(paths: Iterable[str]) -> Iterator[Seed]:
    """Yield the seeds at *paths* again, those that can still be read."""
    for path in paths:
        seed = _read(SeedFile(Path(path), path))
        if isinstance(seed, Seed):
            yield seed


def _read_batch(
    selection: Selection, also: Set[str], files: Sequence[SeedFile]
) -> list[SeedLinks | tuple[Diagnostic, ...]]:
    """Return the links of each of *files*, or why it cannot be read; nothing if it is not meant."""
    found: list[SeedLinks | tuple[Diagnostic, ...]] = []
    for seed in map(_read, files):
        if isinstance(seed, UnreadableSeed):
            found.append(seed.diagnostics)
        else:
            found.append(note_links(seed, also) if selection.includes(seed) else ())
    return found


def _read(file: SeedFile) -> Seed | UnreadableSeed:
    raw = read_seed(file)
    if isinstance(raw, Diagnostic):
        return UnreadableSeed(file.path, (raw,))
    return parse_unchecked(file.path, raw)

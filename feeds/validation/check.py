"""Check seeds by all rules: each by itself, and all against each other."""

import os
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedChangedError
from feeds.problems.faults import Fault, bounded
from feeds.progress import Progress
from feeds.seeds.find import SeedFile, read_seed
from feeds.settings import ValidateSettings
from feeds.validation.ignores import Ignore, ignores_of
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import Seed, parse_seed, parse_unchecked
from feeds.validation.uses import Noted, Notes
from feeds.workers.batches import Workers

# Each batch tells again how often the same names are used.
_LARGEST_BATCH = 500
# So many are checked before workers are forked, which then find loaded and compiled what most need.
_FIRST = 50


class _Findings(NamedTuple):
    """What checking some seeds has come to, in plain tuples: pickle carries them five times faster.

    These are how many seeds there were, the parts of each problem, what to compare, and which
    problems are not to be told.
    """

    checked: int
    problems: list[tuple[Any, ...]]
    notes: Noted
    ignores: list[Ignore]


def check_seeds(
    files: Collection[SeedFile | Diagnostic],
    ruleset: Ruleset,
    progress: Progress,
    jobs: int = 1,
    concerned: Container[str] | None = None,
) -> list[Diagnostic]:
    """Read and check all *files*, in as many processes as *jobs*; return their problems, sorted.

    They are those of the seeds at the paths *concerned*, by default of all. One of two seeds that
    are one article to subscribers concerns both.
    """
    seeds = {file.path: file for file in files if isinstance(file, SeedFile)}
    problems = ruleset.adjust(file for file in files if isinstance(file, Diagnostic))
    uses = ruleset.uses()
    ignores: list[Ignore] = []
    progress("checking seeds", 0, len(seeds))
    done = 0
    # With a name of its own: a forked worker holds what this process remembers of earlier runs.
    work = partial(_check_batch, ruleset.settings, os.urandom(8))
    located = [(seed.location, seed.path) for seed in seeds.values()]
    with Workers(jobs) as workers:
        for findings in workers.run(work, located, largest=_LARGEST_BATCH, first=_FIRST):
            problems += (Diagnostic(*parts) for parts in findings.problems)
            uses.add(findings.notes)
            ignores += findings.ignores
            done += findings.checked
            progress("checking seeds", done, len(seeds))
    faults = ruleset.compare(uses)
    for path, found in groupby(sorted(faults, key=itemgetter(0)), key=itemgetter(0)):
        problems += _place([fault for _, fault in found], seeds[path], ruleset)
    if concerned is None:
        concerned = seeds.keys() | {problem.path for problem in problems}
    problems = [problem for problem in problems if problem.path in concerned]
    for worse, better in ruleset.duplicates(uses).items():
        if worse in concerned or better in concerned:
            problems += _describe_duplicate(seeds[worse], seeds[better], ruleset)
    if ignores:
        problems = ruleset.heed(problems, (one for one in ignores if one.path in concerned))
    return sorted(problems)


def _check_batch(
    settings: ValidateSettings, run: bytes, files: Sequence[tuple[Path | str, str]]
) -> _Findings:
    """Read and check *files*, each a location and a path; *run* is the name of the run."""
    ruleset, notes = _ruleset_and_notes(settings, run)
    ignores: list[Ignore] = []
    try:
        problems = [
            tuple(found)
            for location, path in files
            for found in _check_file(SeedFile(location, path), ruleset, notes, ignores)
        ]
    except Exception:
        # The batch is checked again elsewhere: what has been noted of it must not be told too.
        _ruleset_and_notes.cache_clear()
        raise
    return _Findings(len(files), problems, notes.take(), ignores)


@lru_cache(maxsize=1)
def _ruleset_and_notes(settings: ValidateSettings, _run: bytes) -> tuple[Ruleset, Notes]:
    # A worker compiles the patterns of paths once, and remembers of a run what it has noted.
    ruleset = Ruleset(settings)
    return ruleset, ruleset.notes()


def _check_file(
    file: SeedFile, ruleset: Ruleset, notes: Notes, ignores: list[Ignore]
) -> list[Diagnostic]:
    """Return the problems of *file* by itself; add to *notes* what to compare.

    What its comments ignore is added to *ignores*.
    """
    raw = read_seed(file)
    if isinstance(raw, Diagnostic):
        return ruleset.adjust([raw])
    own = ruleset.settings.known_fields
    seed = parse_seed(file.path, raw, for_rules=True, own_fields=own)
    if isinstance(seed, Seed) and seed.comments:
        ignores += ignores_of(seed)
    return ruleset.examine(seed, notes)


def _describe_duplicate(
    worse: SeedFile, better: SeedFile, ruleset: Ruleset
) -> Iterator[Diagnostic]:
    """Yield what is wrong with *worse*, in whose place *better* is published, if anything is.

    Nothing is if they can no longer be read, or have nothing in common any more.
    """
    seeds = [seed for file in (worse, better) if (seed := _read_again(file))]
    with suppress(SeedChangedError):
        if len(seeds) > 1 and (found := ruleset.describe_duplicate(*seeds)):
            yield found


def _read_again(file: SeedFile) -> Seed | None:
    raw = read_seed(file)
    seed = None if isinstance(raw, Diagnostic) else parse_unchecked(file.path, raw)
    return seed if isinstance(seed, Seed) else None


def _place(faults: Iterable[Fault], file: SeedFile, ruleset: Ruleset) -> list[Diagnostic]:
    """Return the diagnostics of *faults* between seeds; the seed is read again for the places.

    There are none if it can no longer be read.
    """
    seed = _read_again(file)
    if seed is None:
        return []
    return ruleset.adjust(seed.place(fault) for fault in bounded(faults))

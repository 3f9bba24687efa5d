"""Check seeds by all rules: each by itself, and all against each other."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

from feeds.batches import work_in_batches
from feeds.collection import Progress
from feeds.diagnostics import Diagnostic
from feeds.discovery import SeedFile, read_seed
from feeds.faults import Fault
from feeds.rule import Use
from feeds.ruleset import Ruleset
from feeds.settings import ValidateSettings
from feeds.validation import parse_seed

# As diagnostics compare themselves, but in a tenth of the time.
_ORDER = attrgetter(*Diagnostic.__dataclass_fields__)


@dataclass
class Checked:
    """How many seeds were found, and the problems of all."""

    count: int
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class _Findings:
    """What checking some seeds has come to: the problems, and what to compare with other seeds.

    ``gathered`` has the rule and then the parts of each use: pickle carries plain tuples in a
    fifth of the time.
    """

    count: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    gathered: list[tuple[Any, ...]] = field(default_factory=list)


def check_seeds(
    files: Collection[SeedFile | Diagnostic],
    ruleset: Ruleset,
    progress: Progress,
    jobs: int = 1,
) -> Checked:
    """Read and check all *files*, in as many processes as *jobs*; return all problems, sorted."""
    seeds = {file.path: file for file in files if isinstance(file, SeedFile)}
    unread = ruleset.adjust(file for file in files if isinstance(file, Diagnostic))
    checked = Checked(len(seeds), unread)
    # Uses are taken in one by one as they come: half a million are not held twice.
    faults = ruleset.compare(
        _check_each(list(seeds.values()), ruleset, progress, jobs, checked.diagnostics)
    )
    for path, found in groupby(sorted(faults, key=itemgetter(0)), key=itemgetter(0)):
        checked.diagnostics += _place([fault for _, fault in found], seeds[path], ruleset)
    checked.diagnostics.sort(key=_ORDER)
    return checked


def _check_each(
    seeds: Sequence[SeedFile],
    ruleset: Ruleset,
    progress: Progress,
    jobs: int,
    diagnostics: list[Diagnostic],
) -> Iterator[tuple[str, Use]]:
    """Check each of *seeds* by itself, adding to *diagnostics*; yield what to compare."""
    files = [(str(seed.location), seed.path) for seed in seeds]
    done = 0
    progress("checking seeds", done, len(seeds))
    for found in work_in_batches(partial(_check_batch, ruleset.settings), files, jobs):
        diagnostics += found.diagnostics
        yield from ((rule, Use(*parts)) for rule, *parts in found.gathered)
        done += found.count
        progress("checking seeds", done, len(seeds))


def _check_batch(settings: ValidateSettings, files: Sequence[tuple[str, str]]) -> _Findings:
    """Read and check *files*, pairs of a location and the path that messages name it by."""
    ruleset = _ruleset(settings)
    findings = _Findings(len(files))
    gathered: list[tuple[str, Use]] = []
    for location, path in files:
        gathered += _check_file(SeedFile(Path(location), path), ruleset, findings.diagnostics)
    findings.gathered = [(rule, *use) for rule, use in ruleset.compact(gathered)]
    return findings


@cache
def _ruleset(settings: ValidateSettings) -> Ruleset:
    # A worker compiles the patterns of paths once.
    return Ruleset(settings)


def _check_file(
    file: SeedFile, ruleset: Ruleset, diagnostics: list[Diagnostic]
) -> list[tuple[str, Use]]:
    """Check *file* by itself, adding to *diagnostics*; return what to compare."""
    raw = read_seed(file)
    if isinstance(raw, Diagnostic):
        diagnostics += ruleset.adjust([raw])
        return []
    found, gathered = ruleset.examine(parse_seed(file.path, raw))
    diagnostics += found
    return gathered


def _place(faults: Iterable[Fault], file: SeedFile, ruleset: Ruleset) -> list[Diagnostic]:
    """Return the diagnostics of *faults* between seeds; the seed is read again for the places."""
    raw = read_seed(file)
    if isinstance(raw, Diagnostic):
        return []
    seed = parse_seed(file.path, raw)
    return ruleset.adjust(seed.place(fault) for fault in faults)

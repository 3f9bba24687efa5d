"""Check seeds by all rules: each by itself, and all against each other."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from feeds.collection import Progress
from feeds.diagnostics import Diagnostic
from feeds.discovery import SeedFile, read_seed
from feeds.rule import Use
from feeds.ruleset import Ruleset
from feeds.validation import parse_seed


@dataclass
class Checked:
    """How many seeds were found, their problems so far, and what is to be compared."""

    count: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    gathered: list[tuple[str, Use]] = field(default_factory=list)


def check_seeds(
    files: Collection[SeedFile | Diagnostic], ruleset: Ruleset, progress: Progress
) -> Checked:
    """Read and check all *files*; return every problem of every seed, sorted."""
    checked = Checked()
    for done, file in enumerate(files):
        progress("checking seeds", done, len(files))
        _check_file(file, ruleset, checked)
    checked.diagnostics += _compare(checked, files, ruleset)
    checked.diagnostics.sort()
    return checked


def _check_file(file: SeedFile | Diagnostic, ruleset: Ruleset, checked: Checked) -> None:
    checked.count += isinstance(file, SeedFile)
    raw = read_seed(file) if isinstance(file, SeedFile) else file
    if isinstance(raw, Diagnostic):
        checked.diagnostics += ruleset.adjust([raw])
        return
    seed = parse_seed(file.path, raw)
    checked.diagnostics += ruleset.check(seed)
    checked.gathered += ruleset.gather(seed)


def _compare(
    checked: Checked, files: Iterable[SeedFile | Diagnostic], ruleset: Ruleset
) -> Iterable[Diagnostic]:
    """Yield the problems between seeds; the few seeds concerned are read again for the places."""
    faults = sorted(ruleset.compare(checked.gathered), key=itemgetter(0))
    by_path = {file.path: file for file in files if isinstance(file, SeedFile)}
    for path, found in groupby(faults, key=itemgetter(0)):
        raw = read_seed(by_path[path])
        if not isinstance(raw, Diagnostic):
            seed = parse_seed(path, raw)
            yield from ruleset.adjust([seed.place(fault) for _, fault in found])

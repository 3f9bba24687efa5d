"""Twice the size of a seed takes twice the time, whatever is in it."""

import time
from pathlib import Path

import pytest

from benchmarks.adversarial import KINDS, Make
from feeds.progress import ignore_progress
from feeds.seeds.find import SeedFile
from feeds.settings import ValidateSettings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import parse_seed

RULESET = Ruleset(ValidateSettings())
# Of the runs, those that once took long in one place, in all places: the rest is for the benchmark,
# and for the test of each regular expression.
RUNS = ["blank", "tab", "question", "comma", "number-entity", "hash", "blank-hash", "zero-width"]
CHOSEN = [
    kind
    for kind in KINDS
    if "=" not in kind or (kind.partition("=")[2] in RUNS and kind.startswith(("title", "path")))
]
# What takes no longer does not grow with the square: 400 KB would take half a minute, and not seconds.
SUSPICIOUS_SECONDS = 0.4


def check(make: Make, size: int, file: Path) -> float:
    """Return the processor time that validate and build take to check a seed of *size* bytes."""
    raw = make(size)
    file.write_bytes(raw)
    started = time.process_time()
    check_seeds([SeedFile(file, "seed.md")], RULESET, ignore_progress)
    RULESET.judge(parse_seed("seed.md", raw))
    return time.process_time() - started


@pytest.mark.parametrize("kind", CHOSEN)
def test_time_grows_with_the_size(kind: str, tmp_path: Path) -> None:
    taken = check(KINDS[kind], 50_000, tmp_path / "seed.md")
    if taken > SUSPICIOUS_SECONDS:
        quarter = min(check(KINDS[kind], 12_500, tmp_path / "seed.md") for _ in range(2))
        taken = min(taken, check(KINDS[kind], 50_000, tmp_path / "seed.md"))
        assert taken < 9 * max(quarter, 0.1)

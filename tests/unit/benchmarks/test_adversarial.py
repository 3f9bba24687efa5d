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
# One or two for each way to take long that there has been; the table has 1,545, for the benchmark, and
# each regular expression has a test of its own.
CHOSEN = [
    *("topics, equal", "topics, two of each", "topics, invisible"),
    *("related, equal", "related, faulty", "related, near"),
    *("images, equal", "images, stray", "authors, equal"),
    *("keys, unknown", "keys, near, long", "keys, repeated", "keys, repeated, pairs"),
    *("keys, users", "keys, aliases", "keys, comments, hashes", "key=question"),
    *("wide, flow mapping", "deep, indented", "deep, flow lists closed", "quoted, folds"),
    *("block, users", "fences, blanks", "unclosed front matter", "dashes alone", "number, long"),
    *("host, labels", "host, brackets", "amp, host", "body, secret", "body, users"),
    *("title=blank", "title=question", "title=number-entity", "title=zero-width"),
    *("path=tab", "path=blank-hash, unquoted", "query=utm", "frame=tag", "locale=letter-dash"),
]
# What takes no longer does not grow with the square: 400 KB would take ten seconds, and not one.
SUSPICIOUS_SECONDS = 0.8


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
    taken = check(KINDS[kind], 100_000, tmp_path / "seed.md")
    if taken > SUSPICIOUS_SECONDS:
        quarter = min(check(KINDS[kind], 25_000, tmp_path / "seed.md") for _ in range(2))
        taken = min(taken, check(KINDS[kind], 100_000, tmp_path / "seed.md"))
        assert taken < 9 * max(quarter, 0.1)

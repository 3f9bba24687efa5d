"""Validate seeds: find, read, check. Never prints or exits."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from feeds.problems.reports import ValidationReport
from feeds.progress import Progress, ignore_progress
from feeds.seeds.choose import chosen_seeds
from feeds.seeds.find import MAX_SEED_BYTES, SeedFile, oversized
from feeds.settings import Settings
from feeds.validation.check import check_seeds
from feeds.validation.ruleset import Ruleset
from feeds.validation.schema.seed import parse_seed


def validate_seeds(
    settings: Settings,
    paths: Sequence[Path] | None = None,
    *,
    now: datetime | None = None,
    since: str | None = None,
    staged: bool = False,
    jobs: int = 1,
    progress: Progress = ignore_progress,
) -> ValidationReport:
    """Check the seeds at *paths*: files as they are, folders by the configured patterns.

    Without *paths* the configured folder is checked, and if they are empty nothing. Dates are held
    against *now* (aware); without it, no date is too late. A large folder is checked in as many
    processes as *jobs*, which find the same. With a git revision *since*, only seeds that changed
    after it are reported on, and if *staged* only those that the next commit changes, as the index
    of git has them; they are still compared with all others. Raises SeedsFolderError for a path
    that does not exist, and if there is no seed at all; ConfigError if git cannot tell.
    """
    if paths is not None and not paths:
        return ValidationReport(0, ())
    settings, paths = settings.at(now) if now else settings, paths or ()
    with chosen_seeds(paths, settings.seeds, since=since, staged=staged) as (files, concerned, _):
        if not concerned:
            return ValidationReport(0, ())
        ruleset = Ruleset(settings.validate)
        problems = check_seeds(files.values(), ruleset, progress, jobs, concerned)
    count = sum(isinstance(file, SeedFile) for file in concerned.values())
    return ValidationReport(count, tuple(problems), tuple(concerned))


def validate_text(path: str, stream: BinaryIO, settings: Settings) -> ValidationReport:
    """Check the one seed that *stream* holds, which messages call *path*, by itself."""
    raw = stream.read(MAX_SEED_BYTES + 1)
    ruleset = Ruleset(settings.validate)
    if len(raw) > MAX_SEED_BYTES:
        return ValidationReport(1, tuple(ruleset.adjust([oversized(path)])), (path,))
    own = settings.validate.known_fields
    seed = parse_seed(path, raw, for_rules=True, own_fields=own)
    return ValidationReport(1, tuple(ruleset.check(seed)), (path,))

"""Validate seeds: find, read, check. Never prints or exits."""

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from feeds.checking import check_seeds
from feeds.diagnostics import Diagnostic
from feeds.discovery import MAX_SEED_BYTES, Patterns, SeedFile, find_seeds, no_seeds, oversized
from feeds.errors import SeedsFolderError
from feeds.progress import Progress, ignore_progress
from feeds.report import FixReport, ValidationReport
from feeds.ruleset import Ruleset
from feeds.settings import SeedsSettings, Settings
from feeds.validation import parse_seed


def validate(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = ignore_progress,
    *,
    since: str | None = None,
    jobs: int = 1,
) -> ValidationReport:
    """Check the seeds at *paths*: files as they are, folders by the configured patterns.

    Without paths the configured folder is checked. A large one is checked in as many processes as
    *jobs*, which find the same. With a git revision *since*, only seeds that changed after it are
    reported on; they are still compared with all others. Raises SeedsFolderError for a path that
    does not exist, and if there is no seed at all; ConfigError if git cannot tell what changed.
    """
    files = list_seeds(paths, settings.seeds)
    concerned = files if since is None else keep_changed(files, since, paths, settings.seeds)
    if not concerned:
        return ValidationReport(0, ())
    checked = check_seeds(files.values(), Ruleset(settings.validate), progress, jobs)
    return ValidationReport(
        sum(isinstance(file, SeedFile) for file in concerned.values()),
        tuple(found for found in checked.diagnostics if found.path in concerned),
    )


def fix(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress = ignore_progress,
    *,
    since: str | None = None,
    write: bool,
) -> FixReport:
    """Mend what is safe to mend in the seeds that ``validate`` would report on.

    Without *write* nothing is written, and the report tells what would be. Raises what
    ``validate`` raises; a seed that cannot be written is named in the report.
    """
    # What rewrites YAML takes a tenth of the time that checking a handful of seeds takes.
    from feeds.fixing import fix_seeds

    files = list_seeds(paths, settings.seeds)
    concerned = files if since is None else keep_changed(files, since, paths, settings.seeds)
    return fix_seeds(concerned.values(), Ruleset(settings.validate), progress, write=write)


def validate_text(path: str, stream: BinaryIO, settings: Settings) -> ValidationReport:
    """Check the one seed that *stream* holds, which messages call *path*, by itself."""
    raw = stream.read(MAX_SEED_BYTES + 1)
    ruleset = Ruleset(settings.validate)
    if len(raw) > MAX_SEED_BYTES:
        return ValidationReport(1, tuple(ruleset.adjust([oversized(path)])))
    return ValidationReport(1, tuple(ruleset.check(parse_seed(path, raw))))


def list_seeds(paths: Sequence[Path], seeds: SeedsSettings) -> dict[str, SeedFile | Diagnostic]:
    """Return the seeds at *paths*, and diagnostics of what cannot be read, by path.

    Files are taken as they are, folders by the configured patterns; without paths the configured
    folder is. Raises SeedsFolderError for a path that does not exist, and if there is no seed.
    """
    patterns = Patterns(seeds.include, seeds.exclude)
    listed = [_files_at(path, patterns) for path in paths] or [find_seeds(seeds.folder, patterns)]
    unique = {file.path: file for file in chain.from_iterable(listed)}
    if len(listed) > 1:
        unique = _without_aliases(unique)
    if not unique:
        raise no_seeds(", ".join(map(str, paths)) or str(seeds.path), seeds.include)
    return unique


def _without_aliases(
    files: Mapping[str, SeedFile | Diagnostic],
) -> dict[str, SeedFile | Diagnostic]:
    """Return *files* sorted, each once by the shortest of its paths, however often it is named."""
    longest_first = sorted(files, key=lambda path: (-len(path), path))
    paths = {os.path.abspath(path): path for path in longest_first}  # noqa: PTH100 - fast
    return {path: files[path] for path in sorted(paths.values())}


def keep_changed(
    files: Mapping[str, SeedFile | Diagnostic],
    since: str,
    paths: Sequence[Path],
    seeds: SeedsSettings,
) -> Mapping[str, SeedFile | Diagnostic]:
    """Return those of *files*, which ``list_seeds`` found, that changed after the revision *since*.

    Raises ConfigError if git cannot tell.
    """
    # git is started once, and seldom.
    from feeds.changes import find_changes

    place = paths[0] if paths else seeds.folder
    changes = find_changes(since, place if place.is_dir() else place.parent)
    return {path: file for path, file in files.items() if changes.include(Path(path))}


def _files_at(path: Path, patterns: Patterns) -> Iterable[SeedFile | Diagnostic]:
    if path.is_dir():
        return find_seeds(path, patterns)
    if not os.path.lexists(path):
        raise SeedsFolderError(f"{path} does not exist; give files or folders of seeds")
    return [SeedFile(path, str(path))]

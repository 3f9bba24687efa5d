"""Choose the seeds that a command is about: named files, whole folders, what git says changed."""

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.errors import SeedsFolderError
from feeds.seeds.exclusions import require_excluded
from feeds.seeds.find import Patterns, SeedFile, find_seeds, no_seeds
from feeds.settings import SeedsSettings

Files = Mapping[str, SeedFile | Diagnostic]
"""Seeds, and diagnostics of what cannot be read, by path."""


class Choice(NamedTuple):
    """The seeds that there are, and those of them that a command is about.

    What is in ``edited`` stands otherwise in the work tree, where it is not to be mended.
    """

    files: Files
    concerned: Files
    edited: frozenset[str] = frozenset()


def list_seeds(paths: Sequence[Path], seeds: SeedsSettings) -> dict[str, SeedFile | Diagnostic]:
    """Return the seeds at *paths*, and diagnostics of what cannot be read, by path.

    Files are taken as they are, folders by the configured patterns; without paths the configured
    folder is. Raises SeedsFolderError for a path that does not exist, and if there is no seed;
    ConfigError if a glob misses seeds that it means.
    """
    patterns = Patterns(seeds.include, seeds.exclude)
    listed = [_files_at(path, patterns) for path in paths] or [find_seeds(seeds.folder, patterns)]
    unique = {file.path: file for file in chain.from_iterable(listed)}
    if len(listed) > 1:
        unique = _without_aliases(unique)
    if not unique:
        raise no_seeds(", ".join(map(str, paths)) or str(seeds.path), seeds.include)
    if not paths and seeds.exclude:
        require_excluded(seeds.exclude, str(seeds.folder), list(unique))
    return unique


def _without_aliases(files: Files) -> dict[str, SeedFile | Diagnostic]:
    """Return *files* sorted, each once by the shortest of its paths, however often it is named."""
    longest_first = sorted(files, key=lambda path: (-len(path), path))
    paths = {os.path.abspath(path): path for path in longest_first}  # noqa: PTH100 - fast
    return {path: files[path] for path in sorted(paths.values())}


def keep_changed(
    files: Files,
    since: str | None,
    paths: Sequence[Path],
    seeds: SeedsSettings,
) -> Files:
    """Return those of *files* that changed in git after the revision *since*; without one, all.

    ``list_seeds`` found them at *paths*. Raises ConfigError if git cannot tell.
    """
    if since is None:
        return files
    # git is started once, and seldom.
    from feeds.seeds.git import find_changes

    place = paths[0] if paths else seeds.folder
    changes = find_changes(since, place if place.is_dir() else place.parent)
    return {path: file for path, file in files.items() if changes.include(Path(path))}


def _files_at(path: Path, patterns: Patterns) -> Iterable[SeedFile | Diagnostic]:
    if path.is_dir():
        return find_seeds(path, patterns)
    if not os.path.lexists(path):
        raise SeedsFolderError(f"{path} does not exist; give files or folders of seeds", path=path)
    return [SeedFile(path, str(path))]

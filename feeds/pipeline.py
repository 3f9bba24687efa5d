"""Run the stages in order: read, check, group, render, publish. Never prints or exits."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path

from feeds.checking import check_seeds
from feeds.collection import Collection, Progress, ignore_progress, read_seeds
from feeds.diagnostics import Diagnostic
from feeds.discovery import Patterns, SeedFile, find_seeds
from feeds.errors import SeedsFolderError
from feeds.grouping import group_entries
from feeds.publishing import output_lock, publish
from feeds.report import BuildReport, ValidationReport
from feeds.ruleset import Ruleset
from feeds.settings import SeedsSettings, Settings

_NO_URL = (
    "no public address is known, so the feeds have no self link and there is no feeds.opml;"
    " set [site] url in feeds.toml or give --site-url"
)


def validate(
    paths: Sequence[Path], settings: Settings, progress: Progress = ignore_progress
) -> ValidationReport:
    """Check the seeds at *paths*: files as they are, folders by the configured patterns.

    Without paths the configured folder is checked. Raises SeedsFolderError for a path that does
    not exist, and if there is no seed at all.
    """
    seeds = settings.seeds
    patterns = Patterns(seeds.include, seeds.exclude)
    listed = [_files_at(path, patterns) for path in paths] or [find_seeds(seeds.path, patterns)]
    unique = {file.path: file for file in chain.from_iterable(listed)}
    if not unique:
        raise _no_seeds(", ".join(map(str, paths)) or str(seeds.path), seeds)
    checked = check_seeds(unique.values(), Ruleset(settings.validate), progress)
    return ValidationReport(checked.count, tuple(checked.diagnostics))


def _files_at(path: Path, patterns: Patterns) -> Iterable[SeedFile | Diagnostic]:
    if path.is_dir():
        return find_seeds(path, patterns)
    if not os.path.lexists(path):
        raise SeedsFolderError(f"{path} does not exist; give files or folders of seeds")
    return [SeedFile(path, str(path))]


def build(
    settings: Settings,
    *,
    now: datetime,
    lock_seconds: float = 60,
    overwrite: bool = False,
    progress: Progress = ignore_progress,
) -> BuildReport:
    """Publish the feeds of the configured seeds as of the time *now*.

    Waits up to *lock_seconds* for another build into the same folder. Raises SeedsFolderError if
    there is no seed at all, since a folder that was not mounted would otherwise withdraw every
    feed; OutputError if the output folder cannot be used.
    """
    # Loading what renders takes longer than checking a handful of seeds.
    from feeds.rendering import render_files

    with output_lock(settings.build.out, lock_seconds):
        collection = Collection(now, settings.seeds.include_unpublished, settings.site.url)
        patterns = Patterns(settings.seeds.include, settings.seeds.exclude)
        read, unread = read_seeds(
            find_seeds(settings.seeds.path, patterns), progress, collection.add
        )
        if not read:
            raise _no_seeds(str(settings.seeds.path), settings.seeds)
        feeds = group_entries(list(collection.entries.values()), settings)
        publication = publish(
            settings.build.out,
            render_files(feeds, settings, collection.without_hidden, progress),
            overwrite=overwrite,
        )
    return BuildReport(
        seeds=str(settings.seeds.path),
        out=str(settings.build.out),
        read=read,
        entries=len(collection.entries),
        feeds=len(feeds),
        left_out={why: tuple(sorted(paths)) for why, paths in sorted(collection.left_out.items())},
        next_due=collection.next_due,
        diagnostics=tuple(sorted([*collection.diagnostics, *unread])),
        warnings=(() if settings.site.url else (_NO_URL,)) + publication.warnings,
        written=publication.written,
        kept=publication.kept,
        removed=publication.removed,
    )


def _no_seeds(where: str, settings: SeedsSettings) -> SeedsFolderError:
    return SeedsFolderError(
        f"there are no seeds in {where} (looked for {', '.join(settings.include)}); nothing was"
        " changed. Set [seeds] path, include and exclude in feeds.toml"
    )

"""Build feeds: read, group, render, publish. Never prints or exits."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from feeds.announcements import PARSERS, article_keys, find_reannounced
from feeds.collection import Collection, Progress, ignore_progress, read_seeds
from feeds.dead_links import DeadLinks
from feeds.diagnostics import Diagnostic
from feeds.differences import CATALOGUE
from feeds.discovery import Patterns, find_seeds, require_folder
from feeds.errors import ConfigError, OutputError
from feeds.grouping import group_entries, unused_names
from feeds.model import Entry, Exclusion, Feed
from feeds.pipeline import no_seeds
from feeds.publishing import (
    Publication,
    output_lock,
    preview,
    publish,
    published_entries,
    published_paths,
)
from feeds.rendering import render_files
from feeds.report import BuildReport
from feeds.settings import Settings

Files = Iterable[tuple[str, bytes]]

Known = Mapping[str, Sequence[str]]
"""What the articles of entries are known by, by the id of the entry."""

_MOST_REANNOUNCED = 5
_MOST_NAMED = 3

_NO_URL = (
    "no public address is known, so the feeds have no self link and there is no feeds.opml;"
    " set [site] url in feeds.toml or give --site-url"
)
_WITHHELD = (
    "no seed would be published, and every feed be withdrawn: the output folder was left as it is;"
    " give --allow-empty if that is meant"
)
_REANNOUNCED = (
    "subscribers would get {count} once more, with a new id: {named}; write the old id into the"
    " field id of the seed"
)
_STOPPED = "; the output folder was left as it is; give --allow-reannounce if that is meant"
_NO_LEDGER = (
    "no links have been checked yet, so none is known to be dead: run feeds check-links first"
    " (there is no ledger in {folder})"
)
_LEFT = "is published no more, but was edited by hand and stays"


def build(
    settings: Settings,
    *,
    now: datetime,
    lock_seconds: float = 60,
    overwrite: bool = False,
    allow_empty: bool = False,
    allow_reannounce: bool = False,
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> BuildReport:
    """Publish the feeds of the configured seeds as of the time *now*.

    Waits up to *lock_seconds* for another build into the same folder. A folder that was not
    mounted, or a clock that is wrong, must not withdraw every feed: raises SeedsFolderError if
    there is no seed at all, and leaves what is published as it is if no seed would be published,
    unless *allow_empty*; likewise if more than a handful of articles changed their ids, unless
    *allow_reannounce*. With *dry_run* nothing is written at all. Raises OutputError if the
    output folder cannot be used, ConfigError if it must not.
    """
    _require_separate(settings.build.out, settings.seeds.path)
    require_folder(settings.seeds.path)

    def write(files: Files, entries: Known) -> Publication:
        return publish(settings.build.out, files, overwrite=overwrite, entries=entries)

    def look(files: Files, _: Known) -> Publication:
        return preview(settings.build.out, files)

    allowed = _Allowed(allow_empty, allow_reannounce)
    if dry_run:
        return _build(settings, now, progress, look, allowed, dry_run=True)
    with output_lock(settings.build.out, lock_seconds):
        return _build(settings, now, progress, write, allowed, dry_run=False)


def render_feeds(
    settings: Settings, *, now: datetime, progress: Progress = ignore_progress
) -> dict[str, bytes]:
    """Return the catalogue, and each feed in the format that says most, as a build would write.

    Nothing is written. Raises SeedsFolderError if there is no seed.
    """
    require_folder(settings.seeds.path)
    best = tuple(name for name in PARSERS if name in settings.build.formats)[:1]
    settings = replace(settings, build=replace(settings.build, formats=best))
    gathered = _gather(settings, now, progress)
    files = render_files(gathered.feeds, settings, gathered.collection.without_hidden, progress)
    return {
        path: content
        for path, content in files
        if path == CATALOGUE or (path.count("/") and not path.endswith(".html"))
    }


def _require_separate(out: Path, seeds: Path) -> None:
    folder = out.resolve()
    if folder == Path(folder.anchor):
        raise ConfigError(f"the output folder {out} is the root of the file system; name another")
    if folder.is_relative_to(seeds.resolve()):
        raise ConfigError(
            f"the output folder {out} is in the seeds folder {seeds}; set [build] out in feeds.toml"
            " to another, or give --out"
        )


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What whoever runs the build has said is meant."""

    empty: bool
    reannounce: bool


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What there is to publish, and what became of the seeds."""

    collection: Collection
    read: int
    unread: Sequence[Diagnostic]
    entries: Sequence[Entry]
    feeds: Sequence[Feed]
    warnings: Sequence[str]


def _gather(settings: Settings, now: datetime, progress: Progress) -> _Gathered:
    collection = Collection(now, settings.seeds.include_unpublished, settings.site.url)
    found = find_seeds(
        settings.seeds.path, Patterns(settings.seeds.include, settings.seeds.exclude)
    )
    read, unread = read_seeds(found, progress, collection.add)
    if not read and not unread:
        raise no_seeds(str(settings.seeds.path), settings.seeds)
    dead_links, warnings = _dead_links(settings)
    entries = _reachable(collection, dead_links)
    feeds = group_entries(entries, settings)
    return _Gathered(collection, read, unread, entries, feeds, warnings)


def _build(
    settings: Settings,
    now: datetime,
    progress: Progress,
    publish_files: Callable[[Files, Known], Publication],
    allowed: _Allowed,
    *,
    dry_run: bool,
) -> BuildReport:
    # Loading what renders takes longer than checking a handful of seeds.
    from feeds.compression import with_siblings

    gathered = _gather(settings, now, progress)
    collection = gathered.collection
    known = _known(gathered.feeds)
    withheld, concerns = _concerns(settings.build.out, gathered.entries, known, allowed)
    publication = Publication()
    if not withheld:
        files = render_files(gathered.feeds, settings, collection.without_hidden, progress)
        publication = publish_files(
            with_siblings(files) if settings.build.precompress else files, known
        )
    return BuildReport(
        seeds=str(settings.seeds.path),
        out=str(settings.build.out),
        read=gathered.read,
        entries=len(gathered.entries),
        feeds=len(gathered.feeds),
        left_out={why: tuple(sorted(paths)) for why, paths in sorted(collection.left_out.items())},
        next_due=collection.next_due,
        diagnostics=tuple(sorted([*collection.diagnostics, *gathered.unread])),
        warnings=(*_warnings(settings, publication, concerns), *gathered.warnings),
        written=publication.written,
        kept=publication.kept,
        removed=publication.removed,
        unused=tuple(unused_names(gathered.entries, settings)),
        withheld=withheld,
        dry_run=dry_run,
    )


def _concerns(
    out: Path, entries: Sequence[Entry], known: Known, allowed: _Allowed
) -> tuple[bool, list[str]]:
    """Return whether nothing is to be written, and what is to be said of that or of new ids."""
    if not entries and not allowed.empty and _publishes_names(out):
        return True, [_WITHHELD]
    if allowed.reannounce:
        return False, []
    again = find_reannounced(published_entries(out), known)
    if not again:
        return False, []
    stopped = len(again) > _MOST_REANNOUNCED
    return stopped, [_describe(again, entries) + (_STOPPED if stopped else "")]


def _known(feeds: Iterable[Feed]) -> Known:
    """Return the entries that any of *feeds* shows."""
    return {
        entry.id: article_keys(entry.link, entry.title, entry.published)
        for entry in {entry.id: entry for feed in feeds for entry in feed.entries}.values()
    }


def _describe(again: Mapping[str, str], entries: Iterable[Entry]) -> str:
    """Return which *entries* would be announced *again*, the new id of each by its old one."""
    paths = {entry.id: entry.path for entry in entries}
    named = sorted(f"{paths[new]} (was {old}, is {new})" for old, new in again.items())
    more = len(named) - _MOST_NAMED
    return _REANNOUNCED.format(
        count="1 entry" if len(again) == 1 else f"{len(again):,} entries",
        named=", ".join(named[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else ""),
    )


def _dead_links(settings: Settings) -> tuple[DeadLinks, list[str]]:
    """Return what the ledger of link checks says is dead, and what is to be said of the ledger."""
    from feeds.links.ledger import dead_urls

    folder, build = settings.links.cache, settings.build
    unused = build.broken_links == "keep" and build.dead_amp == "keep"
    try:
        dead = frozenset() if unused else dead_urls(folder, settings.links.confirm_runs)
    except OutputError as exc:
        return DeadLinks(frozenset(), build), [f"dead links are published as if they worked: {exc}"]
    if dead is None and build.broken_links != "keep":
        return DeadLinks(frozenset(), build), [_NO_LEDGER.format(folder=folder)]
    return DeadLinks(dead or frozenset(), build), []


def _reachable(collection: Collection, dead_links: DeadLinks) -> list[Entry]:
    """Return the entries to publish, as they are published; note in *collection* what is not."""
    for entry in dead_links.dropped(list(collection.entries.values())):
        del collection.entries[entry.id]
        collection.left_out[Exclusion.DEAD].append(entry.path)
    return [dead_links.apply(entry) for entry in collection.entries.values()]


def _publishes_names(out: Path) -> bool:
    """Tell whether *out* holds a feed of a topic or provider, as it does once it has an entry."""
    return any(path.startswith(("topics/", "providers/")) for path in published_paths(out))


def _warnings(
    settings: Settings, publication: Publication, concerns: Iterable[str]
) -> tuple[str, ...]:
    return (
        *([] if settings.site.url else [_NO_URL]),
        *concerns,
        *publication.warnings,
        *(
            f"{path} is published no more, but was edited by hand and stays"
            for path in publication.left
        ),
    )

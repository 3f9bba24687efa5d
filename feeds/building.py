"""Build feeds: read, group, render, publish. Never prints or exits."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from feeds.collection import Collection, Progress, ignore_progress, read_seeds
from feeds.dead_links import DeadLinks
from feeds.discovery import Patterns, find_seeds, require_folder
from feeds.errors import ConfigError, OutputError
from feeds.grouping import group_entries, unused_names
from feeds.model import Entry, Exclusion
from feeds.pipeline import no_seeds
from feeds.publishing import Publication, output_lock, preview, publish, published_paths
from feeds.report import BuildReport
from feeds.settings import Settings

Files = Iterable[tuple[str, bytes]]

_NO_URL = (
    "no public address is known, so the feeds have no self link and there is no feeds.opml;"
    " set [site] url in feeds.toml or give --site-url"
)
_WITHHELD = (
    "no seed would be published, and every feed be withdrawn: the output folder was left as it is;"
    " give --allow-empty if that is meant"
)
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
    dry_run: bool = False,
    progress: Progress = ignore_progress,
) -> BuildReport:
    """Publish the feeds of the configured seeds as of the time *now*.

    Waits up to *lock_seconds* for another build into the same folder. A folder that was not
    mounted, or a clock that is wrong, must not withdraw every feed: raises SeedsFolderError if
    there is no seed at all, and leaves what is published as it is if no seed would be published,
    unless *allow_empty*. With *dry_run* nothing is written at all. Raises OutputError if the
    output folder cannot be used, ConfigError if it must not.
    """
    _require_separate(settings.build.out, settings.seeds.path)
    require_folder(settings.seeds.path)

    def write(files: Files) -> Publication:
        return publish(settings.build.out, files, overwrite=overwrite)

    def look(files: Files) -> Publication:
        return preview(settings.build.out, files)

    if dry_run:
        return _build(settings, now, progress, look, allow_empty=allow_empty, dry_run=True)
    with output_lock(settings.build.out, lock_seconds):
        return _build(settings, now, progress, write, allow_empty=allow_empty, dry_run=False)


def _require_separate(out: Path, seeds: Path) -> None:
    folder = out.resolve()
    if folder == Path(folder.anchor):
        raise ConfigError(f"the output folder {out} is the root of the file system; name another")
    if folder.is_relative_to(seeds.resolve()):
        raise ConfigError(
            f"the output folder {out} is in the seeds folder {seeds}; set [build] out in feeds.toml"
            " to another, or give --out"
        )


def _build(
    settings: Settings,
    now: datetime,
    progress: Progress,
    publish_files: Callable[[Files], Publication],
    *,
    allow_empty: bool,
    dry_run: bool,
) -> BuildReport:
    # Loading what renders takes longer than checking a handful of seeds.
    from feeds.compression import with_siblings
    from feeds.rendering import render_files

    collection = Collection(now, settings.seeds.include_unpublished, settings.site.url)
    found = find_seeds(
        settings.seeds.path, Patterns(settings.seeds.include, settings.seeds.exclude)
    )
    read, unread = read_seeds(found, progress, collection.add)
    if not read and not unread:
        raise no_seeds(str(settings.seeds.path), settings.seeds)
    dead_links, ledger_warnings = _dead_links(settings)
    entries = _reachable(collection, dead_links)
    feeds = group_entries(entries, settings)
    withheld = not entries and not allow_empty and _publishes_names(settings.build.out)
    publication = Publication()
    if not withheld:
        files = render_files(feeds, settings, collection.without_hidden, progress)
        publication = publish_files(with_siblings(files) if settings.build.precompress else files)
    return BuildReport(
        seeds=str(settings.seeds.path),
        out=str(settings.build.out),
        read=read,
        entries=len(entries),
        feeds=len(feeds),
        left_out={why: tuple(sorted(paths)) for why, paths in sorted(collection.left_out.items())},
        next_due=collection.next_due,
        diagnostics=tuple(sorted([*collection.diagnostics, *unread])),
        warnings=(*_warnings(settings, publication, withheld=withheld), *ledger_warnings),
        written=publication.written,
        kept=publication.kept,
        removed=publication.removed,
        unused=tuple(unused_names(entries, settings)),
        withheld=withheld,
        dry_run=dry_run,
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


def _warnings(settings: Settings, publication: Publication, *, withheld: bool) -> tuple[str, ...]:
    return (
        *([] if settings.site.url else [_NO_URL]),
        *([_WITHHELD] if withheld else []),
        *publication.warnings,
        *(
            f"{path} is published no more, but was edited by hand and stays"
            for path in publication.left
        ),
    )

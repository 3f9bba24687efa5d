"""Build feeds, unless nothing has changed: the stages in their order. Never prints or exits.

A build reads the seeds, groups them into feeds, plans what must be rendered, renders it, publishes
it, and remembers for the next build what it has learnt. Each stage is a module here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from feeds.build.context import BuildOptions, Context, Start
from feeds.build.remember import begin, open_cache, recall, tell
from feeds.cache.folder import require_apart
from feeds.output.copies import is_built
from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.output.publish import output_lock, stamp_of_record
from feeds.output.published_ids import with_published_ids
from feeds.problems.build_report import BuildReport, MovedFeed
from feeds.problems.errors import ConfigError, SeedChangedError, SeedsFolderError
from feeds.progress import Progress, ignore_progress
from feeds.seeds.folder import SeedsFolder, open_folder
from feeds.settings import Settings
from feeds.workers.batches import Workers

if TYPE_CHECKING:
    from feeds.build.render import Rendering

Result = TypeVar("Result")

_USUAL = BuildOptions()
# How often seeds that change while they are read are read once more.
_ATTEMPTS = 3

_NO_URL = (
    "an archive needs a public address, as its pages refer to each other: set [site] url in"
    " feeds.toml or give --site-url; or set [build] archive = false, which removes the pages"
)
_OUT = "build.out"
_ANOTHER = "set [build] out in feeds.toml to another, or give --out"
_MIXED = f"which would be published with it; {_ANOTHER}; give --overwrite once if that is meant"
_CHANGING = (
    "the seeds in {folder} change faster than they can be read; build again when whatever writes"
    " them is done"
)


def build_feeds(
    settings: Settings,
    *,
    now: datetime,
    options: BuildOptions = _USUAL,
    progress: Progress = ignore_progress,
) -> BuildReport:
    """Publish the feeds of the configured seeds as of the time *now*.

    A folder that was not mounted, half a checkout or a clock that is wrong must not withdraw what
    is published: that is left as it is if no seed would be published, unless ``allow_empty``, or if
    much would go for no reason that its seeds give, unless ``allow_withdraw``; likewise if more
    than a handful of articles changed their ids, or a feed's address would be another's, unless
    ``allow_reannounce``. With ``dry_run`` nothing is written at all. Raises OutputError if the
    output folder cannot be used, ConfigError if it must not, SeedsFolderError if there are no seeds
    to begin with, and ValueError if *now* has no time zone.
    """
    if now.tzinfo is None:
        raise ValueError(f"now ({now}) has no time zone, so that it is another time elsewhere")
    settings = with_published_ids(settings)
    options = replace(options, dry_run=options.dry_run or options.check)
    folder = open_folder(settings.seeds.path)
    _require_separate(settings, folder, overwrite=options.overwrite)
    if options.use_cache:
        require_apart(settings)
    _require_address(settings)
    folder.require()

    return _retry(lambda: _build(settings, now, options, progress), folder)


class Planned(NamedTuple):
    """What a build would write if all was meant that it does not do unasked.

    ``files`` are by their paths below the output folder: the catalogue, each feed in that one of
    its ``formats`` that says most, and the manifest, which says what would be in archives.
    ``withheld`` are sentences on what would not be done unasked, ``moved`` the feeds that would
    stand elsewhere.
    """

    files: Mapping[str, bytes]
    formats: tuple[str, ...]
    withheld: tuple[str, ...]
    moved: tuple[MovedFeed, ...]


def render_feeds(
    settings: Settings, *, now: datetime, progress: Progress = ignore_progress
) -> Planned:
    """Return what a build would write into the configured output folder; nothing is written.

    Raises SeedsFolderError if there is no folder of seeds.
    """
    from feeds.output.announcements import PARSERS
    from feeds.output.published import CATALOGUE

    _require_address(settings)
    folder = open_folder(settings.seeds.path)
    folder.require()
    formats = settings.build.formats
    best = tuple(name for name in PARSERS if name in formats)[:1]
    settings = with_published_ids(settings)._replace(build=settings.build._replace(formats=best))
    options = BuildOptions(use_cache=False, dry_run=True, allow_empty=True)

    def render() -> Planned:
        with _open_context(settings, now, options, progress) as context:
            rendering = _render(context, begin(context))
            manifest = Manifest(history=rendering.history).to_bytes()
            files = {MANIFEST_NAME: manifest} | {
                path: content
                for path, content in rendering.feed_files()
                if isinstance(content, bytes)
                and (path == CATALOGUE or (path.count("/") and not path.endswith(".html")))
            }
            guard = rendering.guard
            withheld = guard.find_concerns(BuildOptions(dry_run=True)).errors
            return Planned(files, formats, withheld, guard.compared.turnover.moves)

    return _retry(render, folder)


def _build(
    settings: Settings, now: datetime, options: BuildOptions, progress: Progress
) -> BuildReport:
    events: tuple[str, ...] = ()
    with _open_context(settings, now, options, progress) as context:
        # Most builds find nothing to do, and need keep nobody out of the folder to find that.
        seen = stamp_of_record(settings.build.out)
        start = begin(context, alone=False)
        report = recall(context, start)
        if report and (options.dry_run or not start.notices):
            report = tell(context, report)
        else:
            with _alone(context):
                if start.notices or stamp_of_record(settings.build.out) != seen:
                    start = begin(context)
                    report = recall(context, start)
                if report is None:
                    report, events = _publish(context, start)
                report = tell(context, report)
    if report.withheld:
        # Hardly any is.
        from feeds.validation.omissions import in_prospect

        report = report.revised(in_prospect)
    notices = (*events, *start.notices, *context.cache.notices, *context.workers.notices)
    return report._replace(warnings=(*report.warnings, *notices))


def _publish(context: Context, start: Start) -> tuple[BuildReport, tuple[str, ...]]:
    """Do what is to be done; return what that was, and warnings of what it changes."""
    # It takes longer to load than a build with nothing to do takes.
    from feeds.build.publish import publish_files, report_on
    from feeds.build.remember import remember

    rendering = _render(context, start)
    concerns = rendering.guard.find_concerns(context.options)
    if concerns.errors:
        report = report_on(context, start, rendering)
    else:
        publication = publish_files(context, rendering)
        report = report_on(context, start, rendering, publication)
        remember(context, start, rendering, publication, report)
    # What is said of this change is not to be remembered: the next build does not make it.
    turnover = rendering.guard.compared.turnover
    report = report._replace(
        errors=concerns.errors,
        new_feeds=turnover.new,
        withdrawn_feeds=turnover.withdrawn,
        moved_feeds=turnover.moves,
        seedless=rendering.guard.seedless,
    )
    return report, concerns.warnings


def _render(context: Context, start: Start) -> Rendering:
    """Return what renders the feeds of all seeds, once it is asked for their files."""
    from feeds.build.archive import Archiving
    from feeds.build.group import group_seeds
    from feeds.build.guard.concerns import Guard
    from feeds.build.plan import Plan
    from feeds.build.read import read_seeds
    from feeds.build.render import Rendering, render_jobs

    settings = context.settings
    archiving = Archiving(settings, start.units) if settings.build.archive else None
    seeds = read_seeds(context, start)
    if seeds.parsed:
        # Workers have nothing else to do meanwhile: they load what it takes to render.
        context.workers.prepare(partial(render_jobs, seeds.options))
    grouped = group_seeds(context, start, seeds, archiving)
    plan = Plan(settings, grouped, start.dead.dead)
    return Rendering(context, grouped, plan, start.units, Guard(context, grouped))


def _alone(context: Context) -> AbstractContextManager[None]:
    """Keep other builds out of the output folder for the block, unless nothing is written there."""
    if context.options.dry_run:
        return nullcontext()
    return output_lock(context.settings.build.out, context.options.lock_seconds)


@contextmanager
def _open_context(
    settings: Settings, now: datetime, options: BuildOptions, progress: Progress
) -> Iterator[Context]:
    """Open what a build works with; close it in the end."""
    folder = open_folder(settings.seeds.path, shared=options.open_executor is not None)
    with (
        closing(open_cache(settings, options)) as cache,
        Workers(options.jobs, options.open_executor) as workers,
    ):
        yield Context(settings, options, now, folder, cache, workers, progress)


def _retry(action: Callable[[], Result], folder: SeedsFolder) -> Result:
    """Return what *action* returns, tried again as long as seeds change while they are read."""
    for _ in range(_ATTEMPTS):
        try:
            return action()
        except SeedChangedError:
            continue
    raise SeedsFolderError(_CHANGING.format(folder=folder.shown), path=folder.shown)


def _require_separate(settings: Settings, seeds: SeedsFolder, *, overwrite: bool) -> None:
    """Raise ConfigError if what is published and what it is made of would get mixed up.

    Files that are published may stand beside the others if *overwrite* says that this is meant, or
    if they do already.
    """
    out, place = settings.build.out.resolve(), seeds.locate()
    named = f"the output folder {settings.build.out}"
    if out == Path(out.anchor):
        raise ConfigError(f"{named} is the root of the file system; name another", key=_OUT)
    if place and out.is_relative_to(place):
        raise ConfigError(f"{named} is in the seeds folder {seeds.shown}; {_ANOTHER}", key=_OUT)
    if overwrite or is_built(out):
        return
    if place and place.is_relative_to(out):
        raise ConfigError(f"{named} contains the seeds folder {seeds.shown}, {_MIXED}", key=_OUT)
    if settings.file and settings.file.resolve().is_relative_to(out):
        raise ConfigError(f"{named} contains {settings.file.name}, {_MIXED}", key=_OUT)


def _require_address(settings: Settings) -> None:
    """Raise ConfigError if there is to be an archive and no page of it could name another."""
    if settings.build.archive and not settings.site.url:
        raise ConfigError(_NO_URL, key="site.url")

"""Build feeds, unless nothing has changed. Never prints or exits."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from feeds.build.dead_links import find_dead_links
from feeds.build.options import How
from feeds.cache.last_build import Run, recall
from feeds.cache.store import BuildCache
from feeds.cache.tables import Unit
from feeds.grouping.archive import History
from feeds.output.manifest import MANIFEST_NAME, Manifest
from feeds.output.publish import Publication, intact, output_lock
from feeds.problems.errors import ConfigError, SeedChangedError, SeedsFolderError
from feeds.problems.reports import BuildReport
from feeds.program import program_digest
from feeds.progress import Progress, ignore_progress
from feeds.seeds.folder import SeedsFolder, open_folder
from feeds.seeds.listing import list_files
from feeds.settings import Settings
from feeds.workers.batches import Workers

if TYPE_CHECKING:
    from feeds.build.produce import Files
    from feeds.build.steps import Look

_USUAL = How()
# How often seeds that change while they are read are read once more.
_ATTEMPTS = 3

_NO_URL = (
    "an archive needs a public address, as its pages refer to each other: set [site] url in"
    " feeds.toml or give --site-url; or set [build] archive = false, which removes the pages"
)
_OUT = "build.out"
_ANOTHER = "set [build] out in feeds.toml to another, or give --out"
_MIXED = f"which would be published with it; {_ANOTHER}; give --overwrite once if that is meant"
_LOST = (
    f"{{out}} has no {MANIFEST_NAME}, though there have been builds into it: which ids and archive"
    " pages were published is not known, and new ids are not noticed; if the folder was moved, move"
    " it back or set [build] out, and build again"
)
_CHANGING = (
    "the seeds in {folder} change faster than they can be read; build again when whatever writes"
    " them is done"
)


def build(
    settings: Settings, *, now: datetime, how: How = _USUAL, progress: Progress = ignore_progress
) -> BuildReport:
    """Publish the feeds of the configured seeds as of the time *now*.

    A folder that was not mounted, or a clock that is wrong, must not withdraw every feed: unless
    ``allow_empty``, raises SeedsFolderError if there is no seed at all, and leaves what is
    published as it is if no seed would be published; likewise if more than a handful of articles
    changed their ids, unless ``allow_reannounce``. With ``dry_run`` nothing is written at all.
    Raises OutputError if the output folder cannot be used, ConfigError if it must not.
    """
    folder = open_folder(settings.seeds.path)
    _require_separate(settings, folder, overwrite=how.overwrite)
    _require_address(settings)
    folder.require()
    if how.dry_run:
        return _try(_Build(settings, now, how, progress))
    with output_lock(settings.build.out, how.lock_seconds):
        return _try(_Build(settings, now, how, progress))


def render_feeds(
    settings: Settings, *, now: datetime, jobs: int = 1, progress: Progress = ignore_progress
) -> dict[str, bytes]:
    """Return the catalogue, and each feed in the format that says most, as a build would write.

    That is, if all is meant that a build does not do unasked. The manifest says what would be in
    archives. Nothing is written. Raises SeedsFolderError if there is no folder of seeds.
    """
    from feeds.output.announcements import PARSERS
    from feeds.output.published import CATALOGUE

    _require_address(settings)
    open_folder(settings.seeds.path).require()
    best = tuple(name for name in PARSERS if name in settings.build.formats)[:1]
    settings = replace(settings, build=replace(settings.build, formats=best))
    how = How(jobs=jobs, use_cache=False, dry_run=True, allow_empty=True, allow_reannounce=True)
    build = _Build(settings, now, how, progress)
    files: dict[str, bytes] = {}

    def look(rendered: Files) -> Publication:
        # A build that begins again, since seeds changed meanwhile, has other files.
        files.clear()
        files.update((path, content) for path, content in rendered if isinstance(content, bytes))
        return Publication()

    _try(build, look)
    feeds = {
        path: content
        for path, content in files.items()
        if path == CATALOGUE or (path.count("/") and not path.endswith(".html"))
    }
    return {MANIFEST_NAME: Manifest(history=build.history).to_bytes()} | feeds


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
    if overwrite or (out / MANIFEST_NAME).exists():
        return
    if place and place.is_relative_to(out):
        raise ConfigError(f"{named} contains the seeds folder {seeds.shown}, {_MIXED}", key=_OUT)
    if settings.file and settings.file.resolve().is_relative_to(out):
        raise ConfigError(f"{named} contains {settings.file.name}, {_MIXED}", key=_OUT)


def _require_address(settings: Settings) -> None:
    """Raise ConfigError if there is to be an archive and no page of it could name another."""
    if settings.build.archive and not settings.site.url:
        raise ConfigError(_NO_URL, key="site.url")


def _try(build: _Build, look: Look | None = None) -> BuildReport:
    for _ in range(_ATTEMPTS):
        try:
            return build.run(look)
        except SeedChangedError:
            continue
    shown = build.folder.shown
    raise SeedsFolderError(_CHANGING.format(folder=shown), path=shown)


@dataclass
class _Build:
    """One build; ``history`` is what is in archives, once that is known."""

    settings: Settings
    now: datetime
    how: How
    progress: Progress
    history: History = field(default_factory=History)

    @property
    def folder(self) -> SeedsFolder:
        """The seeds folder, as whoever reads the seeds finds it."""
        return open_folder(self.settings.seeds.path, shared=self.how.open_executor is not None)

    def run(self, look: Look | None = None) -> BuildReport:
        """Build once; with *look*, that gets the files, and nothing is published."""
        cache, out = self._open_cache(), self.settings.build.out
        jobs = Workers(self.how.jobs, self.how.open_executor)
        with closing(cache), jobs as workers:
            listing = list_files(self.settings, allow_empty=self.how.allow_empty)
            dead_links, notes = find_dead_links(self.settings)
            run = Run.of(self.now, listing.digest(), self.settings, sorted(dead_links.dead))
            known = cache.load_units()
            lost = known and not (out / MANIFEST_NAME).exists()
            intact_files = self._find_intact(known)
            if intact_files == {path for unit in known.values() for path in unit.files} and (
                report := recall(cache.load_state(), run, listing, tuple(sorted(intact_files)))
            ):
                return replace(report, dry_run=self.how.dry_run, check=self.how.check)
            # It takes longer to load than a build with nothing to do takes.
            from feeds.build.steps import Making

            whole = {p: u for p, u in known.items() if u.files.keys() <= intact_files}
            making = Making(
                self.settings, self.folder, self.how, self.progress, cache, workers, run, whole
            )
            report = making.make(listing, dead_links, notes, look)
            self.history = making.history
        notices = [_LOST.format(out=out)] if lost else []
        notices += [*cache.notices, *workers.notices]
        return replace(report, warnings=(*report.warnings, *notices))

    def _open_cache(self) -> BuildCache:
        use: Literal["no", "read", "write"] = "read" if self.how.dry_run else "write"
        return BuildCache(
            self.settings.links.cache,
            self.settings.build.out,
            program_digest(),
            repr((self.settings.seeds.include_unpublished, self.settings.site.url)),
            use=use if self.how.use_cache else "no",
        )

    def _find_intact(self, known: Mapping[str, Unit]) -> set[str]:
        stamps = {path: stamp for unit in known.values() for path, stamp in unit.files.items()}
        return intact(self.settings.build.out, stamps) if stamps else set()

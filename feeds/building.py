"""Build feeds: gather, render what changed, publish. Never prints or exits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from feeds.announcements import PARSERS
from feeds.archives import History
from feeds.archiving import Archiving, open_archive, require_address
from feeds.buildcache import BuildCache, Unit
from feeds.differences import CATALOGUE
from feeds.discovery import sum_up_vanished
from feeds.errors import ConfigError, SeedsFolderError
from feeds.folders import SeedsFolder, open_folder
from feeds.gathering import Gathered, Gatherer, find_dead_links, list_files
from feeds.grouping import unused_names
from feeds.guarding import Allowed, Known, find_concerns, known_articles
from feeds.manifest import MANIFEST_NAME, Manifest
from feeds.pinging import note_changes
from feeds.planning import Plan
from feeds.production import Files, Production
from feeds.program import program_digest
from feeds.progress import Progress, ignore_progress
from feeds.publishing import Publication, intact, output_lock, preview, publish
from feeds.reading import ReadOptions, SeedChangedError
from feeds.recalling import Run, recall, remember
from feeds.report import BuildReport
from feeds.settings import Settings
from feeds.workers import Workers

if TYPE_CHECKING:
    from feeds.workers import OpenExecutor

# How often seeds that change while they are read are read once more.
_ATTEMPTS = 3

_NO_URL = (
    "no public address is known, so the feeds have no self link and there is no feeds.opml;"
    " set [site] url in feeds.toml or give --site-url"
)
_CHANGING = (
    "the seeds in {folder} change faster than they can be read; build again when whatever writes"
    " them is done"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a build goes about it, whatever it publishes.

    It waits up to ``lock_seconds`` for another build into the same folder. ``jobs`` is the number
    of workers, which ``open_executor`` starts (processes of this machine without it). Without
    ``use_cache`` all seeds are read and all feeds rendered.
    """

    lock_seconds: float = 60
    overwrite: bool = False
    allow_empty: bool = False
    allow_reannounce: bool = False
    dry_run: bool = False
    jobs: int = 1
    use_cache: bool = True
    open_executor: OpenExecutor | None = None


def build(
    settings: Settings, *, now: datetime, how: How = How(), progress: Progress = ignore_progress
) -> BuildReport:
    """Publish the feeds of the configured seeds as of the time *now*.

    A folder that was not mounted, or a clock that is wrong, must not withdraw every feed: raises
    SeedsFolderError if there is no seed at all, and leaves what is published as it is if no seed
    would be published, unless ``allow_empty``; likewise if more than a handful of articles changed
    their ids, unless ``allow_reannounce``. With ``dry_run`` nothing is written at all. Raises
    OutputError if the output folder cannot be used, ConfigError if it must not.
    """
    folder = open_folder(settings.seeds.path)
    _require_separate(settings.build.out, folder)
    require_address(settings)
    folder.require()
    if how.dry_run:
        return _try(_Build(settings, now, how, progress))
    with output_lock(settings.build.out, how.lock_seconds):
        return _try(_Build(settings, now, how, progress))


def render_feeds(
    settings: Settings, *, now: datetime, jobs: int = 1, progress: Progress = ignore_progress
) -> dict[str, bytes]:
    """Return the catalogue, and each feed in the format that says most, as a build would write.

    The manifest says what would be in archives. Nothing is written. Raises SeedsFolderError if
    there is no seed.
    """
    require_address(settings)
    open_folder(settings.seeds.path).require()
    best = tuple(name for name in PARSERS if name in settings.build.formats)[:1]
    settings = replace(settings, build=replace(settings.build, formats=best))
    build = _Build(settings, now, How(jobs=jobs, use_cache=False, dry_run=True), progress)
    files: dict[str, bytes] = {}

    def look(rendered: Files) -> Publication:
        files.update((path, content) for path, content in rendered if isinstance(content, bytes))
        return Publication()

    _try(build, look)
    feeds = {
        path: content
        for path, content in files.items()
        if path == CATALOGUE or (path.count("/") and not path.endswith(".html"))
    }
    return {MANIFEST_NAME: Manifest(history=build.history).to_bytes()} | feeds


def _require_separate(out: Path, seeds: SeedsFolder) -> None:
    if out.resolve() == Path(out.resolve().anchor):
        raise ConfigError(f"the output folder {out} is the root of the file system; name another")
    if seeds.contains(out):
        raise ConfigError(
            f"the output folder {out} is in the seeds folder {seeds.shown}; set [build] out in"
            " feeds.toml to another, or give --out"
        )


def _try(build: _Build, look: Callable[[Files], Publication] | None = None) -> BuildReport:
    for _ in range(_ATTEMPTS):
        try:
            return build.run(look)
        except SeedChangedError:
            continue
    raise SeedsFolderError(_CHANGING.format(folder=build.folder.shown))


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

    def run(self, look: Callable[[Files], Publication] | None = None) -> BuildReport:
        """Build once; with *look*, that gets the files, and nothing is published."""
        cache = self._open_cache()
        jobs = Workers(self.how.jobs, self.how.open_executor)
        with closing(cache), jobs as workers:
            listing = list_files(self.settings)
            dead_links, notes = find_dead_links(self.settings)
            run = Run.of(self.now, listing.digest(), self.settings, sorted(dead_links.dead))
            known = cache.load_units()
            intact_files = self._find_intact(known)
            if intact_files == {path for unit in known.values() for path in unit.files} and (
                report := recall(cache.load_state(), run, tuple(sorted(intact_files)))
            ):
                return replace(report, dry_run=self.how.dry_run)
            options = self._read_options()
            whole = {p: u for p, u in known.items() if u.files.keys() <= intact_files}
            archiving = open_archive(self.settings, whole)
            archive = archiving.archive if archiving else None
            gatherer = Gatherer(self.settings, options, workers, self.progress, cache)
            gathered = gatherer.gather(listing, dead_links, self.now, archive)
            plan = Plan(
                self.settings,
                gathered.articles,
                gathered.pickled,
                gathered.hidden,
                dead_links.dead,
            )
            articles = known_articles(gathered.feeds)
            withheld, concerns = self._find_concerns(gathered, articles, archiving)
            publication = Publication()
            production = Production(self.settings, options, workers, self.progress)
            if not withheld:
                files = production.feed_files(gathered.feeds, plan, whole)
                self.history = archiving.history if archiving else History()
                if look:
                    publication = look(files)
                else:
                    pages = production.page_files(archiving, gathered, frozenset(dead_links.dead))
                    record = Manifest(entries=articles, history=self.history)
                    publication = self._publish(chain(files, pages), record)
            report = self._report(gathered, publication, withheld, [*concerns, *notes])
            if not withheld:
                units = production.units(publication.stamps)
                # What is to be said once more is not passed over.
                settled = not (gathered.unread or publication.left or publication.warnings)
                change = gathered.collection.next_change
                state = remember(run, change, report) if settled else {}
                cache.finish(gathered.gone, units, state)
        return replace(report, warnings=(*report.warnings, *cache.notices, *workers.notices))

    def _find_concerns(
        self, gathered: Gathered, articles: Known, archiving: Archiving | None
    ) -> tuple[bool, list[str]]:
        return find_concerns(
            self.settings.build.out,
            [*gathered.feeds, *gathered.cut],
            {**articles, **known_articles(gathered.cut)},
            archiving.find_vanished() if archiving else {},
            Allowed(self.how.allow_empty, self.how.allow_reannounce),
        )

    def _open_cache(self) -> BuildCache:
        use: Literal["no", "read", "write"] = "read" if self.how.dry_run else "write"
        return BuildCache(
            self.settings.links.cache,
            self.settings.build.out,
            program_digest(),
            repr((self.settings.seeds.include_unpublished, self.settings.site.url)),
            use=use if self.how.use_cache else "no",
        )

    def _read_options(self) -> ReadOptions:
        return ReadOptions(
            self.folder,
            self.settings.seeds.include_unpublished,
            self.settings.site.url,
            self.settings.build.limit,
            uuid4().hex,
        )

    def _find_intact(self, known: Mapping[str, Unit]) -> set[str]:
        stamps = {path: stamp for unit in known.values() for path, stamp in unit.files.items()}
        return intact(self.settings.build.out, stamps) if stamps else set()

    def _publish(self, files: Files, record: Manifest) -> Publication:
        if self.how.dry_run:
            return preview(self.settings.build.out, files)
        return publish(
            self.settings.build.out,
            files,
            overwrite=self.how.overwrite,
            record=record,
            note=partial(note_changes, self.settings),
        )

    def _report(
        self,
        gathered: Gathered,
        publication: Publication,
        withheld: bool,
        notes: Sequence[str],
    ) -> BuildReport:
        collection = gathered.collection
        unread = sum_up_vanished(gathered.unread, self.folder.shown)
        return BuildReport(
            seeds=self.folder.shown,
            out=str(self.settings.build.out),
            read=gathered.read,
            entries=len(collection.entries),
            feeds=len(gathered.feeds),
            left_out={
                why: tuple(sorted(paths)) for why, paths in sorted(collection.left_out.items())
            },
            next_due=collection.next_due,
            diagnostics=tuple(sorted([*collection.diagnostics, *unread])),
            warnings=(*self._warnings(publication), *notes),
            written=publication.written,
            kept=publication.kept,
            removed=publication.removed,
            unused=tuple(unused_names(collection.entries.values(), self.settings)),
            withheld=withheld,
            dry_run=self.how.dry_run,
        )

    def _warnings(self, publication: Publication) -> list[str]:
        return [
            *([] if self.settings.site.url else [_NO_URL]),
            *publication.warnings,
            *(
                f"{path} is published no more, but was edited by hand and stays"
                for path in publication.left
            ),
        ]

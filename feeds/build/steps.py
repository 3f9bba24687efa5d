"""Make what a build publishes: gather, render what changed, publish, remember."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from uuid import uuid4

from feeds.build.archive import Archiving, open_archive
from feeds.build.gather import Gathered, Gatherer
from feeds.build.guard import Concerns, Known, find_concerns, forbid_handover, known_articles
from feeds.build.plan import Plan
from feeds.build.produce import Files, Production
from feeds.build.read import ReadOptions
from feeds.cache.last_build import Run, name_seeds, remember
from feeds.grouping.archive import History
from feeds.grouping.group import unused_names
from feeds.output.manifest import Manifest
from feeds.output.publish import Publication, preview, publish
from feeds.problems.reports import BuildReport
from feeds.seeds.find import sum_up_vanished
from feeds.websub.ping import note_changes

if TYPE_CHECKING:
    from feeds.build.options import How
    from feeds.cache.store import BuildCache
    from feeds.cache.tables import Unit
    from feeds.entries.dead import DeadLinks
    from feeds.progress import Progress
    from feeds.seeds.folder import SeedsFolder
    from feeds.seeds.listing import Listing
    from feeds.settings import Settings
    from feeds.workers.batches import Workers

Look = Callable[[Files], Publication]
"""Gets the files in the place of the output folder."""

_NO_URL = (
    "no public address is known, so the feeds have no self link and there is no feeds.opml;"
    " set [site] url in feeds.toml or give --site-url"
)


@dataclass
class Making:
    """What is made of the seeds in a ``folder``, at the time of ``run``.

    ``known`` are the units whose files are as they were published. ``history`` is what is in
    archives, once that is known.
    """

    settings: Settings
    folder: SeedsFolder
    how: How
    progress: Progress
    cache: BuildCache
    workers: Workers
    run: Run
    known: Mapping[str, Unit]
    history: History = field(default_factory=History)

    def make(
        self, listing: Listing, dead_links: DeadLinks, notes: Sequence[str], look: Look | None
    ) -> BuildReport:
        """Publish what the seeds of *listing* say, or let *look* have it; return the report.

        *notes* are sentences for whoever runs the build.
        """
        options = self._read_options()
        archiving = open_archive(self.settings, self.known)
        archive = archiving.archive if archiving else None
        production = Production(self.settings, options, self.workers, self.progress)
        gatherer = Gatherer(
            self.settings, options, self.workers, self.progress, self.cache, production.prepare
        )
        gathered = gatherer.gather(listing, dead_links, self.run.now, archive)
        if not look and not self.how.allow_reannounce:
            forbid_handover(self.settings, gathered.feeds)
        articles = known_articles(gathered.feeds)
        concerns = self._find_concerns(gathered, articles, archiving)
        publication = Publication()
        if not concerns.errors:
            plan = Plan(
                self.settings,
                gathered.articles,
                gathered.pickled,
                gathered.hidden,
                dead_links.dead,
            )
            files = production.feed_files(gathered.feeds, plan, self.known)
            if archiving:
                self.history = archiving.history
            if look:
                publication = look(files)
            else:
                pages = production.page_files(archiving, gathered, frozenset(dead_links.dead))
                record = Manifest(entries=articles, history=self.history)
                publication = self._publish(chain(files, pages), record)
        report = self._report(gathered, publication, notes)
        if not concerns.errors:
            self._remember(gathered, publication, production, report)
        # What is said of this change is not to be remembered: the next build does not make it.
        warnings = (*report.warnings, *concerns.warnings)
        return replace(report, warnings=warnings, errors=concerns.errors)

    def _remember(
        self,
        gathered: Gathered,
        publication: Publication,
        production: Production,
        report: BuildReport,
    ) -> None:
        units = production.units(publication.stamps)
        # What is to be said once more is not passed over.
        settled = not (gathered.unread or publication.left or publication.warnings)
        collection = gathered.collection
        state = (
            remember(self.run, collection.next_change, report, collection.left_out)
            if settled
            else {}
        )
        self.cache.finish(gathered.gone, units, state)

    def _find_concerns(
        self, gathered: Gathered, articles: Known, archiving: Archiving | None
    ) -> Concerns:
        return find_concerns(
            self.settings.build.out,
            [*gathered.feeds, *gathered.cut],
            {**articles, **known_articles(gathered.cut)},
            archiving.find_vanished() if archiving else {},
            self.how,
        )

    def _read_options(self) -> ReadOptions:
        return ReadOptions(
            self.folder,
            self.settings.seeds.include_unpublished,
            self.settings.site.url,
            self.settings.build.limit,
            uuid4().hex,
        )

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
        self, gathered: Gathered, publication: Publication, notes: Sequence[str]
    ) -> BuildReport:
        collection = gathered.collection
        unread = sum_up_vanished(gathered.unread, self.folder.shown)
        return BuildReport(
            seeds=self.folder.shown,
            out=str(self.settings.build.out),
            read=gathered.read,
            entries=collection.count,
            feeds=len(gathered.feeds),
            left_out=name_seeds(collection.left_out.items(), collection.listing),
            next_due=collection.next_due,
            diagnostics=tuple(sorted([*collection.diagnostics, *unread])),
            warnings=(*self._warnings(publication), *notes),
            written=publication.written,
            kept=publication.kept,
            removed=publication.removed,
            unused=tuple(unused_names(collection.lineups, self.settings)),
            errors=(),
            dry_run=self.how.dry_run,
            check=self.how.check,
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

"""The files of one build: stamps of those that are as they were, and the others rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from feeds.build.assemble import Assembly
from feeds.build.plan import fingerprint_lists
from feeds.build.reuse import PublishedEntries
from feeds.cache.tables import Unit
from feeds.files import FileStamp

if TYPE_CHECKING:
    from feeds.build.archive import Archiving
    from feeds.build.gather import Gathered
    from feeds.build.plan import Job, Plan
    from feeds.build.read import ReadOptions
    from feeds.build.render import Rendered, RenderedBatch
    from feeds.model import Outline
    from feeds.progress import Progress
    from feeds.settings import Settings
    from feeds.workers.batches import Workers

Files = Iterator[tuple[str, bytes | FileStamp]]

# Feeds: a batch of them takes a worker some tenths of a second, and fewer are done sooner here.
_LARGEST_BATCH = 8
_WORTH_SHARING = 24
_LISTS = ""


class _Made(NamedTuple):
    """A unit before its files have stamps: these are given by their names."""

    fingerprint: str
    names: Sequence[str]
    entries: bytes = b""


@dataclass
class Production:
    """Makes the files of a build, and knows of each unit the fingerprint and the files."""

    settings: Settings
    options: ReadOptions
    workers: Workers
    progress: Progress
    _made: dict[str, _Made] = field(default_factory=dict)

    def prepare(self) -> None:
        """Let workers that have started load what renders feeds."""
        self.workers.prepare(partial(_render_feeds, self.options, self.settings))

    def feed_files(self, feeds: Sequence[Outline], plan: Plan, known: Mapping[str, Unit]) -> Files:
        """Yield the files of all *feeds*: stamps of those *known* that are made of the same."""
        fingerprints = {feed.path: plan.fingerprint(feed) for feed in feeds}
        fingerprints[_LISTS] = fingerprint_lists(list(fingerprints.values()))
        same = {
            path
            for path, fingerprint in fingerprints.items()
            if path in known and known[path].fingerprint == fingerprint
        }
        for path in same:
            unit = known[path]
            self._made[path] = _Made(unit.fingerprint, list(unit.files), unit.entries)
            yield from unit.files.items()
        changed = [feed for feed in feeds if feed.path not in same]
        keys = {feed.path: plan.keys(feed) for feed in changed}
        reuse = PublishedEntries(self.settings, known, keys)
        rendered = self._compress(self._render(changed, plan, reuse))
        begun = list(islice(rendered, 1))
        # Workers render the rest meanwhile.
        lists = [] if _LISTS in same else [(_LISTS, _render_lists(feeds, self.settings))]
        for path, files in chain(begun, rendered, lists):
            names = [name for name, _ in files]
            self._made[path] = _Made(fingerprints[path], names, keys.get(path, b""))
            yield from files

    def page_files(
        self, archiving: Archiving | None, gathered: Gathered, dead: frozenset[str]
    ) -> Files:
        """Yield the files of all pages of an archive, if there is one; *dead* are dead links."""
        if archiving is None:
            return
        for folder, stamps in archiving.same(gathered.pages):
            self._made[folder] = _Made(archiving.fingerprint, list(stamps))
            yield from stamps.items()
        if not gathered.pages:
            return
        from feeds.build.render import render_pages

        hidden = gathered.collection.all_hidden()
        work = partial(render_pages, self.options, self.settings, hidden, dead)
        done = 0
        for jobs in archiving.jobs(gathered.pages):
            self.progress("rendering archives", done, len(gathered.pages))
            for batch in self.workers.run(work, jobs, largest=_LARGEST_BATCH, worth=_WORTH_SHARING):
                for folder, files in batch:
                    names = [name for name, _ in files]
                    self._made[folder] = _Made(archiving.fingerprint, names)
                    yield from files
            done += len(jobs)

    def units(self, stamps: Mapping[str, FileStamp]) -> dict[str, Unit]:
        """Return the units whose files have been published, and got these *stamps*."""
        return {
            path: Unit(made.fingerprint, {name: stamps[name] for name in made.names}, made.entries)
            for path, made in self._made.items()
            if stamps
        }

    def _render(
        self, feeds: Sequence[Outline], plan: Plan, reuse: PublishedEntries
    ) -> Iterator[tuple[str, Rendered]]:
        work = partial(_render_feeds, self.options, self.settings)
        assembly = Assembly(feeds, reuse.load)
        jobs = plan.jobs(feeds, reuse.find)
        done = 0
        self.progress("rendering feeds", done, len(jobs))
        for batch in self.workers.run(work, jobs, largest=_LARGEST_BATCH, worth=_WORTH_SHARING):
            yield from assembly.take(batch)
            done += len(batch.feeds)
            self.progress("rendering feeds", done, len(jobs))

    def _compress(self, feeds: Iterator[tuple[str, Rendered]]) -> Iterator[tuple[str, Rendered]]:
        """Return *feeds* with the compressed siblings of their files, if such are wanted."""
        if not self.settings.build.precompress:
            return feeds
        from feeds.build.render import compress_feed

        return self.workers.follow(compress_feed, feeds)


def _render_feeds(options: ReadOptions, settings: Settings, jobs: Sequence[Job]) -> RenderedBatch:
    # Not loaded where feeds are rendered by others.
    from feeds.build.render import render_batch

    return render_batch(options, settings, jobs)


def _render_lists(feeds: Sequence[Outline], settings: Settings) -> Rendered:
    from feeds.build.render import render_lists

    return render_lists(feeds, settings)

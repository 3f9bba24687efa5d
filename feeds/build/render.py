"""Render the feeds that are made of something else than the last time, and take over the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple, cast

from feeds.build.context import Context
from feeds.build.group import Grouped
from feeds.build.guard.concerns import Guard
from feeds.build.plan import Job, Plan, fingerprint_lists
from feeds.build.read_batch import ReadOptions
from feeds.cache.tables import Unit
from feeds.files import FileStamp
from feeds.grouping.history import History
from feeds.model import Outline
from feeds.output.folder import read_unchanged
from feeds.output.manifest import Manifest
from feeds.output.turnover import find_targets
from feeds.problems.errors import SeedChangedError
from feeds.settings import Settings
from feeds.values.hashes import split_hashes

if TYPE_CHECKING:
    from feeds.build.render_batch import Rendered, RenderedBatch

Files = Iterator[tuple[str, bytes | FileStamp]]

# Long feeds, or as many as render as much: a batch of them takes a worker some tenths of a second,
# and fewer are done sooner here. Of larger ones, what waits here to be published takes more memory.
_LARGEST_BATCH = 3
_WORTH_SHARING = 24
# A feed and each of its entries to render count as one: so many are a long feed, or make a bundle.
_LONG = 50
_LISTS = ""


class _Made(NamedTuple):
    """A unit before its files have stamps: these are given by their names."""

    fingerprint: str
    names: Sequence[str]
    entries: bytes = b""


class Rendering:
    """The files of a build: stamps of those that are as they were, and the others rendered.

    They are of the feeds ``grouped``, which the ``guard`` compares with those that are published.
    ``entries_rendered`` counts the entries that were not taken
    from published files.
    """

    def __init__(
        self,
        context: Context,
        grouped: Grouped,
        plan: Plan,
        units: Mapping[str, Unit],
        guard: Guard,
    ) -> None:
        """Render nothing yet; *units* are what earlier builds rendered and is still published."""
        self.entries_rendered = 0
        self._context = context
        self.grouped = grouped
        self.guard = guard
        self._plan = plan
        self._units = units
        self._made: dict[str, _Made] = {}

    @property
    def history(self) -> History:
        """What the next build is to go on from, of archives."""
        archiving = self.grouped.archiving
        return archiving.history if archiving else History()

    def feed_files(self) -> Files:
        """Yield the files of all feeds: stamps of those that are made of the same as before."""
        grouped, plan = self.grouped, self._plan
        new = {feed.path: plan.fingerprint(feed) for feed in grouped.changed}
        fingerprints = {
            feed.path: new.get(feed.path) or self._units[feed.path].fingerprint
            for feed in grouped.feeds
        }
        fingerprints[_LISTS] = fingerprint_lists(list(fingerprints.values()), self._gone)
        same = {
            path
            for path, fingerprint in fingerprints.items()
            if path in self._units and self._units[path].fingerprint == fingerprint
        }
        for path in same:
            unit = self._units[path]
            self._made[path] = _Made(unit.fingerprint, list(unit.files), unit.entries)
            yield from unit.files.items()
        changed = [feed for feed in grouped.changed if feed.path not in same]
        keys = {feed.path: plan.keys(feed) for feed in changed}
        rendered = self._compress(self._render(changed, keys))
        begun = list(islice(rendered, 1))
        # Workers render the rest meanwhile.
        lists = [] if _LISTS in same else [(_LISTS, self._render_lists(same))]
        for path, files in chain(begun, rendered, lists):
            names = [name for name, _ in files]
            self._made[path] = _Made(fingerprints[path], names, keys.get(path, b""))
            yield from files

    def page_files(self) -> Files:
        """Yield the files of all pages of an archive, if there is one."""
        archiving, pages = self.grouped.archiving, self.grouped.pages
        if archiving is None:
            return
        for folder, stamps in archiving.same(pages):
            self._made[folder] = _Made(archiving.fingerprint, list(stamps))
            yield from stamps.items()
        if not pages:
            return
        from feeds.build.render_batch import render_pages

        seeds = self.grouped.seeds
        work = partial(render_pages, seeds.options, seeds.collection.hidden(), self._plan.dead)
        done = 0
        for jobs in archiving.jobs(pages):
            self._context.progress("rendering archives", done, len(pages))
            for batch in self._context.workers.run(
                work, jobs, largest=_LARGEST_BATCH, worth=_WORTH_SHARING
            ):
                for folder, files in batch:
                    names = [name for name, _ in files]
                    self._made[folder] = _Made(archiving.fingerprint, names)
                    yield from files
            done += len(jobs)

    def units(self, stamps: Mapping[str, FileStamp]) -> dict[str, Unit]:
        """Return the units whose files have been published, and got these *stamps*."""
        return {
            path: Unit(
                made.fingerprint,
                {name: stamps[name] for name in made.names},
                made.entries,
                self.grouped.marks.get(path, ""),
            )
            for path, made in self._made.items()
            if stamps
        }

    def _render(
        self, feeds: Sequence[Outline], keys: Mapping[str, bytes]
    ) -> Iterator[tuple[str, Rendered]]:
        """Yield the path and the files of each of *feeds*; *keys* are those of their entries."""
        context = self._context
        published = _PublishedEntries(
            context.settings, self.guard.compared.manifest, self._units, keys
        )
        jobs = self._plan.jobs(feeds, published.find)
        self.entries_rendered += sum(len(job.sources) for job in jobs)
        assembly = _Assembly(feeds, published)
        work = partial(render_jobs, self.grouped.seeds.options)
        done = 0
        context.progress("rendering feeds", done, len(jobs))
        bundles = list(_bundle(jobs))
        for batch in context.workers.run(
            work, bundles, largest=_LARGEST_BATCH, worth=_WORTH_SHARING
        ):
            yield from assembly.take(batch)
            done += len(batch.feeds)
            context.progress("rendering feeds", done, len(jobs))

    def _render_lists(self, same: Set[str]) -> Rendered:
        """Return the files of all feeds; those that are the *same* stand there as they are to."""
        from feeds.build.render_batch import Ready, render_lists

        feeds, settings = self.grouped.feeds, self._context.settings
        published = _PublishedEntries(settings, self.guard.compared.manifest, self._units, {})
        ready = Ready.of(published.read, feeds, same) if _LISTS in self._units else Ready()
        outlines = {feed.path: feed for feed in self.grouped.changed}
        known = ready.items.keys() | outlines.keys()
        others = [feed for feed in feeds if feed.path not in known]
        outlines |= {feed.path: feed for feed in self.grouped.articles.outlines(others)}
        # Of what is ready, nobody looks for headlines.
        listed = [outlines.get(feed.path) or cast("Outline", feed) for feed in feeds]
        return render_lists(listed, self._gone, settings, ready)

    @cached_property
    def _gone(self) -> dict[str, str]:
        """The former feeds, and where each leads now."""
        return find_targets(
            self.guard.compared.turnover.gone, (feed.path for feed in self.grouped.feeds)
        )

    def _compress(self, feeds: Iterator[tuple[str, Rendered]]) -> Iterator[tuple[str, Rendered]]:
        """Return *feeds* with the compressed siblings of their files, if such are wanted."""
        if not self._context.settings.build.precompress:
            return feeds
        from feeds.build.render_batch import compress_feed

        return self._context.workers.follow(compress_feed, feeds)


class _Assembly:
    """Fills the frames of feeds with entries, which were rendered once for all feeds.

    ``entries`` are those at hand, by the path of the seed, until the last feed that shows them.
    """

    def __init__(self, feeds: Sequence[Outline], published: _PublishedEntries) -> None:
        """Await what is rendered of *feeds*; the rest of their entries is *published*."""
        self._published = published
        self._feeds = {feed.path: feed for feed in feeds}
        self._uses = Counter(entry.path for feed in feeds for entry in feed.entries)
        self._entries: dict[str, tuple[bytes, ...]] = {}

    def take(self, batch: RenderedBatch) -> Iterator[tuple[str, Rendered]]:
        """Yield the path and the files of each feed of *batch*, which follows those before it."""
        self._entries |= batch.entries
        for feed_path, frames in batch.feeds.items():
            feed = self._feeds[feed_path]
            shown = [entry.path for entry in feed.entries]
            if any(entry not in self._entries for entry in shown):
                self._entries |= self._published.load(feed)
            files = [
                (path, frame.fill(self._entries[entry][place] for entry in shown))
                for place, (path, frame) in enumerate(frames)
            ]
            yield feed_path, files
            self._release(shown)

    def _release(self, shown: Sequence[str]) -> None:
        for entry in shown:
            self._uses[entry] -= 1
            if not self._uses[entry]:
                del self._entries[entry]


class _PublishedEntries:
    """The entries in the files of *units*, by the path of their feed, which are as published."""

    def __init__(
        self,
        settings: Settings,
        manifest: Manifest,
        units: Mapping[str, Unit],
        keys: Mapping[str, bytes],
    ) -> None:
        """Look at nothing yet; *keys* are those of the entries that each feed has now.

        They are hashes as in ``Unit``, by the path of the feed, in the order of the entries.
        """
        self._settings = settings
        self._digests = manifest.files
        self._units = units
        self._keys = keys

    def find(self, feed: Outline) -> Mapping[str, int]:
        """Return the entries of *feed* that stand in its files as they are to be.

        They are by the path of the seed, with their place.
        """
        places = self._places(feed)
        return places if places and self._cut(feed) else {}

    def load(self, feed: Outline) -> dict[str, tuple[bytes, ...]]:
        """Return the entries that ``find`` finds, of each a part for each file of *feed*.

        Raises SeedChangedError if a file is not what it was when they were found.
        """
        entries = self._cut(feed)
        if not entries:
            raise SeedChangedError(feed.path)
        return {path: entries[place] for path, place in self._places(feed).items()}

    def _places(self, feed: Outline) -> dict[str, int]:
        """Return at which place in the files each entry stood that is made of the same now."""
        unit = self._units.get(feed.path)
        if unit is None:
            return {}
        places = {key: place for place, key in enumerate(split_hashes(unit.entries))}
        keys = zip(feed.entries, split_hashes(self._keys[feed.path]), strict=True)
        return {entry.path: places[key] for entry, key in keys if key in places}

    def _cut(self, feed: Outline) -> list[tuple[bytes, ...]]:
        """Return all entries in the files of *feed*; none if any is not as it was published."""
        from feeds.build.render_batch import entry_cutters

        parts = []
        for path, cut in entry_cutters(feed, self._settings).items():
            content = self.read(path)
            if content is None:
                return []
            parts.append(cut(content))
        return list(zip(*parts, strict=True))

    def read(self, path: str) -> bytes | None:
        """Return the content of the file *path* as it was published; None if it is another."""
        # Its time and size may be those of what was published, and yet somebody has edited it.
        with suppress(OSError):
            return read_unchanged(self._settings.build.out, path, self._digests.get(path))
        return None


def _bundle(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Yield *jobs* in their order, so many together as render about as much as one long feed.

    A batch costs the same however little there is in it, and most feeds have an entry or two.
    """
    bundle: list[Job] = []
    weight = 0
    for job in jobs:
        bundle.append(job)
        weight += 1 + len(job.sources)
        if weight >= _LONG:
            yield bundle
            bundle, weight = [], 0
    if bundle:
        yield bundle


def render_jobs(options: ReadOptions, bundles: Sequence[Sequence[Job]]) -> RenderedBatch:
    """Return what is to be rendered for each job of *bundles*: the work of a worker."""
    # Not loaded where feeds are rendered by others.
    from feeds.build.render_batch import render_batch

    return render_batch(options, [*chain.from_iterable(bundles)])

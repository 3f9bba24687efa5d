"""Render feeds, in batches, to the files of the output folder."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from feeds.compression import with_siblings
from feeds.content import compose_content
from feeds.dead_links import DeadLinks
from feeds.entries import url_keys
from feeds.facts import hash_address
from feeds.grouping import with_entries
from feeds.model import Entry, Feed, Outline
from feeds.planning import Job, Source
from feeds.reading import ReadOptions, read_entries
from feeds.renderers import catalogue, html, opml
from feeds.renderers.registry import FORMATS
from feeds.settings import Settings

Rendered = list[tuple[str, bytes]]
"""Paths below the output folder, and the bytes of each file."""


def render_batch(
    options: ReadOptions, settings: Settings, jobs: Sequence[Job]
) -> list[tuple[str, Rendered]]:
    """Return the files of the feed of each of *jobs*, by the path of the feed.

    Raises SeedChangedError if a seed that must be read again is not what it was.
    """
    finisher = _Finisher(options, settings)
    return [
        (job.feed.path, list(_siblings(render_feed(finisher.finish(job), settings), settings)))
        for job in jobs
    ]


def render_feed(feed: Feed, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the files of *feed*."""
    formats = [FORMATS[name] for name in settings.build.formats]
    for format_ in formats:
        yield f"{feed.path}/{format_.file_name}", format_.render(feed, settings.site)
    yield f"{feed.path}/index.html", html.render_feed_page(feed, settings.site, formats)


def render_lists(feeds: Sequence[Outline], settings: Settings) -> Rendered:
    """Return the files that tell of all *feeds*, and the look of XML."""
    return list(_siblings(_render_lists(feeds, settings), settings))


def _render_lists(feeds: Sequence[Outline], settings: Settings) -> Iterator[tuple[str, bytes]]:
    site, formats = settings.site, [FORMATS[name] for name in settings.build.formats]
    if any(format_.file_name.endswith(".xml") for format_ in formats):
        yield "feed.css", html.stylesheet()
    yield "index.html", html.render_index(feeds, site, formats)
    yield "feeds.json", catalogue.render(feeds, site, formats)
    if site.url:
        yield "feeds.opml", opml.render(feeds, site, formats)


def _siblings(
    files: Iterable[tuple[str, bytes]], settings: Settings
) -> Iterable[tuple[str, bytes]]:
    return with_siblings(files) if settings.build.precompress else files


@dataclass(frozen=True, slots=True)
class _Finisher:
    """Makes entries whole; those that stand in several feeds once."""

    options: ReadOptions
    settings: Settings
    finished: dict[str, Entry] = field(default_factory=dict)

    def finish(self, job: Job) -> Feed:
        """Return the feed of *job* with its entries as they are published."""
        new = [source for source in job.sources if source.path not in self.finished]
        unread = [(source.path, source.digest) for source in new if not source.pickled]
        # Together: one after the other, seeds that are far away would take long.
        entries = dict(zip(dict(unread), read_entries(unread, self.options), strict=True))
        for source in new:
            entry = (
                pickle.loads(source.pickled)  # noqa: S301 - a worker of this run has written it
                if source.pickled
                else entries[source.path]
            )
            self.finished[source.path] = self._finish(entry, source, job)
        return with_entries(job.feed, [self.finished[source.path] for source in job.sources])

    def _finish(self, entry: Entry, source: Source, job: Job) -> Entry:
        entry = replace(
            entry, updated=source.updated, provider=source.provider, topics=source.topics
        )
        entry = DeadLinks(job.dead, self.settings.build).apply(entry)
        entry = without_hidden(entry, job.hidden)
        if self.settings.build.content == "full":
            entry = replace(entry, content=compose_content(entry))
        return entry


def without_hidden(entry: Entry, hidden: frozenset[int]) -> Entry:
    """Return *entry* without related coverage that has a *hidden* address (its hash)."""
    if not hidden:
        return entry
    shown = tuple(
        item
        for item in entry.related
        if hidden.isdisjoint(map(hash_address, url_keys(item.addresses)))
    )
    return replace(entry, related=shown)

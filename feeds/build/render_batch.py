"""Render feeds, in batches, to the files of the output folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from feeds.build.archive import PageJob
from feeds.build.plan import Job, Source
from feeds.build.read_batch import ReadOptions, read_entries, read_published
from feeds.entries.dead import DeadLinks
from feeds.entries.make import known_addresses
from feeds.entries.pack import unpack_entry
from feeds.grouping.group import with_entries
from feeds.model import Entry, Feed, Lineup, Outline, Standing
from feeds.output.announcements import Announcement, parse_announcements
from feeds.output.compress import with_siblings
from feeds.output.published import CATALOGUE
from feeds.render import catalogue, html, opml
from feeds.render.content import compose_content
from feeds.render.formats import FORMATS, Format
from feeds.render.frame import Frame
from feeds.settings import Settings, Site
from feeds.values.hashes import hash_address, hash_id

Rendered = list[tuple[str, bytes]]
"""Paths below the output folder, and the bytes of each file."""

_PAGE = "index.html"


class RenderedBatch(NamedTuple):
    """Feeds without entries, by path, and entries, by the paths of their seeds.

    Of a feed there is a frame for each file, with the path of the file, and of an entry a part for
    each file of a feed, in the same order.
    """

    feeds: dict[str, list[tuple[str, Frame]]]
    entries: dict[str, tuple[bytes, ...]]


def render_pages(
    options: ReadOptions,
    hidden: frozenset[int],
    dead: frozenset[str],
    jobs: Sequence[PageJob],
) -> list[tuple[str, Rendered]]:
    """Return the files of the page of each of *jobs*, by its folder.

    *hidden* are hashes of all addresses that must not be shown, *dead* all dead links. Raises
    SeedChangedError if a seed is not what it was.
    """
    settings, finisher = options.settings, _Finisher(options)
    return [
        (job.page.folder, list(_siblings(finisher.render_page(job, hidden, dead), settings)))
        for job in jobs
    ]


def render_batch(options: ReadOptions, jobs: Sequence[Job]) -> RenderedBatch:
    """Return what is to be rendered for each of *jobs*.

    Raises SeedChangedError if a seed that must be read again is not what it was.
    """
    settings, finisher = options.settings, _Finisher(options)
    renderers = [
        *(format_.load_entry_renderer() for format_ in _formats(settings)),
        html.render_entry,
    ]
    site = settings.site
    # One entry after the other: what two formats make of a text is made once.
    entries = {
        entry.path: tuple(render(entry, site) for render in renderers)
        for job in jobs
        for entry in finisher.finish(job)
    }
    return RenderedBatch({job.feed.path: _render_frames(job, settings) for job in jobs}, entries)


def _render_frames(job: Job, settings: Settings) -> list[tuple[str, Frame]]:
    feed, formats = job.feed, _formats(settings)
    frames = [
        (f"{feed.path}/{format_.file_name}", format_.render_frame(feed, settings.site))
        for format_ in formats
    ]
    page = html.render_frame(feed, settings.site, formats, job.shown)
    return [*frames, (f"{feed.path}/{_PAGE}", page)]


def entry_cutters(feed: Outline, settings: Settings) -> dict[str, Callable[[bytes], list[bytes]]]:
    """Return, by the path of each file of *feed*, what cuts the entries out of its content."""
    cuts = {format_.file_name: format_.cut for format_ in _formats(settings)} | {_PAGE: html.cut}
    return {f"{feed.path}/{name}": cut for name, cut in cuts.items()}


def compress_feed(feed: tuple[str, Rendered]) -> tuple[str, Rendered]:
    """Return *feed*, its path and its files, with the compressed siblings of these."""
    path, files = feed
    return path, list(with_siblings(files))


class Ready(NamedTuple):
    """What lists say of feeds, by path: ``items`` of the index and ``records`` of the catalogue."""

    items: Mapping[str, str] = {}
    records: Mapping[str, object] = {}

    @classmethod
    def of(
        cls, read: Callable[[str], bytes | None], feeds: Sequence[Lineup], same: Set[str]
    ) -> "Ready":
        """Return what is said of those of *feeds* that are the *same*, in files as *read*."""
        index, listed = read(_PAGE), read(CATALOGUE)
        items = html.cut_index(index, feeds) if index else {}
        records = catalogue.cut(listed) if listed else {}
        return cls(
            {path: items[path] for path in same if path in items},
            {path: records[path] for path in same if path in records},
        )


def render_lists(
    feeds: Sequence[Outline], gone: Mapping[str, str], settings: Settings, ready: Ready
) -> Rendered:
    """Return the files that tell of all *feeds* and of those *gone*, and the style sheets.

    No entries are looked at of feeds that are *ready* in the index.
    """
    return list(_siblings(_render_lists(feeds, gone, settings, ready), settings))


def _render_lists(
    feeds: Sequence[Outline], gone: Mapping[str, str], settings: Settings, ready: Ready
) -> Iterator[tuple[str, bytes]]:
    site, formats = settings.site, _formats(settings)
    if any(format_.file_name.endswith(".xml") for format_ in formats):
        yield "feed.css", html.stylesheet()
    yield "page.css", html.page_stylesheet()
    yield _PAGE, html.render_index(feeds, site, formats, ready.items)
    yield CATALOGUE, catalogue.render(feeds, site, formats, gone, ready.records)
    if site.url:
        yield "feeds.opml", opml.render(feeds, site, formats)


def _formats(settings: Settings) -> list[Format]:
    return [FORMATS[name] for name in settings.build.formats]


def _siblings(
    files: Iterable[tuple[str, bytes]], settings: Settings
) -> Iterable[tuple[str, bytes]]:
    return with_siblings(files) if settings.build.precompress else files


@dataclass(frozen=True, slots=True)
class _Finisher:
    """Makes entries as they are published of what their seeds say.

    ``finished`` are those that stand in pages of an archive, by path: most stand in several.
    """

    options: ReadOptions
    finished: dict[str, Entry] = field(default_factory=dict)

    def finish(self, job: Job) -> Iterator[Entry]:
        """Yield the entries that *job* renders, as they are published."""
        to_read = [source for source in job.sources if not source.packed]
        paths = [source.path for source in to_read]
        # Together: one after the other, seeds that are far away would take long.
        seeds = [(source.path, source.digest, source.omitted) for source in to_read]
        entries = dict(zip(paths, read_entries(seeds, self.options), strict=True))
        for source in job.sources:
            entry = (
                unpack_entry(
                    source.packed, source.path, source.updated, source.provider, source.topics
                )
                if source.packed
                else _as_known(entries[source.path], source)
            )
            yield self._complete(entry, job.hidden, job.dead)

    def render_page(
        self, job: PageJob, hidden: frozenset[int], dead: frozenset[str]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the page of *job*; seeds are read for what is not published yet."""
        # A page never changes, so there is nothing for a hub to tell.
        settings = self.options.settings
        site = settings.site._replace(hub=None)
        page: Feed | None = None
        for format_ in _formats(settings):
            path = f"{job.page.folder}/{format_.file_name}"
            if path in job.published:
                yield path, job.published[path]
                continue
            page = page or self._whole(job.page, hidden, dead)
            yield path, self._render_document(job, format_, page, site)

    def _render_document(self, job: PageJob, format_: Format, whole: Feed, site: Site) -> bytes:
        """Return the file of the page of *job* in one format; *whole* has what has a seed."""
        kept = _parts_of(format_, job.former.get(f"{job.page.folder}/{format_.file_name}"))
        entries = {hash_id(entry.id): entry for entry in whole.entries}
        if job.loses:
            made = (entries.keys() - kept.keys()) | job.anew
            entries = {id_: entries[id_] for id_ in entries.keys() & made}
        entries |= {id_: _as_told(said) for id_, said in job.told.items() if id_ not in kept}
        render = format_.load_entry_renderer()
        parts = kept | {id_: render(entry, site) for id_, entry in entries.items()}
        dates = [said.updated or said.published for said in job.told.values()]
        frame = format_.render_frame(
            whole.altered(entries=(), updated=max([whole.updated, *dates])), site
        )
        return frame.fill(parts[id_] for id_ in job.ids if id_ in parts)

    def _whole(self, page: Lineup, hidden: frozenset[int], dead: frozenset[str]) -> Feed:
        to_read = [entry for entry in page.entries if entry.path not in self.finished]
        seeds = [(entry.path, entry.id) for entry in to_read]
        for known, entry in zip(to_read, read_published(seeds, self.options), strict=True):
            self.finished[known.path] = self._complete(_as_known(entry, known), hidden, dead)
        return with_entries(page, [self.finished[entry.path] for entry in page.entries])

    def _complete(self, entry: Entry, hidden: frozenset[int], dead: frozenset[str]) -> Entry:
        """Return *entry* without what must not be shown of it, and with its content."""
        build = self.options.settings.build
        entry = DeadLinks(dead, build).apply(entry)
        entry = _without_hidden(entry, hidden)
        if build.content == "full":
            entry = replace(entry, content=compose_content(entry))
        return entry


def _parts_of(format_: Format, document: bytes | None) -> dict[int, bytes]:
    """Return the entries in *document*, which a build rendered, by the hashes of their ids."""
    # Another version of this program may have written it.
    with suppress(ValueError):
        ids = [hash_id(entry.id) for entry in parse_announcements(format_.name, document or b"")]
        return dict(zip(ids, format_.cut(document or b""), strict=True))
    return {}


def _as_told(said: Announcement) -> Entry:
    """Return the entry of which nothing is known but what a file *said*."""
    return Entry(
        id=said.id,
        link=said.link,
        title=said.title,
        published=said.published,
        updated=said.updated or said.published,
        provider=None,
        topics=(),
        path="",
        summary=said.summary,
        authors=(),
        content=said.content,
    )


def _as_known(entry: Entry, known: Source | Standing) -> Entry:
    """Return *entry* with what is *known* of it from all seeds."""
    return replace(entry, updated=known.updated, provider=known.provider, topics=known.topics)


def _without_hidden(entry: Entry, hidden: frozenset[int]) -> Entry:
    """Return *entry* without related coverage that has a *hidden* address (its hash)."""
    if not hidden:
        return entry
    shown = tuple(
        item
        for item in entry.related
        if hidden.isdisjoint(map(hash_address, known_addresses(item.addresses)))
    )
    return replace(entry, related=shown)

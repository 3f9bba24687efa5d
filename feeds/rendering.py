"""Render feeds to the files of the output folder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from feeds.collection import Progress
from feeds.content import compose_content
from feeds.model import Entry, Feed
from feeds.renderers import catalogue, html, opml
from feeds.renderers.registry import FORMATS
from feeds.settings import Settings


def render_files(
    feeds: Sequence[Feed],
    settings: Settings,
    without_hidden: Callable[[Entry], Entry],
    progress: Progress,
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the output folder: its path below it, and its bytes.

    *without_hidden* removes from an entry what must not be shown.
    """
    site = settings.site
    formats = [FORMATS[name] for name in settings.build.formats]

    finished: dict[str, Entry] = {}

    def finish(entry: Entry) -> Entry:
        if entry.id not in finished:
            whole = without_hidden(entry)
            if settings.build.content == "full":
                whole = replace(whole, content=compose_content(whole))
            finished[entry.id] = whole
        return finished[entry.id]

    if any(format_.file_name.endswith(".xml") for format_ in formats):
        yield "feed.css", html.stylesheet()
    for done, feed in enumerate(feeds):
        progress("rendering feeds", done, len(feeds))
        whole = replace(feed, entries=tuple(map(finish, feed.entries)))
        for format_ in formats:
            yield f"{feed.path}/{format_.file_name}", format_.render(whole, site)
        yield f"{feed.path}/index.html", html.render_feed_page(whole, site, formats)
    yield "index.html", html.render_index(feeds, site, formats)
    yield "feeds.json", catalogue.render(feeds, site, formats)
    if site.url:
        yield "feeds.opml", opml.render(feeds, site, formats)

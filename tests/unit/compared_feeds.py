"""Feeds of numbered articles in output folders in memory, for tests that compare them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from feeds.model import Entry, Feed
from feeds.output.published import Output
from feeds.render import catalogue
from feeds.render.formats import FORMATS
from tests.unit.sample_feeds import BARE_ENTRY, FEED, SITE

ALL = ("json", "atom", "rss")


def entry(number: int, **changes: Any) -> Entry:
    """Return an article that is newer, the higher its *number* is."""
    published = BARE_ENTRY.published + timedelta(days=number)
    made = replace(
        BARE_ENTRY,
        id=f"urn:{number}",
        link=f"https://example.org/{number}",
        title=f"Title {number}",
        summary="Summary",
        published=published,
        updated=published,
    )
    return replace(made, **changes)


def feed(*entries: Entry, total: int | None = None, path: str = "topics/ai") -> Feed:
    return replace(FEED, entries=entries, total=total or len(entries), path=path)


def output(*feeds: Feed, formats: tuple[str, ...] = ALL) -> Output:
    """Return *feeds* as an output folder in memory."""
    used = [FORMATS[name] for name in formats]
    files = {"feeds.json": catalogue.render(feeds, SITE, used)} | {
        f"{feed.path}/{format_.file_name}": format_.render(feed, SITE)
        for feed in feeds
        for format_ in used
    }
    return Output(files.get, "out")

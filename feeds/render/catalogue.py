"""The catalogue of all feeds as JSON, for programs that choose among them."""

from collections.abc import Mapping, Sequence

import orjson

from feeds.model import Lineup
from feeds.render.addresses import file_url, known, page_url
from feeds.render.formats import Format
from feeds.render.jsonfeed import to_json
from feeds.settings import Site
from feeds.values.dates import format_date_time


def render(
    feeds: Sequence[Lineup],
    site: Site,
    formats: Sequence[Format],
    gone: Mapping[str, str] | None = None,
    ready: Mapping[str, object] = {},
) -> bytes:
    """Return *feeds*, all there is to subscribe to, as JSON; what is not known has no key.

    Each ``path`` is relative to the output folder, and each ``url`` there only with a site address.
    *gone* are the paths of former feeds, and where their entries stand now, empty if nowhere. What
    it says of a feed may be *ready*, by path, as ``cut`` finds it.
    """
    return to_json(
        {
            "version": 1,
            "id": site.id,
            "title": site.title,
            "description": site.description or None,
            "language": site.language,
            "url": site.url,
            "feeds": [ready.get(feed.path) or _feed(feed, site, formats) for feed in feeds],
            "gone": [_gone(path, to) for path, to in sorted((gone or {}).items())] or None,
        }
    )


def cut(document: bytes) -> dict[str, object]:
    """Return what *document*, a catalogue that a build wrote, says of each feed, by path."""
    return {feed["path"]: feed for feed in orjson.loads(document)["feeds"]}


def _feed(feed: Lineup, site: Site, formats: Sequence[Format]) -> dict[str, object]:
    return known(
        {
            "id": feed.id,
            "kind": feed.kind,
            "name": feed.name,
            "title": feed.title,
            "description": feed.description or None,
            "path": feed.path,
            "page": known({"path": f"{feed.path}/index.html", "url": page_url(feed, site)}),
            "updated": format_date_time(feed.updated),
            "total": feed.total,
            "formats": [_format(feed, site, format_) for format_ in formats],
        }
    )


def _gone(path: str, moved_to: str) -> dict[str, object]:
    return known({"path": path, "moved_to": moved_to or None})


def _format(feed: Lineup, site: Site, format_: Format) -> dict[str, object]:
    return known(
        {
            "name": format_.name,
            "media_type": format_.media_type,
            "path": f"{feed.path}/{format_.file_name}",
            "url": file_url(feed, site, format_),
        }
    )

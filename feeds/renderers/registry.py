"""The feed formats: a new one is a module beside this file and a row in FORMATS."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from feeds.model import Feed, Site


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a feed: its name in options, its file in a feed's folder, its media type."""

    name: str
    title: str
    file_name: str
    media_type: str
    module: str

    def render(self, feed: Feed, site: Site) -> bytes:
        """Render *feed* as the bytes of one file; the renderer's libraries load on first use."""
        render: Callable[[Feed, Site], bytes] = import_module(self.module).render
        return render(feed, site)


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("rss", "RSS", "rss.xml", "application/rss+xml", "feeds.renderers.rss"),
        Format("atom", "Atom", "atom.xml", "application/atom+xml", "feeds.renderers.atom"),
        Format(
            "json", "JSON Feed", "feed.json", "application/feed+json", "feeds.renderers.jsonfeed"
        ),
    )
}

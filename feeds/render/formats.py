"""The feed formats: a new one is a module beside this file and a row in FORMATS."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from feeds.model import Entry, Feed, Outline, Site
from feeds.render.frame import Frame


class Format(NamedTuple):
    """A way to write a feed: its name in options, its file in a feed's folder, its media type.

    The renderer's libraries load on first use.
    """

    name: str
    title: str
    file_name: str
    media_type: str
    module: str

    def render(self, feed: Feed, site: Site) -> bytes:
        """Render *feed* as the bytes of one file."""
        return self.render_frame(feed, site).fill(self.render_entries(feed.entries, site))

    def render_frame(self, feed: Outline, site: Site) -> Frame:
        """Render what the file of *feed* holds but its entries."""
        render: Callable[[Outline, Site], Frame] = import_module(self.module).render_frame
        return render(feed, site)

    def render_entries(self, entries: Sequence[Entry], site: Site) -> list[bytes]:
        """Render each of *entries* as it stands in the file of any feed."""
        render: Callable[[Sequence[Entry], Site], list[bytes]]
        render = import_module(self.module).render_entries
        return render(entries, site)

    def cut(self, document: bytes) -> list[bytes]:
        """Return the entries in *document* as ``render_entries`` has rendered them."""
        cut: Callable[[bytes], list[bytes]] = import_module(self.module).cut
        return cut(document)


FORMATS = {
    format_.name: format_
    for format_ in (
        Format("rss", "RSS", "rss.xml", "application/rss+xml", "feeds.render.rss"),
        Format("atom", "Atom", "atom.xml", "application/atom+xml", "feeds.render.atom"),
        Format("json", "JSON Feed", "feed.json", "application/feed+json", "feeds.render.jsonfeed"),
    )
}

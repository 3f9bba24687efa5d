"""The feed formats: a new one is a module beside this file and a row in FORMATS."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from feeds.model import Entry, Feed, Outline
from feeds.render.frame import Frame
from feeds.settings import Site

EntryRenderer = Callable[[Entry, Site], bytes]


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
        render_entry = self.load_entry_renderer()
        return self.render_frame(feed, site).fill(
            render_entry(entry, site) for entry in feed.entries
        )

    def render_frame(self, feed: Outline, site: Site) -> Frame:
        """Render what the file of *feed* holds but its entries."""
        render: Callable[[Outline, Site], Frame] = import_module(self.module).render_frame
        return render(feed, site)

    def load_entry_renderer(self) -> EntryRenderer:
        """Return what renders an entry as it stands in the file of any feed."""
        render: EntryRenderer = import_module(self.module).render_entry
        return render

    def cut(self, document: bytes) -> list[bytes]:
        """Return the entries in *document* as ``render_entry`` has rendered them."""
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

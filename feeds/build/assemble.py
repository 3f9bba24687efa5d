"""Assemble feeds of their frames and of entries that were rendered once for all feeds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from feeds.build.render import Rendered, RenderedBatch
    from feeds.model import Outline

    Load = Callable[[Outline], Mapping[str, tuple[bytes, ...]]]


class Assembly:
    """Fills the frames of feeds with entries.

    ``entries`` are those at hand, by the path of the seed, until the last feed that shows them.
    """

    def __init__(self, feeds: Sequence[Outline], load: Load) -> None:
        """Await what is rendered of *feeds*; *load* loads what of a feed is not rendered."""
        self._load = load
        self._feeds = {feed.path: feed for feed in feeds}
        self._uses = Counter(entry.path for feed in feeds for entry in feed.entries)
        self.entries: dict[str, tuple[bytes, ...]] = {}

    def take(self, batch: RenderedBatch) -> Iterator[tuple[str, Rendered]]:
        """Yield the path and the files of each feed of *batch*, which follows those before it."""
        self.entries |= batch.entries
        for rendered in batch.feeds:
            feed = self._feeds[rendered.path]
            shown = [entry.path for entry in feed.entries]
            if any(entry not in self.entries for entry in shown):
                self.entries |= self._load(feed)
            yield (
                rendered.path,
                [
                    (path, frame.fill(self.entries[entry][place] for entry in shown))
                    for place, (path, frame) in enumerate(rendered.frames)
                ],
            )
            self._release(shown)

    def _release(self, shown: Sequence[str]) -> None:
        for entry in shown:
            self._uses[entry] -= 1
            if not self._uses[entry]:
                del self.entries[entry]

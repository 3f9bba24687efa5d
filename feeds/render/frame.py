"""Documents apart from their entries, which are rendered once for all the feeds that show them."""

from collections.abc import Iterable
from typing import NamedTuple, Self


class Frame(NamedTuple):
    """A document but for its entries: what stands before, after and between them."""

    before: bytes
    after: bytes
    between: bytes = b""

    @classmethod
    def cut(cls, document: bytes, at: bytes) -> Self:
        """Return the frame that *document*, which has no entries, is: they go before the last *at*.

        That is markup, which no text holds, since a ``<`` in text is escaped.
        """
        place = document.rindex(at)
        return cls(document[:place], document[place:])

    def fill(self, entries: Iterable[bytes]) -> bytes:
        """Return the document with these *entries*."""
        return b"".join((self.before, self.between.join(entries), self.after))


def cut_entries(document: bytes, start: bytes, end: bytes) -> list[bytes]:
    """Return the entries of *document*: what stands from each *start* to the *end* after it.

    Both are markup, as in ``Frame.cut``.
    """
    first = document.find(start)
    *entries, _ = document[first:].split(end) if first >= 0 else [b""]
    return [entry + end for entry in entries]

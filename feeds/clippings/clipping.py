"""What a page, or an entry of a feed, says of an article: the one form of both."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from feeds.values.names import name_key

_PIXELS = re.compile(r"\s*+([0-9]{1,5})(?:\.0*+)?\s*+(?:px)?\s*+\Z")

MOST_TITLE = 300
"""So many characters of a title are kept: no headline has as many."""

MOST_EXCERPT = 300
"""So many characters of an excerpt are kept, to the end of a word."""


class Picture(NamedTuple):
    """A picture at an absolute address; sizes in pixels, None if they are not told."""

    url: str
    width: int | None = None
    height: int | None = None


def pixels(value: object) -> int | None:
    """Return the number of pixels that *value* is, as a number or a text such as "1200px"."""
    if isinstance(value, dict):
        # A QuantitativeValue of schema.org.
        value = value.get("value") or value.get("@value")
    found = _PIXELS.match(str(value)) if isinstance(value, str | int | float) else None
    return int(found[1]) or None if found else None


class Moment(NamedTuple):
    """A time (aware, UTC), and what had to be assumed about it, as a clause; empty for nothing."""

    time: datetime
    assumed: str = ""


@dataclass(frozen=True, slots=True)
class Clipping:
    """An article as its page or feed describes it, in plain text; empty for what is not said.

    ``url`` is where it is read, ``original_url`` where it says that it was published first, if that
    is elsewhere. ``site`` is how the site calls itself, ``publisher`` who it says publishes it.
    ``keywords`` are topics in the words of the site. ``embed_url`` is the frame of a video, and
    ``length`` how long it takes (ISO 8601). ``notes`` tell what is to be looked at.
    """

    url: str
    original_url: str = ""
    amp_url: str = ""
    title: str = ""
    excerpt: str = ""
    published: Moment | None = None
    updated: Moment | None = None
    picture: Picture | None = None
    language: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    publisher: str = ""
    keywords: tuple[str, ...] = ()
    is_video: bool = False
    embed_url: str = ""
    length: str = ""
    notes: tuple[str, ...] = ()

    def is_named(self, name: str) -> bool:
        """Tell whether the article says that it is of who has this *name*."""
        said = (self.site, self.publisher, *self.authors)
        return name_key(name) in set(map(name_key, said))

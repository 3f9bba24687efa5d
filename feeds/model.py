"""Feeds and entries in the terms of Atom (RFC 4287); only a renderer speaks its own format."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar


class Author(NamedTuple):
    """Who wrote an entry or publishes a feed."""

    name: str
    url: str | None = None
    email: str | None = None


class Category(NamedTuple):
    """A topic or provider by its name (label) and the last part of its feed's address (term)."""

    term: str
    label: str


class Image(NamedTuple):
    """A picture at an absolute http(s) URL; a size that the seed does not give is None (pixels)."""

    url: str
    width: int | None = None
    height: int | None = None
    title: str | None = None
    attribution: str | None = None


class Related(NamedTuple):
    """Coverage of the same story elsewhere; ``addresses`` are all that the article has."""

    title: str
    link: str
    provider: str | None
    published: datetime | None
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What puts an entry into feeds and orders it there: little enough to hold for every seed.

    ``id`` never follows the link, title, date or file. Dates are aware and in UTC.
    ``path`` is the seed's. ``source`` is a hash of what the seed holds, and of what of it the time
    and other seeds make another: where it is the same, all that is shown is.
    """

    id: str
    published: datetime
    updated: datetime
    provider: Category | None
    topics: tuple[Category, ...]
    path: str
    quality: int | None = None
    source: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline(Standing):
    """What of an entry lists show, and the feed of its provider."""

    link: str
    title: str
    language: str | None = None
    provider_image: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Headline):
    """One article as subscribers see it: all text is plain, except ``content`` (HTML).

    ``body`` (Markdown) and ``frame`` (the HTML that embeds a video) are what ``content`` is
    composed from, both as the seed has them.
    """

    summary: str
    authors: tuple[Author, ...]
    amp_link: str | None = None
    image: Image | None = None
    related: tuple[Related, ...] = ()
    heat: int | None = None
    frame: str = ""
    body: str = ""
    content: str = ""


AnyEntry_co = TypeVar("AnyEntry_co", bound=Standing, covariant=True)


class FeedKind(StrEnum):
    """What the entries of a feed have in common."""

    ALL = "all"
    TOPIC = "topic"
    PROVIDER = "provider"

    def describe(self, name: str) -> str:
        """Return what is said of a feed of this kind that nobody has described; it has a *name*."""
        return f"Articles {'from' if self is FeedKind.PROVIDER else 'on'} {name}"


@dataclass(frozen=True)
class FeedOf(Generic[AnyEntry_co]):
    """Entries to subscribe to, newest first.

    They are whole in a ``Feed``, headlines in an ``Outline``, and no more than what orders them in
    a ``Lineup``.

    ``path`` is the feed's folder below the output folder (``topics/ai``). ``total`` counts the
    entries before the limit cut them. ``updated`` is that of its newest change, never the clock.
    ``page`` is the number of a page of its archive (RFC 5005, section 4), and 0 for the document to
    subscribe to. ``older`` is the number of the page before, 0 if there is none.
    """

    id: str
    kind: FeedKind
    path: str
    name: str
    title: str
    description: str
    updated: datetime
    entries: tuple[AnyEntry_co, ...]
    total: int
    logo: Image | None = None
    page: int = 0
    older: int = 0

    @property
    def folder(self) -> str:
        """The folder, below the output folder, of this document."""
        return page_folder(self.path, self.page)

    def altered(self, **changes: Any) -> "FeedOf[Any]":
        """Return this feed with *changes*: ``dataclasses.replace`` takes ten times as long."""
        made: FeedOf[Any] = object.__new__(FeedOf)
        made.__dict__.update(self.__dict__, **changes)
        return made


def is_feed(path: str) -> bool:
    """Tell whether the file *path* below the output folder is that of a feed to subscribe to.

    A page of an archive is none: it never changes, and names no hub.
    """
    folders = path.split("/")[:-1]
    return bool(folders) and folders[-2:-1] != ["archive"]


def page_folder(path: str, page: int) -> str:
    """Return the folder of that *page* of the feed at *path*; 0 is the one to subscribe to."""
    return f"{path}/archive/{page}" if page else path


Feed = FeedOf[Entry]
Outline = FeedOf[Headline]
Lineup = FeedOf[Standing]

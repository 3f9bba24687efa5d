"""Which addresses the seeds hold, and every place that uses each of them."""

import re
from array import array
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from feeds.problems.pointers import Pointer
from feeds.secrets import mask_credentials
from feeds.validation.articles import Articles, Fields, list_of
from feeds.validation.schema.seed import Seed
from feeds.values.urls import url_key_or_none

# The links that are always verified, and what an option adds to them.
_FIELDS = ("webUrl", "ampWebUrl")
_MORE_FIELDS = {"original": "originalUrl", "cdn-amp": "cdnAmpWebUrl"}

# User and password before the host (RFC 3986, 3.2.1), also where slashes are missing.
_USERINFO = re.compile(r"^((?:https?|ftp|mailto):)?([/\\]*)[^/?#\\]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an address is written: line and column count from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return the place as editors and terminals understand it."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Link:
    """An address as a seed writes it at *pointer*, and the article that it belongs to."""

    url: str
    pointer: Pointer
    article: Fields

    @property
    def field(self) -> str:
        """The name of the field, such as ``webUrl``; ``url`` for a picture."""
        return str(self.pointer[-1])


def target_url(url: str) -> str:
    """Return what is asked for *url*: without fragment, user and password, in its normal form.

    What is no address stays as it is written, with user and password in asterisks.
    """
    plain = _USERINFO.sub(r"\1\2", url.strip())
    return url_key_or_none(plain) or mask_credentials(plain)


def links_of(seed: Seed, also: Set[str] = frozenset()) -> Iterator[Link]:
    """Yield the links of *seed* to verify; *also* names some of ``links.select.ALSO``.

    The pictures of an article are its own and its provider's, as far as they are addresses and
    no paths.
    """
    names = (*_FIELDS, *(field for name, field in _MORE_FIELDS.items() if name in also))
    for pointer, fields in Articles(seed):
        if pointer and "related" not in also:
            return
        for name in names:
            yield from _link(fields.get(name), (*pointer, name), fields)
        if "images" in also:
            yield from _images(fields, pointer, fields)
            yield from _images(fields.get("provider"), (*pointer, "provider"), fields)


def _link(value: object, pointer: Pointer, article: Fields) -> Iterator[Link]:
    if isinstance(value, str) and value.strip():
        yield Link(value, pointer, article)


def _images(owner: Any, pointer: Pointer, article: Fields) -> Iterator[Link]:
    for index, image in enumerate(list_of(owner, "images")):
        url = image.get("url") if isinstance(image, dict) else None
        if isinstance(url, str) and not url.startswith("/"):
            yield from _link(url, (*pointer, "images", index, "url"), article)


class SeedLinks(NamedTuple):
    """The links of the seed at ``path``: address, line and column of each.

    ``pairs`` are the web and AMP addresses of its articles. Addresses are as they are asked for.
    """

    path: str
    links: list[tuple[str, int, int]]
    pairs: list[tuple[str, str]]


def note_links(seed: Seed, also: Set[str] = frozenset()) -> SeedLinks:
    """Return the links of *seed* with line and column (from 1) of each.

    *also* is as for ``links_of``. Addresses are as ``target_url`` makes them.
    """
    found = SeedLinks(seed.path, [], [])
    for link in links_of(seed, also):
        start, _ = seed.places.span(link.pointer)
        url = target_url(link.url)
        found.links.append((url, *seed.front_matter.position(start)))
        if link.field == "ampWebUrl" and isinstance(web := link.article.get("webUrl"), str):
            found.pairs.append((target_url(web), url))
    return found


class Usages:
    """All addresses in the order they were met, and the places that use them.

    A place takes sixteen bytes, so that memory stays flat: the numbers of its path, line and
    column, and where those of the place before it end that uses the same address (0 for none).
    ``pairs`` are the web and AMP addresses of one article.
    """

    def __init__(self) -> None:
        """Start with none."""
        self.pairs: set[tuple[str, str]] = set()
        self._paths: list[str] = []
        # Of each address, where the numbers of its latest place end.
        self._ends: dict[str, int] = {}
        self._numbers = array("I")

    def __len__(self) -> int:
        """Return how many different addresses there are."""
        return len(self._ends)

    def __iter__(self) -> Iterator[str]:
        """Yield each address once."""
        return iter(self._ends)

    def add(self, found: SeedLinks) -> None:
        """Take in the links of one seed."""
        for url, line, column in found.links:
            self._numbers.extend((len(self._paths), line, column, self._ends.get(url, 0)))
            self._ends[url] = len(self._numbers)
        self._paths.append(found.path)
        self.pairs.update(found.pairs)

    def places(self, url: str) -> tuple[Place, ...]:
        """Return the places that use *url*, sorted; none if nothing does."""
        return tuple(sorted(self._places(url)))

    def _places(self, url: str) -> Iterator[Place]:
        end = self._ends.get(url, 0)
        while end:
            path, line, column, end = self._numbers[end - 4 : end]
            yield Place(self._paths[path], line, column)


def paths_of(places: Iterable[Place]) -> list[str]:
    """Return the paths of *places*, each once and sorted."""
    return sorted({place.path for place in places})

"""Decide which feeds must be rendered: those that are not made of the same as the last time."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

import orjson

from feeds.build.group import Grouped
from feeds.entries.facts import omitted_of
from feeds.entries.make import known_addresses
from feeds.model import Category, FeedOf, Headline, Outline
from feeds.problems.pointers import Pointer
from feeds.settings import Settings
from feeds.values.hashes import hash_address, hash_bytes, split_hashes


class Source(NamedTuple):
    """An entry to render: where it is from, and what of it only the other seeds decide.

    It is ``packed``, or is read from the seed at ``path`` whose SHA-256 is ``digest``, without the
    parts of it that are ``omitted``.
    """

    path: str
    digest: bytes
    omitted: tuple[Pointer, ...]
    packed: bytes | None
    updated: datetime
    provider: Category | None
    topics: tuple[Category, ...]


class Job(NamedTuple):
    """A feed to render: the feed without entries, how many it has, and those to be rendered.

    Those that another feed shows too are rendered once. ``hidden`` are hashes of addresses that
    must not be shown, ``dead`` the addresses of dead links.
    """

    feed: Outline
    shown: int
    sources: tuple[Source, ...]
    hidden: frozenset[int]
    dead: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """What the feeds ``grouped`` are made of; ``dead`` are the addresses of dead links."""

    settings: Settings
    grouped: Grouped
    dead: frozenset[str]
    _hits: dict[str, tuple[frozenset[int], frozenset[str]]] = field(default_factory=dict)
    _parts: dict[str, bytes] = field(default_factory=dict)

    def fingerprint(self, feed: Outline) -> str:
        """Return what tells whether *feed* is made of the same as another time."""
        digest = sha256(self._common)
        values = [getattr(feed, name) for name in _OUTLINE_FIELDS]
        digest.update(repr(values).encode("utf-8", "backslashreplace"))
        for head in feed.entries:
            digest.update(self._of_entry(head))
        return digest.hexdigest()

    def keys(self, feed: Outline) -> bytes:
        """Return hashes of what the entries of *feed* are made of, one behind the other."""
        common = sha256(self._common).digest()
        parts = (common + self._of_entry(head) for head in feed.entries)
        return b"".join(map(hash_bytes, parts))

    def jobs(
        self, feeds: Iterable[Outline], find_published: Callable[[Outline], Container[str]]
    ) -> list[Job]:
        """Return what it takes to render *feeds*.

        The first feed that shows an entry renders it, unless *find_published* returns the path of
        its seed among those whose entries need not be rendered for that feed.
        """
        planned: set[str] = set()
        jobs = []
        for feed in feeds:
            found = find_published(feed)
            new = [h for h in feed.entries if h.path not in planned and h.path not in found]
            jobs.append(self._job(feed, new))
            planned.update(head.path for head in feed.entries)
        return jobs

    def _job(self, feed: Outline, new: Sequence[Headline]) -> Job:
        hits = [self._find_hits(head) for head in new]
        return Job(
            feed.altered(entries=()),
            len(feed.entries),
            tuple(map(self._source, new)),
            frozenset().union(*(hidden for hidden, _ in hits)),
            frozenset().union(*(dead for _, dead in hits)),
        )

    @cached_property
    def _common(self) -> bytes:
        build = self.settings.build._replace(limit=0)
        # Whether drafts count is no part of it: what was built otherwise is not known at all.
        return repr((self.settings.site, build)).encode("utf-8", "backslashreplace")

    def _of_entry(self, head: Headline) -> bytes:
        if head.path not in self._parts:
            hidden, dead = self._find_hits(head)
            values = (
                head.updated,
                head.provider is None,
                [*chain(head.provider or (), *head.topics)],
                sorted(hidden),
                sorted(dead),
            )
            article = self.grouped.articles.known[head.path]
            # In an eighth of the time of repr().
            made_of = article.digest + orjson.dumps(values)
            self._parts[head.path] = made_of + article.omitted.encode("ascii")
        return self._parts[head.path]

    def _find_hits(self, head: Headline) -> tuple[frozenset[int], frozenset[str]]:
        """Return what the entry of *head* mentions that is hidden, and what is dead."""
        if not self.grouped.hidden and not self.dead:
            return frozenset(), frozenset()
        if head.path not in self._hits:
            mentioned = frozenset(split_hashes(self.grouped.articles.known[head.path].mentioned))
            urls = self._dead_by_hash
            dead = frozenset(url for found in mentioned for url in urls.get(found, ()))
            self._hits[head.path] = (mentioned & self.grouped.hidden, dead)
        return self._hits[head.path]

    @cached_property
    def _dead_by_hash(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for url in self.dead:
            for key in known_addresses([url]):
                found.setdefault(hash_address(key), []).append(url)
        return found

    def _source(self, head: Headline) -> Source:
        fresh, article = (
            self.grouped.articles.fresh.get(head.path),
            self.grouped.articles.known[head.path],
        )
        return Source(
            head.path,
            article.digest,
            omitted_of(article),
            fresh and fresh.packed,
            head.updated,
            head.provider,
            head.topics,
        )


_OUTLINE_FIELDS = [item.name for item in fields(FeedOf) if item.name != "entries"]


def fingerprint_lists(fingerprints: Sequence[str], gone: Mapping[str, str]) -> str:
    """Return what tells whether the files that list all feeds are made of the same as before.

    *fingerprints* are those of the feeds, in order, and *gone* the former ones, as they are listed.
    """
    parts = [*fingerprints, repr(sorted(gone.items()))]
    return sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()

"""Decide which feeds must be rendered: those that are not made of the same as the last time."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from hashlib import sha256

from feeds.facts import SeedFacts, hash_address, split_hashes
from feeds.model import Category, FeedOf, Headline, Outline
from feeds.rendering import Job, Source
from feeds.settings import Settings


@dataclass(frozen=True)
class Plan:
    """What the feeds of one build are made of.

    ``facts`` are those of the seeds, and ``entries`` the pickled entries, so far as they are at
    hand, by id and by path. ``hidden`` are hashes of addresses that must not be shown, ``dead``
    addresses of dead links.
    """

    settings: Settings
    facts: Mapping[str, SeedFacts]
    entries: Mapping[str, bytes]
    hidden: Set[bytes]
    dead: Set[str]
    _hits: dict[str, tuple[frozenset[bytes], frozenset[str]]] = field(default_factory=dict)

    def fingerprint(self, feed: Outline) -> str:
        """Return what tells whether *feed* is made of the same as another time."""
        digest = sha256(self._common)
        values = [getattr(feed, name) for name in _OUTLINE_FIELDS]
        digest.update(repr(values).encode("utf-8", "backslashreplace"))
        for head in feed.entries:
            digest.update(self._of_entry(head))
        return digest.hexdigest()

    def job(self, feed: Outline) -> Job:
        """Return what it takes to render *feed*."""
        hits = [self._find_hits(head) for head in feed.entries]
        return Job(
            replace(feed, entries=()),
            tuple(map(self._source, feed.entries)),
            frozenset().union(*(hidden for hidden, _ in hits)),
            frozenset().union(*(dead for _, dead in hits)),
        )

    @cached_property
    def _common(self) -> bytes:
        build = replace(self.settings.build, limit=0)
        values = (self.settings.site, build, self.settings.seeds.include_unpublished)
        return repr(values).encode("utf-8", "backslashreplace")

    def _of_entry(self, head: Headline) -> bytes:
        names = [f"{name.term} {name.label}" for name in _names(head)]
        hidden, dead = self._find_hits(head)
        values = (
            head.updated.isoformat(),
            head.provider is None,
            names,
            sorted(hidden),
            sorted(dead),
        )
        digest = self.facts[head.id].digest
        return digest + repr(values).encode("utf-8", "backslashreplace")

    def _find_hits(self, head: Headline) -> tuple[frozenset[bytes], frozenset[str]]:
        """Return what the entry of *head* mentions that is hidden, and what is dead."""
        if head.id not in self._hits:
            mentioned = frozenset(split_hashes(self.facts[head.id].mentioned))
            dead = frozenset(self._dead_by_hash[found] for found in mentioned & self._dead_hashes)
            self._hits[head.id] = (mentioned & self.hidden, dead)
        return self._hits[head.id]

    @cached_property
    def _dead_by_hash(self) -> dict[bytes, str]:
        return {hash_address(url): url for url in self.dead}

    @cached_property
    def _dead_hashes(self) -> Set[bytes]:
        return self._dead_by_hash.keys()

    def _source(self, head: Headline) -> Source:
        return Source(
            head.path,
            self.facts[head.id].digest,
            self.entries.get(head.path),
            head.updated,
            head.provider,
            head.topics,
        )


_OUTLINE_FIELDS = [item.name for item in fields(FeedOf) if item.name != "entries"]


def fingerprint_lists(fingerprints: Sequence[str]) -> str:
    """Return what tells whether the files that list all feeds are made of the same as before.

    *fingerprints* are those of the feeds, in order.
    """
    return sha256("\n".join(fingerprints).encode()).hexdigest()


def _names(head: Headline) -> list[Category]:
    return [*filter(None, [head.provider]), *head.topics]

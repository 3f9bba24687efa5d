"""What a build needs to know of every seed, in a form that is quick to keep, send and compare."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from feeds.diagnostics import Diagnostic, Severity
from feeds.entries import (
    address_keys,
    category_of,
    exclusion_of,
    hidden_of,
    make_headline,
    mentioned_urls,
    url_keys,
)
from feeds.model import Exclusion, Headline
from feeds.validation import Seed

# Two of ten million addresses share a hash with a chance of one in 400,000.
_HASH_BYTES = 8


@dataclass(frozen=True, slots=True)
class SeedFacts:
    """One seed as it stands among others, whatever the time.

    ``digest`` is the SHA-256 of the file. Without a ``headline`` the seed is left out for the
    reason ``exclusion``, and if it is ``hidden`` its article may be shown nowhere. ``own`` and
    ``mentioned`` are hashes, one behind the other, of the addresses of the article and of those
    that decide what its entry shows.
    """

    digest: bytes
    exclusion: Exclusion | None
    hidden: bool
    headline: Headline | None
    own: bytes
    mentioned: bytes
    diagnostics: tuple[Diagnostic, ...]


class Record(NamedTuple):
    """The facts of a seed as plain values, whatever its path."""

    digest: bytes
    text: str
    own: bytes
    mentioned: bytes


def note_facts(seed: Seed, digest: bytes, *, include_unpublished: bool) -> SeedFacts:
    """Return the facts of *seed*, whose file has the SHA-256 *digest*."""
    fields = seed.instance
    if fields is None or not seed.valid:
        hidden = bool(fields and hidden_of(fields, include_unpublished=include_unpublished))
        own = _hashes(address_keys(fields)) if fields and hidden else b""
        return SeedFacts(digest, Exclusion.INVALID, hidden, None, own, b"", seed.diagnostics)
    excluded = exclusion_of(fields, include_unpublished=include_unpublished)
    hidden = excluded in (Exclusion.REMOVED, Exclusion.UNPUBLISHED)
    own = _hashes(address_keys(fields)) if hidden or not excluded else b""
    if excluded:
        return SeedFacts(digest, excluded, hidden, None, own, b"", seed.diagnostics)
    mentioned = url_keys(mentioned_urls(fields, include_unpublished=include_unpublished))
    return SeedFacts(
        digest,
        None,
        False,
        make_headline(fields, seed.path),
        own,
        _hashes(mentioned),
        seed.diagnostics,
    )


def hash_address(key: str) -> bytes:
    """Return the hash of an address, given as ``urls.url_key`` writes it."""
    return blake2b(key.encode(), digest_size=_HASH_BYTES).digest()


def split_hashes(hashes: bytes) -> Iterator[bytes]:
    """Yield each of the hashes that stand one behind the other."""
    return (hashes[at : at + _HASH_BYTES] for at in range(0, len(hashes), _HASH_BYTES))


def _hashes(keys: Iterable[str]) -> bytes:
    return b"".join(sorted(map(hash_address, keys)))


def to_record(facts: SeedFacts) -> Record:
    """Return *facts* as ``from_record`` takes them."""
    head = facts.headline
    values = [
        facts.exclusion,
        facts.hidden,
        [diagnostic_values(found) for found in facts.diagnostics],
        head and _headline_values(head),
    ]
    text = json.dumps(values, separators=(",", ":"))
    return Record(facts.digest, text, facts.own, facts.mentioned)


def from_record(record: Record, path: str) -> SeedFacts:
    """Return the facts that *record* holds, of the seed that now is at *path*.

    Raises ValueError, TypeError or LookupError for what ``to_record`` has not written.
    """
    exclusion, hidden, diagnostics, head = json.loads(record.text)
    return SeedFacts(
        record.digest,
        Exclusion(exclusion) if exclusion else None,
        hidden,
        head and _headline(head, path),
        record.own,
        record.mentioned,
        tuple(diagnostic_of(values, path) for values in diagnostics),
    )


def _headline_values(head: Headline) -> list[Any]:
    return [
        head.id,
        head.link,
        head.title,
        head.published.isoformat(),
        head.updated.isoformat(),
        head.provider and head.provider.label,
        [topic.label for topic in head.topics],
        head.language,
        head.quality,
    ]


def _headline(values: list[Any], path: str) -> Headline:
    id_, link, title, published, updated, provider, topics, language, quality = values
    return Headline(
        id=id_,
        link=link,
        title=title,
        published=(moment := datetime.fromisoformat(published)),
        # Mostly the same, and then one object.
        updated=moment if updated == published else datetime.fromisoformat(updated),
        provider=provider and category_of(provider),
        topics=tuple(map(category_of, topics)),
        path=path,
        language=language,
        quality=quality,
    )


def diagnostic_values(found: Diagnostic) -> list[Any]:
    """Return the fields of *found* but its path, as ``diagnostic_of`` takes them."""
    return [getattr(found, name) for name in _DIAGNOSTIC_FIELDS]


_DIAGNOSTIC_FIELDS = tuple(name for name in Diagnostic.__dataclass_fields__ if name != "path")


def diagnostic_of(values: list[Any], path: str) -> Diagnostic:
    """Return the diagnostic of *path* whose other fields are *values*."""
    found = Diagnostic(path, *values)
    return replace(found, severity=Severity(found.severity))


def as_of(headline: Headline, now: datetime) -> Headline:
    """Return *headline* as it is *now*: an update dated later has not happened yet."""
    if headline.updated <= now:
        return headline
    return replace(headline, updated=headline.published)

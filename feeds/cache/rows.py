"""What the cache of builds keeps of a seed, as bytes: quick to read back, and harmless to.

They may come from a cache that others can write to, so neither pickle nor marshal reads them.
"""

import json
from typing import Any, NamedTuple

import orjson

from feeds.entries.facts import Article, Facts
from feeds.seeds.listing import STAMP_BYTES
from feeds.values.hashes import HASH_BYTES

# Only the last text, the id, may hold it: it counts as a blank, and the others are cleaned or our
# own.
_SEPARATOR = "\x1f"
_TEXTS = len(Facts._fields) - 2  # all but the hashes
DIGEST_BYTES = 32
_COUNTS = STAMP_BYTES + DIGEST_BYTES
_HASHES = _COUNTS + 2
_COUNT_BYTES = 4


class KnownSeed(NamedTuple):
    """What is known of a seed: stamp and SHA-256 of its file when it was read, and its facts.

    The stamp is as in ``Listing``.
    """

    stamp: bytes
    digest: bytes
    facts: Facts


def write_seed(known: KnownSeed) -> bytes:
    """Return what is *known* of a seed as bytes: stamp, digest, counts of hashes, hashes, texts."""
    stamp, digest, (link, own, *texts) = known
    counts = bytes((len(link) // HASH_BYTES, len(own) // HASH_BYTES))
    written = _SEPARATOR.join(texts).encode("utf-8", "surrogatepass")
    return b"".join((stamp, digest, counts, link, own, written))


def read_seed(row: bytes) -> KnownSeed:
    """Return what is known of the seed that ``write_seed`` wrote as *row*.

    May raise ValueError or LookupError if it did not.
    """
    own = _HASHES + row[_COUNTS] * HASH_BYTES
    end = own + row[_COUNTS + 1] * HASH_BYTES
    texts = row[end:].decode("utf-8", "surrogatepass").split(_SEPARATOR, _TEXTS - 1)
    if len(texts) != _TEXTS:
        raise ValueError("a row that was cut")
    # In two thirds of the time of naming ten fields: builds read a row for every seed.
    facts = Facts._make((row[_HASHES:own], row[own:end], *texts))
    return KnownSeed(row[:STAMP_BYTES], row[STAMP_BYTES:_COUNTS], facts)


def write_article(article: Article) -> bytes:
    """Return *article* as bytes: digest, how many bytes of hashes, these, and the rest as JSON."""
    digest, *said, mentioned = article
    count = len(mentioned).to_bytes(_COUNT_BYTES, "little")
    return b"".join((digest, count, mentioned, json.dumps(said).encode("ascii")))


def _parse(written: bytes) -> list[Any]:
    try:
        said: list[Any] = orjson.loads(written)
    except ValueError:  # half a surrogate pair, which a title may have, is nothing to it
        said = json.loads(written.decode("ascii"))
    return said


def read_article(row: bytes) -> Article:
    """Return the article that ``write_article`` wrote as *row*.

    May raise ValueError or LookupError if it did not.
    """
    start = DIGEST_BYTES + _COUNT_BYTES
    end = start + int.from_bytes(row[DIGEST_BYTES:start], "little")
    title, link, language, logo, omitted = _parse(row[end:])
    return Article(row[:DIGEST_BYTES], title, link, language, logo, omitted, row[start:end])

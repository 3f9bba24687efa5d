"""Hashes that stand for addresses, ids and content: numbers, or joined as bytes."""

import sys
from array import array
from collections.abc import Collection, Iterable
from functools import lru_cache
from hashlib import blake2b

# Two of ten million addresses, or ids, share a hash with a chance of one in 400,000.
HASH_BYTES = 8


def hash_bytes(content: bytes) -> bytes:
    """Return the hash of *content*, as the eight bytes that stand among joined ones."""
    return blake2b(content, digest_size=HASH_BYTES).digest()


def hash_of(text: str) -> bytes:
    """Return the hash of *text*, an address or an id, as ``hash_bytes`` does."""
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def hash_address(key: str) -> int:
    """Return the hash of an address, as ``values.urls.url_key`` writes it, as a number."""
    return int.from_bytes(hash_of(key), sys.byteorder)


# Most entries stand in several feeds, and an archive asks for each in each of them.
hash_id = lru_cache(maxsize=200_000)(hash_address)
"""Return the hash of the id of an entry (RFC 4287, section 4.2.6), as a number."""


def join_hashes(hashes: Iterable[int]) -> bytes:
    """Return *hashes* as bytes, one behind the other in their order."""
    return array("Q", hashes).tobytes()


def split_hashes(hashes: bytes | bytearray) -> Collection[int]:
    """Return each of the *hashes* that stand one behind the other, in their order."""
    return memoryview(hashes).cast("Q")


def join_hashes_of(texts: Iterable[str]) -> bytes:
    """Return the hashes of *texts*, one behind the other and sorted, so that they compare alike."""
    return b"".join(sorted(map(hash_of, texts)))

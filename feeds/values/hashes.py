"""Hashes that stand for addresses, ids and content: numbers, or joined as bytes."""

import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b, sha1

# Two of ten million addresses, or ids, share a hash with a chance of one in 400,000.
HASH_BYTES = 8

# The namespace of addresses (RFC 9562, section 6.6).
URLS = "urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8"
# The variant takes the two highest of these four bits, and leaves the others (section 4.1).
_WITH_VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))


def hash_bytes(content: bytes) -> bytes:
    """Return the hash of *content*: HASH_BYTES bytes of BLAKE2b (RFC 7693)."""
    return blake2b(content, digest_size=HASH_BYTES).digest()


def name_urn(name: str, namespace: str = URLS) -> str:
    """Return the UUID of *name* in a *namespace*, itself a UUID (RFC 9562, section 5.5), as a URN.

    All seeds and feeds ask, and Python's own module takes five times as long.
    """
    seed = bytes.fromhex(namespace[-36:].replace("-", "")) + name.encode()
    digest = sha1(seed, usedforsecurity=False).hexdigest()
    clock = _WITH_VARIANT[digest[16]] + digest[17:20]
    return f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{clock}-{digest[20:32]}"


def hash_of(text: str) -> bytes:
    """Return the ``hash_bytes`` of *text*, an address or an id, in UTF-8."""
    # An id may hold half a surrogate pair, which an escape of YAML can write.
    return hash_bytes(text.encode("utf-8", "surrogatepass"))


def hash_address(key: str) -> int:
    """Return the hash of *key*, an address as ``url_key`` writes it, as a number below 2**64."""
    # In the machine's byte order, as arrays have numbers: joined, they are the same bytes anywhere.
    return int.from_bytes(hash_of(key), sys.byteorder)


def hash_digest(digest: bytes) -> int:
    """Return the number that stands for a SHA-256, made of its first HASH_BYTES bytes."""
    return int.from_bytes(digest[:HASH_BYTES], sys.byteorder)


# Most entries stand in several feeds, and an archive asks for each in each of them.
hash_id = lru_cache(maxsize=200_000)(hash_address)
"""Return the hash of the id of an entry (RFC 4287, section 4.2.6), as a number."""


def join_hashes(hashes: Iterable[int]) -> bytes:
    """Return *hashes*, numbers below 2**64, as HASH_BYTES bytes each, in their order."""
    return array("Q", hashes).tobytes()


def split_hashes(hashes: bytes | bytearray) -> Sequence[int]:
    """Return the numbers that ``join_hashes`` has made *hashes* of, in their order, uncopied."""
    return memoryview(hashes).cast("Q")


def join_hashes_of(texts: Iterable[str]) -> bytes:
    """Return the hashes of *texts* as bytes, sorted, one behind the other."""
    # Sorted, so that the same texts in another order are no change.
    return b"".join(sorted(map(hash_of, texts)))

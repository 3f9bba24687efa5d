"""Compressed siblings of published files, which web servers send in their place."""

import struct
import zlib
from collections.abc import Iterable, Iterator

# What is smaller gains nothing: with its headers it fits one packet either way.
_SMALLEST_BYTES = 200
# The levels above take ten to thirty times as long, at each build, to save a few percent.
_BROTLI_QUALITY = 6
# Deflate, no flags, no time, compressed as well as can be, on an unknown system (RFC 1952, 2.3).
_GZIP_HEADER = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x02\xff"


def with_siblings(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield *files*, pairs of path and content, and after each its siblings ``.gz`` and ``.br``.

    Tiny files have none. One file at a time is kept in memory. Equal content makes equal siblings
    as long as zlib and Brotli are of the same version.
    """
    for path, content in files:
        yield path, content
        compressed = (compress(content) for compress in (compress_gzip, compress_brotli))
        yield from zip(sibling_names(path, content), compressed, strict=False)


def sibling_names(path: str, content: bytes) -> list[str]:
    """Return the paths of the siblings of *path*, which holds *content*."""
    return [f"{path}.gz", f"{path}.br"] if len(content) >= _SMALLEST_BYTES else []


def compress_gzip(content: bytes) -> bytes:
    """Return *content* as one gzip member whose header is always the same (RFC 1952).

    Python's own writer puts into it a time, and a system that depends on Python's version.
    """
    deflate = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    size = len(content) & 0xFFFFFFFF
    trailer = struct.pack("<II", zlib.crc32(content), size)
    return _GZIP_HEADER + deflate.compress(content) + deflate.flush() + trailer


def compress_brotli(content: bytes) -> bytes:
    """Return *content* as a Brotli stream (RFC 7932)."""
    import brotli

    compressed: bytes = brotli.compress(content, quality=_BROTLI_QUALITY)
    return compressed

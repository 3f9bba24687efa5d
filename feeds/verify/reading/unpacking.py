"""What is compressed, unpacked within bounds."""

from __future__ import annotations

import zlib
from typing import NamedTuple

_GZIP = b"\x1f\x8b"
_ZLIB = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
_CHUNK = 1 << 16
# No feed is packed more closely; what is, is a bomb.
_MOST_TIMES = 200
_ALWAYS_BYTES = 1_000_000


class Unpacked(NamedTuple):
    """The bytes of a document, and what kept the rest from being unpacked: empty if nothing did."""

    data: bytes
    fault: str = ""


def unpack(raw: bytes, max_bytes: int) -> Unpacked:
    """Return *raw*, unpacked if it is compressed with gzip or zlib, up to *max_bytes*."""
    if not raw.startswith((_GZIP, *_ZLIB)):
        return Unpacked(raw[:max_bytes], _too_large(max_bytes) if len(raw) > max_bytes else "")
    engine = zlib.decompressobj(_GZIP_OR_ZLIB)
    most = min(max_bytes, max(len(raw) * _MOST_TIMES, _ALWAYS_BYTES))
    data = bytearray()
    try:
        for start in range(0, len(raw), _CHUNK):
            waiting = raw[start : start + _CHUNK]
            while waiting and len(data) <= most and not engine.eof:
                data += engine.decompress(waiting, _CHUNK)
                waiting = engine.unconsumed_tail
    except zlib.error:
        return Unpacked(bytes(data), "the compressed data are damaged")
    if len(data) > most:
        fault = (
            _too_large(max_bytes)
            if most == max_bytes
            else f"it is more than {_MOST_TIMES} times as large unpacked: no feed is"
        )
        return Unpacked(bytes(data[:most]), fault)
    if not engine.eof:
        return Unpacked(bytes(data), "the compressed data break off")
    return Unpacked(bytes(data))


def _too_large(max_bytes: int) -> str:
    return f"it has more than {max_bytes:,} bytes, and what follows was not read"

"""From the bytes of a document to UTF-8, whatever it is encoded in and says that it is.

Source: XML 1.0, section 4.3.3 and appendix F; RFC 8259, section 8.1, for JSON.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from feeds.problems.diagnostics import quote
from feeds.verify.findings import Finding

_CHUNK = 1 << 20
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<" and what follows looks in encodings that are no extension of ASCII.
_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"{\0\0\0", "utf-32-le"),
    (b"\0\0\0{", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARATION = re.compile(
    rb"""\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']\s*([A-Za-z0-9._:\-]*)\s*["']"""
)
# These are encodings for Python, and none of text for anybody else.
_NO_CHARSETS = frozenset(
    "idna punycode unicode_escape raw_unicode_escape undefined mbcs oem".split()
)
# Which readers know without a table of their own (XML 1.0, 4.3.3, names the first two).
_USUAL = frozenset("utf-8 utf-16 utf-16-le utf-16-be ascii iso8859-1 cp1252".split())
_FEW_KNOW = re.compile(r"utf-?7|utf-?32|cp\d{2,3}$|mac|hz|johab|tis|ptcp|kz|big5-?hkscs|cp037")
_LAST_OF_ASCII = 0x7F
# Of XML and of JSON; what begins with anything else is no feed, and nobody reads it to its end.
_BEGINNINGS = (b"<", b"{", b"[")
_SHOWN = 10_000
# What Windows-1252 has where ISO 8859-1 has control characters.
_CONTROLS = re.compile(b"[\x80-\x9f]")


class Decoded(NamedTuple):
    """The document in UTF-8 without a byte order mark, its encoding, and what is wrong with it."""

    data: bytes
    encoding: str
    faults: list[Finding]


def decode(raw: bytes, charset: str = "") -> Decoded:
    """Return the document *raw* in UTF-8; *charset* is what its headers said, if they did.

    What cannot be decoded is replaced, so that the rest can be read.
    """
    found, mark = _by_bytes(raw)
    body = raw[mark:]
    declared = _declared(body, found)
    faults: list[Finding] = []
    encoding = found or "utf-8"
    if declared is not None:
        known = _lookup(declared)
        if known is None:
            message = f'no program knows an encoding called "{declared}"'
            place = _place_of(body, declared)
            faults.append(Finding("unknown-encoding", place, message, length=len(declared)))
        elif found and not _agrees(found, known):
            faults.append(_lie(body, declared, found))
        elif not found and known.startswith(("utf-16", "utf-32")):
            # Whoever can read the declaration as ASCII has seen that this is not true.
            faults.append(_lie(body, declared, "utf-8"))
        else:
            encoding = found or known
            faults += _doubts(body, declared, encoding)
    if not found and charset and (said := _lookup(charset)) and said != encoding:
        # For documents in XML, headers count more than the declaration (RFC 7303, section 3).
        if declared is not None:
            message = f'the headers say that it is in "{charset}", and the document "{declared}"'
            place = _place_of(body, declared)
            faults.append(Finding("charset-mismatch", place, message, length=len(declared)))
        encoding = said
    data, broken = _to_utf8(body, encoding)
    return Decoded(data, encoding, [*faults, *broken])


def _by_bytes(raw: bytes) -> tuple[str, int]:
    """Return the encoding that the first bytes show, if they do, and how long their mark is."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return name, len(mark)
    start = raw[:64].lstrip(b" \t\r\n")
    for first, name in _STARTS:
        if start.startswith(first):
            return name, 0
    return "", 0


def _declared(body: bytes, found: str) -> str | None:
    head = body[:1200]
    if found and found != "utf-8":
        head = head.decode(found, "ignore").encode("ascii", "replace")
    match = _DECLARATION.match(head)
    return match[1].decode("ascii") if match else None


def _lookup(name: str) -> str | None:
    """Return what Python calls the encoding *name*; None if it is none of text."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if codec.name.replace("-", "_") in _NO_CHARSETS:
        return None
    return codec.name if getattr(codec, "_is_text_encoding", True) else None


def _agrees(found: str, known: str) -> bool:
    return known == found or (known in {"utf-16", "utf-32"} and found.startswith(known))


def _lie(body: bytes, declared: str, found: str) -> Finding:
    message = f'the document says that it is in "{declared}", and its bytes are in {found.upper()}'
    return Finding("wrong-encoding", _place_of(body, declared), message, length=len(declared))


def _place_of(body: bytes, declared: str) -> int:
    return max(body.find(declared.encode(), 0, 400), 0) if declared else 0


def _doubts(body: bytes, declared: str, encoding: str) -> list[Finding]:
    """Return what may be said against the *declared* encoding before anything is decoded."""
    place = _place_of(body, declared)
    if _FEW_KNOW.match(encoding) and encoding not in _USUAL:
        message = f'few readers know the encoding "{declared}"'
        return [Finding("obscure-encoding", place, message, length=len(declared))]
    if encoding in _USUAL or encoding == "utf-8":
        return []
    message = f'the encoding is "{declared}", which not all readers know'
    return [Finding("unusual-encoding", place, message, length=len(declared))]


def _to_utf8(body: bytes, encoding: str) -> tuple[bytes, list[Finding]]:
    """Return *body* in UTF-8, and what is wrong with its bytes."""
    if encoding in {"utf-8", "ascii"}:
        place = _first_beyond(body, encoding)
        if place is None:
            return body, _twice_encoded(body)
        if body[:_CHUNK].lstrip()[:1] not in _BEGINNINGS:
            body = body[: max(place + 1, _SHOWN)]  # all that tells what it is
        return _repaired(body, encoding, place)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces = bytearray()
    lost: int | None = None
    for start in range(0, len(body), _CHUNK):
        text = decoder.decode(body[start : start + _CHUNK], start + _CHUNK >= len(body))
        if lost is None and "\ufffd" in text:
            lost = len(pieces) + len(text[: text.index("\ufffd")].encode("utf-8", "replace"))
        pieces += text.encode("utf-8", "replace")
    data = bytes(pieces)
    if lost is not None:
        message = f"from here on, bytes are not of the encoding {encoding.upper()}"
        return data, [Finding("undecodable-feed", lost, message)]
    return data, _mislabelled(body, data, encoding)


def _first_beyond(body: bytes, encoding: str) -> int | None:
    """Return where *body* has the first byte that is not of *encoding*, None if it has none."""
    if body.isascii():
        return None
    try:
        # The usual case, at once; a document of 20 MB is decoded in parts, for the memory.
        if len(body) <= _CHUNK:
            body.decode(encoding)
            return None
        decoder = codecs.getincrementaldecoder(encoding)()
        for start in range(0, len(body), _CHUNK):
            decoder.decode(body[start : start + _CHUNK], start + _CHUNK >= len(body))
    except UnicodeDecodeError as exc:
        return body.index(exc.object[exc.start :][:_CHUNK]) if len(body) > _CHUNK else exc.start
    return None


def _repaired(body: bytes, encoding: str, place: int) -> tuple[bytes, list[Finding]]:
    """Return *body* with all in UTF-8 that is not, and what is wrong at *place*."""
    byte = body[place]
    message = f"the byte 0x{byte:02X} is not {encoding.upper()}"
    guess = _guess(body, place, encoding)
    if guess:
        message += f"; the document seems to be in {guess}"
    finding = Finding("undecodable-feed", place, message, length=1)
    if encoding == "ascii" and guess == "UTF-8":
        return body, [finding]
    data = body.decode("utf-8", "windows-1252-for-the-rest").encode("utf-8", "replace")
    return data, [finding]


def _guess(body: bytes, place: int, encoding: str) -> str:
    if encoding == "ascii":
        return "UTF-8" if _first_beyond(body, "utf-8") is None else "Windows-1252"
    # A letter of Latin-1 stands alone among those of ASCII.
    after = body[place + 1 : place + 2]
    return "Windows-1252" if after.isascii() else ""


def _mislabelled(body: bytes, data: bytes, encoding: str) -> list[Finding]:
    """Return what shows that a document, which any single byte would be right for, is another."""
    if encoding not in {"iso8859-1", "cp1252", "iso8859-15"} or data == body:
        return []
    if _first_beyond(body, "utf-8") is None:
        place = next(i for i, byte in enumerate(body) if byte > _LAST_OF_ASCII)
        message = f"the document says that it is in {encoding.upper()}, and its bytes are UTF-8"
        return [Finding("mislabelled-encoding", place, message, length=1)]
    if encoding == "iso8859-1" and (control := _CONTROLS.search(body)):
        place = len(body[: control.start()].decode("latin-1").encode())
        message = (
            f"the byte 0x{control[0][0]:02X} is a control character in ISO 8859-1, and a sign that"
            " people write in Windows-1252"
        )
        return [Finding("mislabelled-encoding", place, message, length=2)]
    return []


def _twice_encoded(body: bytes) -> list[Finding]:
    """Return what shows that UTF-8 was taken for Windows-1252, and encoded again."""
    if _A_TILDE not in body and _A_EURO not in body:
        return []
    found = _TWICE.search(body)
    if found is None:
        return []
    shown = found[0].decode()
    try:
        meant = shown.encode("cp1252").decode()
    except UnicodeError:
        meant = ""
    what = f", and {quote(meant)} is meant" if meant.isprintable() and meant else ""
    message = f"{quote(shown)} stands here{what}: UTF-8 was read as Windows-1252 and encoded again"
    return [Finding("double-encoding", found.start(), message, length=len(found[0]))]


# What most letters of Europe, and typographic signs, begin with when they are encoded twice.
_A_TILDE, _A_EURO = "Ã".encode(), "â€".encode()
# Behind an Ã of its own, quotation marks and a blank may stand.
_TWICE = re.compile(
    rb"\xc3\x83(?:\xc2[\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xbf]"  # Ã and a sign of Latin-1
    rb"|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xc6\x92)"  # Ã and a letter of Windows-1252
    rb"|\xc3\xa2\xe2\x82\xac(?:[\xc2\xc5\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])"  # â€
)


def _one_by_one(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - it is registered for decoding only
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error("windows-1252-for-the-rest", _one_by_one)

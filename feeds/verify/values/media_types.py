"""Media types (RFC 6838), alone and with parameters (RFC 9110, section 8.3)."""

import re
from functools import lru_cache

from feeds.verify.values.flaw import Flaw

# RFC 6838, section 4.2.
_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_TYPE = re.compile(rf"{_NAME}/{_NAME}")
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_PARAMETERS = re.compile(rf'(?:\s*+;\s*+{_WORD}=(?:{_WORD}|"[^"\\]*"))*+\s*+(?:;\s*+)?')
# RFC 2045 and RFC 2046: types that hold others, of which content of Atom is none.
_COMPOSITE = ("multipart/", "message/")
# What people write who mean a type, by the end of a file's name.
_WORDS = {"htm": "html", "html": "html", "xhtml": "xhtml", "text": "text", "plain": "text"}
_ENDINGS = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "mp4": "video/mp4", "m4v": "video/mp4",
    "ogg": "audio/ogg", "wav": "audio/wav", "pdf": "application/pdf", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp",
    "html": "text/html", "xml": "application/xml", "json": "application/json",
    "atom": "application/atom+xml", "rss": "application/rss+xml", "txt": "text/plain",
}  # fmt: skip


@lru_cache(maxsize=1024)
def check_media_type(text: str) -> Flaw | None:
    """Return what keeps *text* from being a media type."""
    if _TYPE.fullmatch(text):
        return None
    start = _TYPE.match(text)
    if start is not None and _PARAMETERS.fullmatch(text, start.end()):
        return None
    if not text.strip():
        return Flaw("malformed-media-type", "is empty")
    if text != text.strip():
        return Flaw("malformed-media-type", "has blanks around it", text.strip())
    if start is not None:
        reason = "has something after the type that is no parameter"
        return Flaw("malformed-media-type", reason, None, start.end())
    instead = _ENDINGS.get(text.lower().lstrip("."))
    return Flaw("malformed-media-type", 'is no media type, as "audio/mpeg" is', instead)


@lru_cache(maxsize=1024)
def check_content_type(text: str) -> Flaw | None:
    """Return what keeps *text* from being a type of content in Atom (RFC 4287, 4.1.3.1).

    That is text, html, xhtml, or a media type that holds no others.
    """
    if text in {"text", "html", "xhtml"}:
        return None
    if text.lower().startswith(_COMPOSITE):
        return Flaw("malformed-media-type", "is a type that holds others, which content is not")
    found = check_media_type(text)
    if found is None or "/" in text or not text.strip():
        return found
    reason = "is none of text, html and xhtml, and no media type"
    return Flaw("malformed-media-type", reason, _WORDS.get(text.strip().lower()))

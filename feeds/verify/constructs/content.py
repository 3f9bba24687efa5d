"""The content of an entry: here or elsewhere, and of any type (RFC 4287, section 4.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.constructs.text import check_text, check_xhtml
from feeds.verify.element import Element
from feeds.verify.findings import Finding

_XML_TYPES = ("+xml", "/xml")
_XML_WITHOUT = frozenset({"text/xml-external-parsed-entity", "application/xml-dtd"})
_NO_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")
_QUARTET = 4


def is_media_type(kind: str) -> bool:
    """Tell whether the type *kind* of content is a media type, and no word of Atom's own."""
    return "/" in kind


def is_xml_type(kind: str) -> bool:
    """Tell whether content of the media type *kind* stands here as XML."""
    bare = kind.partition(";")[0].strip().lower()
    return bare.endswith(_XML_TYPES) or bare in _XML_WITHOUT


def is_binary_type(kind: str) -> bool:
    """Tell whether content of the media type *kind* stands here in Base64."""
    return is_media_type(kind) and not kind.lower().startswith("text/") and not is_xml_type(kind)


def check_content(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the content *element*."""
    kind = element.get("type") or "text"
    if element.get("src") is not None:
        yield from _check_elsewhere(element)
    elif kind == "xhtml":
        yield from check_xhtml(element)
    elif is_xml_type(kind):
        yield from _check_xml(element, kind)
    elif is_binary_type(kind):
        yield from _check_binary(element, kind)
    else:
        yield from check_text(element)


def _check_elsewhere(element: Element) -> Iterator[Finding]:
    if element.children or element.text.strip():
        message = "<content> with a src must be empty: it has the content there and here"
        part = (0, len(element.text)) if not element.children else None
        yield Finding("unexpected-text", element, message, part=part)
    kind = element.get("type")
    if kind is None:
        message = "<content> has a src and no type, by which readers know what to do with it"
        yield Finding("missing-content-type", element, message)
    elif kind in {"text", "html", "xhtml"}:
        message = f'<content> has a src, so that its type must be a media type and not "{kind}"'
        yield Finding("malformed-media-type", element, message, "type")


def _check_xml(element: Element, kind: str) -> Iterator[Finding]:
    if element.children and element.text.strip():
        shown = quote(" ".join(element.text.split()), 40)
        message = f'<content> of the type "{kind}" has the text {shown} beside its element'
        yield Finding("unexpected-text", element, message)
    elif not element.children and element.text.strip():
        message = f'<content> is of the type "{kind}", and holds no XML but text'
        yield Finding("escaped-xml", element, message)


def _check_binary(element: Element, kind: str) -> Iterator[Finding]:
    text = element.text
    wrong = _NO_BASE64.search(text)
    if element.children or wrong or len("".join(text.split())) % _QUARTET:
        message = f'<content> is of the type "{kind}", which has to stand here in Base64'
        part = (wrong.start(), wrong.end()) if wrong and not element.children else None
        yield Finding("malformed-base64", element, message, part=part)

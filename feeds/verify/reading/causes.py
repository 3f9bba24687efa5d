"""What is the matter with XML that is not well-formed, in words: expat has a code for each kind."""

from __future__ import annotations

import re
from xml.parsers.expat import errors

from feeds.verify.findings import Finding
from feeds.verify.vocabulary import usual_namespaces

_SHOWN = 40
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG_NAME = re.compile(rb"</?([^\s/>]{1,100})")
_OPEN = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)([^\s/>!?]+)[^<>]*?(/?)>", re.DOTALL
)
_LATE_DECLARATION = re.compile(rb"\s*+(?:<!--.*?-->\s*+)*+<\?xml\s", re.DOTALL)
_ATTRIBUTE_START = re.compile(rb"[\w:.-]+\s*=\s*$")

# Remedies of single characters.
_AMPERSAND, _LESS_THAN, _DELETE = "write &amp; for it", "write &lt; for it", "delete it"
_OF_CHARACTERS = frozenset({_AMPERSAND, _LESS_THAN, _DELETE})

_REASONS = {
    errors.XML_ERROR_UNCLOSED_TOKEN: "the document breaks off in a tag, a comment or a reference",
    errors.XML_ERROR_PARTIAL_CHAR: "the document breaks off in the middle of a character",
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "the tag has one attribute twice",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "something follows the end of the outermost element",
    errors.XML_ERROR_BAD_CHAR_REF: "the reference is to a character that no XML document may hold",
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "a CDATA section has no end, ]]>",
    errors.XML_ERROR_UNBOUND_PREFIX: "no namespace is declared for the prefix",
    errors.XML_ERROR_RESERVED_PREFIX_XML: "the prefix xml is declared for another namespace",
    errors.XML_ERROR_RESERVED_PREFIX_XMLNS: "the prefix xmlns must not be declared",
    errors.XML_ERROR_UNDECLARING_PREFIX: "a prefix is declared for no namespace",
    errors.XML_ERROR_MISPLACED_XML_PI: "the XML declaration is not at the very beginning",
    errors.XML_ERROR_XML_DECL: "the XML declaration is malformed",
    errors.XML_ERROR_NO_ELEMENTS: "the document ends before its outermost element does",
    errors.XML_ERROR_AMPLIFICATION_LIMIT_BREACH: "entities stand for far too much text",
}
_WHOLE = "publish the whole document: what writes or sends it has stopped too early"
_REMEDIES = {
    errors.XML_ERROR_UNCLOSED_TOKEN: _WHOLE,
    errors.XML_ERROR_PARTIAL_CHAR: _WHOLE,
    errors.XML_ERROR_NO_ELEMENTS: _WHOLE,
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "keep one of the two",
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "remove what stands behind its end",
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: "write ]]> where its text ends",
}
_RULES = {
    errors.XML_ERROR_UNBOUND_PREFIX: "unbound-prefix",
    errors.XML_ERROR_MISPLACED_XML_PI: "late-declaration",
}


def explain(data: bytes, place: int, code: int, *, has_root: bool) -> Finding:
    """Return what is wrong at *place* in *data*, where expat stopped with the error *code*.

    *has_root* tells whether the outermost element had begun.
    """
    text = errors.messages.get(code, "")
    rule = _RULES.get(text, "not-well-formed")
    if text == errors.XML_ERROR_TAG_MISMATCH:
        place = max(data.rfind(b"<", 0, place + 1), 0)
        message = _mismatch(data, place)
    elif text == errors.XML_ERROR_UNBOUND_PREFIX:
        name = _name_at(data, place)
        prefix = name.partition(":")[0] if ":" in name else ""
        message = (
            f'<{name}>: no namespace is declared for the prefix "{prefix}"'
            if prefix
            else f"<{name}>: no namespace is declared for a prefix in it"
        )
        namespace = usual_namespaces().get(prefix)
        remedy = f'write xmlns:{prefix}="{namespace}" into the outermost tag' if namespace else ""
        return Finding(rule, place, message, remedy=remedy, length=len(name.encode()) + 1)
    elif text == errors.XML_ERROR_NO_ELEMENTS and has_root:
        message = f"the document breaks off: {_unclosed(data)}"
    elif text == errors.XML_ERROR_NO_ELEMENTS:
        message = "there is no element at all"
    elif text in _REASONS:
        message = _REASONS[text]
    else:
        return _token(data, place, has_root)
    return Finding(rule, place, message, remedy=_REMEDIES.get(text, ""), length=1)


def is_passed_over(fault: Finding) -> bool:
    """Tell whether a reader that takes *fault* for a character of the text misses nothing."""
    return fault.rule == "unbound-prefix" or fault.remedy in _OF_CHARACTERS


def open_at(data: bytes, place: int) -> frozenset[int]:
    """Return where the elements begin that are open at *place*, a tag that is broken included."""
    opened = {at for _, at in _open_tags(data[:place])}
    tag = data.rfind(b"<", 0, place + 1)
    if tag > data.rfind(b">", 0, place):
        opened.add(tag)
    return frozenset(opened)


def _token(data: bytes, place: int, has_root: bool) -> Finding:
    """Return what is wrong with what stands at *place*, which is nothing that XML knows."""
    if not has_root and (late := _LATE_DECLARATION.match(data)) and late.end() > len(b"<?xml "):
        message = "the XML declaration is not at the very beginning"
        return Finding("late-declaration", late.end() - 6, message, length=5)
    here = data[place : place + 4]
    before = data[max(place - 200, 0) : place]
    ampersand = (
        before.rfind(b"&", -12)
        if b"&" in before[-12:] and b";" not in before[before.rfind(b"&") :]
        else -1
    )
    if here[:1] == b"&" or ampersand >= 0:
        at = place if here[:1] == b"&" else place - len(before) + ampersand
        message = 'a "&" that begins no reference stands alone'
        remedy = _AMPERSAND
    elif here[:1] == b"<":
        at, message, remedy = place, 'a "<" that begins no tag stands alone', _LESS_THAN
    elif _CONTROL.match(here):
        at, remedy = place, _DELETE
        message = f"the control character U+{here[0]:04X} may stand in no XML document"
    elif not has_root and not data.lstrip().startswith(b"<"):
        at, message, remedy = place, 'something stands before the first "<"', _DELETE
    elif _ATTRIBUTE_START.search(before) and here[:1] not in b"\"'":
        at, message = place, "the value of an attribute is in no quotes"
        remedy = "put it into quotation marks"
    elif before.rstrip().endswith(b"<"):
        at = place - len(before) + before.rindex(b"<")
        message, remedy = 'a "<" that begins no tag stands alone', _LESS_THAN
    else:
        shown = data[place : place + _SHOWN].decode("utf-8", "replace").split("\n")[0]
        at, message, remedy = place, f'there is no sense to "{shown}" here', ""
    return Finding("not-well-formed", at, message, remedy=remedy, length=1)


def _name_at(data: bytes, place: int) -> str:
    found = _TAG_NAME.match(data, data.rfind(b"<", 0, place + 1))
    return found[1].decode("utf-8", "replace") if found else ""


def _mismatch(data: bytes, place: int) -> str:
    name = _name_at(data, place)
    opened = _open_tags(data[:place])
    if not opened:
        return f"</{name}> ends what has not begun"
    last, at = opened[-1]
    line = data.count(b"\n", 0, at) + 1
    return f"</{name}> stands where </{last}> must end the element that began in line {line}"


def _unclosed(data: bytes) -> str:
    opened = _open_tags(data)
    if not opened:
        return "an element has no end"
    name, at = opened[-1]
    line = data.count(b"\n", 0, at) + 1
    return f"<{name}>, in line {line}, has no end"


def _open_tags(data: bytes) -> list[tuple[str, int]]:
    """Return the names of the elements that are open at the end of *data*, and where they began."""
    opened: list[tuple[str, int]] = []
    for found in _OPEN.finditer(data):
        if found[2] is None or found[3]:
            continue
        name = found[2].decode("utf-8", "replace")
        if not found[1]:
            opened.append((name, found.start()))
        elif opened:
            opened.pop()
    return opened

"""The HTML of entries, escaped or as XHTML: what readers cannot show, and what they should not.

What is looked for in escaped HTML is found by its tags, without a tree: of most texts, one look at
the names of its tags tells that there is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import XHTML
from feeds.verify.values.html_names import KNOWN, MATHML, RISKY, SHOWN, SVG
from feeds.verify.values.plain import find_markup
from feeds.verify.vocabulary import known_namespaces

_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9:_-]*+)")
_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9:_-]*+)((?:[^<>"'=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[=])*+)(>?)"""
)
_INSTRUCTION = re.compile(r"<\?[A-Za-z]")
# Attributes that run something (HTML, section 8.1.8.1), or addresses that do.
_RUNS = re.compile(
    r"""\s(on[a-z]{3,24}|formaction|srcdoc)\s*+=|=\s*+["']?+\s*+(?:javascript|vbscript):""",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"""\s(?:href|src|cite|action|longdesc|poster|background)\s*+=\s*+["']?+\s*+"""
    r"""((?![A-Za-z][A-Za-z0-9+.-]*:|//|\#|["'\s>])[^"'\s>]++)""",
    re.IGNORECASE,
)
# Windows-1252, read as Latin-1 and written as numbers: HTML has control characters there.
_CONTROL = re.compile(r"&#(?:x[89][0-9A-Fa-f]|1(?:2[89]|[34][0-9]|5[0-9]));?")
_MATH, _SVG = "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg"
_SVG_NAMES = frozenset(map(str.lower, SVG))
_NAMES = {XHTML: SHOWN, _MATH: MATHML, _SVG: SVG}


def check_html(element: Element, *, relative: bool = True) -> Iterator[Finding]:
    """Yield what is wrong with the escaped HTML that *element* holds, each kind once.

    Unless addresses may be *relative*, those that are do not lead anywhere.
    """
    text = element.text
    if "<" in text:
        names = {name.lower() for name in _NAME.findall(text)}
        if not names <= SHOWN:
            yield from _wrong_tags(element, text, names - SHOWN)
        if _RUNS.search(text):
            yield from _running(element, text)
        if not relative and _RELATIVE.search(text):
            yield from _relative(element, text)
        if (found := _INSTRUCTION.search(text)) is not None:
            message = f"<{element.local}> has a processing instruction in its HTML"
            yield Finding("risky-html", element, message, part=found.span())
        if (start := _open_at_end(text)) is not None:
            message = f"<{element.local}> has a tag in its HTML that never ends"
            yield Finding("broken-html", element, message, part=(start, len(text.rstrip())))
    if "&#" in text and (found := _CONTROL.search(text)) is not None:
        message = f"<{element.local}> has {found.group()} in its HTML, a control character"
        yield Finding("broken-html", element, message, part=found.span())


def check_html_of_rss(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the escaped HTML that *element*, of RSS, holds.

    RSS says nothing of a base that addresses could be relative to.
    """
    return check_html(element, relative=False)


def check_xhtml_content(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the XHTML, MathML and SVG that stands in *element*."""
    told: set[str] = set()
    for child in element.walk():
        if child is element:
            continue
        if child.name not in told and (wrong := _wrong_in_xhtml(child)):
            told.add(child.name)
            yield wrong
        for name in child.attributes:
            if name.lower().startswith("on") and " " not in name:
                message = f"<{child.local}> has the attribute {name}, which runs a script"
                yield Finding("risky-attribute", child, message, name)


def _wrong_in_xhtml(child: Element) -> Finding | None:
    namespace = child.namespace
    names = _NAMES.get(namespace)
    if names is not None:
        message = f"<{child.local}> is no element that readers show safely"
        return None if child.local in names else Finding("risky-html", child, message)
    if not namespace:
        message = f"<{child.local}> is in no namespace, and so no element of XHTML"
        return Finding("missing-namespace", child, message)
    if namespace in known_namespaces():
        message = f"<{child.local}> is an element of feeds, and stands in XHTML"
        return Finding("unknown-element", child, message)
    return None


def check_escaped_markup(element: Element) -> Iterator[Finding]:
    """Yield a finding if the XHTML of *element* is a text with tags, and no element at all."""
    inside = element.children[0] if len(element.children) == 1 else element
    if not inside.children and (span := find_markup(inside.text, KNOWN)):
        message = f"<{element.local}> is XHTML, and its tags are escaped, so that readers show them"
        yield Finding("escaped-xhtml", inside, message, part=span)


def _wrong_tags(element: Element, text: str, wrong: set[str]) -> Iterator[Finding]:
    """Yield a finding for each name in *wrong*, which is of no element shown, at its first tag."""
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name not in wrong:
            continue
        wrong.discard(name)
        part = (tag.start(), tag.end(2))
        if name in RISKY:
            message = f"<{element.local}> has <{name}> in its HTML, which readers take out"
            yield Finding("risky-html", element, message, part=part)
        elif name not in MATHML and name not in _SVG_NAMES:
            message = f"<{element.local}> has <{name}> in its HTML, which is no element of it"
            yield Finding("broken-html", element, message, part=part)


def _running(element: Element, text: str) -> Iterator[Finding]:
    for tag in _TAG.finditer(text):
        if (found := _RUNS.search(tag[3])) is not None:
            what = quote(found.group().strip(" \n\t=\"'"))
            message = f"<{element.local}> has {what} in its HTML, which runs a script"
            part = (tag.start(3) + found.start(), tag.start(3) + found.end())
            yield Finding("risky-attribute", element, message, part=part)
            return


def _relative(element: Element, text: str) -> Iterator[Finding]:
    for tag in _TAG.finditer(text):
        if (found := _RELATIVE.search(tag[3])) is not None:
            message = f"<{element.local}> has the relative address {quote(found[1])} in its HTML"
            part = (tag.start(3) + found.start(1), tag.start(3) + found.end(1))
            yield Finding("relative-address-in-html", element, message, part=part)
            return


def _open_at_end(text: str) -> int | None:
    """Return where the tag starts that *text* ends in, None if it does not."""
    start = text.rfind("<")
    is_tag = start >= 0 and _NAME.match(text, start) is not None
    return start if is_tag and ">" not in text[start:] else None

"""Text constructs: text, escaped HTML, or XHTML in a div (RFC 4287, section 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.verify.constructs.html import check_html
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.markup.inline import check_inline
from feeds.verify.namespaces import XHTML
from feeds.verify.values.plain import check_plain

_DIV = f"{XHTML} div"
_PAGE = re.compile("<html|<!doctype", re.IGNORECASE)


def check_text(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the text construct *element*."""
    kind = element.get("type") or "text"
    if kind == "xhtml":
        yield from check_xhtml(element)
    elif element.children:
        yield _element_in_text(element, kind)
    elif not element.text.strip():
        yield Finding("blank-element", element, f"<{element.local}> is empty")
    elif kind == "html":
        yield from check_html(element)
    elif kind == "text/html":
        yield from check_html(element)
        # Of other texts, the type is wrong as it is.
        if element.local == "content" and not _PAGE.search(element.text):
            message = f'<{element.local}> is of the type "text/html", and no whole page'
            yield Finding("html-fragment", element, message, "type")
    elif kind in {"text", "text/plain"} and (flaw := check_plain(element.text)) is not None:
        message = f"<{element.local}> {flaw.reason}"
        remedy = 'write type="html", if it is HTML, or else the text without it'
        part = (flaw.start, flaw.end or len(element.text))
        yield Finding(flaw.rule, element, message, part=part, remedy=remedy)


def check_xhtml(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with *element*, whose type is xhtml, and its div (3.1.1.3)."""
    name = element.local
    inline = list(check_inline(element))
    if not element.children and inline:
        # Escaped as in HTML: that there is no div follows from it.
        yield from (found._replace(severity=Severity.ERROR) for found in inline)
        return
    if len(element.children) != 1 or element.children[0].name != _DIV:
        child = element.children[0] if element.children else element
        message = f"<{name}> is XHTML, and so must hold one <div> of XHTML and nothing else"
        yield Finding("missing-xhtml-div", child, message)
        # The div is what declares the namespace of all in it.
        inline = [found for found in inline if not _is_in_namespace(found, element.namespace)]
    elif text := element.text.strip():
        message = f"<{name}> has the text {quote(text, 40)} beside its <div>"
        yield Finding("unexpected-text", element, message)
    yield from inline


def _is_in_namespace(found: Finding, namespace: str) -> bool:
    return isinstance(found.at, Element) and found.at.namespace == namespace


def _element_in_text(element: Element, kind: str) -> Finding:
    child = element.children[0]
    if "html" in kind:
        message = (
            f'<{element.local}> is of the type "{kind}", in which tags are escaped, and has the'
            f" element <{child.local}>"
        )
        return Finding("unescaped-markup", child, message)
    message = f"<{element.local}> may hold text alone, and has the element <{child.local}>"
    return Finding("unknown-element", child, message)

"""Text constructs: text, escaped HTML, or XHTML in a div (RFC 4287, section 3.1)."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.namespaces import XHTML

_DIV = f"{XHTML} div"


def check_text(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the text construct *element*, but for its HTML."""
    kind = element.get("type") or "text"
    if kind == "xhtml":
        yield from check_xhtml(element)
    elif element.children:
        yield _element_in_text(element, kind)
    elif not element.text.strip():
        yield Finding("blank-element", element, f"<{element.local}> is empty")


def check_xhtml(element: Element) -> Iterator[Finding]:
    """Yield what is wrong around the div of *element*, whose type is xhtml (3.1.1.3)."""
    name = element.local
    if len(element.children) != 1 or element.children[0].name != _DIV:
        child = element.children[0] if element.children else element
        message = f"<{name}> is XHTML, and so must hold one <div> of XHTML and nothing else"
        yield Finding("missing-xhtml-div", child, message)
    elif text := element.text.strip():
        message = f"<{name}> has the text {quote(text, 40)} beside its <div>"
        yield Finding("unexpected-text", element, message)


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

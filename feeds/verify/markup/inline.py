"""XHTML, with what it may hold: SVG and MathML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.markup.escaped import attribute_faults
from feeds.verify.markup.names import ATTRIBUTES, HTML, MATHML, RISKY, SVG
from feeds.verify.markup.plain import find_html
from feeds.verify.namespaces import XHTML
from feeds.verify.vocabulary import known_namespaces

_SVG, _MATHML = "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"
_NAMES: Mapping[str, frozenset[str]] = {XHTML: HTML, _SVG: SVG, _MATHML: MATHML}
_SHOWN = {"risky-element": "is cut out by readers", "risky-attribute": "is cut out by readers"}


def check_inline(content: Element) -> Iterator[Finding]:
    """Yield what is wrong with the XHTML in *content*, whose div is told elsewhere."""
    texts = [content.text]
    elements = list(content.walk())[1:]
    for element in elements:
        known = _NAMES.get(element.namespace)
        if known is None:
            yield from _foreign(element)
        else:
            texts.append(element.text)
            yield from _check(element, known)
    # One div, and tags as text alone: somebody escaped what should not be.
    is_bare = all(element.name == f"{XHTML} div" for element in elements)
    found = find_html("".join(texts)) if is_bare else None
    if found is not None and found[2].startswith("the tag"):
        message = f"<{content.local}> is XHTML, and holds {found[2]} as text"
        yield Finding("escaped-in-xhtml", content, message)


def _foreign(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with an *element* of another namespace than those of pages."""
    if not element.namespace:
        message = f"<{element.local}> is in no namespace, and so no element of XHTML"
        yield Finding("missing-namespace", element, message)
    elif element.namespace in known_namespaces():
        message = f"<{element.local}> is an element of feeds, and stands in XHTML"
        yield Finding("unknown-element", element, message)


def _check(element: Element, known: frozenset[str]) -> Iterator[Finding]:
    name = element.local
    if element.namespace == XHTML and name in RISKY:
        yield Finding("risky-element", element, f"<{name}> is cut out by readers")
    elif name == "script" or name not in known:
        rule = "risky-element" if name == "script" else "unknown-markup"
        what = "is cut out by readers" if name == "script" else "is known to no reader"
        yield Finding(rule, element, f"<{name}> {what}")
    for attribute, value in element.attributes.items():
        if " " in attribute:
            continue
        for rule, what in attribute_faults(name, attribute.lower(), value):
            if rule != "relative-in-content":  # Atom says what they are relative to
                yield Finding(rule, element, _statement(rule, what), attribute)
        if not _is_known(attribute.lower()):
            message = f"{attribute} of <{name}> is known to no reader"
            yield Finding("unknown-markup", element, message, attribute)


def _statement(rule: str, what: str) -> str:
    return what if rule == "risky-style" else f"{what} {_SHOWN[rule]}"


def _is_known(attribute: str) -> bool:
    return attribute in ATTRIBUTES or attribute.startswith(("data-", "aria-", "on", "item"))

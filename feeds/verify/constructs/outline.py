"""Outlines of OPML, whose type decides on their attributes (OPML 2.0, "subscription lists")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from feeds.problems.diagnostics import quote
from feeds.values.similar import is_same_but_for_a_slip
from feeds.verify.element import Element
from feeds.verify.findings import Finding

_COMMON = frozenset(
    "text type isComment isBreakpoint created category title description url language".split()
)
_OF_FEEDS = _COMMON | {"xmlUrl", "htmlUrl", "version"}
_KNOWN: Mapping[str, frozenset[str]] = {
    "rss": _OF_FEEDS,
    "atom": _OF_FEEDS,
    "link": _COMMON | {"htmlUrl"},
    "include": _COMMON,
}
_OLD_TYPES = frozenset({"song", "outline", "thumbListVideoItem", "howto", "thread", "script"})
_VERSIONS = frozenset({"RSS", "RSS1", "RSS2", "scriptingNews", "Atom", "ATOM"})


def check_outline(outline: Element) -> Iterator[Finding]:
    """Yield what is wrong with the attributes of *outline* for one of its type."""
    kind = outline.get("type")
    if kind is None:
        if outline.get("xmlUrl"):
            message = "<outline> has an xmlUrl and no type, by which readers know it as a feed"
            yield Finding("outline-without-type", outline, message, remedy='add type="rss"')
        return
    known = _KNOWN.get(kind.lower())
    if known is None:
        # Whoever makes a type has attributes for it; and since 2.0 everybody may.
        if _version_of(outline).startswith("1.") and kind not in _OLD_TYPES:
            message = f"type of <outline> {quote(kind)} is none that OPML 1.x knows"
            yield Finding("unknown-outline-type", outline, message, "type")
        return
    yield from _unknown(outline, kind, known)
    needed = "xmlUrl" if known is _OF_FEEDS else "url"
    if not outline.get(needed) and not any(
        is_same_but_for_a_slip(name, needed) for name in outline.attributes if name not in known
    ):
        message = f'<outline> of the type "{kind}" lacks {needed}, the address it is about'
        yield Finding("outline-without-address", outline, message)
    if known is _OF_FEEDS:
        yield from _check_feed(outline)


def _version_of(outline: Element) -> str:
    root = outline
    while root.parent is not None:
        root = root.parent
    return root.get("version") or ""


def _check_feed(outline: Element) -> Iterator[Finding]:
    if outline.get("title") is None:
        message = "<outline> of a feed lacks title, by which some readers name the feed"
        yield Finding("outline-without-title", outline, message)
    version = outline.get("version")
    if version is not None and version not in _VERSIONS:
        message = f"version of <outline> {quote(version)} is none of RSS, RSS1, RSS2, scriptingNews"
        yield Finding("unknown-outline-version", outline, message, "version")


def _unknown(outline: Element, kind: str, known: frozenset[str]) -> Iterator[Finding]:
    from feeds.values.similar import find_similar

    for name in outline.attributes:
        if name not in known and " " not in name:
            similar = find_similar(name, known)
            message = f'<outline> of the type "{kind}" has no attribute {name}'
            remedy = f"did you mean {similar}?" if similar else ""
            yield Finding("unknown-attribute", outline, message, name, remedy=remedy)

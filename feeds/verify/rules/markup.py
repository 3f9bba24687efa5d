"""HTML in the texts of a feed: where it may be, and where it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.markup.escaped import find_faults
from feeds.verify.markup.inline import check_inline
from feeds.verify.markup.plain import find_ambiguous, find_html, without_numbers
from feeds.verify.namespaces import ATOM, XHTML

if TYPE_CHECKING:
    from feeds.verify.check import Feed
    from feeds.verify.document import XmlDocument

    Look = Callable[[Element], Iterator[Finding]]

_DC = "http://purl.org/dc/elements/1.1/"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_MEDIA = "http://search.yahoo.com/mrss/"
_ENCODED = "http://purl.org/rss/1.0/modules/content/ encoded"
_WORDS = {
    "risky-element": "has the element {}, which readers cut out",
    "risky-attribute": "has {}, which readers cut out",
    "risky-style": "has CSS that readers may cut out: {}",
    "unknown-tag": "has the tag {}, which is none of HTML",
    "malformed-html": "is HTML with a fault: {}",
    "relative-in-content": "has a relative address ({}), and nothing says what to",
}
# So much of a title is read as it is written; longer ones are none.
_MOST_RAW = 20_000


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the HTML in *feed* that readers show as it is written, cut out or cannot read."""
    document = feed.document
    root, looks = document.root, _LOOKS.get(document.format)
    if root is None or looks is None:
        return
    if document.format == "rss":
        looks = {**looks, "title": partial(_rss_title, document)}
    waiting = [root]
    while waiting:
        element = waiting.pop()
        look = looks.get(element.name)
        if look is not None:
            yield from look(element)
        if element.children and not _is_inline(element):
            waiting += reversed(element.children)


def _is_inline(element: Element) -> bool:
    return element.namespace == XHTML or element.get("type") == "xhtml"


def _plain(element: Element) -> Iterator[Finding]:
    """Yield what in the plain text of *element* is HTML."""
    text = element.text
    if "&" not in text and "<" not in text:
        return
    found = find_html(text)
    if found is not None:
        start, end, what = found
        message = f"<{element.local}> is plain text, and has {what}"
        yield Finding("html-in-text", element, message, part=(start, end))


def _rss_title(document: XmlDocument, element: Element) -> Iterator[Finding]:
    """Yield what in a title of RSS readers may take for HTML.

    What is written as the profile wants it, &#x26; and &#x3C;, is not.
    """
    text = element.text
    if "&" not in text and "<" not in text:
        return
    data = document.source.data
    start = document.tag(element).end
    raw = data[start : start + _MOST_RAW].decode("utf-8", "replace")
    written = without_numbers(raw) if "&#x" in raw else text
    found = find_html(written)
    if found is not None:
        message = f"<title> is plain text, and has {found[2]}"
        yield Finding("html-in-text", element, message, part=found[:2])
    elif (ambiguous := find_ambiguous(written)) is not None:
        shown = quote(written[ambiguous[0] : ambiguous[0] + 20])
        message = f"<title> has {shown}, which some readers take for a tag"
        yield Finding("ambiguous-character", element, message, part=ambiguous)


def _rss_description(element: Element) -> Iterator[Finding]:
    parent = element.parent
    is_item = parent is not None and parent.local == "item"
    yield from _rss_html(element) if is_item else _plain(element)


def _rss_html(element: Element) -> Iterator[Finding]:
    return _html(element, relative=True)


def _html(element: Element, *, relative: bool) -> Iterator[Finding]:
    for rule, what, start, end in find_faults(element.text, relative=relative):
        message = f"<{element.local}> {_WORDS[rule].format(what)}"
        yield Finding(rule, element, message, part=(start, end))


def _atom_text(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the HTML of a text construct, or of content, by its type."""
    kind = (element.get("type") or "text").strip().lower()
    if kind == "xhtml":
        yield from check_inline(element)
    elif kind in {"html", "text/html"}:
        yield from _html(element, relative=False)
        if kind == "text/html" and element.get("src") is None:
            yield from _fragment(element)
    elif kind in {"text", "text/plain"}:
        yield from _plain(element)


def _fragment(element: Element) -> Iterator[Finding]:
    start = element.text.lstrip()[:200].lower()
    if not start.startswith(("<!doctype", "<html", "<?xml", "<!--")):
        message = f'<{element.local}> is of the type "text/html", and holds no whole page'
        yield Finding("html-fragment", element, message, "type")


def _label(element: Element) -> Iterator[Finding]:
    label = element.get("label") or ""
    found = find_html(label) if "<" in label or "&" in label else None
    if found is not None:
        message = f"label of <{element.local}> is plain text, and has {found[2]}"
        yield Finding("html-in-text", element, message, "label", found[:2])


def _typed(element: Element) -> Iterator[Finding]:
    """Yield what is wrong with the HTML of a text of Media RSS, by its type."""
    if element.get("type") == "html":
        yield from _html(element, relative=False)
    else:
        yield from _plain(element)


def _body(element: Element) -> Iterator[Finding]:
    if element.parent is not None and element.parent.local == "item":
        yield from check_inline(element)


def _all(look: Look, names: str, namespace: str = "") -> Mapping[str, Look]:
    return {f"{namespace} {name}" if namespace else name: look for name in names.split()}


_EXTENSIONS = {
    **_all(_plain, "title creator subject publisher contributor", _DC),
    **_all(_plain, "author title subtitle", _ITUNES),
    **_all(_typed, "title description text", _MEDIA),
    "http://rssnamespace.org/feedburner/ext/1.0 feedFlare": _plain,
    f"{ATOM} name": _plain,
    f"{ATOM} generator": _plain,
    f"{ATOM} category": _label,
    **_all(_atom_text, "title subtitle summary rights content", ATOM),
}
_RSS = {
    **_all(
        _plain,
        "author category copyright generator managingEditor webMaster source name",
    ),
    "description": _rss_description,
    _ENCODED: _rss_html,
    f"{XHTML} body": _body,
}
_RSS1 = "http://purl.org/rss/1.0/"
_LOOKS: Mapping[str, Mapping[str, Look]] = {
    "rss": {**_EXTENSIONS, **_RSS},
    "atom": _EXTENSIONS,
    "rdf": {
        **_EXTENSIONS,
        f"{_RSS1} title": _plain,
        f"{_RSS1} description": _rss_description,
        _ENCODED: _rss_html,
    },
}

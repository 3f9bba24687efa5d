"""How deep the elements of a body stand in each other: bounded, before anything parses it.

Parsers and sanitisers look back through all open elements for many a tag, so that a body of
nothing but ``<div>`` would take them minutes. Browsers stop at some hundreds, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from feeds.bodies.elements import MAX_DEPTH, VOID
from feeds.values.text import INLINE

if TYPE_CHECKING:
    from lxml import etree

# The parser closes some of these where a paragraph begins, as HTML 4 wants it. It knows nothing of
# elements with this prefix, and closes none.
_CLOSED_EARLY = INLINE - VOID | set("blink data h1 h2 h3 h4 h5 h6 label rb rtc".split())
_PREFIX = "x-feeds-"
# It takes these for elements with an end. So one that it knows to have none stands for them.
_NEW_VOID = frozenset("bgsound command embed image keygen nextid source spacer track wbr".split())
# Paragraphs come on top of what is counted in the text.
_DEEPEST = 160
# An element that has no content and means nothing by itself, as what is too deep.
_NOTHING = "param"
# Stands for a link of Markdown among HTML.
_LINK = "address"
_ADDRESS = re.compile(
    r"<((?:[a-z][a-z0-9+.-]{1,31}://|mailto:|tel:\+?[0-9]|magnet:\?)[^\s<>\"'`]{1,2000}"
    r"|[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,9})>",
    re.IGNORECASE,
)
# Elements whose ends may be left out (HTML, section 13.1.2.4): each ends where one of the second
# begins, unless one of the third is between.
_ENDED_BY_NEXT = {
    name: (frozenset(ended.split()), frozenset(within.split()))
    for names, ended, within in (
        ("li", "li", "ul ol menu dir"),
        ("dd dt", "dd dt", "dl"),
        ("option", "option", "select optgroup datalist"),
        ("optgroup", "option optgroup", "select datalist"),
        ("rb rp rt rtc", "rb rp rt rtc", "ruby"),
        ("td th", "td th", "tr table"),
        ("tr", "tr", "tbody thead tfoot table"),
        ("tbody tfoot thead", "colgroup tbody tfoot thead", "table"),
        ("colgroup", "colgroup", "table"),
    )
    for name in names.split()
}
# With all that the parser takes for a part of the name.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_.-]*)")
# All is in the body of one document, to its end.
_DOCUMENT = frozenset({"body", "head", "html"})
# The beginning of a tag of which depth may come: of most it comes from none. These are ends,
# comments, elements without an end, and those that hold nothing but text on the same line, which
# Markdown does not take for anything else.
_NEST = re.compile(
    r"<(?=[A-Za-z])(?!(?:p|br|hr|img)[\s/>]"
    r"|([a-z]+[1-6]?)(?: [^<>\"'`\\\n]*+(?:\"[^\"<>\n]*+\"[^<>\"'`\\\n]*+)*+)?>[^<>`\\\[\n]*+</\1>)"
)
_FLAT = VOID | _DOCUMENT | {"p"}


def parse_html(html: str) -> tuple[etree._Element, bool]:
    """Return the body of a tree of *html*, in which no element is too deep.

    What stands deeper than ``MAX_DEPTH`` loses its tags, and keeps its text. The second value tells
    whether there was anything.
    """
    # Who asks for the depth alone need not load it.
    from lxml import etree

    tags = _Tags()
    # Without quotation marks, as all that is rewritten.
    flat = _ADDRESS.sub(rf"<{_NOTHING} {_PREFIX}={_LINK} href=\1>", html)
    flat = _TAG.sub(tags.rewrite, flat)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    # In bytes, since text must not begin with a declaration of its encoding. With the start of a
    # body, for else text that stands before any element would get a paragraph of its own.
    document = b"<!DOCTYPE html><html><body>" + flat.encode("utf-8", "replace")
    root = etree.fromstring(document, parser)
    body = next(root.iter("body"))
    elements = list(body.iter(etree.Element))
    for element in elements:
        _restore(element)
    return body, (len(elements) > _DEEPEST and _flatten(body)) or tags.cut


def without_addresses(html: str) -> str:
    """Return *html* without links of Markdown (CommonMark, 6.5), which HTML would take for tags.

    Markdown does not look for them among HTML. ``parse_html`` does.
    """
    return _ADDRESS.sub("", html)


def may_be_too_deep(body: str) -> bool:
    """Tell whether elements may be too deep in *body*, Markdown that is not read yet.

    Hardly any body has tags enough for it. Half of the depth is left to what Markdown adds, whose
    lists and quotations are 20 deep at most.
    """
    return body.count("<") > MAX_DEPTH and len(_NEST.findall(body)) > MAX_DEPTH // 2


def is_too_deep(html: str) -> bool:
    """Tell whether ``parse_html`` finds anything in *html* that is too deep."""
    # An end may end elements of other names, too, but never fewer than this counts.
    counts = dict[str, int]()
    depth = deepest = 0
    for slash, written in _TAG.findall(html):
        name = written.lower()
        if name in _FLAT:
            continue
        count = counts.get(name, 0)
        if not slash:
            counts[name], depth = count + 1, depth + 1
            deepest = max(deepest, depth)
        elif count:
            counts[name], depth = count - 1, depth - 1
    if deepest <= MAX_DEPTH:
        return False
    tags = _Tags()
    _TAG.sub(tags.rewrite, html)
    return tags.cut


def _flatten(body: etree._Element) -> bool:
    """Leave nothing but their text of elements that are too deep; tell whether any were.

    The parser leaves elements open whose ends it finds out of place, as those of tables.
    """
    from lxml import etree

    depth, cut = 0, False
    for event, element in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST and len(element):
            text = "".join(map(str, element.itertext()))
            del element[:]
            element.text, cut = text, True
    return cut


def _restore(element: etree._Element) -> None:
    """Give *element* the name back that its author wrote."""
    name = element.tag.removeprefix(_PREFIX)
    if name == _NOTHING and element.get(_PREFIX) in _NEW_VOID:
        element.tag = str(element.attrib.pop(_PREFIX))
    elif name == _NOTHING and element.get(_PREFIX) == _LINK:
        element.tag, element.text = "a", element.get("href")
        if ":" not in (element.text or ""):
            element.set("href", f"mailto:{element.text}")
    elif name in _CLOSED_EARLY:
        element.tag = name


def as_written(text: str) -> str:
    """Return *text*, or the value of an attribute, as it stood before its tags were rewritten."""
    if _PREFIX not in text:
        return text
    text = re.sub(rf"<{_NOTHING} {_PREFIX}={_LINK} href=", "<", text)
    text = re.sub(rf"<{_NOTHING} {_PREFIX}=([a-z]+) ", r"<\1", text)
    return text.replace(f"<{_PREFIX}", "<").replace(f"</{_PREFIX}", "</")


@dataclass(slots=True)
class _Tags:
    """The tags of a text, one after the other: ``names`` are those of the open elements."""

    names: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    cut: bool = False

    def rewrite(self, tag: re.Match[str]) -> str:
        """Return what is to stand for the start of a *tag*, up to its name."""
        slash, name = tag[1], tag[2].lower()
        if name in _NEW_VOID and not slash:
            # Without quotation marks: it may stand in the value of an attribute.
            return f"<{_NOTHING} {_PREFIX}={name} "
        if name in _DOCUMENT:
            return f"<{slash}{_NOTHING}"
        if name in VOID or name == "p":
            return tag[0]
        if slash:
            return self._written(slash, name) if self._close(name) else f"</{_NOTHING}"
        ended = self._end_before(name) if name in _ENDED_BY_NEXT else ""
        self.names.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1
        if len(self.names) > MAX_DEPTH:
            self.cut = True
            return f"{ended}<{_NOTHING}"
        return ended + self._written(slash, name)

    def _written(self, slash: str, name: str) -> str:
        return f"<{slash}{_PREFIX}{name}" if name in _CLOSED_EARLY else f"<{slash}{name}"

    def _end_before(self, name: str) -> str:
        """End the element that ends where *name* begins; return the tag that says so."""
        ended, within = _ENDED_BY_NEXT[name]
        for other in self.names[: -MAX_DEPTH - 1 : -1]:
            if other in ended:
                return self._written("/", other) + ">" if self._close(other) else ""
            if other in within:
                break
        return ""

    def _close(self, name: str) -> bool:
        """Close the innermost *name* and what stands in it; return whether it had been kept."""
        if not self.counts.get(name):
            return True
        depth = len(self.names)
        while self.names:
            depth = len(self.names)
            last = self.names.pop()
            self.counts[last] -= 1
            if last == name:
                break
        return depth <= MAX_DEPTH

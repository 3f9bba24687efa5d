"""HTML that is written as text, as RSS has it, and Atom in the type html."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from feeds.verify.markup.names import ADDRESSES, HTML, RISKY
from feeds.verify.markup.styles import risk_of

# Each quotation mark begins one alternative, so that the time stays linear.
_TAG = re.compile(r"<[A-Za-z/?](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>?")
_NAME = re.compile(r"<([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s/"'])([^\s=/>"']++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>"']++))"""
)
_SCRIPT = re.compile(r"[\x00-\x20]*(?:java|vb|live)script\s*:", re.IGNORECASE)
_SCHEME = re.compile(r"[\x00-\x20]*[A-Za-z][A-Za-z0-9+.-]*:")
# Control characters by number: signs of Windows-1252 that are no characters of HTML.
_CONTROL = re.compile(r"&#(?:[xX]0*[89][0-9A-Fa-f]|0*1(?:2[89]|[345][0-9]));?")


class HtmlFault(NamedTuple):
    """What is wrong in a piece of HTML: the rule, what is said, and the characters concerned."""

    rule: str
    what: str
    start: int
    end: int


def find_faults(text: str, *, relative: bool) -> Iterator[HtmlFault]:
    """Yield what is wrong with the HTML *text*, each kind of fault once, at its first place.

    *relative* tells that addresses must not be relative, as nothing says what to.
    """
    if "<" not in text and "&#" not in text:
        return
    told: set[tuple[str, str]] = set()
    for start, tag in _tags(text):
        for rule, what in faults_of(tag):
            if (relative or rule != "relative-in-content") and (rule, what) not in told:
                told.add((rule, what))
                yield HtmlFault(rule, what, start, start + len(tag))
    control = _CONTROL.search(text) if "&#" in text else None
    if control is not None:
        what = f"{control[0]} is the number of no character"
        yield HtmlFault("broken-html", what, *control.span())


def _tags(text: str) -> Iterator[tuple[int, str]]:
    """Yield where each tag in *text* begins that has a fault, and the tag."""
    place = text.find("<")
    while place >= 0:
        if text.startswith("<!--", place):
            end = text.find("-->", place)
            if end < 0:
                return
            place = text.find("<", end)
            continue
        tag = _TAG.match(text, place)
        if tag is not None and faults_of(tag[0]):
            yield place, tag[0]
        place = text.find("<", tag.end() if tag is not None else place + 1)


@lru_cache(maxsize=4096)
def faults_of(tag: str) -> tuple[tuple[str, str], ...]:
    """Return what is wrong with one *tag* as it is written: rules, and what is said."""
    if tag[-1] != ">":
        return (("broken-html", "a tag is not closed"),)
    match = _NAME.match(tag)
    if match is None:
        if tag[:2] == "<?":  # <?import> ran scripts in browsers of 2005
            rule = "risky-element" if tag[2:8].lower() == "import" else "unknown-html-tag"
            return ((rule, "<?…>"),)
        return ()
    name = match[1].lower()
    return tuple(_faults(name, tag[match.end() :]))


def _faults(name: str, rest: str) -> Iterator[tuple[str, str]]:
    if name in RISKY:
        yield "risky-element", f"<{name}>"
    elif name not in HTML and "-" not in name:  # else it is a custom element
        yield "unknown-html-tag", f"<{name}>"
    if "=" not in rest:
        return
    for attribute, double, single, bare in _ATTRIBUTE.findall(rest):
        own, value = attribute.lower(), double or single or bare
        yield from attribute_faults(name, own, unescape(value) if "&" in value else value)


def attribute_faults(name: str, attribute: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the *attribute* of an element called *name*, in small letters."""
    if attribute.startswith("on"):
        yield "risky-attribute", f"{attribute} of <{name}>"
    elif attribute == "style":
        if risk := risk_of(value):
            yield "risky-style", f"style of <{name}> {risk}"
    elif attribute in ADDRESSES:
        if _SCRIPT.match(value):
            yield "risky-attribute", f"{attribute} of <{name}> with a script"
        elif not _SCHEME.match(value) and value[:1] != "#":
            yield "relative-in-content", f"{attribute} of <{name}>"

"""HTML in what is plain text: readers show its tags and entities as they are written."""

import re
from html import unescape
from html.entities import name2codepoint

from feeds.verify.markup.names import HTML

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>")
_ENTITY = re.compile(
    r"&(?:#(?:[0-9]+|[xX][0-9A-Fa-f]+)|(?P<name>[A-Za-z][A-Za-z0-9]*))(?![A-Za-z0-9=]);?"
)
# The profile of RSS wants & and < to be written so.
_BY_NUMBER = re.compile(r"&#x(?:26|3[cC]);")
_MAY_BEGIN_TAG = re.compile(r"<[A-Za-z/!?]")
_RAW = re.compile(r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|(?P<end></?[A-Za-z])", re.DOTALL)
_STAND_IN = "\ufffc"


def find_html(text: str) -> tuple[int, int, str] | None:
    """Return where the first tag or entity of HTML stands in *text*, and which it is."""
    if "<" in text:
        for tag in _TAG.finditer(text):
            if tag["name"].lower() in HTML:
                return tag.start(), tag.end(), f"the tag <{tag['close']}{tag['name']}>"
    if "&" in text:
        for entity in _ENTITY.finditer(text):
            name = entity["name"]
            if (name is None or name in name2codepoint) and not _BY_NUMBER.fullmatch(entity[0]):
                return entity.start(), entity.end(), f"the entity {entity[0]}"
    return None


def find_ambiguous(text: str) -> tuple[int, int] | None:
    """Return where in *text* something stands that readers may take for the begin of a tag."""
    found = _MAY_BEGIN_TAG.search(text) if "<" in text else None
    return found and found.span()


def without_numbers(raw: str) -> str:
    """Return the text of an element as it is written, *raw*, with a stand-in for &#x26; and &#x3C;.

    All else has the length that it has once it is read; *raw* may go on after the element.
    """
    pieces, place = [], 0
    for found in _RAW.finditer(raw):
        pieces.append(_read(raw[place : found.start()]))
        pieces.append(found["cdata"] or "")
        place = found.end()
        if found["end"]:
            return "".join(pieces)
    return "".join([*pieces, _read(raw[place:])])


def _read(raw: str) -> str:
    return unescape(_BY_NUMBER.sub(_STAND_IN, raw)) if "&" in raw else raw

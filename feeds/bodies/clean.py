"""HTML of a body as it may be shown anywhere: each element and attribute as ``elements`` decides.

What is written anew is sanitised once more, by a library that parses HTML as browsers do: nothing
that was written has to be trusted.
"""

import re
from typing import NamedTuple

import nh3
from lxml import etree
from markupsafe import escape

from feeds.bodies.addresses import picture_address, resolve
from feeds.bodies.elements import GENERAL_ATTRIBUTES, KEPT
from feeds.bodies.nesting import parse_html
from feeds.bodies.substitutes import SUBSTITUTES, write_unknown
from feeds.bodies.writer import Writer, attributes_of
from feeds.values.text import strip_forbidden

_TAGS = set(KEPT)
_ATTRIBUTES = {"*": set(GENERAL_ATTRIBUTES)} | {name: set(kept) for name, kept in KEPT.items()}
_ROOT = re.compile(r"<(?:html|body)\b([^<>]*)>", re.IGNORECASE)
_ROOT_ATTRIBUTE = re.compile(
    r"""(?<![\w:-])(lang|dir)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)


class Cleaned(NamedTuple):
    """HTML that is safe to show, and the names of what is *lost*, in the order in which it stood.

    ``flattened`` tells whether elements stood so deep in others that their tags went.
    """

    html: str
    lost: tuple[str, ...] = ()
    flattened: bool = False


def clean_html(html: str, base: str) -> Cleaned:
    """Return *html* as it may be shown; its addresses are relative to *base*, which is http(s)."""
    body, flattened = parse_html(html)
    writer = Writer(_base_of(body, base), SUBSTITUTES, write_unknown)
    writer.pictures.update(_pictures_for_scripts(body, writer.base))
    writer.children(body)
    written = "".join(writer.parts)
    if attributes := _root_attributes(html):
        written = f"<div{attributes}>{written}</div>"
    # No link opens another window, since the attribute for it goes, so that none need be forbidden
    # to look back.
    safe = nh3.clean(
        written,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    if writer.replaced:
        # What was in a paragraph and is a block now has left paragraphs without anything.
        safe = safe.replace("<p></p>", "")
    # A reference such as &#11; is text to the sanitiser and forbidden in XML.
    return Cleaned(strip_forbidden(safe).strip(), tuple(writer.lost), flattened)


def _base_of(body: etree._Element, base: str) -> str:
    """Return the base of addresses in *body*: HTML, section 2.4.3."""
    href = next((found.get("href") for found in body.iter("base") if found.get("href")), None)
    found = resolve(base, href)
    return base if found is None or found.startswith("mailto:") else found


def _pictures_for_scripts(body: etree._Element, base: str) -> set[str | None]:
    """Return the addresses of the pictures in *body* that stand in ``noscript`` once more, perhaps.

    They are those beside it, before or behind.
    """
    if next(body.iter("noscript"), None) is None:
        return set()
    images = body.iter("img", "image", "amp-img")
    beside = (image for image in images if next(image.iterancestors("noscript"), None) is None)
    return {picture_address(base, attributes_of(image)) for image in beside}


def _root_attributes(html: str) -> str:
    """Return language and direction of the elements html and body in *html*, which go."""
    found = {}
    if re.search("<(?:html|body)", html, re.IGNORECASE):
        for tag in _ROOT.finditer(html):
            for name, *values in _ROOT_ATTRIBUTE.findall(tag[1]):
                found[name.lower()] = "".join(values)
    return "".join(f' {name}="{escape(value)}"' for name, value in sorted(found.items()))

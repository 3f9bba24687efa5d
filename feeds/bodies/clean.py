"""HTML of a body as it may be shown anywhere: each element and attribute as ``elements`` decides.

What is written anew is sanitised once more, by a library that parses HTML as browsers do: nothing
that was written has to be trusted.
"""

import re
from typing import NamedTuple

import nh3
from lxml import etree
from markupsafe import escape

from feeds.bodies.addresses import LINK_SCHEMES, is_placeholder, picture_address, resolve
from feeds.bodies.elements import GENERAL_ATTRIBUTES, KEPT
from feeds.bodies.nesting import parse_html
from feeds.bodies.substitutes import SUBSTITUTES, write_unknown
from feeds.bodies.writer import Writer, attributes_of
from feeds.values.text import strip_forbidden

_TAGS = set(KEPT)
_ATTRIBUTES = {"*": set(GENERAL_ATTRIBUTES)} | {name: set(kept) for name, kept in KEPT.items()}
# What Markdown makes of most bodies: nothing in it is to be changed, and it need not be written
# anew. These are the elements that stand among paragraphs, each with those that it may stand in.
_HOLDS_BLOCKS = frozenset({"", "blockquote", "li"})
_LISTS = frozenset({"ul", "ol"})
_BLOCKS = {
    **dict.fromkeys("p ul ol blockquote h1 h2 h3 h4 h5 h6 pre figure".split(), _HOLDS_BLOCKS),
    "li": _LISTS,
    "figcaption": frozenset({"figure"}),
}
_INLINE = frozenset({"em", "strong", "b", "i", "code", "a"})
_EMPTY = frozenset({"br", "br /"})
_VOID = frozenset({"br", "img"})
_DEEPEST = 50
_UNUSUAL_REFERENCE = re.compile("&(?!(?:amp|lt|gt|quot);)")
_UNUSUAL = re.compile("[\0-\b\v-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_ADDRESS = (
    r"https?://(?:[a-z0-9]{1,20}+(?:-[a-z0-9]{1,20}+){0,2}+\.){1,3}+"
    r"(?!(?:local(?:host|domain)?|internal|test|arpa)(?![a-z]))[a-z]{2,20}+"
    r"(?:/[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]++)*+)*+/?"
)
_LINK = re.compile(rf'a href="{_ADDRESS}"')
_IMAGE = re.compile(
    rf'img src="({_ADDRESS})" alt="[^"]*+"'
    r'(?: class="[\w -]*+"| width="[0-9]++"| height="[0-9]++")*+(?: /)?'
)
_CODE = re.compile(r'code class="[\w-]++"')
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
    return Cleaned(_sanitised(html).strip()) if is_settled(html) else write_anew(html, base)


def write_anew(html: str, base: str) -> Cleaned:
    """Return what ``clean_html`` does, whatever *html* is."""
    body, flattened = parse_html(html)
    writer = Writer(_base_of(body, base), SUBSTITUTES, write_unknown)
    writer.pictures.update(_pictures_for_scripts(body, writer.base))
    writer.children(body)
    written = "".join(writer.parts)
    if attributes := _root_attributes(html):
        written = f"<div{attributes}>{written}</div>"
    safe = _sanitised(written)
    if writer.replaced:
        # What was in a paragraph and is a block now has left paragraphs without anything.
        safe = safe.replace("<p></p>", "")
    # A reference such as &#11; is text to the sanitiser and forbidden in XML.
    return Cleaned(strip_forbidden(safe).strip(), tuple(writer.lost), flattened)


def _sanitised(html: str) -> str:
    # No link opens another window, since the attribute for it goes, so that none need be forbidden
    # to look back.
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", *LINK_SCHEMES},
        link_rel=None,
    )


def is_settled(html: str) -> bool:
    """Tell whether *html* is beyond doubt what writing it anew would make of it.

    It has but a few elements, each in one that may hold it, ended in its turn, and with absolute
    addresses of the plainest form.
    """
    first, *pieces = html.split("<")
    # Of paragraphs without anything, some are taken away.
    if "x-feeds-" in html or _UNUSUAL_REFERENCE.search(html):
        return False
    # Nothing that is unusual is printable, and this is told in a twentieth of the time.
    if not html.replace("\n", "").isprintable() and _UNUSUAL.search(html):
        return False
    if "<p></p>" in html or ">" in first:
        return False
    around = [""]
    return all(_goes_on(piece, around) for piece in pieces) and len(around) == 1


def _goes_on(piece: str, around: list[str]) -> bool:
    """Tell whether *piece*, a tag and the text behind it, may follow; *around* is what is open."""
    tag, end, text = piece.partition(">")
    if not end or ">" in text or len(around) > _DEEPEST:
        return False
    name = tag.partition(" ")[0]
    if tag.startswith("/"):
        stands = around.pop() == tag[1:] and bool(around)
    else:
        stands = _may_stand(tag, name, around)
        if name not in _VOID:
            around.append(name)
    if not stands or (around[-1] in _LISTS and not text.isspace()):
        return False
    return not (around[-1] == "pre" and text)


def _may_stand(tag: str, name: str, around: list[str]) -> bool:
    """Tell whether *tag* begins one of the elements above, and may stand in those *around*."""
    inside = around[-1]
    if tag in _BLOCKS:
        return inside in _BLOCKS[tag]
    if inside in _LISTS:
        return False
    if inside == "pre":
        return tag == "code" or _CODE.fullmatch(tag) is not None
    if name in _VOID:
        image = _IMAGE.fullmatch(tag)
        return tag in _EMPTY or (image is not None and not is_placeholder(image[1]))
    is_as_plain = tag == name != "a" or _LINK.fullmatch(tag) is not None
    return is_as_plain and name in _INLINE and name not in around


def _base_of(body: etree._Element, base: str) -> str:
    """Return the base of addresses in *body*: HTML, section 2.4.3."""
    href = next((found.get("href") for found in body.iter("base") if found.get("href")), None)
    return resolve(base, href) or base


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

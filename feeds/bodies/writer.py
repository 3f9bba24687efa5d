"""Writes a tree of HTML anew: what ``elements`` keeps as it is, and the rest by ``substitutes``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree
from markupsafe import escape

from feeds.bodies.addresses import (
    is_in_page,
    is_meant_as_address,
    is_of_own_network,
    lost_scheme,
    resolve,
    resolve_link,
)
from feeds.bodies.elements import (
    ENDS_PARAGRAPH,
    FATES,
    FAULTY,
    GENERAL_ATTRIBUTES,
    KEPT,
    OF_OWN_NETWORK,
    RENAMED,
    VOID,
    Fate,
)
from feeds.bodies.nesting import as_written

# As ``nesting`` counts, paragraphs come on top, and frames may hold documents of their own.
_MAX_DEPTH = 150
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "cite"})
# Footnotes lead back to where they belong by such a sign alone.
_ARROWS = "↩↵⏎↑⇑⬆⤴⮐^ \t\n\ufe0e\ufe0f"
# Facebook, Instagram, CKEditor and others leave one of these without content, for a script to fill.
_PLACES = frozenset({"blockquote", "div", "figure", "p", "section", "span"})
# Signs are drawn in these, and in links themselves.
_SIGNS = frozenset({"a", "b", "em", "i", "span", "strong"})
_LABELS = ("aria-label", "title")
EMBED_ADDRESSES = ("data-href", "data-url", "data-oembed-url", "data-instgrm-permalink")
_NOT_DISPLAYED = re.compile(r"(?:^|;)\s*display\s*:\s*none\b", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"\bbackground(?:-image)?\s*:[^;:]*?\burl\(\s*[\"']?([^\"'()]+)", re.IGNORECASE
)
# What scripts make a background.
_LAZY_BACKGROUNDS = ("data-src", "data-bg", "data-background", "data-background-image")
_PICTURE = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#]|\s*\Z)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
# In these, what comes in the place of a frame is a paragraph.
_SECTIONS = frozenset({"article", "aside", "div", "main", "section"})


@dataclass(slots=True)
class Writer:
    """Writes elements to ``parts``, one after the other.

    ``base`` is what their addresses are relative to. ``substitutes`` write what becomes of elements
    that are not kept, ``unknown`` of those that HTML does not have; both get the writer, the name
    and the element. ``lost`` are names of what has gone, in order; ``pictures`` are addresses of
    those that were written, ``around`` those of what is embedded around; ``replaced`` tells whether
    anything was written in the place of something else.
    """

    base: str
    substitutes: Mapping[Fate, "Substitute"]
    unknown: "Substitute"
    parts: list[str] = field(default_factory=list)
    lost: dict[str, None] = field(default_factory=dict)
    pictures: set[str | None] = field(default_factory=set)
    around: list[str] = field(default_factory=list)
    replaced: bool = False
    _open: list[str] = field(default_factory=list)
    _depth: int = 0
    _ended: bool = False

    def children(self, element: etree._Element) -> None:
        """Write what stands in *element*."""
        if self._depth > _MAX_DEPTH:
            self.text(text_of(element))
            return
        self._depth += 1
        self.text(element.text)
        for child in element:
            self.element(child)
            self.text(child.tail)
        self._depth -= 1

    def text(self, text: str | None) -> None:
        """Write *text*."""
        if text:
            self.parts.append(str(escape(as_written(text))))

    def gap(self) -> None:
        """Write a blank, unless a word cannot have gone before."""
        if self.parts and not self.parts[-1].endswith((" ", "\n", ">")):
            self.parts.append(" ")

    def element(self, element: etree._Element) -> None:
        """Write what becomes of *element*."""
        name = RENAMED.get(str(element.tag), str(element.tag))
        if is_hidden(element):
            if name != "img":  # those count readers
                self.lose("hidden content", element)
        elif name in FATES:
            self.replaced = True
            self.substitutes[FATES[name]](self, name, element)
        elif name in KEPT:
            self._keep(name, element)
        else:
            self.replaced = True
            self.unknown(self, name, element)

    def _keep(self, name: str, element: etree._Element) -> None:
        if "katex-html" in (element.get("class") or "").split():
            return  # a formula once more, for those who see
        if address := self._background_of(name, element):
            labels = (attributes_of(element).get(label, "") for label in _LABELS)
            self.image(address, next(filter(str.strip, labels), ""), etree.Element("img"))
            return
        if name in _PLACES and _stands_for_embed(element):
            self.replaced = True
            self.unknown(self, name, element)
            return
        if name == "a" and "href" in element.attrib and is_in_page(element.get("href")):
            # Nobody knows where an entry stands in a page, and which others stand there too.
            if text_of(element).strip(_ARROWS) or len(element):
                self.children(element)
            return
        is_sign = name == "a" or element.get("role") == "img"
        if is_sign and (labelled := _labelled(element)):
            # Its sign is drawn by a style, which goes.
            labelled[0].text = labelled[1]
        self.wrapped(name, element)

    def _background_of(self, name: str, element: etree._Element) -> str | None:
        """Return the address of the picture that is all there is in a place, by style or script."""
        if name not in _PLACES or len(element) or (element.text or "").strip():
            return None
        if found := _BACKGROUND.search(element.get("style") or ""):
            return resolve(self.base, found[1])
        lazy = (element.get(key) or "" for key in _LAZY_BACKGROUNDS)
        address = next(filter(_PICTURE.search, lazy), None)
        return resolve(self.base, address and as_written(address))

    def wrapped(self, name: str, element: etree._Element) -> None:
        """Write *element*, with what stands in it, as one called *name*."""
        self.parts.append(f"<{name}{self._attributes(name, element)}>")
        if name in VOID:
            self._ended = self._ended or name in ENDS_PARAGRAPH
            return
        self._open.append(name)
        before, self._ended = self._ended, False
        self.children(element)
        self._open.pop()
        # A paragraph that something has ended has no end of its own: it would make an empty one.
        if name != "p" or not self._ended:
            self.parts.append(f"</{name}>")
        self._ended = self._ended or before or name in ENDS_PARAGRAPH

    def _attributes(self, name: str, element: etree._Element) -> str:
        kept, written = KEPT.get(name, frozenset()), []
        for key, value in attributes_of(element).items():
            shown: str | None = value
            if name == "a" and key == "href":
                shown = resolve_link(self.base, value)
                if value not in text_of(element):  # such links stand for themselves
                    if scheme := lost_scheme(value):
                        self.lost[f"the address of a link with {scheme}:"] = None
                    elif shown:
                        self.reach(shown)
                    elif is_meant_as_address(value):
                        self.lost[FAULTY] = None
            elif key in _ADDRESS_ATTRIBUTES:
                shown = resolve(self.base, value)
            if shown is not None and (key in kept or key in GENERAL_ATTRIBUTES):
                written.append(f' {key}="{escape(shown)}"')
        return "".join(written)

    @property
    def stands_apart(self) -> bool:
        """Whether what is written now stands beside paragraphs, and not in one."""
        return not self._open or self._open[-1] in _SECTIONS

    def link(self, address: str, inside: str) -> None:
        """Write a link to *address* with the HTML *inside*, as a paragraph beside others."""
        self.reach(address)
        link = f'<a href="{escape(address)}">{inside}</a>'
        self.parts.append(f"<p>{link}</p>" if self.stands_apart else link)

    def image(self, address: str, alternative: str, element: etree._Element) -> None:
        """Write the picture at *address*, with the other attributes of *element*."""
        self.pictures.add(address)
        self.reach(address)
        attributes = attributes_of(element)
        attributes = {"src": address, **attributes} if "src" not in attributes else attributes
        attributes["src"] = address
        if alternative or "alt" in attributes:
            attributes["alt"] = alternative
        shown = (
            f' {key}="{escape(value)}"'
            for key, value in attributes.items()
            if key in KEPT["img"] or key in GENERAL_ATTRIBUTES
        )
        self.parts.append(f"<img{''.join(shown)}>")

    def reach(self, address: str) -> None:
        """Note that *address* is lost if only the writer's machine or network reaches it."""
        if is_of_own_network(address):
            self.lost[OF_OWN_NETWORK] = None

    def lose(self, name: str, element: etree._Element) -> None:
        """Note that *element* has gone, unless nobody was to see it."""
        if element.get("aria-hidden") != "true" and element.get("role") != "presentation":
            self.lost[name] = None


def is_hidden(element: etree._Element) -> bool:
    """Tell whether nobody sees *element* in its page (HTML, section 6.1; CSS Display 3, 2.5)."""
    if element.get("hidden") not in (None, "until-found"):
        return True
    return _NOT_DISPLAYED.search(element.get("style") or "") is not None


def _labelled(element: etree._Element) -> tuple[etree._Element, str] | None:
    """Return what in *element* has a label that is read aloud, and this; None if text is shown."""
    if text_of(element).strip() or any(child.tag not in _SIGNS for child in element.iter()):
        return None
    found = ((sign, sign.get(key) or "") for sign in element.iter() for key in _LABELS)
    return next(((sign, as_written(label)) for sign, label in found if label.strip()), None)


def _stands_for_embed(element: etree._Element) -> bool:
    """Tell whether *element* has nothing but the address of what a script would show in it."""
    if len(element) or (element.text or "").strip():
        return False
    addresses = (element.get(name) or "" for name in (*EMBED_ADDRESSES, "data-src"))
    return any(_ABSOLUTE.match(address) for address in addresses) or is_player(element)


def is_player(element: etree._Element) -> bool:
    """Tell whether a script puts a player in *element*, whose class and attribute say of what."""
    return bool(element.get("data-id") or element.get("data-video-id")) and any(
        name in (element.get("class") or "").lower() for name in ("youtube", "vimeo")
    )


Substitute = Callable[[Writer, str, etree._Element], None]


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of *element*, by their names in lower case."""
    found = {str(key).lower(): as_written(str(value)) for key, value in element.attrib.items()}
    if "xml:lang" in found:
        found.setdefault("lang", found.pop("xml:lang"))
    return found


def text_of(element: etree._Element) -> str:
    """Return all text in *element*."""
    return "".join(map(str, element.itertext()))

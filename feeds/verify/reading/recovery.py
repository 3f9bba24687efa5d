"""Go on behind the first fault of XML, with lxml's parser, which guesses what was meant."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import getsizeof

from lxml import etree

from feeds.verify.document import XmlDocument
from feeds.verify.element import Element
from feeds.verify.findings import Finding
from feeds.verify.reading.xml import MAX_ELEMENTS, MAX_TEXT_BYTES

_UNBOUND = re.compile(rb"<([^\s<>/:=]{1,60}):([^\s<>/:=]{1,200})")
_DECLARED = re.compile(rb"\sxmlns:([^\s=]{1,60})\s*=")


class _EnoughError(Exception):
    """A bound was reached: what was read until now is what there is."""


def recover(document: XmlDocument) -> None:
    """Put into *document* the elements that can be read of it in spite of its faults.

    The places of elements are sought by their names, one after the other.
    """
    builder = _Builder(document.source.data)
    parser = etree.XMLParser(
        target=builder,  # type: ignore[arg-type] # lxml gives text only, and needs no more methods
        recover=True,
        encoding="utf-8",  # whatever the declaration says, which was true before it was decoded
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        etree.XML(document.source.data, parser)
    except _EnoughError:
        message = "there is more than is checked behind a fault of XML"
        document.faults.add(Finding("too-many-elements", builder.place, message))
    except etree.XMLSyntaxError:
        pass  # nothing can be made of the rest
    builder.close()
    if builder.root is not None:
        document.root = builder.root


class _Builder:
    """Makes elements of what a parser tells, as it tells it: no tree of its own is kept."""

    def __init__(self, data: bytes) -> None:
        self.root: Element | None = None
        self._data = data
        self.place = 0
        self._open: list[tuple[Element, list[str]]] = []
        self._count = 0
        self._size = 0
        self._declared = {found[1] for found in _DECLARED.finditer(data)}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element, in the one that is open."""
        self._count += 1
        if self._count > MAX_ELEMENTS or self._size > MAX_TEXT_BYTES:
            raise _EnoughError
        parent = self._open[-1][0] if self._open else None
        # With entities unresolved, the parser leaves this of each &amp; in attributes.
        named = {_name(key): value.replace("&#38;", "&") for key, value in attributes.items()}
        place = self._find(tag)
        element = Element(self._written(place) or _name(tag), named, parent, place)
        if self.root is None:
            self.root = element
        self._open.append((element, []))

    def end(self, _tag: str) -> None:
        """End the element that is open."""
        element, pieces = self._open.pop()
        text = "".join(pieces)
        if not (element.children and text.isspace()):
            element.text = text
            self._size += getsizeof(text)
        if element.parent is not None:
            element.parent.children.append(element)

    def data(self, text: str) -> None:
        """Add to the text of the element that is open."""
        if self._open:
            self._open[-1][1].append(text)

    def close(self) -> None:
        """End all elements that are open still."""
        while self._open:
            self.end("")

    def _written(self, place: int) -> str:
        """Return what is meant by the tag at *place* if its prefix is declared nowhere."""
        found = _UNBOUND.match(self._data, place)
        if found is None or found[1] in self._declared:
            return ""
        prefix, local = found[1].decode("utf-8", "replace"), found[2].decode("utf-8", "replace")
        return f"{_usual_namespace(prefix)} {local}"

    def _find(self, tag: str) -> int:
        """Return where the start tag of *tag* stands, behind those found already."""
        found = _pattern(tag.rpartition("}")[2]).search(self._data, self.place)
        if found is None:
            return self.place
        self.place = found.end()
        return found.start()


@lru_cache(maxsize=512)
def _usual_namespace(prefix: str) -> str:
    from feeds.verify.vocabulary import vocabularies

    vocabulary = vocabularies().get(prefix)
    return vocabulary.namespace if vocabulary else f"urn:unbound:{prefix}"


@lru_cache(maxsize=512)
def _pattern(local: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[^\s<>/:=]{1,60}:)?" + re.escape(local.encode()) + rb"(?=[\s/>]|\Z)")


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    namespace, brace, local = tag.rpartition("}")
    return f"{namespace[1:]} {local}" if brace else local

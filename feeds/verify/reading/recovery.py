"""Go on behind the first fault of XML, with lxml's parser, which guesses what was meant."""

from __future__ import annotations

import re
from sys import getsizeof

from lxml import etree

from feeds.verify.document import XmlDocument
from feeds.verify.element import Element
from feeds.verify.reading.xml import MAX_ELEMENTS, MAX_TEXT_BYTES

_CHUNK = 1 << 16


def recover(document: XmlDocument) -> None:
    """Put into *document* the elements that can be read of it in spite of its faults.

    All before the first fault has its place as ever; that of what follows is sought by its name.
    """
    parser = etree.XMLPullParser(
        ("start", "end"), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    data = document.source.data
    builder = _Builder(data)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
            if not builder.take(parser):
                break
        else:
            builder.close(parser)
    except etree.XMLSyntaxError:
        pass  # nothing can be made of the rest
    builder.finish()
    if builder.root is not None:
        document.root = builder.root


class _Builder:
    """Makes elements of the events of a parser."""

    def __init__(self, data: bytes) -> None:
        self.root: Element | None = None
        self._data = data
        self._place = 0
        self._open: list[Element] = []
        self._count = 0
        self._size = 0

    def take(self, parser: etree.XMLPullParser) -> bool:
        """Take what *parser* has read; return whether there is room for more."""
        for event, node in parser.read_events():
            if not isinstance(node, etree._Element) or not isinstance(node.tag, str):
                continue  # a comment
            if event == "start":
                self._start(node)
            else:
                self._end(node)
            if self._count > MAX_ELEMENTS or self._size > MAX_TEXT_BYTES:
                return False
        return True

    def close(self, parser: etree.XMLPullParser) -> None:
        """Take the rest."""
        parser.close()
        self.take(parser)

    def finish(self) -> None:
        """End what is open still."""
        while self._open:
            self._leave(self._open.pop())

    def _start(self, node: etree._Element) -> None:
        self._count += 1
        parent = self._open[-1] if self._open else None
        if parent is None and self.root is not None:
            return
        attributes = {_name(key): str(value) for key, value in node.attrib.items()}
        element = Element(_name(node.tag), attributes, parent, self._find(node))
        if self.root is None:
            self.root = element
        self._open.append(element)

    def _find(self, node: etree._Element) -> int:
        """Return where the tag of *node* stands, behind those found already."""
        local = str(node.tag).rpartition("}")[2]
        written = f"{node.prefix}:{local}" if node.prefix else local
        found = re.compile(rb"<" + re.escape(written.encode()) + rb"(?=[\s/>])").search(
            self._data, self._place
        )
        if found:
            self._place = found.end()
            return found.start()
        return self._place

    def _end(self, node: etree._Element) -> None:
        if self._open and self._open[-1].name == _name(node.tag):
            element = self._open.pop()
            text = "".join([node.text or "", *(child.tail or "" for child in node)])
            if not (element.children and text.isspace()):
                element.text = text
            self._size += getsizeof(text)
            self._leave(element)
            # What has been taken is not needed any more.
            tail = node.tail
            node.clear()
            node.tail = tail

    @staticmethod
    def _leave(element: Element) -> None:
        if element.parent is not None:
            element.parent.children.append(element)


def _name(tag: object) -> str:
    namespace, brace, local = str(tag).rpartition("}")
    return f"{namespace[1:]} {local}" if brace else local

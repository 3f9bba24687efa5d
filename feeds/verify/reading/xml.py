"""Read XML with expat into elements, each with its place.

Expat is given UTF-8, whatever the document was encoded in. It resolves nothing: no entity is
declared, nothing external is loaded. What is beyond bounds ends the reading with a finding.
Source: XML 1.0 (fifth edition), Namespaces in XML 1.0.
"""

from __future__ import annotations

import re
from html.entities import html5
from sys import getsizeof
from typing import Any
from xml.parsers import expat
from xml.parsers.expat import errors

from feeds.verify.document import Declaration, Element, XmlDocument
from feeds.verify.findings import Finding
from feeds.verify.reading.source import Source

MAX_DEPTH = 256
MAX_ELEMENTS = 150_000
# Of all texts together; what each takes in memory depends on its characters.
MAX_TEXT_BYTES = 60_000_000

_BUFFER = 1 << 16
_CHUNK = 1 << 20
_VERSION = re.compile(rb"""\s*<\?xml\s+version\s*=\s*["']([^"']{0,20})["']""")
_LATE_DECLARATION = re.compile(rb"(?:\s|<!--.*?-->)+<\?xml\s", re.DOTALL)
_ENTITY = re.compile(rb"&([A-Za-z][\w.-]{0,40})(;?)")


class _EnoughError(Exception):
    """A bound was reached: what was read until now is what there is."""


def read_xml(source: Source) -> XmlDocument:
    """Return what stands in the XML of *source*, up to its first fault."""
    reader = _Reader(source)
    reader.read(html_entities=False)
    if reader.undefined_entity:
        # What follows is read with the meaning that the entities have in HTML.
        again = _Reader(source)
        again.read(html_entities=True)
        reader = again
    return reader.document


class _Reader:
    """One reading of one document."""

    def __init__(self, source: Source) -> None:
        self.document = XmlDocument(source)
        self.undefined_entity = False
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.buffer_size = _BUFFER
        self._parser.specified_attributes = True

    def read(self, *, html_entities: bool) -> None:
        """Read all, with the names that HTML has for characters if *html_entities*."""
        parser, document = self._parser, self.document
        flush = self._handle_elements()
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        if html_entities:
            parser.UseForeignDTD(True)
            parser.SkippedEntityHandler = self._skipped
        data = _plain_version(document)
        try:
            for start in range(0, len(data), _CHUNK):
                parser.Parse(data[start : start + _CHUNK], start + _CHUNK >= len(data))
            if not data:
                parser.Parse(b"", True)
        except _EnoughError:
            flush()
        except expat.ExpatError as exc:
            flush()
            self._fault(exc)

    def _handle_elements(self) -> Any:
        """Set the handlers that make elements; return what ends those that are open."""
        parser, document = self._parser, self.document
        top = Element("", {}, None, 0)
        current, depth, count, size = top, 0, 0, 0
        pieces: list[str] = []
        stack: list[list[str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal current, depth, count, pieces
            depth += 1
            count += 1
            current = Element(name, attributes, current, parser.CurrentByteIndex)
            if depth == 1:
                current.parent = None
                document.root = current
            elif depth > MAX_DEPTH:
                self._stop("too-deep", f"elements are nested more than {MAX_DEPTH} levels deep")
            elif count > MAX_ELEMENTS:
                self._stop("too-many-elements", f"there are more than {MAX_ELEMENTS:,} elements")
            stack.append(pieces)
            pieces = []

        def end(_name: str) -> None:
            nonlocal current, depth, pieces, size
            element = current
            if pieces:
                text = pieces[0] if len(pieces) == 1 else "".join(pieces)
                if not (element.children and text.isspace()):
                    element.text = text
                    size += getsizeof(text)
            depth -= 1
            pieces = stack.pop()
            parent = element.parent
            if parent is not None:
                parent.children.append(element)
                current = parent
            else:
                current = top
            if size > MAX_TEXT_BYTES:
                self._stop("too-much-text", f"texts take more than {MAX_TEXT_BYTES:,} bytes")

        def text(data: str) -> None:
            pieces.append(data)

        def flush() -> None:
            nonlocal size
            size = -MAX_TEXT_BYTES
            while depth > 0 and stack:
                end("")

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        return flush

    def _stop(self, rule: str, message: str) -> None:
        place = self._parser.CurrentByteIndex
        message = f"{message}: what follows was not checked"
        self.document.faults.append(Finding(rule, place, message))
        raise _EnoughError

    def _declare(self, prefix: str | None, namespace: str | None) -> None:
        if len(self.document.declarations) < _MOST_DECLARATIONS:
            place = self._parser.CurrentByteIndex
            declared = Declaration(prefix or "", namespace or "", place)
            self.document.declarations.append(declared)

    def _doctype(self, name: str, system: str | None, public: str | None, _internal: int) -> None:
        self.document.doctype = name, system, public
        found = self.document.source.data.rfind(b"<!DOCTYPE", 0, self._parser.CurrentByteIndex + 9)
        self.document.doctype_offset = max(found, 0)

    def _entity(  # noqa: PLR0913, PLR0917 - expat passes them by position
        self,
        name: str,
        is_parameter: int,
        value: str | None,
        _base: str | None,
        system: str | None,
        _public: str | None,
        notation: str | None,
    ) -> None:
        place = self._parser.CurrentByteIndex
        if value is None:
            message = f'the entity "{name}" stands for what is at "{system}", which is not loaded'
            self.document.faults.append(Finding("external-entity", place, message))
            return
        del notation, is_parameter
        message = f'the document declares an entity, "{name}"'
        self.document.faults.append(Finding("entity-declaration", place, message))
        if "&" in value or "%" in value:
            self._stop("nested-entity", f'the entity "{name}" is made of other entities')

    def _skipped(self, name: str, is_parameter: int) -> None:
        if not is_parameter:
            place = self._parser.CurrentByteIndex
            self._undefined(name, place)
            handler = self._parser.CharacterDataHandler
            if handler:
                handler(html5.get(f"{name};", f"&{name};"))

    def _undefined(self, name: str, place: int) -> None:
        character = html5.get(f"{name};")
        message = f'XML knows no entity "&{name};"'
        remedy = ""
        if character:
            written = "".join(f"&#{ord(one)};" for one in character)
            message += ", which is one of HTML"
            remedy = f"write {written}, or the character itself: {character}"
        found = Finding("undefined-entity", place, message, remedy=remedy, length=len(name) + 2)
        self.document.faults.append(found)

    def _fault(self, exc: expat.ExpatError) -> None:
        document, data = self.document, self.document.source.data
        place = max(self._parser.ErrorByteIndex, 0)
        document.first_fault = place
        if exc.code == _UNDEFINED_ENTITY and (found := _ENTITY.search(data, place)):
            self.undefined_entity = True
            self._undefined(found[1].decode(), found.start())
            return
        from feeds.verify.reading.causes import explain

        document.faults.append(explain(data, place, exc.code, document.root is not None))


# As many as anybody asks about; each may stand on an element of its own.
_MOST_DECLARATIONS = 1_000
_UNDEFINED_ENTITY = errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]


def _plain_version(document: XmlDocument) -> bytes:
    """Return the bytes of *document*, as of XML 1.0: expat reads no other version."""
    data = document.source.data
    found = _VERSION.match(data[:200])
    if found is None or found[1] == b"1.0":
        return data
    version = found[1].decode("utf-8", "replace")
    message = f'the version of XML is "{version}", and readers know 1.0 only'
    document.faults.append(Finding("xml-version", found.start(1), message, length=len(found[1])))
    # As long as it was, so that all places stay.
    return data[: found.start(1)] + b"1.0".ljust(len(found[1])) [: len(found[1])] + data[found.end(1) :]

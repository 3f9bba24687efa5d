"""Read XML with expat into elements, each with its place.

Expat is given UTF-8, whatever the document was encoded in. It resolves nothing: no entity is
declared, nothing external is loaded. What is beyond bounds ends the reading with a finding.
Source: XML 1.0 (fifth edition), Namespaces in XML 1.0.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from html.entities import html5
from sys import getsizeof
from xml.parsers import expat
from xml.parsers.expat import errors

from feeds.problems.diagnostics import quote
from feeds.verify.document import Declaration, XmlDocument
from feeds.verify.element import Element
from feeds.verify.findings import Finding, Findings
from feeds.verify.reading.beginnings import start_of_root
from feeds.verify.reading.source import Source

MAX_DEPTH = 256
MAX_ELEMENTS = 150_000
# Of all texts together; what each takes in memory depends on its characters.
MAX_TEXT_BYTES = 60_000_000

_TOO_DEEP = "too-many-levels", f"elements are nested more than {MAX_DEPTH} levels deep"
_TOO_MANY = "too-many-elements", f"there are more than {MAX_ELEMENTS:,} elements"
_TOO_LONG = "too-much-text", f"texts take more than {MAX_TEXT_BYTES:,} bytes"

_BUFFER = 1 << 16
_CHUNK = 1 << 18
# An attribute that long is none, and a million of attributes take hundreds of megabytes.
_LONGEST_TAG = 1 << 20
_VERSION = re.compile(rb"""\s*<\?xml\s+version\s*=\s*["']([^"']{0,20})["']""")
_ENTITY = re.compile(rb"&([A-Za-z][\w.-]{0,40})(;?)")


class _EnoughError(Exception):
    """A bound was reached: what was read until now is what there is."""


def read_xml(source: Source) -> XmlDocument:
    """Return what stands in the XML of *source*, up to its first fault.

    What stands before the outermost element, and entities of HTML, are faults that the rest can be
    read in spite of: then that has its places as ever.
    """
    first = reader = _Reader(source)
    reader.read()
    lead = start_of_root(source.data) if reader.failed_early else 0
    if (first.document.first_fault or 0) >= lead:
        lead = 0  # what stands before is not what is wrong
    if lead:
        reader = _Reader(source, lead)
        reader.read()
    if reader.undefined_entity:
        # What follows is read with the meaning that the entities have in HTML.
        reader = _Reader(source, lead)
        reader.read(html_entities=True)
    if lead:
        found, reader.document.faults = reader.document.faults, first.document.faults
        if first.begins_as_page:
            message = "something stands before the feed, as of a program that warns"
            reader.document.faults = Findings()
            reader.document.faults.add(
                Finding("not-well-formed", 0, message, remedy="delete it", length=1)
            )
        reader.document.faults += found
    return reader.document


class _Reader:
    """One reading of one document, which passes over as many bytes as ``lead``."""

    def __init__(self, source: Source, lead: int = 0) -> None:
        self.document = XmlDocument(source)
        self._lead = lead
        self._is_broken = False
        self.undefined_entity = False
        self._top = Element("", {}, None, 0)
        self._add_text: Callable[[str], None]
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.buffer_size = _BUFFER
        self._parser.specified_attributes = True

    @property
    def failed_early(self) -> bool:
        """Whether something that is no feed stands before the outermost element."""
        return self._is_broken and (not self.has_root or self.begins_as_page)

    @property
    def begins_as_page(self) -> bool:
        """Whether HTML stands first, as of a warning that a program has written."""
        return self.has_root and self._top.children[0].local.lower() in _OF_PAGES

    @property
    def has_root(self) -> bool:
        """Whether the outermost element had begun before the first fault."""
        return bool(self._top.children)

    def read(self, *, html_entities: bool = False) -> None:
        """Read all, with the names that HTML has for characters if *html_entities*."""
        parser, document = self._parser, self.document
        flush = self._handle_elements()
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        # One that is declared elsewhere, where nothing is loaded from, or with luck in HTML.
        parser.SkippedEntityHandler = self._skipped
        if html_entities:
            parser.UseForeignDTD(True)
        data = _plain_version(document)
        if self._lead:
            data = b" " * self._lead + data[self._lead :]
        try:
            for start in range(0, max(len(data), 1), _CHUNK):
                self._check_tag(start)
                parser.Parse(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        except _EnoughError:
            flush()
        except expat.ExpatError as exc:
            flush()
            self._fault(exc)
        if self._top.children:
            document.root = self._top.children[0]
            document.root.parent = None

    def _handle_elements(self) -> Callable[[], None]:
        """Set the handlers that make elements; return what ends those that are open.

        They are closures, since nothing else is called as often.
        """
        parser = self._parser
        current = self._top
        depth = count = size = 0
        pieces: list[str] = []
        stack: list[list[str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal current, depth, count, pieces
            depth += 1
            count += 1
            current = Element(name, attributes, current, parser.CurrentByteIndex)
            stack.append(pieces)
            pieces = []
            if depth > MAX_DEPTH or count > MAX_ELEMENTS:
                self._stop(*(_TOO_DEEP if depth > MAX_DEPTH else _TOO_MANY))

        def end(_name: str) -> None:
            nonlocal current, depth, pieces, size
            element = current
            text = "".join(pieces)
            if text and not (element.children and text.isspace()):
                element.text = text
                size += getsizeof(text)
            depth -= 1
            pieces = stack.pop()
            current = element.parent or self._top
            current.children.append(element)
            if size > MAX_TEXT_BYTES:
                self._stop(*_TOO_LONG)

        def add(text: str) -> None:
            pieces.append(text)

        def flush() -> None:
            nonlocal size
            size = -sys.maxsize
            while depth:
                end("")

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = self._add_text = add
        return flush

    def _check_tag(self, read: int) -> None:
        """Stop if what was *read* ends in a tag (or a comment) that goes on for too long."""
        if read - max(self._parser.CurrentByteIndex, 0) > _LONGEST_TAG:
            self._stop("too-long-tag", f"a tag has more than {_LONGEST_TAG:,} bytes")

    def _stop(self, rule: str, message: str) -> None:
        # Newer expats know no place before the first tag has come to its end.
        place = max(self._parser.CurrentByteIndex, 0)
        message = f"{message}: what follows was not checked"
        self.document.faults.add(Finding(rule, place, message))
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

    def _entity(
        self,
        name: str,
        is_parameter: int,
        value: str | None,
        _base: str | None,
        system: str | None,
        _public: str | None,
        notation: str | None,
    ) -> None:
        at = self._parser.CurrentByteIndex
        place = max(self.document.source.data.rfind(b"<!ENTITY", 0, at), 0)
        if value is None:
            message = f'the entity "{name}" stands for what is at "{system}", which is not loaded'
            self.document.faults.add(Finding("external-entity", place, message))
            return
        del notation, is_parameter
        # What is no longer than the reference cannot make a bomb of it.
        is_short = len(value) <= len("&n;")
        message = f'the document declares an entity, "{name}"'
        message += "" if is_short else ", which is not replaced here"
        self.document.faults.add(Finding("entity-declaration", place, message))
        if not is_short:
            self.document.is_refused = True
            raise _EnoughError

    def _skipped(self, name: str, is_parameter: int) -> None:
        if not is_parameter:
            # With a document type, this one may be declared where it is.
            if not self.document.doctype:
                self._undefined(name, self._parser.CurrentByteIndex)
            self._add_text(html5.get(f"{name};", f"&{name};"))

    def _undefined(self, name: str, place: int) -> None:
        character = html5.get(f"{name};")
        message = f'XML knows no entity "&{name};"'
        remedy = ""
        if character:
            written = "".join(f"&#{ord(one)};" for one in character)
            message += ", which is one of HTML"
            itself = f", or the character itself: {character}" if character.isprintable() else ""
            remedy = f"write {written}{itself}"
        found = Finding("undefined-entity", place, message, remedy=remedy, length=len(name) + 2)
        self.document.faults.add(found)

    def _fault(self, exc: expat.ExpatError) -> None:
        document, data = self.document, self.document.source.data
        place = max(self._parser.ErrorByteIndex, 0)
        document.first_fault = place
        if exc.code == _UNDEFINED_ENTITY and (found := _ENTITY.search(data, place)):
            self.undefined_entity = True
            self._undefined(found[1].decode(), found.start())
            return
        self._is_broken = True
        from feeds.verify.reading.causes import explain, is_passed_over, open_at

        fault = explain(data, place, exc.code, has_root=self.has_root)
        document.faults.add(fault)
        if not is_passed_over(fault):
            document.unread = open_at(data, place)


_OF_PAGES = frozenset("b br center code div font h1 hr i p pre script span strong style".split())
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
    message = f"the version of XML is {quote(version)}, and readers know 1.0 only"
    document.faults.add(Finding("xml-version", found.start(1), message, length=len(found[1])))
    # As long as it was, so that all places stay.
    return (
        data[: found.start(1)] + b"1.0".ljust(len(found[1]))[: len(found[1])] + data[found.end(1) :]
    )

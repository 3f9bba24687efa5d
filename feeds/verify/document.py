"""A feed in XML as it was read: elements with their places, for tables and rules to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feeds.verify.findings import Finding
from feeds.verify.reading.source import Source
from feeds.verify.reading.tags import Tag

XML = "http://www.w3.org/XML/1998/namespace"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"

_LONGEST_TITLE = 60


class Element:
    """One element.

    ``name`` and the names of ``attributes`` are ``"namespace local"``, with one blank between, or
    the local name alone of what is in no namespace. ``start`` is where the start tag begins, in
    bytes of the source. ``text`` is all text directly in the element, without what stands in its
    children; text of blanks alone is kept only if there are no children.
    """

    __slots__ = ("attributes", "children", "name", "parent", "start", "text")

    def __init__(
        self, name: str, attributes: dict[str, str], parent: Element | None, start: int
    ) -> None:
        """Begin an element that has neither children nor text yet."""
        self.name = name
        self.attributes = attributes
        self.parent = parent
        self.start = start
        self.children: list[Element] = []
        self.text = ""

    @property
    def local(self) -> str:
        """The name without its namespace."""
        return self.name.rpartition(" ")[2]

    @property
    def namespace(self) -> str:
        """The namespace of the name; empty if it has none."""
        return self.name.rpartition(" ")[0]

    def get(self, attribute: str) -> str | None:
        """Return the value of an *attribute*, None if the element has none of that name."""
        return self.attributes.get(attribute)

    def first(self, name: str) -> Element | None:
        """Return the first child called *name*, if there is one."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Element]:
        """Return the children called *name*, in their order."""
        return [child for child in self.children if child.name == name]

    def value_of(self, name: str) -> str:
        """Return the text of the first child called *name*, stripped; empty if there is none."""
        child = self.first(name)
        return child.text.strip() if child is not None else ""

    def walk(self) -> Iterator[Element]:
        """Yield the element and all that stand in it, in the order of the document."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


class Declaration(NamedTuple):
    """A namespace declared for a prefix (empty: the default one), at a place in the source."""

    prefix: str
    namespace: str
    offset: int


@dataclass(slots=True)
class XmlDocument:
    """What was read of one document in XML.

    ``first_fault`` is the place from which on the document is not well-formed; what stands there
    was read as well as it can be. ``faults`` is what reading itself found.
    """

    source: Source
    root: Element | None = None
    faults: list[Finding] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    first_fault: int | None = None
    doctype: tuple[str, str | None, str | None] | None = None
    doctype_offset: int = 0
    format: str = ""
    channel: Element | None = None
    entries: list[Element] = field(default_factory=list)
    _number_of: dict[int, int] = field(default_factory=dict, repr=False)

    def tag(self, element: Element) -> Tag:
        """Return the start tag of *element* as it is written."""
        return Tag(self.source.data, element.start)

    def span(self, finding: Finding) -> tuple[int, int]:
        """Return the bytes of the source that *finding* is about, start and end."""
        at = finding.at
        if isinstance(at, int):
            return at, at + finding.length
        if not isinstance(at, Element):
            return 0, 0
        tag = self.tag(at)
        if finding.attribute:
            return tag.attribute_span(finding.attribute, finding.part)
        if finding.part is not None:
            return tag.text_span(at.text, finding.part)
        return tag.name_span

    def label(self, finding: Finding) -> str:
        """Return what *finding* is about as people write it: the name of an element, or nothing."""
        return self.tag(finding.at).name if isinstance(finding.at, Element) else ""

    def item(self, finding: Finding) -> str:
        """Return which entry *finding* is in, as ``item 3, “Title”``; empty if it is in none."""
        element = finding.at
        if not isinstance(element, Element):
            return ""
        numbers = self._numbers()
        while element is not None:
            number = numbers.get(id(element))
            if number:
                noun = "entry" if self.format == "atom" else "item"
                title = _title(element)
                return f"{noun} {number}, “{title}”" if title else f"{noun} {number}"
            element = element.parent
        return ""

    def _numbers(self) -> Mapping[int, int]:
        if not self._number_of:
            self._number_of = {id(entry): number for number, entry in enumerate(self.entries, 1)}
        return self._number_of


def _title(entry: Element) -> str:
    title = next((child for child in entry.children if child.local == "title"), None)
    text = " ".join(title.text.split()) if title is not None else ""
    return text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"

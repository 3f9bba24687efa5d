"""A feed in XML as it was read, for tables and rules to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from feeds.verify.element import Element
from feeds.verify.findings import Finding, Findings, entry_label
from feeds.verify.reading.source import Source
from feeds.verify.reading.tags import Tag


class Declaration(NamedTuple):
    """A namespace declared for a prefix (empty: the default one), at a place in the source."""

    prefix: str
    namespace: str
    offset: int


@dataclass(slots=True)
class XmlDocument:
    """What was read of one document in XML.

    ``first_fault`` is the place from which on the document is not well-formed; what stands there
    was read as well as it can be. One that ``is_refused`` may be well-formed, and was not read to
    its end for safety's sake. ``unread`` are the places of elements whose end was not found, so
    that nobody can tell what they lack. ``faults`` is what reading itself found.
    """

    source: Source
    root: Element | None = None
    faults: Findings = field(default_factory=Findings)
    declarations: list[Declaration] = field(default_factory=list)
    first_fault: int | None = None
    unread: frozenset[int] = frozenset()
    is_refused: bool = False
    doctype: tuple[str, str | None, str | None] | None = None
    doctype_offset: int = 0
    format: str = ""
    channel: Element | None = None
    entries: list[Element] = field(default_factory=list)
    _number_of: dict[int, int] = field(default_factory=dict, repr=False)

    @property
    def holders(self) -> list[Element]:
        """The channel, if there is one, and the entries: what dates, links and texts are of."""
        return [*self.entries] if self.channel is None else [self.channel, *self.entries]

    def tag(self, element: Element) -> Tag:
        """Return the start tag of *element* as it is written."""
        return Tag(self.source.data, element.start)

    def declared(
        self, declaration: Declaration, rule: str, message: str, remedy: str = ""
    ) -> Finding:
        """Return a finding of *rule* where the namespace of *declaration* is declared."""
        tag = Tag(self.source.data, declaration.offset)
        start, end = tag.declaration_span(declaration.prefix)
        return Finding(rule, start, message, remedy=remedy, length=end - start)

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

    def vocabulary(self, finding: Finding) -> str:
        """Return the prefix of the vocabulary that *finding* is about; empty if it is of none."""
        if not isinstance(finding.at, Element):
            return ""
        namespace = finding.at.namespace
        if not namespace:
            return self.format
        from feeds.verify.vocabulary import known_namespaces

        known = known_namespaces().get(namespace)
        return known.prefix if known else ""

    def item(self, finding: Finding) -> str:
        """Return which entry *finding* is in, as ``item 3, “Title”``; empty if it is in none."""
        if not isinstance(finding.at, Element):
            return ""
        numbers = self._numbers()
        element: Element | None = finding.at
        while element is not None:
            number = numbers.get(id(element))
            if number:
                noun = "entry" if self.format == "atom" else "item"
                title = next((child for child in element.children if child.local == "title"), None)
                return entry_label(noun, number, title.text if title is not None else "")
            element = element.parent
        return ""

    def _numbers(self) -> Mapping[int, int]:
        if not self._number_of:
            self._number_of = {id(entry): number for number, entry in enumerate(self.entries, 1)}
        return self._number_of

"""Hold a feed against the tables: one walk through its elements, each against its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.verify.document import XmlDocument
from feeds.verify.element import Element
from feeds.verify.findings import Finding, Findings, flawed
from feeds.verify.namespaces import ATOM, RDF, RSS1, XHTML, XML
from feeds.verify.values.languages import check_xml_language
from feeds.verify.values.uris import check_iri_reference
from feeds.verify.vocabulary import Content, Node, known_namespaces, tree, vocabularies

if TYPE_CHECKING:
    from feeds.verify.values.flaw import Check

# Attributes that any element may have.
_COMMON: Mapping[str, Check | None] = {
    f"{XML} lang": check_xml_language,
    f"{XML} base": check_iri_reference,
    f"{XML} space": None,
    f"{XML} id": None,
}


def check_tables(document: XmlDocument, root: str) -> Findings:
    """Return what the tables find in *document*, whose outermost element is meant as *root*."""
    element = document.root
    assert element is not None  # noqa: S101 - a document without one has no format
    walk = _Walk(element.namespace, frees_attributes=_frees_attributes(document))
    # The namespace of RDF is not that of RSS, whose elements stand in it.
    walk.visit(element, tree(root, None if document.format == "rdf" else element.namespace))
    return walk.found


def _frees_attributes(document: XmlDocument) -> bool:
    """Tell whether elements of RSS may have attributes of other namespaces.

    The edition of the RSS Advisory Board allows for them, to which a feed keeps that names it.
    """
    channel = document.channel
    return channel is not None and "rssboard.org/" in channel.value_of("docs")


class _Walk:
    """One walk; ``core`` is the namespace of the format's own elements."""

    def __init__(self, core: str, *, frees_attributes: bool) -> None:
        self.found = Findings()
        self._core = core
        self._frees_attributes = frees_attributes
        # One more than may be there, and which has to go: what it lacks does not matter.
        self._surplus: Element | None = None

    def visit(self, element: Element, node: Node) -> None:
        """Check *element* and all in it against *node*."""
        if element.attributes or node.required_attributes:
            self._attributes(element, node)
        content = node.content
        if element.children:
            if content is not Content.MARKUP:
                self._children(element, node)
            if element.text and content is not Content.MARKUP and content is not Content.TEXT:
                self._stray_text(element, node)
        elif content is Content.TEXT:
            self._value(element, node)
        elif element.text and content is not Content.MARKUP and not element.text.isspace():
            self._stray_text(element, node)
        if (
            node.required
            and (not element.children or content is not Content.MARKUP)
            and element is not self._surplus
        ):
            self._required(element, node)
        if node.check is not None:
            self.found += node.check(element)

    def _children(self, element: Element, node: Node) -> None:
        rows = node.children
        seen: set[str] = set()
        repeated: Counter[str] | None = None
        for child in element.children:
            name = child.name
            row = rows.get(name)
            if row is None:
                self._unknown(child, node)
                continue
            if name in seen:
                if row.most is not None:
                    repeated = repeated or Counter()
                    repeated[name] += 1
                    if repeated[name] >= row.most:
                        self._repeated(child, element, row, repeated[name])
                        self._surplus = child
            else:
                seen.add(name)
            if row.not_after and not row.not_after.isdisjoint(seen - {name}):
                self._misplaced(child, element, row)
            self.visit(child, row)

    def _value(self, element: Element, node: Node) -> None:
        text = element.text
        is_blank = not text or text.isspace()
        if is_blank and node.blank:
            return
        if node.value is not None and (flaw := node.value(text)) is not None:
            self.found.add(flawed(flaw, element, text, f"<{node.label}>"))
        elif is_blank:
            self.found.add(Finding("blank-element", element, f"<{node.label}> is empty"))

    def _attributes(self, element: Element, node: Node) -> None:
        rows = node.attributes
        for name, value in element.attributes.items():
            row = rows.get(name)
            if row is None:
                if name in _COMMON:
                    self._common_attribute(name, value, element, node)
                elif not node.free:
                    self._unknown_attribute(name, element, node)
            elif row.value is not None:
                if (row.blank and not value) or (flaw := row.value(value)) is None:
                    continue
                subject = f"{_short(name)} of <{node.label}>"
                self.found.add(flawed(flaw, element, value, subject, name))
            elif not row.blank and (not value or value.isspace()):
                message = f"{_short(name)} of <{node.label}> is empty"
                self.found.add(Finding("blank-attribute", element, message, name))
        for name in node.required_attributes:
            if name not in element.attributes:
                message = f"<{node.label}> lacks the attribute {_short(name)}"
                self.found.add(Finding("missing-attribute", element, message))

    def _common_attribute(self, name: str, value: str, element: Element, node: Node) -> None:
        check = _COMMON[name]
        if check is not None and (flaw := check(value)) is not None:
            subject = f"{_short(name)} of <{node.label}>"
            self.found.add(flawed(flaw, element, value, subject, name))

    def _unknown_attribute(self, name: str, element: Element, node: Node) -> None:
        if " " not in name:
            message = f"<{node.label}> has no attribute {name}"
            remedy = _did_you_mean(name, tuple(node.attributes))
            self.found.add(Finding("unknown-attribute", element, message, name, remedy=remedy))
        elif not self._core and not self._frees_attributes:
            message = f"{_short(name)} of <{node.label}> is an extension that RSS has no room for"
            self.found.add(Finding("extension-attribute", element, message, name))

    def _required(self, element: Element, node: Node) -> None:
        present = {child.name for child in element.children}
        for name in node.required:
            if name not in present:
                row = node.children[name]
                if any(self._means(child, row, node) for child in element.children):
                    continue
                message = f"<{node.label}> lacks <{row.label}>"
                self.found.add(Finding(row.row.lacking, element, message))

    def _means(self, child: Element, row: Node, node: Node) -> bool:
        """Tell whether *child*, of a name that is not known here, is meant as *row*."""
        if child.name in node.children or child.namespace not in {self._core, RSS1}:
            return False
        from feeds.values.similar import find_similar

        return find_similar(child.local, [row.row.name]) is not None

    def _repeated(self, child: Element, parent: Element, row: Node, times: int) -> None:
        most = row.most or 1
        if times > most:
            return  # said of the one before
        what = f"only one <{row.label}>" if most == 1 else f"at most {most} <{row.label}>"
        message = f"<{parent.local}> may have {what}, and this is one more"
        self.found.add(Finding("repeated-element", child, message))

    def _misplaced(self, child: Element, parent: Element, row: Node) -> None:
        first = next(e for e in parent.children if e.name in row.not_after)
        message = f"<{row.label}> stands after <{first.local}>"
        self.found.add(Finding(row.row.order, child, message))

    def _stray_text(self, element: Element, node: Node) -> None:
        start = len(element.text) - len(element.text.lstrip())
        shown = quote(" ".join(element.text.split()), 40)
        message = f"<{node.label}> may hold {node.content.value}, and has the text {shown}"
        part = (start, len(element.text.rstrip())) if not element.children else None
        self.found.add(Finding("unexpected-text", element, message, part=part))

    def _unknown(self, child: Element, node: Node) -> None:
        namespace = child.namespace
        if namespace == self._core:
            self._unknown_name(child, node, child.local)
        elif not namespace:
            message = f"<{child.local}> is in no namespace, so that nobody can tell what it means"
            self.found.add(Finding("element-without-namespace", child, message))
        elif (vocabulary := known_namespaces().get(namespace)) is not None and not vocabulary.open:
            name = child.local if vocabulary.core else f"{vocabulary.prefix}:{child.local}"
            self._unknown_name(child, node, name)
        elif namespace == XHTML and self._core == ATOM:
            message = f"<{child.local}> of XHTML stands outside of content and texts"
            self.found.add(Finding("misplaced-xhtml", child, message))
        elif not self._core:
            self._inside_extension(child)

    def _inside_extension(self, extension: Element) -> None:
        """Look for what is in no namespace, in an element of one that is not known."""
        stray = next((inner for inner in extension.walk() if not inner.namespace), None)
        if stray is not None:
            message = (
                f"<{stray.local}> is in no namespace, and so of RSS, which has no such element in"
                f" <{extension.local}>"
            )
            self.found.add(Finding("missing-namespace", stray, message))

    def _unknown_name(self, child: Element, node: Node, name: str) -> None:
        if node.content is Content.TEXT:
            message = f"<{node.label}> may hold text alone, and has the element <{name}>"
            rule = "mixed-rdf" if self._core == RDF else "unknown-element"
            remedy = f"escape its tags, as &lt;{child.local}&gt;, or put the text into CDATA"
            self.found.add(Finding(rule, child, message, remedy=remedy))
            return
        message = f"<{name}> is not known in <{node.label}>"
        remedy = self._elsewhere(child, name, node)
        self.found.add(Finding("unknown-element", child, message, remedy=remedy))

    def _elsewhere(self, child: Element, name: str, node: Node) -> str:
        """Return what to do with *child*, which has no place in *node*: what is meant by it."""
        if child.namespace != self._core:
            return _did_you_mean(name, tuple(row.label for row in node.children.values()))
        parents = _parents(child.local, self._core)
        if parents:
            return f"move it into <{parents[0]}>" if len(parents) == 1 else ""
        prefix = f"{self._core} " if self._core else ""
        own = tuple(
            known.removeprefix(prefix)
            for known in node.children
            if " " not in known.removeprefix(prefix)
        )
        counterpart = _COUNTERPARTS.get(child.local, "")
        if counterpart.partition(" ")[0] in own:
            return f"write it as <{counterpart}>, as this format has it"
        return _did_you_mean(name, own)


# What one format calls otherwise than another: RSS, Atom, and what came before them.
_COUNTERPARTS: Mapping[str, str] = {
    "description": "summary",
    "pubDate": "published",
    "guid": "id",
    "lastBuildDate": "updated",
    "item": "entry",
    "copyright": "rights",
    "tagline": "subtitle",
    "modified": "updated",
    "issued": "published",
    "enclosure": 'link rel="enclosure" href="…"',
    "summary": "description",
    "published": "pubDate",
    "id": 'guid isPermaLink="false"',
    "entry": "item",
    "rights": "copyright",
    "subtitle": "description",
}


@cache
def _parents(local: str, core: str) -> tuple[str, ...]:
    """Return what may hold the element *local* of the vocabulary of a format."""
    return tuple(
        dict.fromkeys(
            parent.partition(":")[2]
            for vocabulary in vocabularies().values()
            if vocabulary.core and core in vocabulary.namespaces
            for row in vocabulary.rows
            if row.name == local
            for parent in row.parents
            if parent.startswith(f"{vocabulary.prefix}:")
        )
    )


@lru_cache(maxsize=4096)
def _did_you_mean(name: str, known: tuple[str, ...]) -> str:
    from feeds.values.similar import find_similar

    similar = find_similar(name, known)
    return f"did you mean {similar}? Write it so, or remove it" if similar else ""


def _short(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    if namespace == XML:
        return f"xml:{local}"
    vocabulary = known_namespaces().get(namespace) if namespace else None
    return f"{vocabulary.prefix}:{local}" if vocabulary else local

"""Tables of elements: what a row says of one, and the tree that feeds are held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from feeds.problems.rule import modules_of
from feeds.verify.namespaces import WELL_KNOWN

if TYPE_CHECKING:
    from feeds.verify.element import Element
    from feeds.verify.findings import Finding
    from feeds.verify.values.flaw import Check

# What stands for a feed and for an entry in every format: the parents of most extensions.
FEED = ("rss:channel", "rss1:channel", "atom:feed", "atom:source")
ENTRY = ("rss:item", "rss1:item", "atom:entry", "podcast:liveItem")
# Whatever else RSS describes, of which metadata may be given as well.
RESOURCE = ("rss:image", "rss1:image", "rss:textInput", "rss1:textinput")


class Content(Enum):
    """What an element may hold."""

    TEXT = "text alone"
    CHILDREN = "elements alone"
    EMPTY = "nothing"
    MARKUP = "anything"


class Attribute(NamedTuple):
    """What may be said of an attribute; it must be ``required`` and may be ``blank`` or not."""

    name: str
    required: bool = False
    value: Check | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a vocabulary says of one element in one place.

    ``parents`` are what it may stand in, as ``prefix:name``; it must stand there ``least`` times
    and may ``most`` times (None: as often as wanted). ``value`` checks its text, which may
    only be blank if it is ``blank``. ``not_after`` names elements, as ``prefix:name``, that it must
    not follow (the rule ``order`` is then broken). ``check`` finds what one element alone shows and
    the table cannot say. ``lacking`` is the rule that its absence breaks.
    """

    name: str
    _: KW_ONLY
    parents: tuple[str, ...] = ()
    least: int = 0
    most: int | None = 1
    content: Content = Content.TEXT
    value: Check | None = None
    blank: bool = False
    attributes: tuple[Attribute, ...] = ()
    any_attributes: bool = False
    not_after: tuple[str, ...] = ()
    order: str = "misplaced-metadata"
    check: Callable[[Element], Iterable[Finding]] | None = None
    lacking: str = "missing-element"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The elements of one namespace.

    ``prefix`` is the usual one, and names rows; a ``core`` vocabulary is that of a format, whose
    elements messages name without it. ``aliases`` are other namespaces that mean the same, and
    ``spellings`` such as are mistakes that some readers forgive.
    ``source`` is the specification, with its address at the end.
    ``attributes`` are those that elements of other vocabularies may have, by ``prefix:name`` of the
    element. In an ``open`` one, elements that the table does not have are no fault.
    """

    prefix: str
    namespace: str
    rows: tuple[Row, ...]
    source: str = ""
    core: bool = False
    open: bool = False
    aliases: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    attributes: tuple[tuple[str, Attribute], ...] = ()

    @property
    def namespaces(self) -> tuple[str, ...]:
        """All namespaces whose elements are held against the table; the right one is the first."""
        return self.namespace, *self.aliases, *self.spellings


def under(parents: tuple[str, ...], *rows: Row) -> tuple[Row, ...]:
    """Return *rows* with these *parents*: most of a table belongs into one place or two."""
    return tuple(replace(row, parents=parents) for row in rows)


class Node:
    """A row with all that may stand in it, ready to be held against elements."""

    __slots__ = (
        "attributes", "blank", "check", "children", "content", "free", "label", "most",
        "not_after", "required", "required_attributes", "row", "value",
    )  # fmt: skip

    def __init__(self, row: Row, label: str, children: dict[str, Node]) -> None:
        """Take over the *row*, whose *children* may be filled in later."""
        self.row = row
        self.label = label
        self.children = children
        self.content = row.content
        self.value = row.value
        self.blank = row.blank
        self.most = row.most
        self.check = row.check
        self.free = row.any_attributes
        self.attributes = {attribute.name: attribute for attribute in row.attributes}
        self.required_attributes = tuple(a.name for a in row.attributes if a.required)
        self.not_after: frozenset[str] = frozenset()
        self.required: tuple[str, ...] = ()


def qualified(namespace: str, local: str) -> str:
    """Return the name *local* in *namespace* as elements have it."""
    return f"{namespace} {local}" if namespace else local


@cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """Return all vocabularies by prefix: whatever module of ``vocabularies/`` has one."""
    from feeds.verify import vocabularies as tables

    found = (module.VOCABULARY for module in modules_of(tables))
    return {vocabulary.prefix: vocabulary for vocabulary in found}


@cache
def known_namespaces() -> Mapping[str, Vocabulary]:
    """Return the vocabularies by namespace, other spellings included."""
    return {
        namespace: vocabulary
        for vocabulary in vocabularies().values()
        for namespace in vocabulary.namespaces
    }


@cache
def usual_prefixes() -> Mapping[str, str]:
    """Return the usual prefixes by namespace."""
    known = {namespace: prefix for prefix, namespace in WELL_KNOWN.items()}
    return known | {
        namespace: prefix
        for prefix, vocabulary in vocabularies().items()
        for namespace in reversed(vocabulary.namespaces)
    }


@cache
def usual_namespaces() -> Mapping[str, str]:
    """Return the namespaces by their usual prefixes."""
    return {prefix: namespace for namespace, prefix in usual_prefixes().items() if namespace}


# A wrong namespace may be any, and whoever checks many feeds keeps no tree for each.
@lru_cache(maxsize=16)
def tree(root: str, namespace: str | None = None) -> Node:
    """Return what a document may hold whose outermost element is *root* (``prefix:name``).

    Its vocabulary is taken to have the *namespace*, whatever it should be; None: its own.
    """
    return _Tree(root.partition(":")[0], namespace).node(root)


class _Tree:
    def __init__(self, core: str, namespace: str | None) -> None:
        self._namespaces = {
            prefix: vocabulary.namespaces for prefix, vocabulary in vocabularies().items()
        }
        if namespace is not None:
            self._namespaces[core] = (namespace,)
        self._by_parent: dict[str, list[tuple[Vocabulary, Row]]] = defaultdict(list)
        self._rows: dict[str, tuple[Vocabulary, Row]] = {}
        for vocabulary in vocabularies().values():
            for row in vocabulary.rows:
                self._rows.setdefault(f"{vocabulary.prefix}:{row.name}", (vocabulary, row))
                for parent in row.parents:
                    self._by_parent[parent].append((vocabulary, row))
        self._children: dict[str, dict[str, Node]] = {}

    def node(self, name: str) -> Node:
        vocabulary, row = self._rows[name]
        return self._make(vocabulary, row)

    def _make(self, vocabulary: Vocabulary, row: Row) -> Node:
        name = f"{vocabulary.prefix}:{row.name}"
        # An element may be a mere reference in one place, as the image in a channel of RSS 1.0.
        is_empty = row.content is Content.EMPTY
        children = {} if is_empty else self._children_of(name)
        node = Node(row, row.name if vocabulary.core else name, children)
        node.not_after = frozenset(self._names(row.not_after))
        node.required = () if is_empty else tuple(self._required(name))
        node.attributes |= self._foreign_attributes(name)
        return node

    def _children_of(self, name: str) -> dict[str, Node]:
        if name not in self._children:
            children = self._children[name] = {}
            for vocabulary, row in self._by_parent[name]:
                node = self._make(vocabulary, row)
                for namespace in self._namespaces[vocabulary.prefix]:
                    children[qualified(namespace, row.name)] = node
        return self._children[name]

    def _required(self, name: str) -> Iterator[str]:
        for vocabulary, row in self._by_parent[name]:
            if row.least:
                yield qualified(self._namespaces[vocabulary.prefix][0], row.name)

    def _names(self, names: Iterable[str]) -> Iterator[str]:
        for name in names:
            prefix, _, local = name.partition(":")
            for namespace in self._namespaces[prefix]:
                yield qualified(namespace, local)

    def _foreign_attributes(self, name: str) -> dict[str, Attribute]:
        return {
            qualified(vocabulary.namespace, attribute.name): attribute
            for vocabulary in vocabularies().values()
            for element, attribute in vocabulary.attributes
            if element == name
        }

"""The elements of a feed in XML, each with its place."""

from __future__ import annotations

from collections.abc import Iterator


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

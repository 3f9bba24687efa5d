"""Documents in parts: apart from their entries, and written once a shape, apart from their texts.

Entries are rendered once for all the feeds that show them. What writes XML and pages with care is
slow, and thousands of entries and feeds differ in nothing but their texts: so it writes one of each
shape, with marks where the texts go, and the others are filled in from that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Any, Generic, NamedTuple, Self, TypeVar

from markupsafe import Markup

Texts = TypeVar("Texts", bound=tuple[Any, ...])
Escape = Callable[[str], str]

# Characters that stand for nothing (Unicode, "Private Use Area"), so that nothing escapes them.
_MARK = "\ue000{}\ue001"
_MARKS = re.compile("\ue000([0-9]+)\ue001")
_STRINGS = (str, Markup)
# Collections have dozens of shapes. One that has a new one for each entry must not fill the memory.
_MOST_SHAPES = 2000


def learn_escape(write: Callable[[str], str]) -> Escape:
    """Return what escapes texts as *write* does, as it shows by each character that may be.

    It takes a third of the time that libraries take, which look at what they are given.
    """
    shown = [(char, str(write(char))) for char in "&<>\"'\t\n\r"]
    # The ampersand comes first, as there is one in all that is escaped.
    escapes = tuple((char, escaped) for char, escaped in shown if escaped != char)

    def escape(text: str) -> str:
        for char, escaped in escapes:
            if char in text:
                text = text.replace(char, escaped)
        return text

    return escape


class Frame(NamedTuple):
    """A document but for its entries: what stands before, after and between them."""

    before: bytes
    after: bytes
    between: bytes = b""

    @classmethod
    def cut(cls, document: bytes, at: bytes) -> Self:
        """Return the frame that *document*, which has no entries, is: they go before the last *at*.

        That is markup, which no text holds, since a ``<`` in text is escaped.
        """
        place = document.rindex(at)
        return cls(document[:place], document[place:])

    def fill(self, entries: Iterable[bytes]) -> bytes:
        """Return the document with these *entries*."""
        return b"".join((self.before, self.between.join(entries), self.after))


def cut_entries(document: bytes, start: bytes, end: bytes) -> list[bytes]:
    """Return the entries of *document*: what stands from each *start* to the *end* after it.

    Both are markup, as in ``Frame.cut``.
    """
    first = document.find(start)
    *entries, _ = document[first:].split(end) if first >= 0 else [b""]
    return [entry + end for entry in entries]


class Shapes(Generic[Texts]):
    """Markup that ``write`` makes of texts, made once for all texts of one shape.

    Texts are a tuple of strings, of tuples of such, and of what is no text: None, and numbers and
    truths that decide what is written. Strings that are markup stand as they are. Of one shape are
    those that differ in nothing but in strings that are not empty. So ``write`` must copy these,
    and may not look at them: whatever depends on what a text says has to be a part of the tuple.
    Strings of its own it may write as it likes.
    """

    def __init__(
        self, write: Callable[[Texts], str], escape_text: Escape, escape_attribute: Escape
    ) -> None:
        """Know no shape yet; the escapes are those of *write*, in text and in attributes."""
        self.write = write
        self._escapes = (escape_text, escape_attribute)
        self._forms: dict[tuple[object, ...], _Form] = {}

    def fill(self, texts: Texts) -> str:
        """Return what ``write`` makes of *texts*."""
        shape: list[object] = []
        values: list[str] = []
        _take_apart(texts, shape, values)
        key = tuple(shape)
        form = self._forms.get(key)
        if form is None:
            if len(self._forms) >= _MOST_SHAPES:
                self._forms.clear()
            form = self._forms[key] = self._learn(texts, shape)
        return form.fill(values)

    def _learn(self, texts: Texts, shape: Sequence[object]) -> _Form:
        kinds = [kind for kind in shape if kind in _STRINGS]
        return _Form(self.write(_mark(texts, count())), self._escapes, kinds)


class _Form:
    """Markup with places for texts, and for markup, as the *kinds* of strings tell."""

    def __init__(
        self, marked: str, escapes: tuple[Escape, Escape], kinds: Sequence[object]
    ) -> None:
        # Literals, and between them the numbers of texts.
        self._parts = _MARKS.split(marked)
        self._places: list[tuple[int, int, Escape]] = []
        in_tag = False
        for place, part in enumerate(self._parts):
            if place % 2:
                escape = str if kinds[int(part)] is Markup else escapes[in_tag]
                self._places.append((place, int(part), escape))
            elif "<" in part or ">" in part:
                in_tag = part.rfind("<") > part.rfind(">")

    def fill(self, values: Sequence[str]) -> str:
        """Return the markup with these *values*, of which some may stand nowhere or twice."""
        parts = self._parts.copy()
        for place, number, escape in self._places:
            parts[place] = escape(values[number])
        return "".join(parts)


def _take_apart(texts: tuple[object, ...], shape: list[object], values: list[str]) -> None:
    """Append the strings of *texts* to *values*, and to *shape* what tells all else."""
    for value in texts:
        kind = value.__class__
        if kind in _STRINGS and value:
            shape.append(kind)
            values.append(value)  # type: ignore[arg-type]  # a string, by its class
        elif isinstance(value, tuple):
            shape.append(len(value))
            _take_apart(value, shape, values)
        else:
            shape.append(value)


def _mark(texts: Texts, numbers: Iterator[int]) -> Texts:
    """Return *texts* with marks in the places of its strings, numbered as they come."""
    marked: list[Any] = []
    for value in texts:
        if value.__class__ in _STRINGS and value:
            marked.append(_MARK.format(next(numbers)))
        else:
            marked.append(_mark(value, numbers) if isinstance(value, tuple) else value)
    # A named tuple is made of its fields, any other of one iterable.
    make: Callable[[list[Any]], Texts] = getattr(texts, "_make", type(texts))
    return make(marked)

"""Start tags as they are written: expat gives no place of an attribute, and none within a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

# No tag is as long, but what is not well-formed may have one without an end.
_LONGEST_TAG = 100_000
_NAME = re.compile(rb"</?([^\s/>]+)")
_ATTRIBUTE = re.compile(rb"""\s*([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TOKEN = re.compile(rb"<!\[CDATA\[|\]\]>|<!--.*?-->|<[^>]*>|&[^;\s<&]{1,40};|\r\n", re.DOTALL)
_REFERENCE = re.compile(rb"&[^;\s<&]{1,40};|\r\n")
_CDATA_TOKEN = re.compile(rb"\]\]>|\r\n")
_LINE_BREAK = re.compile(rb"\r\n")
# What begins no character of UTF-8.
_WITHIN = re.compile(rb"[\x80-\xbf]*")


class Tag:
    """The start tag that begins at *start* in the bytes *data*."""

    def __init__(self, data: bytes, start: int) -> None:
        """Read nothing yet."""
        self._data = data
        self._start = start

    @property
    def name_span(self) -> tuple[int, int]:
        """Where the tag begins, and where its name ends."""
        found = _NAME.match(self._data, self._start)
        return self._start, found.end() if found else self._start

    @property
    def name(self) -> str:
        """The name as it is written, with its prefix."""
        found = _NAME.match(self._data, self._start)
        return found[1].decode("utf-8", "replace") if found else ""

    def attribute_span(
        self, attribute: str, part: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """Return where the *attribute* (``"namespace local"``) stands, or a *part* of its value.

        What the tag has not is where the tag is.
        """
        found = self._find(attribute)
        if found is None:
            return self.name_span
        if part is None:
            return found.start(1), found.end()
        group = 2 if found[2] is not None else 3
        start = found.start(group)
        return _advance(self._data, start, found.end(group), part)

    def declaration_span(self, prefix: str) -> tuple[int, int]:
        """Return where the namespace of *prefix* is declared; of an empty one, the default one."""
        wanted = b"xmlns:" + prefix.encode() if prefix else b"xmlns"
        found = next((each for each in self._attributes() if each[1] == wanted), None)
        return (found.start(1), found.end()) if found else self.name_span

    def text_span(self, text: str, part: tuple[int, int]) -> tuple[int, int]:
        """Return where the characters *part* of the *text* stand that follows the tag."""
        start = self.end
        return _advance(self._data, start, len(self._data), part) if text else (start, start)

    @cached_property
    def end(self) -> int:
        """Where the tag ends, behind the ``>``."""
        place = self.name_span[1]
        for found in self._attributes():
            place = found.end()
        return self._data.find(b">", place) + 1 or len(self._data)

    def _find(self, attribute: str) -> re.Match[bytes] | None:
        namespace, _, local = attribute.rpartition(" ")
        wanted = local.encode()
        for found in self._attributes():
            prefix, colon, name = found[1].rpartition(b":")
            if name == wanted and bool(colon) == bool(namespace) and prefix != b"xmlns":
                return found
        return None

    def _attributes(self) -> Iterator[re.Match[bytes]]:
        place = self.name_span[1]
        while found := _ATTRIBUTE.match(self._data, place, self._start + _LONGEST_TAG):
            yield found
            place = found.end()


def _advance(data: bytes, place: int, end: int, part: tuple[int, int]) -> tuple[int, int]:
    """Return where the characters *part* stand, of the text that begins at *place*.

    A reference counts as one character, marks of CDATA, comments and tags as none. Within CDATA
    all else is text.
    """
    first, in_cdata = _skip(data, place, end, part[0], in_cdata=False)
    if part[1] <= part[0]:
        return first, first
    # What follows the last character is no part of it, be it the end tag.
    last, in_cdata = _skip(data, first, end, part[1] - part[0] - 1, in_cdata=in_cdata)
    found = (_LINE_BREAK if in_cdata else _REFERENCE).match(data, last, end)
    return first, found.end() if found else last + _width(data, last)


def _width(data: bytes, place: int) -> int:
    """Return how many bytes the character at *place* takes (RFC 3629, section 3)."""
    found = _WITHIN.match(data, place + 1)
    return (found.end() if found else place + 1) - place


def _skip(data: bytes, place: int, end: int, count: int, *, in_cdata: bool) -> tuple[int, bool]:
    """Return where the text goes on behind *count* characters, and whether that is in CDATA."""
    while place < end:
        tokens = _CDATA_TOKEN if in_cdata else _TOKEN
        found = tokens.search(data, place, min(end, place + 4 * count + 4_000))
        until = found.start() if found else min(end, place + 4 * count)
        plain = data[place:until].decode("utf-8", "ignore")
        if count < len(plain) or not found:
            return place + len(plain[:count].encode()), in_cdata
        count -= len(plain)
        token = found[0]
        if token[:1] in b"&\r":
            if not count:
                return found.start(), in_cdata
            count -= 1
        in_cdata = token == b"<![CDATA[" or (in_cdata and token != b"]]>")
        place = found.end()
    return place, in_cdata

"""The text of one feed in UTF-8, and the places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.secrets import mask_credentials, mask_message

# So many characters are shown on each side of a place; feeds of one line of megabytes are common.
_SHOWN_BYTES = 400
# What is secret may begin so far before.
_LEAD_BYTES = 1_200
# Podcasts for subscribers have addresses that are a password.
_TOKEN = re.compile(
    r"(?i)((?:[?&;]|&amp;)(?:[\w.-]*(?:token|secret|signature|passw(?:or)?d|auth|api_?key)[\w.-]*"
    r"|key|sig|pwd|pass)=)([^&\s\"'<>#;]{4,})"
)


def mask_address(text: str) -> str:
    """Return *text* with asterisks for passwords in addresses, and for tokens in their queries."""
    text = mask_credentials(text)
    if "=" not in text:
        return text
    return _TOKEN.sub(lambda found: found[1] + "*" * len(found[2]), text)


@dataclass(slots=True)
class Source:
    """The text of one feed as UTF-8 without a byte order mark, and the path that messages name.

    All places are indexes into ``data``. Ask for them in their order: what stands before the last
    one is not counted again.
    """

    path: str
    data: bytes
    _last: tuple[int, int, int, int] = field(default=(0, 1, 0, 1), repr=False)

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column, from 1, in characters, of the byte at *offset*."""
        data = self.data
        offset = min(offset, len(data))
        last, line, line_start, column = self._last
        if offset < last:
            last, line, line_start, column = 0, 1, 0, 1
        breaks = data.count(b"\n", last, offset) + data.count(b"\r", last, offset)
        if breaks:
            line += breaks - data.count(b"\r\n", last, offset)
            if last and data[last - 1 : last + 1] == b"\r\n":
                line -= 1
            line_start = max(data.rfind(b"\n", last, offset), data.rfind(b"\r", last, offset)) + 1
            last, column = line_start, 1
        column += _count_characters(data[last:offset])
        self._last = offset, line, line_start, column
        return line, column

    def diagnostic(
        self, span: tuple[int, int], rule: str, message: str, remedy: str, severity: Severity
    ) -> Diagnostic:
        """Describe a problem with the bytes of *span*; only its first line is marked."""
        line, column = self.position(span[0])
        line_start = self._last[2]
        line_end = self._line_end(span[0])
        width = _count_characters(self.data[span[0] : min(span[1], line_end)])
        first, excerpt = self._excerpt(span[0], line_start, line_end)
        return Diagnostic(
            self.path,
            line,
            column,
            rule,
            mask_address(mask_message(message)),
            mask_address(mask_message(remedy)),
            severity,
            column + max(width, 1),
            excerpt,
            column - first,
        )

    def _line_end(self, offset: int) -> int:
        found = _LINE_END.search(self.data, offset, offset + _SHOWN_BYTES)
        return found.start() if found else min(offset + _SHOWN_BYTES, len(self.data))

    def _excerpt(self, offset: int, line_start: int, line_end: int) -> tuple[int, str]:
        """Return how many characters before *offset* the excerpt begins, and the excerpt."""
        lead = _boundary(self.data, max(line_start, offset - _LEAD_BYTES))
        end = _boundary(self.data, line_end)
        before = self.data[lead:offset].decode("utf-8", "replace")
        after = self.data[offset:end].decode("utf-8", "replace")
        masked = self._masked(before + after)
        cut = max(0, len(before) - _SHOWN_BYTES)
        return len(before) - cut, masked[cut:]

    def _masked(self, text: str) -> str:
        """Return *text*, a piece of a line, with asterisks for passwords in it.

        In XML, none goes on behind a tag: a line may hold a whole feed.
        """
        if self.data[:1] != b"<":
            return mask_address(text)
        return "".join(map(mask_address, _BEFORE_TAG.split(text)))


_BEFORE_TAG = re.compile("(?=<[/!?A-Za-z])")
_LINE_END = re.compile(rb"[\r\n]")
# The bytes of UTF-8 that begin no character (RFC 3629, section 3).
_FIRST_WITHIN, _FIRST_LEADING = 0x80, 0xC0


def _count_characters(data: bytes) -> int:
    return len(data) if data.isascii() else len(data.decode("utf-8", "replace"))


def _boundary(data: bytes, offset: int) -> int:
    """Return *offset*, or where the character begins that it is in the middle of."""
    while 0 < offset < len(data) and _FIRST_WITHIN <= data[offset] < _FIRST_LEADING:
        offset -= 1
    return offset

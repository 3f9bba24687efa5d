"""Problems found in seeds, as data: what is wrong, where, and what to do about it."""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from feeds.secrets import mask_value

# Users and passwords before the host of an address are sought in no more than this.
_LONGEST_SECRET = 2_000
_ENCRYPTED = re.compile(r"[A-Za-z0-9+/=]*+;?[A-Za-z0-9+/=]*+")


class Severity(StrEnum):
    """How much a problem weighs: only an error keeps a seed out of the feeds."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Diagnostic(NamedTuple):
    """One problem at one place in a seed.

    Lines and columns count from 1, in characters, in the whole file: the opening fence is line 1.
    ``end_column`` is the column after the last character concerned, on the same line.
    ``excerpt`` is that line, with everything secret masked; empty if there is no text to show. Of a
    very long line it is the part around the fault, which begins at ``excerpt_column``.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    end_column: int = 0
    excerpt: str = ""
    excerpt_column: int = 1

    @property
    def place(self) -> str:
        """Where it is, as editors and terminals understand it."""
        return f"{self.path}:{self.line}:{self.column}"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of *diagnostics* is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


# A faulty seed may hold one value a hundred thousand times.
_masked = lru_cache(maxsize=256)(mask_value)


def _beginning(text: str, limit: int) -> str:
    """Return so much of *text* as decides what is shown of its first characters, up to *limit*.

    What is secret from there on may go on for long, but for encrypted data not in words.
    """
    if len(text) <= limit + _LONGEST_SECRET:
        return text
    found = _ENCRYPTED.match(text, limit + _LONGEST_SECRET)
    return text[: found.end() if found else limit + _LONGEST_SECRET]


def quote(value: object, limit: int = 80) -> str:
    """Quote a front matter *value* on one line for a message, cut after *limit* characters.

    What is secret in it is masked first, since what is cut off may tell where a password ends.
    """
    match value:
        case str():
            text = _masked(value) if len(value) <= limit else mask_value(_beginning(value, limit))
        case bool():
            text = "true" if value else "false"
        case None:
            text = "null"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case _:
            text = str(value)
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return f'"{text}"'

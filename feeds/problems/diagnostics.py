"""Problems found in seeds, as data: what is wrong, where, and what to do about it."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from feeds.secrets import mask_value


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


def quote(value: object, limit: int = 80) -> str:
    """Quote a front matter *value* on one line for a message, cut after *limit* characters.

    What is secret in it is masked first, since what is cut off may tell where a password ends.
    """
    match value:
        case str():
            text = mask_value(value)
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

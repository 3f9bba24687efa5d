"""Write one YAML flow scalar anew: in its style, and with every byte that need not change.

The sections named here are those of the YAML 1.1 specification, which libyaml follows.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from feeds.frontmatter.pieces import PIECE, Piece, pieces
from feeds.frontmatter.simple import read_simple
from feeds.frontmatter.source import Source
from feeds.frontmatter.yaml import read_values

Value = str | int | float | bool | None

_NEW_PIECE = re.compile(rf"\n+|{PIECE}", re.DOTALL)
# Comparing longer texts, old and new, piece by piece would take too long.
_MAX_COMPARED = 4096
_UNQUOTABLE = re.compile(
    '[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\\\\"]'
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A flow scalar (section 9.1) as it stands in a front matter.

    ``raw`` is how it is written, with its quotation marks. ``style`` is ``"``, ``'`` or nothing
    for a plain one. ``indent`` is the column of the collection it is in, ``in_flow`` whether that
    is in brackets or braces.
    """

    raw: str
    style: str
    value: str
    indent: int
    in_flow: bool

    def pieces(self) -> Iterator[Piece]:
        """Yield what stands between the quotation marks, a few characters at a time."""
        inner = self.raw[len(self.style) : len(self.raw) - len(self.style)]
        return pieces(inner, self.style)


def rewrite(scalar: Scalar, value: Value) -> str | None:
    """Return how *value* is written in the place of *scalar*, None if it cannot be written there.

    As many bytes as possible stay, else the style; else the value is written in double quotes.
    """
    fitting = (text for text in _candidates(scalar, value) if _reads_as(scalar, text, value))
    return next(fitting, None)


def double_quoted(text: str) -> str:
    """Return *text* as a double-quoted scalar of one line (section 5.7, escape sequences)."""
    return f'"{_UNQUOTABLE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    # But for the quote, YAML escapes these characters as Python does.
    return r"\"" if char == '"' else char.encode("unicode_escape").decode("ascii")


def _candidates(scalar: Scalar, value: Value) -> Iterator[str]:
    if not isinstance(value, str):
        # A decimal keeps its spelling; what JSON calls the others, YAML does as well.
        yield str(value) if isinstance(value, float) else json.dumps(value)
        return
    if len(scalar.raw) + len(value) <= _MAX_COMPARED:
        yield _patched(scalar, value)
    yield scalar.style + _encoded(scalar.style, value) + scalar.style
    yield double_quoted(value)


def _reads_as(scalar: Scalar, text: str, value: Value) -> bool:
    """Tell whether *text* in the place of *scalar* is read as *value*, of the same type."""
    document = f"v: [{text}]" if scalar.in_flow else f"{' ' * scalar.indent}v: {text}\n"
    try:
        document.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, which only an escape can hold
        return False
    # A parser for all of YAML takes ten times as long, and indents matter to several lines only.
    read = None if scalar.in_flow or "\n" in text else read_simple(f"v: {text}\n")
    if read is None:
        read = read_values(Source("", document), 0, len(document)).value
    found = read["v"] if isinstance(read, dict) and list(read) == ["v"] else read
    wanted = [value] if scalar.in_flow else value
    # True equals 1: what a value is shows in how it is written.
    return bool(found == wanted) and repr(found) == repr(wanted)


def _patched(scalar: Scalar, text: str) -> str:
    """Return *scalar* with new characters only where *text* differs from its pieces."""
    style, raw = scalar.style, scalar.raw
    if raw[len(style) : len(raw) - len(style)] == scalar.value and _encoded(style, text) == text:
        # Every character stands for itself, as nearly always, and none need be compared.
        return f"{style}{text}{style}"
    lead, pieces = _attached(scalar.pieces())
    old, new = [meaning for _, meaning in pieces], _NEW_PIECE.findall(text)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    written = [
        "".join(raw for raw, _ in pieces[i:to_i])
        if tag == "equal"
        else _encoded(scalar.style, "".join(new[j:to_j]))
        for tag, i, to_i, j, to_j in matcher.get_opcodes()
    ]
    return "".join((scalar.style, lead, *written, scalar.style))


def _attached(pieces: Iterator[Piece]) -> tuple[str, list[Piece]]:
    """Return *pieces* with those that mean nothing (an escaped line break) in those before.

    What stands before the first piece that means anything comes by itself.
    """
    lead, kept = "", list[Piece]()
    for raw, meaning in pieces:
        if meaning:
            kept.append((raw, meaning))
        elif kept:
            kept[-1] = (kept[-1][0] + raw, kept[-1][1])
        else:
            lead += raw
    return lead, kept


def _encoded(style: str, text: str) -> str:
    """Return *text* as it is written inside a scalar of this *style*."""
    if style == '"':
        return double_quoted(text)[1:-1]
    return text.replace("'", "''") if style == "'" else text

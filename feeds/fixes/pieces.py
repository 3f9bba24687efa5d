"""Take a YAML scalar apart: what opens it, what every few characters mean, what closes it.

The sections named here are those of the YAML 1.1 specification, which libyaml follows.
"""

import re
from dataclasses import dataclass

import yaml

# A run of blanks is one piece, so that reading a long one takes no more than linear time.
PIECE = r"[ \t]++|."

_BREAK = r"(?:\r\n|\n|\r)"
_FOLD = rf"[ \t]*+(?:{_BREAK}[ \t]*+)++"
_FLOW_PIECES = {
    "": re.compile(f"{_FOLD}|{PIECE}", re.DOTALL),
    "'": re.compile(f"{_FOLD}|''|{PIECE}", re.DOTALL),
    '"': re.compile(
        rf"{_FOLD}|\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|{_FOLD}|.)|{PIECE}",
        re.DOTALL,
    ),
}
_HEADER = re.compile(
    r"(?P<style>[|>])(?P<indicators>[-+1-9]*)(?P<comment>(?:[ \t]+#[^\r\n]*)?)"
    rf"[ \t]*(?P<break>{_BREAK})"
)
_FINAL_BREAKS = re.compile(rf"(?:{_BREAK}[ \t]*+)++\Z")
_FIRST_INDENT = re.compile(r"^( *)[^ \r\n]", re.MULTILINE)

Piece = tuple[str, str]
"""A few characters as they are written, and what they mean."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it stands in a front matter.

    ``raw`` is how it is written, of a block scalar without its last line break and what is empty
    behind it. ``style`` is ``"``, ``'``, ``|``, ``>`` or nothing for a plain one. ``indent`` is
    the column of the collection it is in, ``in_flow`` whether that is in brackets or braces.
    """

    raw: str
    style: str
    value: str
    indent: int
    in_flow: bool

    @property
    def is_block(self) -> bool:
        """Whether it is written on lines of its own, below a ``|`` or ``>``."""
        return self.style in ("|", ">")

    @property
    def comment(self) -> str:
        """The comment in the first line of a block scalar, with the blanks before it."""
        header = _HEADER.match(self.raw) if self.is_block else None
        return header["comment"] if header else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a scalar is written.

    ``head`` opens it and ``tail`` closes it. ``lead`` stands before the first piece and means
    nothing. In a block scalar ``line_break`` ends a line and ``indent`` begins one.
    """

    head: str
    lead: str
    pieces: list[Piece]
    tail: str
    line_break: str = ""
    indent: str = ""

    @property
    def text(self) -> str:
        """What all pieces mean together."""
        return "".join(meaning for _, meaning in self.pieces)


def trim_block(raw: str) -> str:
    """Return the block scalar *raw* without its last line break and what is empty behind it."""
    return _FINAL_BREAKS.sub("", raw)


def lay_out(scalar: Scalar, value: str) -> Layout | None:
    """Return how *scalar* is written, made to end with as many line breaks as *value* does.

    None if more than the header of a block scalar would have to change for that, or if none of
    its lines would be left. Its pieces do not include the line breaks at its end.
    """
    return _block_layout(scalar, value) if scalar.is_block else _flow_layout(scalar)


def _flow_layout(scalar: Scalar) -> Layout:
    """Return how a plain or quoted scalar is written (section 9.1, flow scalar styles)."""
    quote = scalar.style
    inner = scalar.raw[len(quote) : len(scalar.raw) - len(quote)]
    lead, pieces = _attached(
        [(raw, _flow_meaning(raw, quote)) for raw in _FLOW_PIECES[quote].findall(inner)]
    )
    return Layout(quote, lead, pieces, quote)


def _flow_meaning(raw: str, quote: str) -> str:
    if quote == "'" and raw == "''":
        return "'"
    if quote == '"' and raw.startswith("\\"):
        return _unescaped(raw)
    breaks = len(re.findall(_BREAK, raw))
    return raw if not breaks else "\n" * (breaks - 1) or " "


def _unescaped(raw: str) -> str:
    node = yaml.compose(f'"{raw}"', yaml.CSafeLoader)
    return str(node.value) if node else raw


def _attached(pieces: list[Piece]) -> tuple[str, list[Piece]]:
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


def _block_layout(scalar: Scalar, value: str) -> Layout | None:
    """Return how a block scalar is written (section 9.2, block scalar styles)."""
    header = _HEADER.match(scalar.raw) if value.strip("\n") else None
    indicators = header and _indicators(header["indicators"], scalar.value, value)
    if header is None or indicators is None:
        return None
    indent = _block_indent(scalar, header)
    first = re.compile(f" {{0,{indent}}}").match(scalar.raw, header.end())
    lead = first.group() if first else ""
    body = scalar.raw[header.end() + len(lead) :]
    head = header["style"] + indicators + scalar.raw[header.end("indicators") : header.end()]
    pieces = _block_pieces(body, scalar.style, indent)
    return Layout(head, lead, pieces, "", header["break"], " " * indent)


def _indicators(old: str, before: str, after: str) -> str | None:
    """Return the indicators of a block scalar that ends as *after* (section 9.2.2, chomping)."""
    breaks, wanted = (len(text) - len(text.rstrip("\n")) for text in (before, after))
    if wanted == breaks:
        return old
    return old.strip("-+") + ("-", "")[wanted] if wanted <= 1 else None


def _block_indent(scalar: Scalar, header: re.Match[str]) -> int:
    """Return how far the lines of a block scalar are indented (section 9.2.1)."""
    if explicit := header["indicators"].strip("-+"):
        return scalar.indent + int(explicit)
    first = _FIRST_INDENT.search(scalar.raw, header.end())
    return len(first.group(1)) if first else 0


def _block_pieces(body: str, style: str, indent: int) -> list[Piece]:
    line_start = rf"{_BREAK} {{0,{indent}}}"
    if style == "|":
        found = re.findall(f"{line_start}|{PIECE}", body, re.DOTALL)
        return [(raw, "\n" if raw[0] in "\r\n" else raw) for raw in found]
    parts = re.finditer(f"(?:{line_start})++|{PIECE}", body, re.DOTALL)
    pieces: list[Piece] = []
    line_first = body[:1]
    for part in parts:
        raw, next_first = part.group(), body[part.end() : part.end() + 1]
        pieces.append((raw, _folded_meaning(raw, line_first, next_first)))
        if raw[0] in "\r\n":
            line_first = next_first
    return pieces


def _folded_meaning(raw: str, line_first: str, next_first: str) -> str:
    """Return what *raw* in a folded scalar means (section 4.4).

    A line that starts with a blank keeps the line breaks around it, and so do empty lines before
    the first.
    """
    breaks = len(re.findall(_BREAK, raw)) if raw[0] in "\r\n" else 0
    if not breaks:
        return raw
    is_folded = line_first not in " \t\r\n" and next_first not in (" ", "\t")
    return ("\n" * (breaks - 1) or " ") if is_folded else "\n" * breaks

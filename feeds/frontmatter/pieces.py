"""A flow scalar of YAML piece by piece: how a few characters are written, and what they mean.

The sections named here are those of the YAML 1.1 specification, which libyaml follows.
"""

import re
from collections.abc import Iterator

from feeds.frontmatter.stand_ins import SURROGATES, join_surrogates
from feeds.secrets import Span

# A run of blanks is one piece, so that reading a long one takes no more than linear time.
PIECE = r"[ \t]++|."
_BREAK = r"(?:\r\n|\n|\r)"
_BREAKS = rf"(?:{_BREAK}[ \t]*+)++"
_FOLD = rf"[ \t]*+{_BREAKS}"
_CODE = "x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}"
_PIECES = {
    "": re.compile(f"{_FOLD}|{PIECE}", re.DOTALL),
    "'": re.compile(f"{_FOLD}|''|{PIECE}", re.DOTALL),
    '"': re.compile(rf"{_FOLD}|{SURROGATES}|\\(?:{_CODE}|{_BREAKS}|.)|{PIECE}", re.DOTALL),
}
# Words in a row are written as themselves in each style. A blank before a line break is folded.
_WORDS = r"[^\s\\'\"]++(?: [^\s\\'\"]++)*+"
_RUNS = {
    style: re.compile(f"{_WORDS}|{piece.pattern}", re.DOTALL) for style, piece in _PIECES.items()
}
# Section 5.7.
_ESCAPES = dict(zip("0abt\tnvfreN_LP", "\0\a\b\t\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))

# The first line of a block scalar whose indentation is not written down, and each line below it.
_HEADER = re.compile(r"([|>])[+-]?(?:[ \t][^\r\n]*)?(?:\r\n|\n|\r)")
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_BLANKS = (" ", "\t")

Piece = tuple[str, str]
"""A few characters as they are written, and what they mean."""


def pieces(inner: str, style: str) -> Iterator[Piece]:
    """Yield what *inner*, which stands between the quotation marks *style*, is made of.

    A plain scalar has none. An escaped line break means nothing.
    """
    for raw in _PIECES[style].findall(inner):
        yield raw, _meaning(raw, style)


def part_span(text: str, span: Span, part: Span) -> Span:
    """Return where the characters *part* of a value stand in *text*, whose scalar is at *span*.

    In a scalar with an anchor or tag, all of it counts as the part. What would stand behind the
    value is what stands behind it in *text*.
    """
    start, end = span
    raw = text[start:end]
    if raw.startswith(("|", ">")):
        return _part_of_block(text, span, part)
    if raw.startswith(("&", "!", "*")):
        return span
    style = raw[0] if len(raw) > 1 and raw[0] in "'\"" and raw[0] == raw[-1] else ""
    at, meant, first = start + len(style), 0, -1
    for written in _RUNS[style].findall(raw[len(style) : len(raw) - len(style)]):
        meaning = _meaning(written, style)
        # Within a run of words or blanks, each stands for itself.
        is_same = len(written) == len(meaning)
        if first < 0 and meant + len(meaning) > part[0]:
            first = at + (part[0] - meant if is_same else 0)
        if first >= 0 and meant + len(meaning) >= part[1]:
            return first, at + (part[1] - meant if is_same else len(written))
        at, meant = at + len(written), meant + len(meaning)
    return (end + part[0] - meant, end + part[1] - meant) if part[0] >= meant else span


def _part_of_block(text: str, span: Span, part: Span) -> Span:
    """Return what ``part_span`` does, of a block scalar (section 9.1).

    All of it counts as the part where its indentation is written down, or the part is no text.
    """
    header = _HEADER.match(text, *span)
    if header is None:
        return span
    first, meant, breaks, indent, last = -1, 0, 0, -1, ""
    for line in _LINE.finditer(text, header.end(), span[1]):
        if indent < 0 and line[1].strip(" "):
            indent = len(line[1]) - len(line[1].lstrip(" "))
        content = line[1][indent:] if indent >= 0 else ""
        if not content:
            breaks += 1
            continue
        meant += _length_of_breaks(header[1], breaks, last, content)
        at, last, breaks = line.start() + indent, content, 1
        if first < 0 and part[0] < meant + len(content):
            first = at + max(part[0] - meant, 0)
        if first >= 0 and part[1] <= meant + len(content):
            return first, max(at + part[1] - meant, first + 1)
        meant += len(content)
    return span


def _length_of_breaks(style: str, breaks: int, before: str, behind: str) -> int:
    """Return what so many *breaks* between two lines of a block scalar amount to."""
    # Neither the first line nor those that are indented further are folded (section 9.3.1).
    is_folded = style == ">" and before and not before.startswith(_BLANKS)
    return max(breaks - 1, 1) if is_folded and not behind.startswith(_BLANKS) else breaks


def _meaning(raw: str, style: str) -> str:
    if style == "'" and raw == "''":
        return "'"
    if style == '"' and raw.startswith("\\"):
        return _unescaped(raw)
    # A single line break is folded into a blank, and the first of several is left out.
    breaks = len(re.findall(_BREAK, raw))
    return raw if not breaks else "\n" * (breaks - 1) or " "


def _unescaped(raw: str) -> str:
    letter, code = raw[1:2], raw[2:]
    if letter == "u" and len(raw) == len(r"\ud83d\ude80"):
        return join_surrogates(raw[2:6], raw[8:])
    if letter in "xuU" and code:
        return chr(int(code, 16))
    # The line ends here, and goes on below it.
    if re.search(r"[\r\n]", raw):
        return "\n" * (len(re.findall(_BREAK, raw)) - 1)
    return _ESCAPES.get(letter, letter)

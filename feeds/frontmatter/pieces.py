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

    In a block scalar, or one with an anchor or tag, all of it counts as the part. What would stand
    behind the value is what stands behind it in *text*.
    """
    start, end = span
    raw = text[start:end]
    if raw.startswith(("|", ">", "&", "!", "*")):
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
    if len(raw) == len(r"\ud83d\ude80"):
        return join_surrogates(raw[2:6], raw[8:])
    if letter in "xuU" and code:
        return chr(int(code, 16))
    # The line ends here, and goes on below it.
    if re.search(r"[\r\n]", raw):
        return "\n" * (len(re.findall(_BREAK, raw)) - 1)
    return _ESCAPES.get(letter, letter)

"""A flow scalar of YAML piece by piece: how a few characters are written, and what they mean.

The sections named here are those of the YAML 1.1 specification, which libyaml follows.
"""

import re
from collections.abc import Iterator

from feeds.frontmatter.stand_ins import SURROGATES, join_surrogates

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

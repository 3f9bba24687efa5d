"""Front matter as libyaml is given it: as long, with stand-ins for what it reads otherwise than we.

libyaml follows YAML 1.1. It takes U+0085, U+2028 and U+2029 for line breaks, which they are not
(YAML 1.2.2, section 5.4), and knows no pairs of escaped surrogates, by which JSON writes characters
beyond U+FFFF (RFC 8259, section 7), though YAML means to read all JSON (YAML 1.2.2, section 1.2).
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_SEPARATORS = "\x85\u2028\u2029"
SURROGATES = r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
# Behind an even number of backslashes, each pair of which is one that is escaped itself.
_PAIR = re.compile(rf"(?<!\\)((?:\\\\)*+)(?={SURROGATES})\\(u.{{4}})\\")
_ESCAPED = re.compile(r"\\U([0-9A-Fa-f]{8})")
_PRIVATE_USE = (*range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE))


class StandIns(NamedTuple):
    """The ``text`` for the parser, and which character stands there for which."""

    text: str
    originals: dict[int, str]
    backslash: str = ""

    def restored(self, value: str, style: str | None) -> str:
        """Return what *value*, which the parser has read from a scalar of *style*, stands for."""
        if not self.originals or value.isascii():
            return value
        if style == '"' and self.backslash in value:
            pair = f"{self.backslash}u(.{{4}}){self.backslash}u(.{{4}})"
            value = re.sub(pair, lambda found: join_surrogates(found[1], found[2]), value)
        return value.translate(self.originals)


def with_stand_ins(text: str) -> StandIns:
    """Return *text* as libyaml reads it as YAML 1.2 means it, each character in its place."""
    has_separators = not text.isascii() and any(mark in text for mark in _SEPARATORS)
    has_pairs = "\\u" in text and _PAIR.search(text) is not None
    if not (has_separators or has_pairs):
        return StandIns(text, {})
    free = list(islice(_unused(text), len(_SEPARATORS) + 1))
    if len(free) <= len(_SEPARATORS):
        return StandIns(text, {})
    *others, backslash = free
    text = text.translate(str.maketrans(_SEPARATORS, "".join(others)))
    text = _PAIR.sub(rf"\g<1>{backslash}\g<2>{backslash}", text)
    originals = dict(zip(map(ord, free), (*_SEPARATORS, "\\"), strict=True))
    return StandIns(text, originals, backslash)


def _unused(text: str) -> Iterator[str]:
    """Yield characters for private use that *text* holds neither as they are nor as escapes."""
    used = {*map(ord, set(text)), *(int(code, 16) for code in _ESCAPED.findall(text))}
    return (chr(code) for code in _PRIVATE_USE if code not in used)


def join_surrogates(high: str, low: str) -> str:
    """Return the one character that two surrogates, in hexadecimal digits, stand for."""
    return chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))

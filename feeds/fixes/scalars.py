"""Write one YAML scalar anew: in its style, and with every byte that need not change.

The sections named here are those of the YAML 1.1 specification, which libyaml follows.
"""

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from feeds.fixes.pieces import PIECE, Layout, Scalar, lay_out
from feeds.frontmatter.source import Source
from feeds.frontmatter.yaml import read_values

Value = str | int | float | bool | None

# Comparing longer texts piece by piece would take too long; what differs is then one stretch.
_MAX_COMPARED = 4096
_NEW_PIECE = re.compile(rf"\n+|{PIECE}", re.DOTALL)
_NEW_LITERAL_PIECE = re.compile(PIECE, re.DOTALL)
_UNQUOTABLE = re.compile(
    '[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\\\\"]'
)
_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}


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
    code = ord(char)
    short = f"\\u{code:04x}" if code > 0xFF else f"\\x{code:02x}"  # noqa: PLR2004 - two digits
    return _ESCAPES.get(char) or (short if code <= 0xFFFF else f"\\U{code:08x}")  # noqa: PLR2004 - \u has 16 bits


def _candidates(scalar: Scalar, value: Value) -> Iterator[str]:
    if not isinstance(value, str):
        # A decimal keeps its spelling; what JSON calls the others, YAML does as well.
        yield str(value) if isinstance(value, float) else json.dumps(value)
        return
    if layout := lay_out(scalar, value):
        text = value.rstrip("\n") if scalar.is_block else value
        if layout.text == (scalar.value.rstrip("\n") if scalar.is_block else scalar.value):
            yield _patched(scalar, layout, text)
        yield layout.head + layout.indent + _encoded(scalar, layout, text) + layout.tail
    yield double_quoted(value) + scalar.comment


def _reads_as(scalar: Scalar, text: str, value: Value) -> bool:
    """Tell whether *text* in the place of *scalar* is read as *value*, of the same type."""
    document = f"v: [{text}]" if scalar.in_flow else f"{' ' * scalar.indent}v: {text}\n"
    try:
        document.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair, which only an escape can hold
        return False
    read = read_values(Source("", document), 0, len(document)).value
    found = read["v"] if isinstance(read, dict) and list(read) == ["v"] else read
    wanted = [value] if scalar.in_flow else value
    # True equals 1: what a value is shows in how it is written.
    return bool(found == wanted) and repr(found) == repr(wanted)


def _patched(scalar: Scalar, layout: Layout, text: str) -> str:
    """Return *scalar* with new characters only where *text* differs from its pieces."""
    old = [meaning for _, meaning in layout.pieces]
    new = (_NEW_LITERAL_PIECE if scalar.style == "|" else _NEW_PIECE).findall(text)
    written = [
        "".join(raw for raw, _ in layout.pieces[i:to_i])
        if is_same
        else _encoded(scalar, layout, "".join(new[j:to_j]))
        for is_same, i, to_i, j, to_j in _stretches(old, new)
    ]
    return "".join((layout.head, layout.lead, *written, layout.tail))


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """Yield where *old* and *new* are the same or differ, in order, as slices of both."""
    shorter = min(len(old), len(new))
    start = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    same_end = next(
        (i for i in range(shorter - start) if old[-1 - i] != new[-1 - i]), shorter - start
    )
    end, new_end = len(old) - same_end, len(new) - same_end
    yield True, 0, start, 0, start
    if max(end, new_end) - start > _MAX_COMPARED:
        yield False, start, end, start, new_end
    else:
        matcher = SequenceMatcher(None, old[start:end], new[start:new_end], autojunk=False)
        for tag, i, to_i, j, to_j in matcher.get_opcodes():
            yield tag == "equal", start + i, start + to_i, start + j, start + to_j
    yield True, end, len(old), new_end, len(new)


def _encoded(scalar: Scalar, layout: Layout, text: str) -> str:
    """Return *text* as it is written inside a scalar of this style."""
    match scalar.style:
        case '"':
            return double_quoted(text)[1:-1]
        case "'":
            return text.replace("'", "''")
        case "|" | ">":
            # A single line break would be folded into a blank (section 4.4).
            more = 1 if scalar.style == ">" else 0
            return re.sub(
                "\n+",
                lambda run: layout.line_break * (len(run.group()) + more) + layout.indent,
                text,
            )
        case _:
            return text

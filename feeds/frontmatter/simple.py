"""Read front matter as programs write it, many times faster than a parser for all of YAML.

Only what is beyond doubt is read: block style, one field or item a line, each value a scalar that
ends on its line. Whatever else YAML has (flow style, block scalars, comments, anchors, tags, tabs,
quoted names, duplicates …) is left to ``yaml``, which also words the problems. What is read here
has the value and the places that ``yaml`` gives it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from feeds.frontmatter.scalars import plain_value
from feeds.frontmatter.source import Source
from feeds.frontmatter.split import rare_in
from feeds.problems.pointers import Pointer
from feeds.secrets import Span

Result = TypeVar("Result")

# Far below what ``yaml`` refuses as too deep.
_MAX_DEPTH = 16
# A line's level is twice its column, plus one for an item: a list may stand in the column of the
# field that it is the value of, and belongs to it all the same.
_FIELD_IN_ITEM = 3
_BLANK_LINE = -1
_NAME = re.compile(r"( *)(- )?([A-Za-z][A-Za-z0-9_]{0,63})\Z")
_ITEM = re.compile(r"( *)- ([^ ].*)\Z")
# What starts a scalar and nothing else, wherever it stands.
_PLAIN_START = re.compile(r"[A-Za-z0-9/(]|[^\x00-\x9f]|-[0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9T:Z-]*[0-9Z]\Z")
_SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*'\Z")
# No front matter with control characters is read here, so they are free to stand for others.
_BACKSLASH, _QUOTE = "\0", "\1"
# Control characters, what YAML 1.1 takes for line breaks, and what YAML or XML forbids.
_DOUBTFUL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_FILLED = re.compile(r"\n *[^ \r\n]")
# What a line is that is no field with its value: its value was in double quotes and taken out of
# it, or stands below it; or it is an item, or the first field of one.
_IN_QUOTES, _BELOW, _ITEM_LINE = 1, 2, 3
_QUOTED = object()
# Lines that are frequent are short: "isCached: true", with all names of fields and numbers.
_MAX_REMEMBERED = 32
_MOST_REMEMBERED = 8192

_Part = tuple[int, int, str, Any]
"""Kind, level, name and value of the field or item (without a name) on one line."""


_Parts = dict[Pointer, tuple[Any, int]]
"""By pointers what they lead to, and the number of the line that its own parts start on."""


class _NotSimpleError(Exception):
    """Reading this takes a parser for all of YAML."""


class _Remembered(dict[str, Result]):
    """What *function* returns for a text, remembered for as many short ones as are worth it.

    Finding it costs half of what it does in an ``lru_cache``.
    """

    def __init__(self, function: Callable[[str], Result]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Result:
        result = self._function(text)
        if len(text) <= _MAX_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[text] = result
        return result


def read_simple(yaml: str, rare: str | None = None) -> dict[str, Any] | None:
    """Return the mapping that *yaml* writes, or None if it is written in an unusual way.

    *rare* are its rare characters (``split.rare_in``), if they are known.
    """
    text, rare = yaml, rare_in(yaml) if rare is None else rare
    if "\r" in rare:
        text = yaml.replace("\r\n", "\n")
        rare = rare_in(text)
    if _DOUBTFUL.search(rare):
        return None
    try:
        # With what is in quotes taken out, most lines are known from before.
        return _read(*_quoted_apart(text, rare)) or None
    except _NotSimpleError:
        pass
    try:
        return _read(text.split("\n"), iter(())) or None
    except _NotSimpleError:
        return None


def _quoted_apart(text: str, rare: str) -> tuple[list[str], Iterator[str]]:
    """Return the lines of *text* with one mark in the place of all in quotes, and what that was.

    Quotation marks where no value starts are taken in pairs as well: such lines are not simple.
    """
    pieces = _with_escapes_marked(text, rare).split('"')
    lines, values = '"'.join(pieces[::2]), pieces[1::2]
    # An unpaired mark takes what is on other lines for its own.
    if len(pieces) % 2 == 0 or "\n" in "".join(values):
        raise _NotSimpleError
    if "\\" in rare:
        if _BACKSLASH in lines or _QUOTE in lines:
            raise _NotSimpleError
        values = [*map(_without_escapes, values)]
    return lines.split("\n"), iter(values)


def _with_escapes_marked(text: str, rare: str) -> str:
    """Return *text* with other characters for what may end a text in quotes too early or late.

    *rare* are its rare characters (``split.rare_in``), or the text itself.
    """
    if "\\" not in rare:
        return text
    # Two are seldom, and to replace what is not there takes as long as to replace what is.
    marked = text.replace(r"\\", _BACKSLASH) if r"\\" in rare else text
    return marked.replace(r"\"", _QUOTE)


def _without_escapes(marked: str) -> str:
    """Return what *marked* says, the inner of a text in double quotes."""
    if "\\" in marked:
        marked = marked.replace(r"\n", "\n").replace(r"\t", "\t")
        if "\\" in marked:
            raise _NotSimpleError
    return marked.replace(_BACKSLASH, "\\").replace(_QUOTE, '"')


def _read(  # noqa: C901, PLR0912 - runs for each line: calling its parts would double the time
    lines: Iterable[str], quoted: Iterator[str]
) -> dict[str, Any]:
    """Return what *lines* write; *quoted* are the values that were taken out of them."""
    root: dict[str, Any] = {}
    level, container = 0, root  # type: int, Any
    unfinished = [(level, container)]
    # The last field on this level whose value is still to come.
    awaiting = ""
    in_quotes, below = _IN_QUOTES, _BELOW
    for kind, line_level, name, written in map(_PARTS.__getitem__, lines):
        if line_level != level:
            if line_level == _BLANK_LINE:
                continue
            if line_level > level:
                # Only below the line of that field, behind which no other has come.
                if not awaiting or next(reversed(container)) != awaiting:
                    raise _NotSimpleError
                container[awaiting] = [] if line_level % 2 else {}
                level, container = line_level, container[awaiting]
                unfinished.append((level, container))
                if len(unfinished) > _MAX_DEPTH:
                    raise _NotSimpleError
            while level > line_level:
                unfinished.pop()
                level, container = unfinished[-1]
            if level != line_level:
                raise _NotSimpleError
            awaiting = ""
        # Most lines are fields with their value, and this is all that is done for them.
        if not kind:
            if name in container:
                raise _NotSimpleError
            container[name] = written
            continue
        value = next(quoted, None) if kind == in_quotes else written
        if value is None and kind == in_quotes:
            raise _NotSimpleError
        if line_level % 2:
            if not name:
                container.append(value)
                continue
            container.append({})
            level, container = level + _FIELD_IN_ITEM, container[-1]
            unfinished.append((level, container))
        elif name in container:
            raise _NotSimpleError
        container[name] = value
        if kind == below:
            awaiting = name
    if next(quoted, None) is not None:
        raise _NotSimpleError
    return root


def _take_apart(line: str) -> _Part:
    """Return level, name and value of one *line*; text in double quotes may have been taken out."""
    head, colon, value = line.partition(": ")
    if colon:
        level, name = _HEADS[head]
        # Dates are what most of the lines that were never seen before hold.
        read = value if _DATE.match(value) else _scalar(value)
        return (_IN_QUOTES if read is _QUOTED else level % 2 and _ITEM_LINE), level, name, read
    line = line.rstrip(" ")
    if not line:
        return _ITEM_LINE, _BLANK_LINE, "", None
    if line[-1] == ":":
        return _BELOW, *_HEADS[line[:-1]], None
    match = _ITEM.match(line)
    if match is None:
        raise _NotSimpleError
    read = _scalar(match[2])
    kind = _IN_QUOTES if read is _QUOTED else _ITEM_LINE
    return kind, len(match[1]) * 2 + 1, "", read


def _level_and_name(head: str) -> tuple[int, str]:
    """Take apart what stands before a colon."""
    match = _NAME.match(head)
    if match is None:
        raise _NotSimpleError
    return len(match[1]) * 2 + (match[2] is not None), match[3]


_HEADS = _Remembered(_level_and_name)
_PARTS = _Remembered(_take_apart)


def _scalar(written: str) -> Any:
    written = written.strip(" ")
    if not written:
        return None
    if written == '"':
        return _QUOTED
    if written[0] == '"':
        inner, mark, rest = _with_escapes_marked(written[1:], written).partition('"')
        if rest or not mark:
            raise _NotSimpleError
        return _without_escapes(inner)
    if written[0] == "'":
        if not _SINGLE_QUOTED.match(written):
            raise _NotSimpleError
        return written[1:-1].replace("''", "'")
    return _plain(written)


def _plain(written: str) -> Any:
    if ": " in written or " #" in written or written[-1] == ":":
        raise _NotSimpleError
    if not _PLAIN_START.match(written):
        raise _NotSimpleError
    return plain_value(written)


class SimplePlaces:
    """Where each part stands of what ``read_simple`` has read."""

    def __init__(self, value: dict[str, Any], source: Source) -> None:
        """Prepare to find parts of *value*, which is the front matter of *source*."""
        self._read = value
        self._source = source
        self._fields: dict[str, tuple[_Parts, list[int]]] = {}

    def span(self, pointer: Pointer, *, at_key: bool = False) -> Span:
        """Return the place of the value at *pointer*, or of the key that leads to it.

        Of a mapping or list it is the first line only.
        """
        if not pointer:
            return (0, 3)
        top = str(pointer[0])
        if len(pointer) == 1 and not isinstance(self._read[top], dict | list):
            # Most faults are of such a field, and what stands below it need not be taken apart.
            return (_name if at_key else _value)(*self._source.line_at(self._start_of(top)))
        parts, lines = self._fields.get(top) or self._take_apart(top)
        value, within = parts[pointer]
        if isinstance(pointer[-1], int):
            return _in_item(*self._source.line_at(lines[within]), whole=isinstance(value, dict))
        if at_key:
            return _name(*self._source.line_at(lines[within - 1]))
        if isinstance(value, dict | list):
            return _first_line(*self._source.line_at(lines[within]))
        return _value(*self._source.line_at(lines[within - 1]))

    def _take_apart(self, top: str) -> tuple[_Parts, list[int]]:
        """Return the parts of the field *top*, and where each of its lines starts, none blank.

        All at once: to count lines anew up to each of very many faults would take minutes.
        """
        value = self._read[top]
        parts: _Parts = {(top,): (value, 1)}
        count = _note_parts((top,), value, 1, parts) - 1
        start = self._start_of(top)
        below = islice(_FILLED.finditer(self._source.text, start), count)
        self._fields[top] = parts, [start, *(found.start() + 1 for found in below)]
        return self._fields[top]

    def _start_of(self, top: str) -> int:
        # Nothing else stands at the margin: each value ends on its line.
        return self._source.text.index(f"\n{top}:") + 1


def _name(start: int, line: str) -> Span:
    name = line[: line.index(":")]
    return start + len(name) - len(name.lstrip(" -")), start + len(name)


def _value(start: int, line: str) -> Span:
    written = line[line.index(":") + 1 :]
    end = start + len(line) - len(written) + len(written.rstrip(" "))
    return end - len(written.strip(" ")), end


def _in_item(start: int, line: str, *, whole: bool) -> Span:
    dash = line.index("-")
    return start + dash + 2, start + len(line if whole else line.rstrip(" "))


def _first_line(start: int, line: str) -> Span:
    return start + len(line) - len(line.lstrip(" ")), start + len(line)


def _note_parts(pointer: Pointer, value: Any, number: int, parts: _Parts) -> int:
    """Add the parts of *value* to *parts*, the first in the line *number*; return the line behind.

    A scalar has no parts. What a field has stands below its line, but an item begins in its own.
    """
    match value:
        case dict():
            for name, part in value.items():
                parts[(*pointer, name)] = part, number + 1
                number = _note_parts((*pointer, name), part, number + 1, parts)
        case list():
            for index, part in enumerate(value):
                parts[(*pointer, index)] = part, number
                number = max(_note_parts((*pointer, index), part, number, parts), number + 1)
    return number

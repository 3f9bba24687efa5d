"""Read front matter as programs write it, many times faster than a parser for all of YAML.

Only what is beyond doubt is read: block style, one field or item a line, each value a scalar that
ends on its line. Whatever else YAML has (flow style, block scalars, comments, anchors, tags, tabs,
quoted names, duplicates …) is left to ``yaml_values``, which also words the problems. What is read
here has the value and the places that ``yaml_values`` gives it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from feeds.edits import Pointer
from feeds.plain_scalars import plain_value
from feeds.source import Source, Span

# Far below what yaml_values refuses as too deep.
_MAX_DEPTH = 16
# A line's level is twice its column, plus one for an item: a list may stand in the column of the
# field that it is the value of, and belongs to it all the same.
_FIELD_IN_ITEM = 3
_NAME = re.compile(r"( *)(- )?([A-Za-z][A-Za-z0-9_]{0,63})\Z")
_ITEM = re.compile(r"( *)- ([^ ].*)\Z")
# What starts a scalar and nothing else, wherever it stands.
_PLAIN_START = re.compile(r"[A-Za-z0-9/(\u00a0-\U0010ffff]|-[0-9]")
_DOUBLE_QUOTED = re.compile(r'"(?:[^"\\]|\\["\\nt])*"\Z')
_SINGLE_QUOTED = re.compile(r"'(?:[^']|'')*'\Z")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}
_USUAL = b"\n" + bytes(range(0x20, 0x7F))
# Control characters, what YAML 1.1 takes for line breaks, and what YAML or XML forbids.
_DOUBTFUL = re.compile(
    "[^\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# Enough for the names of fields at all levels, and for the values that are frequent.
_remembered = lru_cache(maxsize=2048)


class _NotSimpleError(Exception):
    """Reading this takes a parser for all of YAML."""


def read_simple(yaml: str) -> dict[str, Any] | None:
    """Return the mapping that *yaml* writes, or None if it is written in an unusual way."""
    text = _with_simple_line_ends(yaml)
    if _DOUBTFUL.search(text.encode().translate(None, _USUAL).decode()):
        return None
    try:
        return _read(text.split("\n")) or None
    except _NotSimpleError:
        return None


def _with_simple_line_ends(yaml: str) -> str:
    return yaml.replace("\r\n", "\n") if "\r" in yaml else yaml


def _read(lines: list[str]) -> dict[str, Any]:
    root: dict[str, Any] = {}
    level, container = 0, root  # type: int, Any
    unfinished = [(-1, None), (level, container)]
    awaiting = ""  # the field of the line before, if its value is still to come
    for line_level, name, value in _parts(lines):
        if awaiting and line_level > level:
            container[awaiting] = [] if line_level % 2 else {}
            level, container = line_level, container[awaiting]
            unfinished.append((level, container))
        while level > line_level:
            unfinished.pop()
            level, container = unfinished[-1]
        if level != line_level or len(unfinished) > _MAX_DEPTH:
            raise _NotSimpleError
        awaiting = ""
        if not name:
            container.append(_scalar(value))
            continue
        if level % 2:
            container.append({})
            level, container = level + _FIELD_IN_ITEM, container[-1]
            unfinished.append((level, container))
        elif name in container:
            raise _NotSimpleError
        if value:
            container[name] = _scalar(value)
        else:
            container[name], awaiting = None, name
    return root


def _parts(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield level, name and value of the field or item (without a name) on each line."""
    for line in lines:
        head, colon, value = line.partition(": ")
        if colon:
            level, name = _level_and_name(head)
            yield level, name, value
        elif line.strip(" "):
            yield _level_name_and_item(line.rstrip(" "))


@_remembered
def _level_and_name(head: str) -> tuple[int, str]:
    """Take apart what stands before a colon."""
    match = _NAME.match(head)
    if match is None:
        raise _NotSimpleError
    return len(match[1]) * 2 + (match[2] is not None), match[3]


@_remembered
def _level_name_and_item(line: str) -> tuple[int, str, str]:
    """Take apart a line that is an item, or the name of a field and its colon."""
    if line[-1] == ":":
        return *_level_and_name(line[:-1]), ""
    match = _ITEM.match(line)
    if match is None:
        raise _NotSimpleError
    return len(match[1]) * 2 + 1, "", match[2]


def _scalar(written: str) -> Any:
    if written[0] == '"' and written.find('"', 1) == len(written) - 1 and "\\" not in written:
        return written[1:-1]
    written = written.strip(" ")
    if not written:
        return None
    if written[0] == '"':
        return _unescaped(written)
    if written[0] == "'":
        if not _SINGLE_QUOTED.match(written):
            raise _NotSimpleError
        return written[1:-1].replace("''", "'")
    return _plain(written)


def _unescaped(written: str) -> str:
    if not _DOUBLE_QUOTED.match(written):
        raise _NotSimpleError
    return _ESCAPE.sub(lambda escape: _ESCAPED[escape[1]], written[1:-1])


@_remembered
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

    def _start_and_line(self, number: int) -> tuple[int, str]:
        """Return, of the lines not blank, where line *number* (from 0) starts, and the line."""
        below_fence = enumerate(self._source.lines[1:], 2)
        filled = (found for found, line in below_fence if line.strip(" "))
        found = next(islice(filled, number, None))
        return self._source.start_of_line(found), self._source.line(found)

    def span(self, pointer: Pointer, *, at_key: bool = False) -> Span:
        """Return the place of the value at *pointer*, or of the key that leads to it.

        Of a mapping or list it is the first line only.
        """
        if not pointer:
            return (0, 3)
        value, within = self._locate(pointer)
        if isinstance(pointer[-1], int):
            return self._in_item(within, whole=isinstance(value, dict))
        if at_key:
            return self._name(within - 1)
        if isinstance(value, dict | list):
            return self._first_line(within)
        return self._value(within - 1)

    def _locate(self, pointer: Pointer) -> tuple[Any, int]:
        """Return what *pointer* leads to, and the number of the line that its parts start on."""
        value: Any = self._read
        number = 0
        for step in pointer:
            if isinstance(value, dict):
                earlier = takewhile(step.__ne__, value)
                number += 1 + sum(1 + _count_lines(value[name]) for name in earlier)
            else:
                number += sum(_count_lines(item) or 1 for item in value[:step])
            value = value[step]
        return value, number

    def _name(self, number: int) -> Span:
        start, line = self._start_and_line(number)
        name = line[: line.index(":")]
        return start + len(name) - len(name.lstrip(" -")), start + len(name)

    def _value(self, number: int) -> Span:
        start, line = self._start_and_line(number)
        written = line[line.index(":") + 1 :]
        end = start + len(line) - len(written) + len(written.rstrip(" "))
        return end - len(written.strip(" ")), end

    def _in_item(self, number: int, *, whole: bool) -> Span:
        start, line = self._start_and_line(number)
        dash = line.index("-")
        return start + dash + 2, start + len(line if whole else line.rstrip(" "))

    def _first_line(self, number: int) -> Span:
        start, line = self._start_and_line(number)
        return start + len(line) - len(line.lstrip(" ")), start + len(line)


def _count_lines(value: Any) -> int:
    """Return how many lines the parts of *value* take: none of a scalar, which has no parts."""
    match value:
        case dict():
            return sum(1 + _count_lines(item) for item in value.values())
        case list():
            return sum(_count_lines(item) or 1 for item in value)
        case _:
            return 0

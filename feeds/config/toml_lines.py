"""Where the keys of a TOML document stand, which tomllib does not tell."""

import tomllib
from collections.abc import Iterator, Mapping

from feeds.problems.pointers import Pointer


def key_lines(text: str) -> dict[Pointer, int]:
    """Return the line on which each key and table of the valid TOML document *text* starts."""
    lines: dict[Pointer, int] = {}
    table: Pointer = ()
    for number, statement, parsed in _statements(text):
        is_header = statement.lstrip().startswith("[")
        pointers = list(_pointers(parsed, () if is_header else table))
        for pointer in pointers:
            lines.setdefault(pointer, number)
        if is_header:
            table = pointers[-1]
    return lines


def nearest_line(pointer: Pointer, lines: Mapping[Pointer, int]) -> int:
    """Return the line of what *pointer* leads to, or of the innermost around it that has one."""
    while pointer and pointer not in lines:
        pointer = pointer[:-1]
    return lines.get(pointer, 1)


def _statements(text: str) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Yield line, text and value of each statement of the valid TOML document *text*.

    A header or an assignment is a document by itself, while the beginning of one that goes on
    over the next line never is: so tomllib finds their ends, and no second parser is needed.
    """
    pending, start = "", 1
    for number, line in enumerate(text.split("\n"), 1):
        pending += line + "\n"
        try:
            parsed = tomllib.loads(pending)
        except tomllib.TOMLDecodeError:
            continue
        yield start, pending, parsed
        pending, start = "", number + 1


def _pointers(value: object, parent: Pointer) -> Iterator[Pointer]:
    """Yield the pointer of every key in *value*, which stands at *parent*; parents first."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield (*parent, key)
            yield from _pointers(child, (*parent, key))

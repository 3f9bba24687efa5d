"""What mending changes, as a unified diff; secrets in it are masked."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from feeds.masking import masked_lines
from feeds.report import Mending

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")

_Opcode = tuple[str, int, int, int, int]


def render(mendings: Iterable[Mending]) -> str:
    """Return the changes of *mendings* as ``patch -p1`` and ``git apply`` take them.

    Lines are compared as they are and shown as they may be, so that one with a secret in it may
    not fit the file.
    """
    return "".join(line for mending in mendings for line in _changes(mending))


def _changes(mending: Mending) -> Iterator[str]:
    # Only line feeds count, as for git: form feeds and the like stand within lines.
    before, after = (_LINE.findall(raw) for raw in (mending.before, mending.after))
    shown = masked_lines(mending.before), masked_lines(mending.after)
    yield f"--- {_label('a', mending.path)}\n"
    yield f"+++ {_label('b', mending.path)}\n"
    for group in SequenceMatcher(None, before, after).get_grouped_opcodes():
        _, i, _, j, _ = group[0]
        _, _, to_i, _, to_j = group[-1]
        yield f"@@ -{_range(i, to_i)} +{_range(j, to_j)} @@\n"
        for opcode in group:
            yield from _lines(opcode, *shown)


def _label(side: str, path: str) -> str:
    # Git ends a name with blanks in it by a tab.
    name = path if Path(path).is_absolute() else f"{side}/{path}"
    return f"{name}\t" if " " in name else name


def _range(start: int, end: int) -> str:
    # An empty range is named by the line before it.
    first = start + 1 if end > start else start
    return str(first) if end - start == 1 else f"{first},{end - start}"


def _lines(opcode: _Opcode, before: list[str], after: list[str]) -> Iterator[str]:
    tag, i, to_i, j, to_j = opcode
    if tag == "equal":
        yield from (_line(" ", line) for line in after[j:to_j])
        return
    yield from (_line("-", line) for line in before[i:to_i])
    yield from (_line("+", line) for line in after[j:to_j])


def _line(sign: str, line: str) -> str:
    end = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
    return f"{sign}{line}{end}"

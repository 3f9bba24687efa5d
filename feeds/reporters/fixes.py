"""What mending changes, as a unified diff without any secret."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from feeds.frontmatter.split import masked_lines
from feeds.problems.reports import Mending
from feeds.values.text import printable

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_CONTEXT = 3
# So many lines, before and after, are compared at a time.
_COMPARED = 500
_BESIDE = "a line with a secret follows a change here: give git apply --unidiff-zero"
_WITHIN = "this line holds a secret, so only --fix changes it:"

_Change = tuple[str, int, int, int, int]
"""Tag, start and end before, start and end after, as difflib has them."""


@dataclass(slots=True)
class _Row:
    """A line of a diff: its sign and, with everything secret masked, its text.

    A row that is ``hidden`` stands in no hunk, since it would not fit the file. ``before`` and
    ``after`` count the lines above it; a hidden change is not made there.
    """

    sign: str
    text: str
    hidden: bool
    before: int = 0
    after: int = 0


def render(mendings: Iterable[Mending]) -> str:
    """Return the changes of *mendings* as ``patch -p1`` and ``git apply`` take them.

    Context ends before a line with a secret in it. A change of such a line is shown in a comment,
    which both programs pass over.
    """
    return "".join(line for mending in mendings for line in _file(mending))


def _file(mending: Mending) -> Iterator[str]:
    rows = _rows(mending)
    yield from _comments(mending.path, rows)
    hunks = list(_hunks(rows))
    if any(rows[end - 1].sign != " " and end < len(rows) for _, end in hunks):
        yield f"# {printable(mending.path)}: {_BESIDE}\n"
    if hunks:
        yield f"--- {_label('a', mending.path)}\n"
        yield f"+++ {_label('b', mending.path)}\n"
    for start, end in hunks:
        yield from _hunk(rows[start:end])


def _rows(mending: Mending) -> list[_Row]:
    """Return all lines of the seed before and after, those that stay once, in their order."""
    # Only line feeds count, as for git: form feeds and the like stand within lines.
    before, after = (_LINE.findall(raw) for raw in (mending.before, mending.after))
    shown, new = masked_lines(mending.before), masked_lines(mending.after)
    hidden = [text.encode() != line for text, line in zip(shown, before, strict=True)]
    new_hidden = [text.encode() != line for text, line in zip(new, after, strict=True)]
    rows: list[_Row] = []
    for tag, i, to_i, j, to_j in _changes(before, after):
        is_secret = any(hidden[i:to_i]) or any(new_hidden[j:to_j])
        if tag == "equal":
            places = zip(range(i, to_i), range(j, to_j), strict=True)
            rows += [_Row(" ", new[b], hidden[a] or new_hidden[b]) for a, b in places]
        else:
            rows += [_Row("-", text, is_secret) for text in shown[i:to_i]]
            rows += [_Row("+", text, is_secret) for text in new[j:to_j]]
    _number(rows)
    return rows


def _changes(before: Sequence[bytes], after: Sequence[bytes]) -> Iterator[_Change]:
    """Yield what SequenceMatcher calls opcodes, worked out for one part of the lines after another.

    Its time grows with the square of the length, and a seed may have a hundred thousand lines.
    """
    start = new_start = 0
    length = _COMPARED
    while True:
        end, new_end = start + length, new_start + length
        is_last = end >= len(before) and new_end >= len(after)
        matcher = SequenceMatcher(None, before[start:end], after[new_start:new_end])
        found = matcher.get_opcodes()
        # The next part may go on with what ends this one differently.
        if found and found[-1][0] != "equal" and not is_last:
            found.pop()
        for tag, i, to_i, j, to_j in found:
            yield tag, start + i, start + to_i, new_start + j, new_start + to_j
        if is_last:
            return
        if found:
            start, new_start = start + found[-1][2], new_start + found[-1][4]
        # Nothing in common yet: a long list has gone.
        length = _COMPARED if found else 2 * length


def _number(rows: Iterable[_Row]) -> None:
    """Write into each of *rows* how many lines stand above it, before and after."""
    before = after = 0
    for row in rows:
        row.before, row.after = before, after
        before += row.sign != "+"
        after += row.sign != ("+" if row.hidden else "-")


def _comments(path: str, rows: Iterable[_Row]) -> Iterator[str]:
    """Yield the changes in no hunk, as lines that patch and git pass over."""
    for is_hidden, changes in groupby(rows, lambda row: row.hidden and row.sign != " "):
        if is_hidden:
            first, *others = changes
            yield f"# {printable(path)}:{first.before + 1}: {_WITHIN}\n"
            yield from (f"# {row.sign}{row.text.rstrip()}\n" for row in (first, *others))


def _hunks(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Yield where each hunk starts and ends: changes not far apart, with context around them."""
    shown = 0
    for is_hidden, part in groupby(rows, lambda row: row.hidden):
        start, shown = shown, shown + len(list(part))
        if not is_hidden:
            yield from _hunks_between(rows, start, shown)


def _hunks_between(rows: Sequence[_Row], start: int, end: int) -> Iterator[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    for index in range(start, end):
        if rows[index].sign != " ":
            is_near = groups and index - groups[-1][1] <= 2 * _CONTEXT
            first = groups.pop()[0] if is_near else index
            groups.append((first, index + 1))
    yield from (_with_context(rows, start, end, changed) for changed in groups)


def _with_context(
    rows: Sequence[_Row], start: int, end: int, changed: tuple[int, int]
) -> tuple[int, int]:
    """Return where the hunk of the lines *changed* starts and ends, within *start* and *end*."""
    lead, trail = min(_CONTEXT, changed[0] - start), min(_CONTEXT, end - changed[1])
    # Where one side is shorter than the other, patch takes the file to start or to end there; one
    # line is what it can do without, and what git cannot.
    if lead < _CONTEXT and start > 0:
        trail = min(trail, max(lead, 1))
    if trail < _CONTEXT and end < len(rows):
        lead = min(lead, max(trail, 1))
    return changed[0] - lead, changed[1] + trail


def _hunk(rows: Sequence[_Row]) -> Iterator[str]:
    before, after = (sum(row.sign != other for row in rows) for other in "+-")
    yield f"@@ -{_range(rows[0].before, before)} +{_range(rows[0].after, after)} @@\n"
    yield from (_line(row.sign, row.text) for row in rows)


def _label(side: str, path: str) -> str:
    # Git ends a name with blanks in it by a tab.
    name = path if Path(path).is_absolute() else f"{side}/{path}"
    return f"{name}\t" if " " in name else name


def _range(start: int, length: int) -> str:
    # An empty range is named by the line before it.
    first = start + 1 if length else start
    return str(first) if length == 1 else f"{first},{length}"


def _line(sign: str, line: str) -> str:
    end = "" if line.endswith("\n") else "\n\\ No newline at end of file\n"
    return f"{sign}{line}{end}"

"""Comments that say of a problem beside them that it is meant: ``# feeds: ignore[RULE] reason``.

A comment belongs to the line that it stands behind, or to the next line with a field or item if it
has a line of its own; above the first field, to the seed as a whole besides.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import Any, NamedTuple

from feeds.frontmatter.split import FrontMatter
from feeds.frontmatter.stand_ins import with_stand_ins
from feeds.secrets import Span

IGNORE = re.compile(
    r"#[ \t]*+feeds(?:[ \t]*+:|(?=[ \t]++ignore[ \t]*+\[))[ \t]*+ignore(?![\w-])"
    r"(?:[ \t]*+(?P<ids>\[[^\]\r\n]*+\]))?",
    re.ASCII | re.IGNORECASE,
)
"""What such a comment begins with, if it is one and no part of a value."""

MOST_IGNORED = 1000
"""So many rules are ignored in one seed, so that nobody waits for what nobody reads."""

_ID = re.compile(r"[^\s,](?:[^,\r\n]*[^\s,])?")
_LINE_END = re.compile(r"[\r\n]|\Z")
_LEAD = re.compile(r"[ \t]*+")
# What is there of a reason that is only punctuation, as in "- " or ": ".
_WORD = re.compile(r"\w")


class Id(NamedTuple):
    """A rule that a comment names, and where."""

    rule: str
    span: Span


class Cover(NamedTuple):
    """What a comment is about: lines, each with the last of as many, and a line with a column.

    From the line ``body`` on it is about the body, and then about the first line of the seed too;
    0 if it is not.
    """

    lines: tuple[tuple[int, int], ...] = ()
    points: tuple[tuple[int, int], ...] = ()
    body: int = 0

    def includes(self, line: int, column: int) -> bool:
        """Tell whether it is about what is found in this *line*, at this *column*."""
        if self.body and (line == 1 or line >= self.body):
            return True
        return (line, column) in self.points or any(a <= line <= b for a, b in self.lines)


class Comment(NamedTuple):
    """A comment that ignores the rules ``ids`` at what it covers, and whether it says why."""

    span: Span
    ids: tuple[Id, ...]
    has_reason: bool
    cover: Cover


def find_comments(front_matter: FrontMatter) -> list[Comment]:
    """Return the comments of *front_matter* that ignore rules, in their order.

    None are found in YAML that cannot be read to its end, and none behind the one with which they
    ignore more than ``MOST_IGNORED``.
    """
    text, end = front_matter.text, front_matter.end
    # What stands in a value is no comment; mostly, this spares that the values are looked for.
    found = list(IGNORE.finditer(text, front_matter.start, end))
    if not found:
        return []
    # Loading PyYAML takes longer than reading a handful of usual seeds, which have no comments.
    import yaml

    try:
        root = yaml.compose(with_stand_ins(front_matter.yaml).text, yaml.CBaseLoader)
    except yaml.YAMLError:
        return []
    extents = _Extents(front_matter, root)
    found = [match for match in found if not extents.is_text(match.start())]
    nexts = [match.start() for match in found[1:]]
    comments: list[Comment] = []
    count = 0
    for match, behind in zip(found, [*nexts, end][: len(found)], strict=True):
        comments.append(_comment(match, _reason_end(text, match, behind), extents))
        count += max(len(comments[-1].ids), 1)
        if count > MOST_IGNORED:
            break
    return comments


def _reason_end(text: str, match: re.Match[str], behind: int) -> int:
    line_end = _LINE_END.search(text, match.end(), behind)
    return line_end.start() if line_end else behind


def _comment(match: re.Match[str], end: int, extents: "_Extents") -> Comment:
    text = match.string
    found: Iterator[re.Match[str]] = iter(())
    if match["ids"]:
        found = _ID.finditer(text, match.start("ids") + 1, match.end("ids") - 1)
    ids = tuple(Id(one[0], one.span()) for one in islice(found, MOST_IGNORED + 1))
    reason = text[match.end() : end]
    span = match.start(), match.end() + len(reason.rstrip())
    return Comment(span, ids, bool(_WORD.search(reason)), extents.cover(match.start()))


class _Extents:
    """On which lines the keys and values of a front matter stand."""

    def __init__(self, front_matter: FrontMatter, root: Any) -> None:
        """Look at all that *root*, the node of *front_matter*, is made of."""
        self._front_matter = front_matter
        self._texts: list[Span] = []
        # By the first and by the last line: the lines of a scalar with its key.
        self._lines: dict[int, list[tuple[int, int]]] = defaultdict(list)
        # By the line of a key, and by that of a closing bracket: where a list or mapping starts.
        self._points: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._seen: set[int] = set()
        self._add(root)
        self._filled = list(self._filled_lines())

    def is_text(self, index: int) -> bool:
        """Tell whether the character at *index* is part of a key or value."""
        place = bisect_right(self._texts, index, key=itemgetter(0)) - 1
        return place >= 0 and index < self._texts[place][1]

    def cover(self, index: int) -> Cover:
        """Return what a comment at *index* is about."""
        line = self._line(index)
        place = bisect_left(self._filled, line)
        below = self._filled[place : place + 1]
        if below == [line]:
            return self._cover_of(line)
        body = 0 if place else self._line(self._front_matter.body_start)
        return (self._cover_of(below[0]) if below else Cover())._replace(body=body)

    def _add(self, node: Any, key: Any = None) -> None:
        """Take in *node* and all in it; *key* is that of the field that it is the value of."""
        start, end = self._span(node)
        first = self._line(self._span(key)[0] if key else start)
        last = self._line(max(start, end - 1))
        if id(node) in self._seen:
            return  # an alias of what is known already
        self._seen.add(id(node))
        if node.id == "scalar":
            self._texts.append((self._text_start(node, start), end))
            for line in {first, last}:
                self._lines[line].append((first, last))
            return
        if key is not None or len(self._seen) > 1:  # the seed as a whole has no line of its own
            for line in {first, last} if node.flow_style else {first}:
                self._points[line].append(self._front_matter.position_of_many(start))
        for item in node.value:
            if isinstance(item, tuple):
                self._add(item[0])
                self._add(item[1], item[0])
            else:
                self._add(item)

    def _span(self, node: Any) -> Span:
        """Return where *node* stands, without the blanks and line ends behind it."""
        start = self._front_matter.start + node.start_mark.index
        end = self._front_matter.start + node.end_mark.index
        raw = self._front_matter.text[start:end]
        return start, start + len(raw.rstrip(" \t\r\n"))

    def _text_start(self, node: Any, start: int) -> int:
        if node.style not in ("|", ">"):
            return start
        # Behind the mark of a block scalar may be a comment (YAML 1.2.2, section 8.1.1).
        line_end = _LINE_END.search(self._front_matter.text, start)
        return line_end.start() if line_end else start

    def _line(self, index: int) -> int:
        return self._front_matter.position_of_many(index)[0]

    def _filled_lines(self) -> Iterator[int]:
        """Yield the numbers of the lines with anything but blanks and a comment."""
        text, at = self._front_matter.text, self._front_matter.start
        while at < self._front_matter.end:
            lead = _LEAD.match(text, at)
            first = lead.end() if lead else at
            is_text = text[first] != "#" or self.is_text(first)
            if is_text and text[first] not in "\r\n":
                yield self._line(first)
            line_end = _LINE_END.search(text, first)
            at = line_end.end() if line_end else self._front_matter.end

    def _cover_of(self, line: int) -> Cover:
        lines = {(line, line), *self._lines.get(line, ())}
        return Cover(tuple(sorted(lines)), tuple(self._points.get(line, ())))

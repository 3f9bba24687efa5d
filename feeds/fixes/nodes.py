"""Turn edits of a front matter into changes of its text, as small as they can be."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from feeds.fixes.scalars import Scalar, Value, double_quoted, rewrite
from feeds.frontmatter.comments import IGNORE
from feeds.frontmatter.split import FrontMatter
from feeds.frontmatter.stand_ins import StandIns, with_stand_ins
from feeds.problems.edits import (
    AddField,
    Edit,
    RemoveItem,
    RenameField,
    SetValue,
    WrapValue,
)
from feeds.problems.pointers import Pointer
from feeds.secrets import SECRET, Span

_LINE_END = re.compile(r"[\r\n]")
_DASH = re.compile(r"[ \t]*-[ \t]+")
_INDENT = re.compile(r"[ \t]*")
_REST_OF_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_REST_OF_FLOW_LINE = re.compile(r"[ \t]*+(?:,[ \t]*+)?(?:(?<=[ \t])\#[^\r\n]*)?(?:\r\n|\n|\r)")
_COMMENT_LINE = re.compile(r"[ \t]*+(?:#[^\r\n]*+)?(?:\r\n|\n|\r)")
_SEPARATOR = re.compile(r"\s*,\s*")

EMPTIED = "its list would be left empty"


class UnfixableError(Exception):
    """An edit cannot be made in the text; the message says why, as half a sentence."""


class Splice(NamedTuple):
    """Put *text* in the place of the characters from *start* to before *end*."""

    start: int
    end: int
    text: str

    def overlaps(self, other: "Splice") -> bool:
        """Tell whether both cannot be made in one go."""
        touches = self.start < other.end and other.start < self.end
        return touches or self.start == other.start


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes that PyYAML reads a front matter into, for what values do not tell: the style.

    ``ignores_rules`` is whether a comment may ignore some.
    """

    source: str
    root: Any
    start: int
    stand_ins: StandIns
    line_starts: Sequence[int]
    ignores_rules: bool
    # What was looked up before: an edit each of thousands of fields or items does not search them.
    _known: dict[int, dict[Any, Any]] = field(default_factory=dict)

    def splice(self, edit: Edit) -> Splice:
        """Return the change of the text that *edit* means; raise UnfixableError if there is none.

        Nothing is read back here: what else an edit changes is for the caller to find out.
        """
        if SECRET in edit.pointer:
            raise UnfixableError("it is encrypted")
        if isinstance(edit, AddField):
            return self._add(edit)
        parent, key, node = self._find(edit.pointer)
        match edit:
            case SetValue():
                return self._write(parent, node, edit.value)
            case RenameField():
                if key is None:
                    raise UnfixableError("it is no field")
                return self._write(parent, key, edit.name)
            case WrapValue():
                return self._wrap(parent, node)
            case RemoveItem():
                return self._remove(parent, node)

    def span(self, node: Any) -> Span:
        """Return where *node* stands; of a block scalar without the line ends behind it."""
        start = self.start + node.start_mark.index
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return start, self.span(last[1] if isinstance(last, tuple) else last)[1]
        raw = self.source[start : self.start + node.end_mark.index]
        return start, start + len(raw.rstrip(" \t\r\n"))

    def _find(self, pointer: Pointer) -> tuple[Any, Any, Any]:
        """Return the collection that the node at *pointer* is in, its key if it has one, and it."""
        parent, key, node = None, None, self.root
        for step in pointer:
            parent, key = node, None
            if isinstance(node, yaml.MappingNode):
                # Of fields that stand there twice the first counts, as for the reader of values.
                key, node = self._pairs(node).get(step, (None, None))
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if step < len(node.value) else None
            else:
                node = None
        if parent is None or node is None:
            raise UnfixableError("it is not there")
        return parent, key, node

    def _pairs(self, mapping: Any) -> dict[Any, tuple[Any, Any]]:
        """Return the keys and values of *mapping* by what the keys say, the first of each."""
        if id(mapping) not in self._known:
            pairs = reversed(mapping.value)
            self._known[id(mapping)] = {
                self._text(pair[0]): pair for pair in pairs if isinstance(pair[0], yaml.ScalarNode)
            }
        return self._known[id(mapping)]

    def _positions(self, items: Any) -> dict[Any, int]:
        """Return the place of each item of a list, by its identity."""
        if id(items) not in self._known:
            self._known[id(items)] = {id(item): n for n, item in enumerate(items.value)}
        return self._known[id(items)]

    def _text(self, node: Any) -> Any:
        is_scalar = isinstance(node, yaml.ScalarNode)
        return self.stand_ins.restored(node.value, node.style) if is_scalar else node.value

    def _write(self, parent: Any, node: Any, value: Value) -> Splice:
        if not isinstance(node, yaml.ScalarNode):
            raise UnfixableError("it is no single value")
        start, end = self.span(node)
        raw = self.source[start:end]
        if raw.startswith(("&", "!", "*")):
            raise UnfixableError("it has a YAML anchor, alias or tag")
        if raw.startswith(("|", ">")):
            # Indentation, folding and line ends would have to be kept, and hardly any seed has one.
            raise UnfixableError("it is a YAML block scalar, behind | or >")
        indent = 0 if parent.flow_style else parent.start_mark.column
        scalar = Scalar(raw, node.style or "", self._text(node), indent, bool(parent.flow_style))
        written = rewrite(scalar, value)
        if written is None:
            raise UnfixableError("the new value cannot be written there")
        blank = " " if start == end and self.source[start - 1 : start] == ":" else ""
        return Splice(start, end, blank + written)

    def _wrap(self, parent: Any, node: Any) -> Splice:
        """Return *node*, a text, as the only item of a list in brackets."""
        text = self._text(node)
        start, end, _ = self._write(parent, node, text)
        raw = self.source[start:end]
        # Between brackets, other characters end a plain scalar.
        scalar = Scalar(raw, node.style or "", text, 0, in_flow=True)
        written = rewrite(scalar, text)
        if written is None:
            raise UnfixableError("the new value cannot be written there")
        return Splice(start, end, f"[{written}]")

    def _add(self, edit: AddField) -> Splice:
        """Return a new line behind the field that *edit* names, or a place in the same braces."""
        parent, key, node = self._find((*edit.pointer[:-1], edit.after))
        name, value = str(edit.pointer[-1]), double_quoted(edit.value)
        end = self.span(node)[1]
        if parent.flow_style:
            quote = key.style or ""
            return Splice(end, end, f", {quote}{name}{quote}: {value}")
        start = self.span(key)[0]
        line_start = self.line_starts[bisect_right(self.line_starts, start) - 1]
        rest = _REST_OF_LINE.match(self.source, end)
        if rest is None or not _INDENT.fullmatch(self.source, line_start, start):
            raise UnfixableError("it shares its line with something else")
        line_end = rest[0][len(rest[0].rstrip("\r\n")) :]
        indent = self.source[line_start:start]
        return Splice(rest.end(), rest.end(), f"{indent}{name}: {value}{line_end}")

    def _remove(self, parent: Any, node: Any) -> Splice:
        if not isinstance(parent, yaml.SequenceNode):
            raise UnfixableError("it is in no list")
        if len(parent.value) == 1:
            raise UnfixableError(EMPTIED)
        splice = self._whole_lines(node, _REST_OF_FLOW_LINE if parent.flow_style else None)
        if splice is None and parent.flow_style:
            splice = self._between_commas(parent, node)
        if splice is None:
            raise UnfixableError("it shares its lines with something else")
        if self._is_explained(splice):
            raise UnfixableError("a comment beside it ignores a rule")
        return splice

    def _is_explained(self, splice: Splice) -> bool:
        """Tell whether a comment that ignores a rule would go with *splice*, or lose its line."""
        if not self.ignores_rules:
            return False
        start = splice.start
        while (above := _COMMENT_LINE.match(self.source, self._line_before(start), start)) and (
            above.end() == start
        ):
            if IGNORE.search(above[0]):
                return True
            start = above.start()
        return IGNORE.search(self.source, splice.start, splice.end) is not None

    def _line_before(self, start: int) -> int:
        return self.line_starts[max(bisect_left(self.line_starts, start) - 1, 0)]

    def _whole_lines(self, node: Any, rest_in_flow: re.Pattern[str] | None) -> Splice | None:
        """Return the removal of the lines that *node* stands on, if nothing else does."""
        start, end = self.span(node)
        line_start = self.line_starts[bisect_right(self.line_starts, start) - 1]
        lead = _INDENT if rest_in_flow else _DASH
        rest = (rest_in_flow or _REST_OF_LINE).match(self.source, end)
        if rest is None or not lead.fullmatch(self.source, line_start, start):
            return None
        return Splice(line_start, rest.end(), "")

    def _between_commas(self, parent: Any, node: Any) -> Splice | None:
        """Return the removal of *node* with the comma before it, else behind it."""
        start, end = self.span(node)
        index = self._positions(parent)[id(node)]
        before = parent.value[max(index - 1, 0) : index]
        behind = parent.value[index + 1 : index + 2]
        if before and _SEPARATOR.fullmatch(self.source, self.span(before[-1])[1], start):
            return Splice(self.span(before[-1])[1], end, "")
        if behind and _SEPARATOR.fullmatch(self.source, end, self.span(behind[0])[0]):
            return Splice(start, self.span(behind[0])[0], "")
        return None


def compose_nodes(front_matter: FrontMatter) -> Nodes:
    """Read the nodes of *front_matter*; raise UnfixableError if PyYAML cannot, or finds none."""
    stand_ins = with_stand_ins(front_matter.yaml)
    try:
        root = yaml.compose(stand_ins.text, yaml.CBaseLoader)
    except yaml.YAMLError as exc:
        raise UnfixableError("the YAML has other errors") from exc
    text = front_matter.text
    line_starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    ignores_rules = IGNORE.search(text) is not None
    return Nodes(text, root, front_matter.start, stand_ins, line_starts, ignores_rules)


def spliced(text: str, splices: list[Splice]) -> str:
    """Return *text* with *splices* made, none of which overlap."""
    pieces: list[str] = []
    kept = 0
    for splice in sorted(splices):
        pieces += text[kept : splice.start], splice.text
        kept = splice.end
    return "".join((*pieces, text[kept:]))

"""Read the YAML of a front matter: values as they are written, and the place of each.

PyYAML's C parser gives the events; what they mean is decided here, because PyYAML's own
constructors turn dates, ``NO`` and ``012`` into something else and drop duplicate keys in silence.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, NoReturn

import yaml

from feeds.frontmatter.pieces import part_span
from feeds.frontmatter.remedies import DOUBLED, explain, find_other_colon, find_remedy_of_text
from feeds.frontmatter.scalars import plain_value
from feeds.frontmatter.source import Source
from feeds.frontmatter.stand_ins import StandIns, with_stand_ins
from feeds.problems.diagnostics import Diagnostic, quote
from feeds.problems.faults import MOST_OF_A_KIND, and_more
from feeds.problems.pointers import Pointer
from feeds.secrets import (
    Secret,
    Span,
    is_misspelt_secret,
    is_secret_name,
    mask_name,
    may_be_encrypted,
)
from feeds.values.text import find_forbidden

MAX_ALIASES = 10
MAX_DEPTH = 32
# A longer tag is no tag but a value that starts with "!", perhaps a secret one.
_MAX_TAG = 32

# YAML 1.1, section 5.1: c-printable; the parser stops at anything else.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_LETTER_ESCAPE = re.compile(r"\\[abvfe0][A-Za-z]")
_COLON = re.compile(r"\s*+:")
# What is missing where these problems are noticed belongs to where their context begins.
_NOTICED_LATE = ("unexpected end of stream", "could not find expected ':'")


@dataclass(frozen=True, slots=True)
class Values:
    """What a front matter says: the value, the problems met, and where each part stands.

    ``value`` is None, with an error among the diagnostics, if the YAML cannot be read to its end.
    ``secrets`` are the fields that are secret; None if an alias in one leads elsewhere.
    """

    value: Any
    diagnostics: tuple[Diagnostic, ...]
    _spans: dict[int, dict[str | int, tuple[Span, Span]]]
    secrets: tuple[Secret, ...] | None = ()

    def span(self, pointer: Pointer, *, at_key: bool = False) -> Span:
        """Return the place of the value at *pointer*, or of the key that leads to it."""
        # The front matter as a whole is shown by the fence that opens it.
        value, spans = self.value, ((0, 3), (0, 3))
        for step in pointer:
            spans = self._spans[id(value)][step]
            value = value[step]
        return spans[0 if at_key else 1]


@lru_cache(maxsize=4)
def read_values(source: Source, start: int, end: int) -> Values:
    """Read the YAML mapping that stands in *source* from index *start* to before *end*.

    Whoever mends or masks a seed reads it several times: the last few are remembered, and what is
    returned is never changed.
    """
    reader = _Reader(source, start, end)
    try:
        value = reader.read()
    except _UnreadableError as exc:
        reader.diagnostics.append(exc.diagnostic)
        value = None
    reader.report_rest()
    secrets = None if reader.aliased else tuple(reader.secrets)
    return Values(value, tuple(reader.diagnostics), reader.spans, secrets)


class _UnreadableError(Exception):
    """Reading cannot go on behind this problem."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


@dataclass(slots=True)
class _Anchored:
    value: Any
    span: Span
    complete: bool


@dataclass
class _Reader:
    source: Source
    start: int
    end: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    spans: dict[int, dict[str | int, tuple[Span, Span]]] = field(default_factory=dict)
    anchors: dict[str, _Anchored] = field(default_factory=dict)
    aliases: int = 0
    secret: bool = False
    sealed: bool = False
    secrets: list[Secret] = field(default_factory=list)
    aliased: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    beyond: dict[str, Span] = field(default_factory=dict)

    def read(self) -> Any:
        text = _UNPRINTABLE.sub(self._report_unprintable, self.source.text[self.start : self.end])
        self.stand_ins: StandIns = with_stand_ins(text)
        self.next: Callable[[], Any] = yaml.CSafeLoader(self.stand_ins.text).get_event
        try:
            return self._read_document()
        except yaml.MarkedYAMLError as exc:
            raise _UnreadableError(self._syntax_problem(exc)) from exc

    def _read_document(self) -> Any:
        self.next()
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            self._stop(
                (0, 3),
                "not-a-mapping",
                "the front matter is empty",
                'write the fields between the fences, as "name: value"',
            )
        event = self.next()
        if not isinstance(event, yaml.MappingStartEvent):
            if other := find_other_colon(self.source.text, self._span(event)[0]):
                self._stop(other.span, "yaml-syntax", other.message, other.remedy)
            self._stop(
                self._span(event),
                "not-a-mapping",
                "the front matter is not a mapping of fields",
                find_remedy_of_text(self.source.text, self._span(event)[0]),
            )
        value, _ = self._read_node(event, 1)
        self.next()
        if not isinstance(event := self.next(), yaml.StreamEndEvent):
            self._stop(
                self._span(event),
                "yaml-syntax",
                "a second YAML document starts here",
                "keep all fields in one mapping",
            )
        return value

    def _read_node(self, event: Any, depth: int) -> tuple[Any, Span]:
        if isinstance(event, yaml.AliasEvent):
            return self._resolve(event)
        if isinstance(event, yaml.ScalarEvent):
            span = self._span(event)
            value = self._scalar(event, span)
            self._anchor(event, _Anchored(value, span, complete=True))
            return value, span
        if depth > MAX_DEPTH:
            self._stop(
                self._span(event),
                "too-deep",
                f"values are nested more than {MAX_DEPTH} levels deep",
            )
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._check_tag(event, ("tag:yaml.org,2002:map" if is_mapping else "tag:yaml.org,2002:seq"))
        container: Any = {} if is_mapping else []
        anchored = _Anchored(container, self._span(event), complete=False)
        self._anchor(event, anchored)
        fill = self._fill_mapping if is_mapping else self._fill_sequence
        end = fill(container, depth)
        anchored.complete = True
        anchored.span = (anchored.span[0], max(end, anchored.span[1]))
        return container, anchored.span

    def _fill_sequence(self, items: list[Any], depth: int) -> int:
        spans = self.spans[id(items)] = {}
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            value, span = self._read_node(event, depth + 1)
            spans[len(items)] = (span, span)
            items.append(value)
        return self._span(event)[1]

    def _fill_mapping(self, fields: dict[str, Any], depth: int) -> int:
        spans = self.spans[id(fields)] = {}
        event = self.next()
        while not isinstance(event, yaml.MappingEndEvent):
            key, key_span = self._key(event)
            was_secret, was_sealed = self.secret, self.sealed
            if is_secret_name(key):
                self.secret, self.sealed = True, self.sealed or is_misspelt_secret(key)
            value, span = self._read_node(self.next(), depth + 1)
            event = self.next()
            if self.secret and not was_secret:
                self._hide(key, key_span, span, self._span(event)[0])
            self.secret, self.sealed = was_secret, was_sealed
            if key in fields:
                self._report(key_span, "duplicate-key", partial(self._repeated, key, spans[key][0]))
            else:
                fields[key], spans[key] = value, (key_span, span)
        return self._span(event)[1]

    def _repeated(self, key: str, first: Span) -> str:
        """Return the message about the field *key*, which stands at *first* already."""
        name = "" if self.secret else " " + quote(mask_name(key))
        return f"the field{name} stands here again, after line {self.source.position(first[0])[0]}"

    def _hide(self, key: str, name: Span, value: Span, behind: int) -> None:
        """Note that all is secret from the colon of a field to *behind* it, where the next starts.

        In "{secu, red: x}" and "{secured, x}", a slip makes two fields of one: hide the whole line.
        """
        text = self.source.text
        colon = _COLON.match(text, name[1])
        if value[0] == value[1] and not re.search(r"[\r\n]", text[value[0] : behind]):
            start, line = self.source.line_at(behind)
            behind = min(start + len(line), self.end)
        start = colon.end() if colon and mask_name(key) == key else name[0]
        self.secrets.append(Secret(name[0], start, behind))

    def _key(self, event: Any) -> tuple[str, Span]:
        span = self._span(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(
                span,
                "yaml-syntax",
                "the name of a field is not plain text",
                'write the field as "name: value"; quote a value that holds {, [, & or *',
            )
        name = self.stand_ins.restored(event.value, event.style)
        self._check_text(name, span)
        return name, span

    def _check_text(self, text: str, span: Span) -> None:
        if (forbidden := find_forbidden(text)) is not None:
            at = text.index(forbidden)
            self._report_forbidden(forbidden, part_span(self.source.text, span, (at, at + 1)))

    def _scalar(self, event: Any, span: Span) -> Any:
        text = self.stand_ins.restored(event.value, event.style)
        self._check_tag(event, "tag:yaml.org,2002:str")
        if event.implicit[0] and event.tag is None:
            return plain_value(text)
        self._check_text(text, span)
        return text

    def _check_tag(self, event: Any, usual: str) -> None:
        if event.tag not in (None, "!", usual):
            name = "" if self.secret or len(event.tag) > _MAX_TAG else " " + quote(event.tag)
            message = f"the YAML tag{name} is not known"
            self._report(self._span(event), "unknown-tag", lambda: message)

    def _anchor(self, event: Any, anchored: _Anchored) -> None:
        # An alias would carry the secret to where it is published or quoted.
        harmless = anchored.complete and not may_be_encrypted(anchored.value)
        if event.anchor and (not self.secret or (harmless and not self.sealed)):
            self.anchors[event.anchor] = anchored

    def _resolve(self, event: Any) -> tuple[Any, Span]:
        span = self._span(event)
        name = "" if self.secret else " " + quote("*" + event.anchor)
        anchored = self.anchors.get(event.anchor)
        if anchored is None or not anchored.complete:
            fault = "has no anchor before it" if anchored is None else "refers to itself"
            self._stop(span, "unusable-alias", f"the YAML alias{name} {fault}")
        self.aliases += 1
        self.aliased = self.aliased or self.secret
        if self.aliases > MAX_ALIASES:
            message = f"there are more than {MAX_ALIASES} YAML aliases"
            self._stop(span, "too-many-aliases", message)
        return anchored.value, anchored.span

    def _report_unprintable(self, match: re.Match[str]) -> str:
        index = self.start + match.start()
        self._report_forbidden(match.group(), (index, index + 1))
        return " "

    def _report_forbidden(self, char: str, span: Span) -> None:
        message = f"the character U+{ord(char):04X} is not allowed in a feed"
        # As in "C:\bin", where a letter makes the character.
        is_eaten = _LETTER_ESCAPE.match(self.source.text, span[0]) is not None
        self._report(span, "control-character", lambda: message, DOUBLED if is_eaten else None)

    def _syntax_problem(self, exc: yaml.MarkedYAMLError) -> Diagnostic:
        problem, text = str(exc.problem), self.source.text[: self.end]
        mark: Any = exc.problem_mark
        start: Any = exc.context_mark or mark
        if exc.context_mark and any(late in problem for late in _NOTICED_LATE):
            mark = exc.context_mark
        fault = explain(
            problem, str(exc.context), text, self.start + start.index, self.start + mark.index
        )
        return self.source.diagnostic(fault.span, "yaml-syntax", fault.message, fault.remedy)

    def _span(self, event: Any) -> Span:
        return self.start + event.start_mark.index, self.start + event.end_mark.index

    def _report(
        self, span: Span, rule: str, tell: Callable[[], str], remedy: str | None = None
    ) -> None:
        """Report a problem that *tell* words; of one kind only so many, and the rest at the end."""
        self.counts[rule] += 1
        if self.counts[rule] <= MOST_OF_A_KIND:
            self.diagnostics.append(self.source.diagnostic(span, rule, tell(), remedy))
        else:
            self.beyond.setdefault(rule, span)

    def report_rest(self) -> None:
        """Report how many problems of each kind there are besides those reported."""
        for rule, span in self.beyond.items():
            message = and_more(self.counts[rule] - MOST_OF_A_KIND)
            self.diagnostics.append(self.source.diagnostic(span, rule, message))

    def _stop(self, span: Span, rule: str, message: str, remedy: str | None = None) -> NoReturn:
        raise _UnreadableError(self.source.diagnostic(span, rule, message, remedy))

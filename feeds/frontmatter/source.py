"""The text of a seed, and the places in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from feeds.problems.basic_rules import usual_remedy
from feeds.problems.diagnostics import (
    SECRET_FORM,
    Diagnostic,
    Severity,
    mask_credentials,
    mask_names,
    mask_secrets,
)
from feeds.problems.faults import SECRET
from feeds.values.similar import find_similar

_LINE_END = re.compile(r"\r\n|\n|\r")
# "secured" however it is misspelt, at the start of a line even without its colon.
_SECRET_FIELD = re.compile(
    r"""[ \t?-]*+["']?s\w{0,2}c\w*+["']?(?!@)[ \t]*:?[ \t]*|.*?\bsec\w*+["']?[ \t]*:[ \t]*""",
    re.IGNORECASE,
)
# Any name of a field, also in braces or brackets, and up to its colon; it may be several words.
_NAME = re.compile(
    r"""(?:\A|[,{\[:#])[ \t?-]*+["']?(?P<name>[^\s:,{}\[\]"'#][^:,{}\[\]"'#]*+)["']?[ \t]*(?=:)"""
)
# What starts with colons of its own: an address, and a date and time.
_USUAL_START = re.compile(r""" "?(?:https:|[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}:[0-9]{2}:)""")
_FIELD = re.compile(r"""[ \t-]*+["']?\w++["']?[ \t]*+:(?:\s|\Z)""")
_ANCHOR = re.compile(r"(?:\A|[\s,{\[])&\S+\s*")
_ALIAS = re.compile(r"\*\S")
# Either half of the blob may stand anywhere by mistake.
_BLOB = re.compile(r"[A-Za-z0-9+/]{40,}+=*(?:;[A-Za-z0-9+/]*=*)?|[A-Za-z0-9+/]{16,}+={1,2}")
_SHORTEST_BLOB = 17

_NEAR = 200  # lines

Span = tuple[int, int]
"""The index of the first character concerned, and that after the last."""


@dataclass(frozen=True)
class Source:
    """The text of one seed, without its byte order mark, and the path that messages name."""

    path: str
    text: str
    _excerpts: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        if "\r" in self.text:
            return _LINE_END.split(self.text)
        return self.text.split("\n")

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Return line and column, from 1, of the character at *index*."""
        if "\r" not in self.text:
            return self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index)
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line_at(self, index: int) -> tuple[int, str]:
        """Return where the line of the character at *index* starts, and the line without its end.

        It is cut out of the text: of hardly any seed are all lines needed.
        """
        if "\r" in self.text:
            number = bisect_right(self._line_starts, index)
            return self._line_starts[number - 1], self.lines[number - 1]
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return start, self.text[start : end if end >= 0 else None]

    def _excerpt(self, start: int, line: str) -> str:
        """Return *line*, which begins at *start*, as people may see it.

        The ``secured`` blob is masked, even cut up.
        """
        if start not in self._excerpts:
            shown = len(line)
            if not self._is_apart_from_secrets(start, line):
                shown = self._shown_widths.get(self.position(start)[0], shown)
            masked = mask_names(mask_credentials(mask_blobs(line)))
            self._excerpts[start] = masked[:shown] + "*" * (len(line) - shown)
        return self._excerpts[start]

    def _is_apart_from_secrets(self, start: int, line: str) -> bool:
        """Tell whether no line may be secret from the nearest field on that stands at the margin.

        This spares nearly every seed the search of all its lines.
        """
        for _ in range(_NEAR):
            if _may_hold_secret(line):
                return False
            if not _indent(line) and _FIELD.match(line):
                return True
            if not start:
                return False
            start, line = self.line_at(start - 1)
        return False

    @cached_property
    def _shown_widths(self) -> dict[int, int]:
        """How much of each line may be shown that holds a secret or goes on with one."""
        widths = _search_secrets(self.lines)
        if any(_ALIAS.search(self.lines[number - 1], width) for number, width in widths.items()):
            # Which anchor is meant does not matter: the field may not hold an alias.
            return _search_secrets(self.lines, anchors=True)
        return widths

    def diagnostic(  # noqa: PLR0913 - the parts of a problem
        self,
        span: Span,
        rule: str,
        message: str,
        remedy: str | None = None,
        severity: Severity = Severity.ERROR,
        *,
        excerpt: bool = True,
    ) -> Diagnostic:
        """Describe a problem with the characters of *span*; only its first line is marked.

        Without a *remedy* it has the usual one of its *rule*, which is then a basic one.
        Without *excerpt* the line is left out, which takes longer than the rest to mask.
        """
        remedy = usual_remedy(rule) if remedy is None else remedy
        line, column = self.position(span[0])
        start, text = self.line_at(span[0])
        width = min(span[1], start + len(text)) - span[0]
        return Diagnostic(
            self.path,
            line,
            column,
            rule,
            mask_secrets(mask_credentials(message)),
            mask_secrets(mask_credentials(remedy)),
            severity,
            column + max(width, 1),
            self._excerpt(start, text) if excerpt else "",
        )


def mask_blobs(text: str) -> str:
    """Return *text* with asterisks for whatever in it looks like encrypted data."""
    if max(map(len, text.split(" "))) < _SHORTEST_BLOB:
        return text
    for pattern in (SECRET_FORM, _BLOB):
        text = pattern.sub(lambda blob: "*" * len(blob.group()), text)
    return text


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Tell whether the field *name* may be ``secured``, however it is misspelt."""
    folded = name.strip().casefold()
    if folded.startswith("sec") or "secur" in folded:
        return True
    return find_similar(name, (SECRET,)) is not None


def _search_secrets(lines: list[str], *, anchors: bool = False) -> dict[int, int]:
    """Return how much may be shown of those of *lines* that hold a secret, by number from 1.

    A secret goes on up to the next field that is indented no further. With *anchors*, the values
    that have one are secret too.
    """
    widths: dict[int, int] = {}
    indent: int | None = None
    for number, line in enumerate(lines, 1):
        if indent is not None and _FIELD.match(line) and _indent(line) <= indent:
            indent = None
        start = _secret_start(line)
        if anchors and (anchor := _ANCHOR.search(line)):
            start = anchor.end() if start is None else min(start, anchor.end())
        if indent is not None:
            widths[number] = len(line) - len(line.lstrip(" \t"))
            if start is not None:
                indent = min(indent, _indent(line))
        elif start is not None:
            widths[number], indent = start, _indent(line)
    return widths


def _may_hold_secret(line: str) -> bool:
    """Tell whether a value in *line* may be secret."""
    if "&" in line and _ANCHOR.search(line):
        return True
    head, colon, rest = line.partition(":")
    if usual := _USUAL_START.match(rest):
        rest = rest[usual.end() :]
    if colon and ":" not in rest:
        # The only name is before the only colon, but for those of a value; and names are few.
        return _may_name_secrets(head)
    return _secret_start(line) is not None


@lru_cache(maxsize=1024)
def _may_name_secrets(head: str) -> bool:
    return _secret_start(head + ":") is not None


def _secret_start(line: str) -> int | None:
    """Return where in *line* the value of a field begins that may be secret, if there is one."""
    if _may_name_secret(line) and (found := _SECRET_FIELD.match(line)):
        return found.end()
    if line.lstrip(" \t-").startswith("?"):
        line += ":"  # the colon of an explicit key stands on a line of its own
    for found in _NAME.finditer(line) if ":" in line else ():
        if is_secret_name(found["name"]):
            return len(line) - len(line[found.end() + 1 :].lstrip(" \t"))
    return None


def _may_name_secret(line: str) -> bool:
    """Tell whether _SECRET_FIELD may match, in a tenth of the time: no other line can."""
    folded = line.casefold()
    _, found, rest = folded.partition("sec")
    return (bool(found) and ":" in rest) or folded.lstrip(" \t?-\"'").startswith("s")


def _indent(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t-"))].expandtabs())

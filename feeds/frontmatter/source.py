"""The text of a seed, and the places in it."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from feeds.problems.basic_rules import usual_remedy
from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.secrets import (
    Span,
    asterisks,
    find_credentials,
    find_doubtful,
    find_suspect,
    mask_line,
    mask_message,
)

# Of a longer line, as much around the fault is shown: each problem holds what it shows.
_MAX_EXCERPT = 10_000
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Source:
    """The text of one seed, without its byte order mark, and the path that messages name."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Return line and column, from 1, of the character at *index*."""
        if "\r" not in self.text:
            return self.text.count("\n", 0, index) + 1, index - self.text.rfind("\n", 0, index)
        return self.position_of_many(index)

    def position_of_many(self, index: int) -> tuple[int, int]:
        """Return what ``position`` does, faster if this is asked for many characters."""
        line = bisect_right(self._line_starts, index)
        return line, index - self._line_starts[line - 1] + 1

    def line_at(self, index: int) -> tuple[int, str]:
        """Return where the line of the character at *index* starts, and the line without its end.

        It is cut out of the text: of hardly any seed are all lines needed.
        """
        if "\r" in self.text:
            start = self._line_starts[bisect_right(self._line_starts, index) - 1]
            line_end = _LINE_END.search(self.text, start)
            return start, self.text[start : line_end.start() if line_end else None]
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        return start, self.text[start : end if end >= 0 else None]

    def masked(self) -> str:
        """Return the text as people may see it: as long, with asterisks for what is secret."""
        return re.sub(r"[^\r\n]+", lambda line: mask_line(line.group()), self._without_secrets)

    def _excerpt(self, start: int, line: str, column: int) -> tuple[str, int]:
        """Return *line*, which begins at *start*, as people may see it, and its first column.

        Of a very long one it is the part around *column*.
        """
        masked = self._masked_lines.get(start)
        if masked is None:
            end = start + len(line)
            # This spares most seeds that their YAML is read again: the field stands below all
            # others.
            shown = line if end <= self._suspect else self._without_secrets[start:end]
            masked = self._masked_lines[start] = mask_line(shown)
        if len(masked) <= _MAX_EXCERPT:
            return masked, 1
        first = max(column - _MAX_EXCERPT // 2, 1)
        return masked[first - 1 :][:_MAX_EXCERPT], first

    @cached_property
    def _masked_lines(self) -> dict[int, str]:
        """The lines that were shown already, by where they start: many faults may share one."""
        return {}

    @cached_property
    def _suspect(self) -> int:
        return find_suspect(self.text)

    @cached_property
    def _without_secrets(self) -> str:
        """The text with asterisks for what only other lines, or YAML, tell to be secret."""
        if self._suspect >= len(self.text):
            return self.text
        pieces: list[str] = []
        shown = 0
        for start, end in sorted([*self.secret_spans(), *find_credentials(self.text)]):
            pieces += self.text[shown:start], asterisks(self.text[max(start, shown) : end])
            shown = max(shown, end)
        return "".join((*pieces, self.text[shown:]))

    def secret_spans(self) -> list[Span]:
        """Return where secrets stand; of YAML that may not be readable, all from the first on."""
        return [(find_doubtful(self.text), len(self.text))]

    def diagnostic(  # noqa: PLR0913 - a parameter for each field of a Diagnostic that varies
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
        shown, first = self._excerpt(start, text, column) if excerpt else ("", 1)
        return Diagnostic(
            self.path,
            line,
            column,
            rule,
            mask_message(message),
            mask_message(remedy),
            severity,
            column + max(width, 1),
            shown,
            first,
        )

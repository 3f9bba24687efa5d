"""A JSON Feed as it was read, and the places of what is found in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from feeds.problems.faults import field_name
from feeds.verify.findings import Finding, Pointer, entry_label
from feeds.verify.reading.json import Span, byte_offset, locate
from feeds.verify.reading.source import Source


@dataclass(slots=True)
class JsonDocument:
    """What was read of one document in JSON; ``root`` is its outermost value.

    Places are looked for in the text only once something is found: ``find_places`` does that for
    many at once.
    """

    source: Source
    root: object = None
    format: str = "json"
    _spans: dict[Pointer, Span] = field(default_factory=dict, repr=False)

    def find_places(self, findings: Iterable[Finding]) -> None:
        """Look for the places of *findings*, so that ``span`` knows them."""
        wanted = {_target(finding) for finding in findings if isinstance(finding.at, tuple)}
        self._spans = locate(self.source.data, wanted) if wanted else {}

    def span(self, finding: Finding) -> tuple[int, int]:
        """Return the bytes of the source that *finding* is about, start and end."""
        if isinstance(finding.at, int):
            return finding.at, finding.at + finding.length
        found = self._spans.get(_target(finding))
        if found is None:
            return 0, 0
        if finding.attribute:
            return found.key_start, found.key_end
        data = self.source.data[found.start : found.end]
        if finding.part is not None and data[:1] == b'"':
            first, last = finding.part
            start = byte_offset(data, first)
            end = start + byte_offset(b'"' + data[start:], last - first) - 1
            return found.start + start, found.start + end
        # Of what is large, the sign that opens it is enough.
        is_open = data[:1] in {b"{", b"["}
        return found.start, found.start + 1 if is_open else found.end

    def label(self, finding: Finding) -> str:
        """Return what *finding* is about as people write it: ``items[3].url``, or nothing."""
        return field_name(_target(finding)) if isinstance(finding.at, tuple) else ""

    def vocabulary(self, finding: Finding) -> str:
        """Return that *finding* is about JSON."""
        del finding
        return "json"

    def item(self, finding: Finding) -> str:
        """Return which item *finding* is in, as ``item 3, “Title”``; empty if it is in none."""
        match finding.at, self.root:
            case ("items", int(index), *_), {"items": list(items)}:
                title = items[index].get("title") if isinstance(items[index], dict) else None
                return entry_label("item", index + 1, title if isinstance(title, str) else "")
        return ""


def _target(finding: Finding) -> Pointer:
    """Return the pointer to what is marked: *finding* may name a key of the object it is at."""
    at = finding.at
    if not isinstance(at, tuple):
        return ()
    return (*at, finding.attribute) if finding.attribute else at

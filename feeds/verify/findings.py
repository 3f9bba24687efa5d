"""What is wrong in a feed, before and after its place is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from feeds.problems.diagnostics import quote
from feeds.problems.faults import and_more

if TYPE_CHECKING:
    from datetime import datetime

    from feeds.problems.diagnostics import Diagnostic, Severity
    from feeds.verify.element import Element
    from feeds.verify.reading.source import Source
    from feeds.verify.values.flaw import Flaw

_LONGEST_TITLE = 60

Pointer = tuple[str | int, ...]
"""Where a value stands in a JSON document: keys and indexes from the outermost value in."""


class Finding(NamedTuple):
    """One thing that is wrong, and where.

    ``rule`` is the id of a rule; ``message`` a whole statement, which names the element.
    ``at`` is the element concerned, a pointer into JSON, or a place in the bytes of the source,
    from where on ``length`` bytes are marked. ``attribute`` names the attribute of the element that
    is wrong, and ``part`` the characters of its value, or else of the text, that are. Without a
    ``remedy`` and a ``severity`` of its own it has those of its rule.
    """

    rule: str
    at: Element | Pointer | int
    message: str
    attribute: str = ""
    part: tuple[int, int] | None = None
    remedy: str = ""
    severity: Severity | None = None
    length: int = 0


def flawed(flaw: Flaw, at: Element, text: str, subject: str, attribute: str = "") -> Finding:
    """Return what *flaw* says of *text*, the value of *subject*, which is an *attribute* or not."""
    shown = f"{quote(text.strip())} " if text.strip() else ""
    # As it is written in XML, so that it can be taken over.
    remedy = remedy_of(flaw).replace("&", "&amp;")
    start, end = flaw.start, flaw.end
    if end is None:
        start, end = start or len(text) - len(text.lstrip()), len(text.rstrip())
    message = f"{subject} {shown}{flaw.reason}"
    return Finding(flaw.rule, at, message, attribute, (start, max(end, start)), remedy)


def remedy_of(flaw: Flaw) -> str:
    """Return the remedy of *flaw*, if it has one of its own.

    What goes over lines is no word that anybody could be told to write.
    """
    instead = flaw.instead
    return f"write {instead}" if instead and instead.isprintable() else ""


def entry_label(noun: str, number: int, title: str) -> str:
    """Return an entry as messages call it, by its *number* and the beginning of its *title*."""
    text = " ".join(title.split())
    shown = text if len(text) <= _LONGEST_TITLE else text[: _LONGEST_TITLE - 1] + "…"
    return f"{noun} {number}, “{shown}”" if shown else f"{noun} {number}"


class Document(Protocol):
    """What was read of a feed, in whatever syntax; it tells the places of findings in it."""

    format: str

    @property
    def source(self) -> Source:
        """The text."""

    def span(self, finding: Finding) -> tuple[int, int]:
        """Return the bytes of the source that *finding* is about, start and end."""

    def label(self, finding: Finding) -> str:
        """Return the element that *finding* is about as people write it; it may be empty."""

    def vocabulary(self, finding: Finding) -> str:
        """Return the prefix of the vocabulary that *finding* is about; empty if it is of none."""

    def item(self, finding: Finding) -> str:
        """Return which entry *finding* is in, as ``item 3, “Title”``; empty if it is in none."""


class FeedFinding(NamedTuple):
    """A problem of a feed at its place.

    ``element`` and ``item`` say in words what it is about (see ``Document``).
    """

    diagnostic: Diagnostic
    element: str = ""
    item: str = ""


class OutlineEntry(NamedTuple):
    """An entry: what readers know it by. What it does not say is empty, or None.

    ``at`` is a diagnostic without words, at the place of the entry.
    """

    id: str
    title: str
    link: str
    published: datetime | None
    at: Diagnostic


class FeedOutline(NamedTuple):
    """A feed of a ``format``, called ``title``, with its entries in their order.

    ``address`` is where it says it is. ``lists`` are the addresses of feeds that it names, if it is
    a list of feeds, each with its place.
    """

    path: str
    format: str
    title: str
    address: str
    at: Diagnostic
    entries: tuple[OutlineEntry, ...] = ()
    lists: tuple[tuple[str, Diagnostic], ...] = ()


class FeedResult(NamedTuple):
    """What is to be said of one feed.

    ``format`` is the name of the format with its version, as ``RSS 2.0``; empty of what is no feed.
    ``entries`` counts its entries. ``outline`` is there if it is to be compared with others.
    """

    path: str
    format: str
    entries: int
    findings: tuple[FeedFinding, ...]
    outline: FeedOutline | None = None


MOST_OF_A_KIND = 1_000
"""So many findings of one rule are kept of a feed; the others are counted."""


class Findings:
    """What has been found in one feed so far, within bounds."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self._kept: list[Finding] = []
        self._counts: dict[str, int] = {}
        self._beyond: dict[str, Finding] = {}

    def add(self, finding: Finding) -> None:
        """Take one more *finding*."""
        count = self._counts[finding.rule] = self._counts.get(finding.rule, 0) + 1
        if count <= MOST_OF_A_KIND:
            self._kept.append(finding)
        else:
            self._beyond.setdefault(finding.rule, finding)

    def __iadd__(self, findings: Iterable[Finding]) -> Self:
        """Take all of *findings*."""
        for finding in findings:
            self.add(finding)
        return self

    def __bool__(self) -> bool:
        """Tell whether anything has been found."""
        return bool(self._kept)

    def __iter__(self) -> Iterator[Finding]:
        """Yield the findings that are kept, and of each rule one that counts the others."""
        yield from self._kept
        for rule, finding in self._beyond.items():
            message = and_more(self._counts[rule] - MOST_OF_A_KIND)
            yield finding._replace(message=message, remedy="")

"""Check one feed: from its bytes to its findings, each at its place."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from feeds.problems.diagnostics import quote
from feeds.values.text import printable
from feeds.verify.document import XmlDocument
from feeds.verify.element import Element
from feeds.verify.engine import check_tables
from feeds.verify.findings import Document, FeedFinding, FeedOutline, FeedResult, Finding, Findings
from feeds.verify.reading.decoding import decode
from feeds.verify.reading.source import Source
from feeds.verify.reading.unpacking import unpack
from feeds.verify.reading.xml import read_xml
from feeds.verify.ruleset import Ruleset, rule_modules
from feeds.verify.sniffing import (
    Kind,
    identify,
    is_json,
    is_web_page,
    is_xml,
    linked_feeds,
)

MAX_BYTES = 20_000_000
_MOST_LINKED = 5
_NAMES = {"rss": "RSS", "atom": "Atom", "rdf": "RSS 1.0", "opml": "OPML"}
_WEB_PAGE = "a web page"
_SEED = "a seed, which feeds validate checks"
_AFTER = " (after the first fault of XML)"


@dataclass(frozen=True, slots=True)
class Options:
    """How feeds are checked.

    ``format`` is what a document is taken for (``rss``, ``atom``, ``rdf``, ``json``, ``opml``);
    empty: what it looks like. ``url`` is the address it is or will be at. Feeds that are to be
    compared (``together``) are outlined. ``now`` is the time of the run (aware); without it, no
    date is too late. ``allow_private`` opens this machine and its network to addresses.
    """

    ruleset: Ruleset = field(default_factory=Ruleset)
    format: str = ""
    url: str = ""
    together: bool = False
    max_bytes: int = MAX_BYTES
    now: datetime | None = None
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """What rules look at: the document as it was read, its kind, and how the run is asked for."""

    document: XmlDocument
    root: Element
    kind: Kind
    options: Options
    encoding: str = "utf-8"


def check_feed(path: str, raw: bytes, options: Options, charset: str = "") -> FeedResult:
    """Return what is wrong with the feed whose bytes are *raw*, which messages call *path*.

    *charset* is the encoding that its HTTP headers name.
    """
    unpacked = unpack(raw, options.max_bytes)
    decoded = decode(unpacked.data, charset)
    source = Source(path, decoded.data)
    findings = Findings()
    findings += decoded.faults
    if unpacked.fault:
        findings.add(Finding("oversized-feed", 0, f"the document is not whole: {unpacked.fault}"))
    if options.format == "json" or is_json(decoded.data):
        findings += _encoding_of_json(unpacked.data, decoded.encoding)
        document, kind, entries = _check_json(source, findings, options)
    else:
        document, kind, entries = _check_xml(
            source, findings, options, decoded.encoding, is_whole=not unpacked.fault
        )
    placed = tuple(_place(document, findings, options))
    label = kind.label if kind.format else ""
    outline = _outline(document, options.url) if label and options.together else None
    return FeedResult(path, label, entries, placed, outline)


def _outline(document: Document, url: str) -> FeedOutline | None:
    from feeds.verify.jsonfeed.document import JsonDocument
    from feeds.verify.together.outline import outline_of_json, outline_of_xml

    if isinstance(document, JsonDocument):
        return outline_of_json(document, url)
    assert isinstance(document, XmlDocument)  # noqa: S101 - there are two kinds of documents
    return outline_of_xml(document, url)


def _encoding_of_json(raw: bytes, encoding: str) -> Iterator[Finding]:
    if raw.startswith(BOM_UTF8):
        message = "a byte order mark stands before the JSON"
        yield Finding("json-byte-order-mark", 0, message)
    elif encoding != "utf-8":
        yield Finding("json-not-utf8", 0, f"the JSON is in {encoding.upper()}, and not in UTF-8")


def _check_json(source: Source, findings: Findings, options: Options) -> tuple[Document, Kind, int]:
    # Most documents are in XML.
    from feeds.verify.jsonfeed.check import check_json_feed
    from feeds.verify.jsonfeed.document import JsonDocument

    document = JsonDocument(source)
    is_asked = options.format == "json"
    kind, entries = check_json_feed(document, findings, options.url, options.now, is_asked=is_asked)
    document.find_places(findings)
    return document, kind, entries


def _check_xml(
    source: Source, findings: Findings, options: Options, encoding: str, *, is_whole: bool
) -> tuple[Document, Kind, int]:
    document = XmlDocument(source)
    if not is_xml(source.data) or is_web_page(source.data):
        kind = Kind("", _what_it_is(source.data))
    else:
        document = read_xml(source)
        if document.first_fault is not None or document.is_refused:
            from feeds.verify.reading.recovery import recover

            recover(document)
        findings += document.faults if is_whole else _without_end(document)
        kind = identify(document)
    if not kind.format:
        if not document.faults or document.root is not None:
            findings.add(_no_feed(document, kind))
        return document, kind, 0
    assert document.root is not None  # noqa: S101 - else it has no format
    if options.format not in {"", kind.format}:
        message = f"this is {kind.label}, and not {_NAMES[options.format]} as was said"
        findings.add(Finding("not-a-feed", document.root.start, message))
    findings += check_tables(document, kind.root)
    feed = Feed(document, document.root, kind, options, encoding)
    for module in rule_modules():
        findings += module.check(feed)
    return document, kind, len(document.entries)


def _without_end(document: XmlDocument) -> Iterator[Finding]:
    """Yield the faults of *document*, which is cut off, as is said, but not that it breaks off."""
    for fault in document.faults:
        if fault.rule != "not-well-formed" or "breaks off" not in fault.message:
            yield fault


def _what_it_is(data: bytes) -> str:
    if is_web_page(data):
        return _WEB_PAGE
    if data.startswith(b"---"):
        return _SEED
    return "empty" if not data.strip() else "neither XML nor JSON"


def _no_feed(document: XmlDocument, kind: Kind) -> Finding:
    """Return that *document*, which is of that *kind*, is no feed, and where one may be."""
    place = document.root.start if document.root is not None else 0
    message = f"this is no feed: it is {kind.label}"
    remedy = ""
    if kind.label == _SEED:
        remedy = "check it with feeds validate"
    elif kind.label.startswith("Atom "):
        remedy = "publish it as Atom 1.0 (RFC 4287): hardly any reader knows what was before"
    if kind.label == _WEB_PAGE:
        linked = [quote(address, 200) for address in linked_feeds(document.source.data)]
        more = f" and {len(linked) - _MOST_LINKED} more" if len(linked) > _MOST_LINKED else ""
        noun = "the feed" if len(linked) == 1 else "the feeds"
        feeds = f"{noun} {', '.join(linked[:_MOST_LINKED])}{more}" if linked else "no feed"
        message = f"{message}, which links to {feeds}"
    return Finding("not-a-feed", place, message, remedy=remedy)


def _place(document: Document, findings: Findings, options: Options) -> Iterator[FeedFinding]:
    """Yield the *findings* that are to be reported, at their places, in their order."""
    from feeds.verify.ruleset import words_of

    fault = document.first_fault if isinstance(document, XmlDocument) else None
    for span, finding in _in_order(document, findings, options.ruleset):
        item = document.item(finding)
        message = f"{finding.message}, in {item}" if item else finding.message
        if fault is not None and span[0] > fault:
            message += _AFTER
        advice, section = words_of(finding.rule, document.vocabulary(finding))
        remedy = finding.remedy or advice
        found = document.source.diagnostic(
            span,
            finding.rule,
            printable(message),
            printable(f"{remedy} ({section})" if section else remedy),
            options.ruleset.severity(finding.rule, finding.severity),
        )
        yield FeedFinding(found, document.label(finding), item)


def _in_order(
    document: Document, findings: Iterable[Finding], ruleset: Ruleset
) -> list[tuple[tuple[int, int], Finding]]:
    unread = document if isinstance(document, XmlDocument) and document.unread else None
    placed = [
        (document.span(finding), finding)
        for finding in findings
        if ruleset.applies(finding.rule) and not (unread and _is_doubtful(finding, unread))
    ]
    return sorted(placed, key=lambda found: (found[0], found[1].rule))


def _is_doubtful(finding: Finding, document: XmlDocument) -> bool:
    """Tell whether *finding* may be due to a fault of XML that kept its element from being read."""
    if not isinstance(finding.at, Element) or finding.at.start not in document.unread:
        return False
    if document.source.data.find(b">", finding.at.start, document.first_fault) < 0:
        return True  # its tag is what is broken
    return not finding.attribute and finding.rule not in _TOLD_BY_TAGS


# What is said of an element because of its name and its place.
_TOLD_BY_TAGS = frozenset(
    {
        "element-without-namespace",
        "item-before-metadata",
        "misplaced-element",
        "misplaced-metadata",
        "missing-namespace",
        "repeated-element",
        "unknown-element",
        "wrong-namespace",
    }
)

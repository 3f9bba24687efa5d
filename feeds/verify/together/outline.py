"""What of a feed is compared with others: its entries, and for a list of feeds their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from feeds.problems.diagnostics import Diagnostic, Severity
from feeds.verify.constructs.link import relation_of
from feeds.verify.element import Element
from feeds.verify.findings import FeedOutline, Finding, OutlineEntry
from feeds.verify.namespaces import ATOM, DC, RDF, RSS1
from feeds.verify.values.loose_dates import parse_iso_date, parse_rfc822_date
from feeds.verify.values.uris import join_address

if TYPE_CHECKING:
    from feeds.verify.document import XmlDocument
    from feeds.verify.findings import Document
    from feeds.verify.jsonfeed.document import JsonDocument

_TAGS = re.compile(r"<[^<>]*>")


def outline_of_xml(document: XmlDocument, url: str) -> FeedOutline | None:
    """Return the outline of *document*, which is at *url* if that is known; None if it has none."""
    if document.root is None or not document.format:
        return None
    path, kind = document.source.path, document.format
    start = _place(document, Finding("", document.root, ""))
    if kind == "opml":
        return FeedOutline(path, kind, "", url, start, lists=tuple(_lists(document, url)))
    channel = document.channel
    if channel is None:
        return None
    entries = tuple(_xml_entry(document, entry, url) for entry in document.entries)
    own = _link(channel, "self")
    return FeedOutline(
        path, kind, _title(channel), join_address(url, own) if own else url, start, entries
    )


def outline_of_json(document: JsonDocument, url: str) -> FeedOutline | None:
    """Return the outline of the JSON Feed *document*, which is at *url* if that is known."""
    root = document.root
    if not isinstance(root, dict):
        return None
    items = root.get("items")
    items = items if isinstance(items, list) else []
    findings = [Finding("", ("items", number), "") for number in range(len(items))]
    document.find_places([Finding("", (), ""), *findings])
    entries = tuple(
        _json_entry(item, _place(document, finding))
        for item, finding in zip(items, findings, strict=True)
        if isinstance(item, dict)
    )
    title, address = _text(root.get("title")), _text(root.get("feed_url")) or url
    at = _place(document, Finding("", (), ""))
    return FeedOutline(document.source.path, "json", title, address, at, entries)


def _xml_entry(document: XmlDocument, entry: Element, url: str) -> OutlineEntry:
    prefix = f"{entry.namespace} " if entry.namespace else ""
    if entry.namespace == ATOM:
        date = entry.value_of(f"{prefix}published") or entry.value_of(f"{prefix}updated")
        moment, id_ = parse_iso_date(date), entry.value_of(f"{prefix}id")
        link = _link(entry, "alternate")
    elif entry.namespace == RSS1:
        date = entry.value_of(f"{DC} date")
        moment, id_ = parse_iso_date(date), entry.get(f"{RDF} about") or ""
        link = entry.value_of(f"{prefix}link")
    else:
        moment = parse_rfc822_date(entry.value_of(f"{prefix}pubDate"))
        id_ = entry.value_of(f"{prefix}guid")
        link = entry.value_of(f"{prefix}link")
    place = _place(document, Finding("", entry, ""))
    return OutlineEntry(id_, _title(entry), join_address(url, link) if link else "", moment, place)


def _json_entry(item: dict[str, Any], at: Diagnostic) -> OutlineEntry:
    date = _text(item.get("date_published")) or _text(item.get("date_modified"))
    id_ = item.get("id")
    return OutlineEntry(
        str(id_) if id_ is not None else "",
        _plain(_text(item.get("title"))),
        _text(item.get("url")),
        parse_iso_date(date),
        at,
    )


def _lists(document: XmlDocument, url: str) -> Iterator[tuple[str, Diagnostic]]:
    assert document.root is not None  # noqa: S101 - there is an outline only of what has one
    for element in document.root.walk():
        if element.local == "outline" and (address := element.get("xmlUrl")):
            finding = Finding("", element, "", "xmlUrl")
            yield join_address(url, address.strip()), _place(document, finding)


def _link(holder: Element, relation: str) -> str:
    for link in holder.all(f"{ATOM} link"):
        if relation_of(link) == relation:
            return (link.get("href") or "").strip()
    return ""


def _title(holder: Element) -> str:
    title = next((child for child in holder.children if child.local == "title"), None)
    if title is None:
        return ""
    return _plain("".join(part.text for part in title.walk()))


def _plain(text: str) -> str:
    """Return *text* as people read it, whether it is HTML or not."""
    return " ".join(unescape(_TAGS.sub("", unescape(text))).split())


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _place(document: Document, finding: Finding) -> Diagnostic:
    return document.source.diagnostic(document.span(finding), "", "", "", Severity.INFO)

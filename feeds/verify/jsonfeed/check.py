"""Check a document in JSON: is it a JSON Feed, and what is wrong with it."""

from __future__ import annotations

from datetime import datetime

from feeds.verify.findings import Finding, Findings
from feeds.verify.jsonfeed.document import JsonDocument
from feeds.verify.jsonfeed.rules import (
    check_addresses,
    check_dates,
    check_items,
    check_order,
    check_version,
)
from feeds.verify.jsonfeed.tables import VERSIONS
from feeds.verify.jsonfeed.walk import check_keys, type_of
from feeds.verify.reading.json import read_json
from feeds.verify.sniffing import Kind

_LATEST = "1.1"


def check_json_feed(
    document: JsonDocument, findings: Findings, url: str, now: datetime | None, *, is_asked: bool
) -> tuple[Kind, int]:
    """Read *document*, and add what is wrong with it to *findings*; *url* is where it is, if known.

    *now* is the time of the run; without it, no date is too late. *is_asked* tells that it is to be
    taken for a JSON Feed whatever it looks like. Returns its kind, which has no format if it is no
    feed, and the number of its items.
    """
    read = read_json(document.source.data)
    findings += read.faults
    root = document.root = read.value
    if read.value is None and read.faults:
        return Kind("json", "JSON Feed"), 0
    if not isinstance(root, dict) or not (is_asked or _is_like_a_feed(root)):
        what = "an object without items" if isinstance(root, dict) else type_of(root)
        findings.add(Finding("not-a-feed", (), f"this is no feed: it is JSON, and {what}"))
        return Kind("", f"JSON, and {what}"), 0
    version = VERSIONS.get(str(root.get("version")), _LATEST)
    findings += check_version(root.get("version"))
    findings += check_order(root)
    findings += check_keys(root, version)
    findings += check_items(root)
    findings += check_dates(root, now)
    findings += check_addresses(root, url)
    items = root.get("items")
    return Kind("json", f"JSON Feed {version}"), len(items) if isinstance(items, list) else 0


def _is_like_a_feed(root: dict[str, object]) -> bool:
    """Tell whether *root* is meant as a JSON Feed: packages have a version as well."""
    return isinstance(root.get("items"), list) or "jsonfeed" in str(root.get("version"))

"""What an entry of Atom, and an item of RSS, must have of several things."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.verify.constructs.content import is_binary_type
from feeds.verify.constructs.link import relation_of
from feeds.verify.element import Element
from feeds.verify.findings import Finding


def check_item(item: Element) -> Iterator[Finding]:
    """Yield what an *item* of RSS lacks: one of title and description must be there."""
    if not any(child.local in {"title", "description"} for child in item.children):
        message = "<item> lacks both <title> and <description>: one must be there"
        yield Finding("item-without-text", item, message)


def check_entry(entry: Element) -> Iterator[Finding]:
    """Yield what an *entry* of Atom lacks (RFC 4287, sections 4.1.2 and 4.2.1)."""
    core = entry.namespace
    prefix = f"{core} " if core else ""
    children = {child.name for child in entry.children}
    if f"{prefix}author" not in children and not _has_author(entry, prefix):
        message = "<entry> lacks <author>, and neither its source nor the feed has one"
        yield Finding("missing-element", entry, message)
    content = entry.first(f"{prefix}content")
    has_summary = f"{prefix}summary" in children
    if content is None:
        links = entry.all(f"{prefix}link")
        if all(relation_of(link) != "alternate" for link in links):
            message = '<entry> has no <content>, and so needs a <link rel="alternate">'
            yield Finding("missing-alternate-link", entry, message)
        if not has_summary:
            message = "<entry> has neither <content> nor <summary>: there is no text to show"
            yield Finding("missing-text", entry, message)
    elif not has_summary and (why := _needs_summary(content)):
        message = f"<entry> lacks <summary>: its content {why}"
        yield Finding("missing-summary", entry, message)


def _has_author(entry: Element, prefix: str) -> bool:
    source = entry.first(f"{prefix}source")
    if source is not None and source.first(f"{prefix}author") is not None:
        return True
    return entry.parent is not None and entry.parent.first(f"{prefix}author") is not None


def _needs_summary(content: Element) -> str:
    if content.get("src") is not None:
        return "is elsewhere"
    return "is no text" if is_binary_type(content.get("type") or "") else ""

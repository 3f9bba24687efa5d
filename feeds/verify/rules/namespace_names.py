"""Namespaces whose names are addresses of a kind that they do not keep to: tag: and urn:."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from feeds.problems.diagnostics import quote
from feeds.verify.findings import Finding
from feeds.verify.values.ids import check_tag, check_urn

if TYPE_CHECKING:
    from feeds.verify.check import Feed


def check(feed: Feed) -> Iterator[Finding]:
    """Yield the namespaces declared in *feed* that are no tag and no URN, and begin as one."""
    for declaration in feed.document.declarations:
        name = declaration.namespace
        start = name[:4].lower()
        flaw = check_tag(name) if start == "tag:" else check_urn(name) if start == "urn:" else None
        if flaw is not None:
            message = f"the namespace {quote(name)} {flaw.reason}"
            yield feed.document.declared(declaration, flaw.rule, message)

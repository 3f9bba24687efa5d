"""The outermost element: its version, its namespace, and the document type before it."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.problems.diagnostics import quote
from feeds.verify.check import Feed
from feeds.verify.findings import Finding
from feeds.verify.namespaces import ATOM, RDF

_RSS_VERSIONS = frozenset({"0.9", "0.91", "0.92", "0.93", "0.94", "2.0", "2.00", "2.0.1"})
_OPML_VERSIONS = frozenset({"1.0", "1.1", "2.0"})
_RSS_NAMESPACES = frozenset(
    {
        "http://backend.userland.com/rss2",
        "http://blogs.law.harvard.edu/tech/rss",
        "http://purl.org/rss/2.0/",
    }
)
_EXPECTED = {"rss": "", "opml": "", "atom": ATOM, "rdf": RDF}
_NETSCAPE = "-//Netscape Communications//DTD RSS 0.91//EN"
_DEAD = "http://my.netscape.com/publish/formats/rss-0.91.dtd"


def check(feed: Feed) -> Iterator[Finding]:
    """Yield what is wrong with the beginning of *feed*."""
    yield from _check_namespace(feed)
    yield from _check_version(feed)
    yield from _check_doctype(feed)


def _check_namespace(feed: Feed) -> Iterator[Finding]:
    root, expected = feed.root, _EXPECTED[feed.kind.format]
    if root.namespace == expected or root.namespace in _RSS_NAMESPACES:
        return
    name = root.local
    if not root.namespace:
        message = f"<{name}> is in no namespace, and belongs into {expected}"
        remedy = f'write <{name} xmlns="{expected}">'
        yield Finding("missing-namespace", root, message, remedy=remedy)
    elif expected:
        message = f"<{name}> is in the namespace {quote(root.namespace)}, which is not that of Atom"
        remedy = f'write xmlns="{expected}"'
        yield _declared(feed, message, remedy)
    else:
        message = f"<{name}> is in the namespace {quote(root.namespace)}, and belongs into none"
        yield _declared(feed, message, "remove the xmlns")


def _declared(feed: Feed, message: str, remedy: str) -> Finding:
    """Return that the namespace of the outermost element is wrong, where it is declared."""
    root, document = feed.root, feed.document
    prefix = document.tag(root).name.rpartition(":")[0]
    for declaration in document.declarations:
        if (declaration.prefix, declaration.namespace) == (prefix, root.namespace):
            return document.declared(declaration, "wrong-namespace", message, remedy)
    return Finding("wrong-namespace", root, message, remedy=remedy)


def _check_version(feed: Feed) -> Iterator[Finding]:
    known = {"rss": _RSS_VERSIONS, "opml": _OPML_VERSIONS}.get(feed.kind.format)
    version = feed.root.get("version")
    if known is None or version is None or version in known:
        return
    newest = "2.0"
    message = f"there is no version {quote(version)} of {feed.kind.format.upper()}"
    remedy = f'write version="{newest}"'
    rule = "unknown-rss-version" if feed.kind.format == "rss" else "unknown-opml-version"
    yield Finding(rule, feed.root, message, "version", remedy=remedy)


def _check_doctype(feed: Feed) -> Iterator[Finding]:
    if feed.document.doctype is None or feed.document.doctype[2] != _NETSCAPE:
        return
    at = feed.document.doctype_offset
    if feed.document.doctype[1] == _DEAD:
        message = f"the document type is at {_DEAD}, where it is no more"
        remedy = "remove it, or write http://www.rssboard.org/rss-0.91.dtd"
        yield Finding("dead-doctype", at, message, remedy=remedy, length=len("<!DOCTYPE"))
    if feed.root.get("version") != "0.91":
        message = "the document type is that of RSS 0.91, and the feed is of another version"
        remedy = "remove <!DOCTYPE … >"
        yield Finding("wrong-doctype", feed.root, message, "version", remedy=remedy)

"""What kind of document it is: by what stands in it, and never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from feeds.expressions import expression
from feeds.verify.document import XmlDocument
from feeds.verify.element import Element
from feeds.verify.namespaces import ATOM, RDF, RSS090, RSS1
from feeds.verify.reading.beginnings import start_of_root

_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*>\s*+)?+(?:<!--.*?-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_LINK = expression(r"<link\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = expression(r"""(?<![\w-])([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/json",
)
_HEAD = 100_000


class Kind(NamedTuple):
    """A format: its name here, the ``root`` of its table, and its ``label`` for people.

    What is no feed has no format, and its label says what it is.
    """

    format: str
    label: str
    root: str = ""


# What else begins with an element: by its name, or by its namespace and name.
_OTHERS = {
    "urlset": "a sitemap",
    "sitemapindex": "an index of sitemaps",
    "kml": "a KML document",
    "Envelope": "a SOAP message",
    "CHANNEL": "a CDF channel, of 1997",
    "Channel": "a feed in RSS 1.1, which hardly any reader knows",
    "OpenSearchDescription": "an OpenSearch description",
    "gpx": "a GPX document",
    "svg": "an SVG picture",
    "xbel": "bookmarks in XBEL",
    "html": "a web page",
    "HTML": "a web page",
    "service": "an AtomPub service document",
    "categories": "an AtomPub category document",
    "manifest": "a manifest",
    "plist": "a property list",
    "feedburner": "a FeedBurner document",
    "scriptingNews": "a scriptingNews document, of 1997",
}


def is_web_page(data: bytes) -> bool:
    """Tell whether *data* begins as a page in HTML does."""
    return _HTML.match(data[:_HEAD]) is not None


def is_json(data: bytes) -> bool:
    """Tell whether the first sign of *data* begins an object or a list."""
    return data[:1_000].lstrip()[:1] in {b"{", b"["}


def is_xml(data: bytes) -> bool:
    """Tell whether the first sign of *data* begins a tag, or a feed stands somewhere below it."""
    return data[:_HEAD].lstrip()[:1] == b"<" or start_of_root(data) > 0


def linked_feeds(data: bytes) -> Iterator[str]:
    """Yield the addresses of the feeds that the page *data* links to."""
    text = data[: 3 * _HEAD].decode("utf-8", "replace")
    for link in _LINK.finditer(text):
        found = _ATTRIBUTE.findall(link[0])
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in found}
        is_feed = values.get("type", "").partition(";")[0].strip().lower() in _FEED_TYPES
        if is_feed and "alternate" in values.get("rel", "").lower().split() and values.get("href"):
            yield values["href"]


def identify(document: XmlDocument) -> Kind:
    """Return the format of *document*, and let it know where its channel and its entries are."""
    root = document.root
    if root is None:
        return Kind("", "no document in XML")
    kind = _kind_of(root)
    document.format = kind.format
    if kind.format == "rss":
        document.channel = root.first("channel") or _local_child(root, "channel")
        document.entries = _local_children(document.channel, "item")
    elif kind.format == "rdf":
        document.channel = _local_child(root, "channel")
        document.entries = _local_children(root, "item")
    elif kind.format == "atom":
        document.channel = root if root.local == "feed" else None
        document.entries = _local_children(root, "entry") if document.channel else [root]
    elif kind.format == "opml":
        document.channel = root.first("head")
    return kind


def _kind_of(root: Element) -> Kind:
    local, namespace = root.local, root.namespace
    if namespace == "http://purl.org/atom/ns#" and local in {"feed", "entry"}:
        return Kind("", f"Atom {root.get('version') or '0.3'}, which RFC 4287 has replaced")
    match local:
        case "rss" | "opml":
            version = (root.get("version") or "").strip()
            return Kind(local, f"{local.upper()} {version}".strip(), f"{local}:{local}")
        case "feed" | "entry" if namespace == ATOM or _is_like_atom(root):
            return Kind("atom", "Atom 1.0", f"atom:{local}")
        case "RDF" if any(child.namespace == RSS090 for child in root.children):
            return Kind("rdf", "RSS 0.90", "rss090:RDF")
        case "RDF" if namespace == RDF or any(child.namespace == RSS1 for child in root.children):
            return Kind("rdf", "RSS 1.0", "rdf:RDF")
    what = _OTHERS.get(local)
    return Kind("", what or f"a document in XML whose first element is <{local}>")


def _is_like_atom(root: Element) -> bool:
    """Tell whether *root*, in no namespace or a wrong one, is meant as Atom."""
    return root.namespace.startswith("http://") or not root.namespace


def _local_child(root: Element, local: str) -> Element | None:
    return next((child for child in root.children if child.local == local), None)


def _local_children(parent: Element | None, local: str) -> list[Element]:
    if parent is None:
        return []
    core = parent.namespace
    return [
        child
        for child in parent.children
        if child.local == local and child.namespace in {core, RSS1, RSS090}
    ]


_ROOT = re.compile(rb"(?:<\?.*?\?>|<!--.*?-->|<![^>]*>|\s++)*+<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"entry", b"RDF", b"opml"})


def may_be_feed(start: bytes) -> bool:
    """Tell whether a document that begins with *start* may be a feed.

    It is read as far as the name of its first element; a document in UTF-16 may be one.
    """
    if is_json(start.removeprefix(b"\xef\xbb\xbf")):
        return b"jsonfeed.org" in start  # whose slashes PHP escapes
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
        return True
    found = _ROOT.match(start.removeprefix(b"\xef\xbb\xbf"))
    return found is not None and found[1] in _FEED_ROOTS

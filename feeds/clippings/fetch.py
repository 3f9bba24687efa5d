"""A page or feed fetched whole, by the guarded client, and its bytes made text."""

import codecs
import re
from contextlib import suppress
from typing import NamedTuple
from urllib.request import getproxies

from feeds.http.addresses import Resolver, resolve
from feeds.http.limits import Limits
from feeds.http.verdicts import Outcome, Reach, Verdict
from feeds.links.crawl.page import ask_page
from feeds.links.moves.doubts import other_page
from feeds.problems.errors import FeedsError

MOST_BYTES = 5_000_000
"""So much is read of a page or feed: some systems describe a page at its end only."""

_PROXY = "; it is asked directly, without the proxy that the environment names"
# 420 was Twitter's 429.
_TOO_MANY = frozenset({420, 429})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_FEED = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",
        "application/xml",
        "text/xml",
    }
)
# What files of other kinds begin with, whatever their host calls them.
_MAGIC = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "an archive",
    b"\x1f\x8b": "an archive",
}
_XML = re.compile(rb"\s*+(?:<\?xml[^>]*\?>\s*+|<!--.*?-->\s*+)*+<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_JSON_FEED = re.compile(rb'\s*\{[^<]{0,2000}?"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org')
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Browsers read these labels as their Windows relatives (https://encoding.spec.whatwg.org/#names-and-labels).
_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_WINDOWS |= {"gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874"}


class NotTakenError(FeedsError):
    """There is no seed to be made of an address: the message says why, and what to do."""


class UnreachableError(FeedsError):
    """No host answers: it may be the address, or the network."""


class Document(NamedTuple):
    """What stands at ``url``, where redirects led to; ``asked`` is the address they began at."""

    asked: str
    url: str
    media_type: str
    charset: str
    content: bytes

    @property
    def text(self) -> str:
        """The content as text, by what it shows to be its encoding, or else what is said."""
        return decode(self.content, self.charset)

    @property
    def is_feed(self) -> bool:
        """Tell whether this is a feed, by what it begins with."""
        start = self.content[:4096].removeprefix(codecs.BOM_UTF8)
        return bool(_XML.match(start) or _JSON_FEED.match(start))


def fetch_document(address: str, limits: Limits, resolver: Resolver = resolve) -> Document:
    """Return what stands at *address*, whatever it is.

    Raises NotTakenError if there is none to be had, UnreachableError if no host answers.
    """
    limits = limits._replace(max_bytes=max(limits.max_bytes, MOST_BYTES))
    outcome, reply = ask_page(address, limits, resolver)
    if outcome.reach is Reach.FAILED:
        proxied = getproxies().keys() & {"http", "https", "all"}
        said = f"{address} {outcome.reason}: check the address, and the network"
        raise UnreachableError(said + _PROXY * bool(proxied), url=address)
    if outcome.verdict not in {Verdict.OK, Verdict.MOVED} or reply is None:
        raise NotTakenError(f"{address} {outcome.reason}: {_remedy(outcome)}", url=address)
    kind = reply.headers.get("Content-Type", "")
    return Document(
        address,
        outcome.final_url or address,
        kind.partition(";")[0].strip().lower(),
        reply.charset,
        reply.start,
    )


def _remedy(outcome: Outcome) -> str:
    if outcome.verdict is Verdict.SKIPPED and "no public address" in outcome.reason:
        return "give --allow-private if that is meant"
    if outcome.status in _TOO_MANY:
        return "try again later, and ask for fewer pages at a time"
    if outcome.verdict is Verdict.BLOCKED:
        return "it is not for programs; write the seed by hand"
    if outcome.status in {404, 410}:
        return "check the address"
    return "try again later" if outcome.transient else "open it in a browser"


def require_page(document: Document) -> None:
    """Raise NotTakenError, saying what to do, if *document* is not the page that was asked for."""
    address = document.asked
    if document.is_feed:
        message = f"{address} is a feed, not a page: feeds new --from {address} takes its entries"
        raise NotTakenError(message, url=address)
    kind = next((what for magic, what in _MAGIC.items() if document.content.startswith(magic)), "")
    if not kind and document.media_type and document.media_type not in _HTML:
        kind = f"no page but {document.media_type}"
    if kind and not _looks_like_html(document):
        raise NotTakenError(f"{address} is {kind}: write the seed by hand", url=address)
    if not document.content.strip():
        raise NotTakenError(f"{address} answers with an empty page: try again later", url=address)
    if doubt := other_page(address, document.url):
        message = f"{address} redirects to {document.url}: {doubt.reason}; {doubt.advice}"
        raise NotTakenError(message, url=address)


def _looks_like_html(document: Document) -> bool:
    # Some hosts name no type, or that of any bytes.
    unnamed = document.media_type in {"", "text/plain", "application/octet-stream"}
    start = document.content[:1024].lstrip(codecs.BOM_UTF8 + b" \t\r\n").lower()
    return unnamed and start.startswith((b"<!doctype html", b"<html", b"<head"))


def decode(content: bytes, charset: str = "") -> str:
    """Return *content* as text; *charset* is what its header says, empty for nothing.

    A mark at its beginning counts first; then what is UTF-8 is: other encodings hardly ever look
    like it, while labels are often wrong. The end may be cut within a character.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        pass
    found = _META_CHARSET.search(content[:4096])
    labels = (charset, found[1].decode("ascii", "replace") if found else "")
    for label in filter(None, labels):
        # Unknown labels, and codecs of Python that are none of text.
        with suppress(LookupError, ValueError):
            name = codecs.lookup(label).name
            return content.decode(_WINDOWS.get(name, name), "replace")
    return content.decode("cp1252", "replace")

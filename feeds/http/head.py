"""Read the link relations of a page: in the headers of an answer, and in its head as it arrives."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin

from lxml import etree

from feeds.http.verdicts import HeadLinks

if TYPE_CHECKING:
    from collections.abc import Callable

_RELATIONS = frozenset({"canonical", "amphtml"})
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32  # whichever the header of the data shows it to be
# The values and parameters of a Link header (RFC 8288, appendix B), where commas and semicolons
# may stand in addresses and in quotes.
_PARAMETER = (
    r""";[ \t]*+([^ \t=;,<"]*+)[ \t]*+(?:=[ \t]*+(?:"((?:[^"\\]|\\.)*+)"|([^ \t;,"]*+))[ \t]*+)?+"""
)
# As browsers read it, which take much (HTML, 4.2.5.3).
_REFRESH = re.compile(
    r"\s*+[0-9.]++(?=[;,\s])\s*+[;,]?+\s*+(?:url\s*+=\s*+)?+(\S.*)", re.IGNORECASE | re.DOTALL
)
_LINK_VALUE = re.compile(rf"<([^<>]*)>[ \t]*+((?:{_PARAMETER})*+)")


def header_links(header: str, url: str) -> HeadLinks:
    """Return what a ``Link`` *header* says of the page at *url*.

    Values with an ``anchor`` are about something else (RFC 8288, 3.2); of several parameters of
    one name the first counts (3.3).
    """
    found: dict[str, str] = {}
    for value in _LINK_VALUE.finditer(header):
        parameters: dict[str, str] = {}
        for name, quoted, token in re.findall(_PARAMETER, value[2]):
            parameters.setdefault(name.lower(), quoted or token)
        if "anchor" not in parameters:
            for relation in _RELATIONS & set(parameters.get("rel", "").lower().split()):
                found.setdefault(relation, value[1].strip())
    return HeadLinks(_joined(url, found.get("canonical")), _joined(url, found.get("amphtml")))


class HeadReader:
    """Collects relations from a page's bytes until its head ends.

    Only the head counts: what stands in the body may be anybody's comment. The first element of
    a relation counts, and the first ``base`` (HTML, 4.2.3).
    """

    def __init__(self, url: str, charset: str | None) -> None:
        """Read the page at *url*, in the encoding its header names, else that it names itself."""
        self._url = url
        self._base = ""
        self._found: dict[str, str] = {}
        self._title = ""
        self.complete = False
        self._parser = _pull_parser(charset)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes; after the head's end, take no notice of them."""
        if not self.complete:
            self._parse(lambda: self._parser.feed(chunk))

    def finish(self) -> None:
        """Note that the page ends here, so that nothing more can be in its head."""
        self._parse(self._parser.close)
        self.complete = True

    def head_links(self) -> HeadLinks:
        """Return what was found so far."""
        return HeadLinks(
            self._absolute("canonical"),
            self._absolute("amphtml"),
            complete=self.complete,
            title=_as_meant(self._title),
            refresh=self._absolute("refresh"),
        )

    def _parse(self, step: Callable[[], object]) -> None:
        # What is not HTML has no relations; those found before it went wrong stand.
        with suppress(etree.ParseError):
            step()
        for event, element in self._parser.read_events():
            self._take(event, cast("etree._Element", element))

    def _take(self, event: str, element: etree._Element) -> None:
        if self.complete:
            return
        if (element.tag, event) == ("title", "end"):
            self._title = self._title or "".join(map(str, element.itertext())).strip()
        if (element.tag, event) in {("body", "start"), ("head", "end")}:
            self.complete = True
        elif event == "start" and element.tag == "base":
            self._base = self._base or element.get("href", "")
        elif event == "start" and element.tag == "link":
            for relation in _RELATIONS & set(element.get("rel", "").lower().split()):
                self._found.setdefault(relation, element.get("href", "").strip())
        elif event == "start" and element.tag == "meta":
            self._take_refresh(element)

    def _take_refresh(self, element: etree._Element) -> None:
        # One for browsers without scripts is none for the others.
        scripted = next(element.iterancestors("noscript"), None) is None
        if scripted and element.get("http-equiv", "").strip().lower() == "refresh":
            found = _REFRESH.match(element.get("content", ""))
            if found and (target := found[1].strip("\"' \t\n\r\f")):
                self._found.setdefault("refresh", target)

    def _absolute(self, relation: str) -> str | None:
        base = _joined(self._url, self._base) or self._url
        return _joined(base, self._found.get(relation))


class Unpacker:
    """Decompresses a page's bytes to *most_bytes* in all, however far they would expand."""

    def __init__(self, content_encoding: str, most_bytes: int) -> None:
        """Undo *content_encoding*, as the header names it; raise ValueError if it is not known."""
        # "x-gzip" is another name of gzip (RFC 9110, section 8.4.1.3).
        if content_encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise ValueError(f"unknown encoding {content_encoding}")
        plain = content_encoding in {"", "identity"}
        self._decoder = None if plain else zlib.decompressobj(_GZIP_OR_ZLIB)
        self.left = most_bytes

    def unpack(self, chunk: bytes) -> bytes:
        """Return what *chunk* holds, within the limit: nothing if it is not compressed at all."""
        try:
            plain = self._decoder.decompress(chunk, self.left) if self._decoder else chunk
        except zlib.error:
            plain = b""
            self.left = 0
        plain = plain[: self.left]
        self.left -= len(plain)
        return plain


def _as_meant(text: str) -> str:
    """Return *text*, which is read as Latin-1 if no encoding is named, as the UTF-8 it may be."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _joined(base: str, href: str | None) -> str | None:
    """Return *href*, which may be relative to *base*, in full; None if there is none."""
    try:
        return urljoin(base, href) if href else None
    except ValueError:
        return href


def _pull_parser(charset: str | None) -> etree.HTMLPullParser:
    try:
        return etree.HTMLPullParser(events=("start", "end"), encoding=charset)
    except LookupError:  # no encoding that anybody knows
        return etree.HTMLPullParser(events=("start", "end"))

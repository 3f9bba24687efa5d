"""Send one request and read no more of the answer than it takes to judge it."""

from __future__ import annotations

import http.client
import re
import ssl
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

import requests
import urllib3

from feeds.http.sockets import ALLOWANCE
from feeds.http.verdicts import HeadLinks, LinkFault, Reach, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from urllib3 import HTTPHeaderDict

    from feeds.http.limits import Limits
    from feeds.http.session import LinkSession, Request

_CHUNK_BYTES = 16_384  # what one record of TLS holds at most (RFC 8446, section 5.1)
# Addresses that none of the libraries can make sense of end in ValueErrors of many kinds.
ERRORS = (
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered: ``start`` is the body, or its first bytes, if it was asked for."""

    status: int
    phrase: str
    headers: HTTPHeaderDict
    start: bytes = b""
    head_links: HeadLinks | None = None

    @property
    def set_cookies(self) -> Sequence[str]:
        """The values of all ``Set-Cookie`` headers, which cannot be joined (RFC 9110, 5.3)."""
        found: list[str] = self.headers.getlist("Set-Cookie")
        return found

    @property
    def charset(self) -> str:
        """The encoding that ``Content-Type`` names; empty if it names none."""
        return _charset(self.headers)


def fetch(
    session: LinkSession,
    request: Request,
    *,
    seconds: float,
    head_links: bool = False,
    whole: bool = False,
) -> Reply:
    """Return the answer to *request*, read within *seconds*.

    With *head_links*, the head of a page that is there is read for the links in it, and if the
    *whole* is asked for all of it, decompressed, up to the limit; else no more than the first
    bytes. Redirects are not followed. Raises LinkFault if there is no answer to judge.
    """
    limits = session.limits
    ALLOWANCE.start(seconds, limits.read_timeout_seconds)
    bodiless = request.method == "HEAD"
    try:
        response = session.ask(request)
        try:
            if whole and response.status_code == HTTPStatus.OK:
                return _read_whole(response, limits)
            return _read(response, request.url, limits, bodiless=bodiless, head_links=head_links)
        finally:
            response.close()
    except ERRORS as exc:
        raise explain(exc) from exc


def _read(
    response: requests.Response,
    url: str,
    limits: Limits,
    *,
    bodiless: bool,
    head_links: bool,
) -> Reply:
    headers: HTTPHeaderDict = response.raw.headers
    status, phrase = response.status_code, response.reason
    if bodiless:
        response.raw.drain_conn()  # nothing follows: the connection can serve the next request
        return Reply(status, phrase, headers)
    if head_links and status == HTTPStatus.OK:
        return Reply(status, phrase, headers, head_links=_relations(response, url, limits))
    start = _read_start(response, min(_CHUNK_BYTES, limits.max_bytes))
    return Reply(status, phrase, headers, start)


def _read_whole(response: requests.Response, limits: Limits) -> Reply:
    from feeds.http.head import Unpacker

    headers: HTTPHeaderDict = response.raw.headers
    try:
        unpacker = Unpacker(headers.get("Content-Encoding", "").lower(), limits.max_bytes)
    except ValueError as exc:
        said = "answers in a compression that was not asked for"
        raise LinkFault(Verdict.BROKEN, said, reach=Reach.ANSWERED) from exc
    parts: list[bytes] = []
    left = limits.max_bytes
    while left > 0 and unpacker.left > 0:
        chunk: bytes = response.raw.read1(min(_CHUNK_BYTES, left), decode_content=False)
        if not chunk:
            break
        left -= len(chunk)
        parts.append(unpacker.unpack(chunk))
    content = b"".join(parts)
    if parts and not content:
        raise LinkFault(Verdict.BROKEN, "answers with damaged gzip", reach=Reach.ANSWERED)
    return Reply(response.status_code, response.reason, headers, content)


def _read_start(response: requests.Response, most_bytes: int) -> bytes:
    raw = response.raw
    start: bytes = raw.read1(most_bytes, decode_content=False)
    if raw.length_remaining == 0:
        raw.drain_conn()
    return start


def _relations(response: requests.Response, url: str, limits: Limits) -> HeadLinks:
    """Return the links that the head of the page names, those missing as its headers name them."""
    from feeds.http.head import header_links

    headers = header_links(decoded(response.headers.get("Link", "")), url)
    head = _read_head(response, url, limits)
    return replace(
        head,
        canonical=head.canonical or headers.canonical,
        amphtml=head.amphtml or headers.amphtml,
    )


def _read_head(response: requests.Response, url: str, limits: Limits) -> HeadLinks:
    from feeds.http.head import HeadReader, Unpacker

    headers = response.headers
    reader = HeadReader(url, _charset(headers) or None)
    try:
        unpacker = Unpacker(headers.get("Content-Encoding", "").lower(), limits.max_bytes)
    except ValueError:
        return HeadLinks(complete=False)
    left = limits.max_bytes
    while left > 0 and unpacker.left > 0 and not reader.complete:
        chunk = response.raw.read1(min(_CHUNK_BYTES, left), decode_content=False)
        left -= len(chunk)
        reader.feed(unpacker.unpack(chunk)) if chunk else reader.finish()
    return reader.head_links()


def decoded(header: str) -> str:
    """Return *header*, which http.client takes for Latin-1, as the UTF-8 it may be."""
    try:
        return header.strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header.strip()


def _charset(headers: Mapping[str, str]) -> str:
    found = re.search(
        r"charset\s*=\s*[\"']?([\w.:-]+)", headers.get("Content-Type", ""), re.IGNORECASE
    )
    return found[1] if found else ""


def explain(error: BaseException) -> LinkFault:
    """Return the finding that *error*, of requests, urllib3 or a socket, amounts to."""
    causes = list(_causes(error))
    for kind, (verdict, reason, transient) in _FINDINGS:
        found = next((cause for cause in causes if isinstance(cause, kind)), None)
        if found is not None:
            tls = getattr(found, "verify_message", "") or getattr(found, "reason", "")
            said = reason.format(error=found, tls=tls or "no handshake")
            return LinkFault(verdict, said, transient=transient, reach=Reach.CONNECTED)
    return LinkFault(Verdict.BROKEN, f"cannot be asked: {type(error).__name__}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and what led to it, as requests and urllib3 wrap it."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        cause = waiting.pop()
        if isinstance(cause, BaseException) and id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            waiting += [*cause.args, getattr(cause, "reason", None), cause.__context__]


_CUT = (Verdict.BROKEN, "breaks off the connection", True)
_GARBLED = (Verdict.BROKEN, "answers with something that is not HTTP", True)
_OVERSIZED = (Verdict.BROKEN, "sends headers beyond all bounds: {error}", False)
# What an error or anything it wraps amounts to, by its type: verdict, reason, and whether that may
# pass. The first that applies counts. A connection that ends before the status line is both a
# garbled answer and a reset one for http.client: it counts as a reset.
_FINDINGS: tuple[tuple[type[BaseException], tuple[Verdict, str, bool]], ...] = (
    (TimeoutError, (Verdict.TIMEOUT, "does not answer in time", True)),
    (ssl.SSLError, (Verdict.BROKEN, "offers no trustworthy TLS: {tls}", False)),
    (http.client.LineTooLong, _OVERSIZED),
    (ConnectionError, _CUT),
    (http.client.IncompleteRead, _CUT),
    (http.client.BadStatusLine, _GARBLED),
    (http.client.UnknownProtocol, _GARBLED),
    (http.client.HTTPException, _OVERSIZED),
    (OSError, _CUT),
)


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds from *now* (aware) that a Retry-After header asks to wait.

    It holds seconds or a date (RFC 9110, 10.2.3); None stands for neither.
    """
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    # "-0000" is UTC of a host that says nothing of its own zone (RFC 5322, section 3.3).
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())

"""Feeds fetched from the web, as links are asked for: no private network, no endless answer."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from feeds.problems.errors import FeedsError
from feeds.secrets import mask_credentials

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16
_CHARSET = re.compile(r"charset=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_OK = 200


class Answer(NamedTuple):
    """The bytes of a feed, the address they came from in the end, and what the headers say."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str = ""


class UnreachableError(FeedsError):
    """A feed could not be fetched."""


def is_address(text: str) -> bool:
    """Tell whether *text* is an address of the web and no name of a file."""
    return text.lower().startswith(("http://", "https://"))


def fetch_feed(url: str, max_bytes: int, *, allow_private: bool = False) -> Answer:
    """Return what is at *url*, at most one byte more than *max_bytes*.

    Redirects are followed. Raises UnreachableError.
    """
    from dataclasses import replace

    from feeds.http.addresses import resolve
    from feeds.http.fetch import ERRORS, explain
    from feeds.http.limits import Limits
    from feeds.http.session import LinkSession, Request
    from feeds.http.sockets import ALLOWANCE, Gateway
    from feeds.http.verdicts import LinkFault

    limits = replace(Limits(), allow_private=allow_private, workers=1)
    gateway = Gateway(resolve, limits.connect_timeout_seconds, allow_private=allow_private)
    session = LinkSession(limits, gateway)
    ALLOWANCE.start(limits.deadline_seconds, limits.read_timeout_seconds)
    at = _ascii(url)
    try:
        for _ in range(limits.max_redirects + 1):
            response = session.ask(Request("GET", at))
            try:
                target = response.headers.get("Location")
                if response.status_code in _REDIRECTS and target:
                    at = _ascii(urljoin(at, target))
                    continue
                if response.status_code != _OK:
                    raise _unreachable(url, f"answers {response.status_code} {response.reason}")
                return Answer(
                    _read(response.raw, max_bytes),
                    at,
                    response.headers.get("Content-Type", ""),
                    _charset(response.headers.get("Content-Type", "")),
                )
            finally:
                response.close()
    except LinkFault as exc:
        raise _unreachable(url, exc.reason) from exc
    except ERRORS as exc:
        raise _unreachable(url, explain(exc).reason) from exc
    raise _unreachable(url, f"redirects more than {limits.max_redirects} times")


def _read(raw: object, max_bytes: int) -> bytes:
    data = bytearray()
    # What is compressed for the way is unpacked as a file is.
    while len(data) <= max_bytes:
        chunk = raw.read1(_CHUNK, decode_content=False)  # type: ignore[attr-defined] # urllib3's own
        if not chunk:
            break
        data += chunk
    return bytes(data[: max_bytes + 1])


def _ascii(url: str) -> str:
    from feeds.values.urls import ascii_url

    if urlsplit(url).scheme not in {"http", "https"}:
        raise _unreachable(url, "is no address of the web")
    return ascii_url(url)


def _charset(content_type: str) -> str:
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def _unreachable(url: str, reason: str) -> UnreachableError:
    return UnreachableError(f"{mask_credentials(url)} {reason}", url=mask_credentials(url))

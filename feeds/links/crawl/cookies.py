"""The cookies that one link gathers on its way, as browsers send them back (RFC 6265).

Many hosts set one and redirect to see whether it comes back. No other link ever gets it: each is
asked as if nobody had been there before, and what was set is gone with the link.
"""

from __future__ import annotations

import re
from email.message import Message
from http.cookiejar import Cookie, DefaultCookiePolicy
from typing import TYPE_CHECKING
from urllib.request import Request

from requests.cookies import RequestsCookieJar

from feeds.values.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Sequence

# What browsers keep at least (RFC 6265, 6.1): no page needs more to be reached.
_MOST_BYTES = 4096
_MOST_COOKIES = 50
_CONTROL = re.compile(r"[\0-\x1f\x7f]")


class _Policy(DefaultCookiePolicy):
    """Sends cookies to the host that set them, and beyond it within one registered domain only."""

    def __init__(self) -> None:
        super().__init__(rfc2965=False, strict_ns_domain=self.DomainStrictNonDomain)

    def set_ok(self, cookie: Cookie, request: Request) -> bool:
        """Tell whether *cookie*, which the answer to *request* sets, is kept."""
        text = f"{cookie.name}={cookie.value or ''}"
        if len(text) > _MOST_BYTES or _CONTROL.search(text):
            return False
        domain, host = cookie.domain.removeprefix("."), request.host.lower()
        if cookie.domain_specified and registrable_domain(domain) is None:
            # Under a public suffix others have theirs (RFC 6265, 5.3, step 5), and an address has
            # nothing below it.
            if domain != host.rpartition(":")[0] and domain != host:
                return False
            cookie.domain, cookie.domain_specified = domain, False
        return bool(super().set_ok(cookie, request))


class Cookies:
    """The cookies of one link; may be sent to another process with it."""

    def __init__(self) -> None:
        """Start with none."""
        self._jar = RequestsCookieJar(_Policy())

    def keep(self, url: str, set_cookies: Sequence[str]) -> None:
        """Take in what the answer of *url* sets by its ``Set-Cookie`` headers."""
        answer = Message()
        for value in set_cookies[: max(0, _MOST_COOKIES - len(self._jar))]:
            answer["Set-Cookie"] = value
        self._jar.extract_cookies(_Answer(answer), Request(url))  # type: ignore[arg-type]  # noqa: S310 - all it asks for; opens nothing

    def header(self, url: str) -> str:
        """Return what a request of *url* sends as ``Cookie``; empty for nothing."""
        request = Request(url)  # noqa: S310 - opens nothing
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie", "") or ""


class _Answer:
    """What ``http.cookiejar`` asks of an answer: its headers."""

    def __init__(self, headers: Message) -> None:
        self._headers = headers

    def info(self) -> Message:
        return self._headers

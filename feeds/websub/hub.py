"""Tell a WebSub hub that documents have changed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import requests

from feeds.http.addresses import resolve
from feeds.http.fetch import ERRORS, explain, parse_retry_after
from feeds.http.limits import Limits
from feeds.http.session import LinkSession
from feeds.http.sockets import ALLOWANCE, Gateway
from feeds.http.verdicts import LinkFault
from feeds.secrets import mask_credentials
from feeds.values.urls import ascii_url

if TYPE_CHECKING:
    from collections.abc import Sequence

# After these the same request may be made again (RFC 9110, 15.5.9; RFC 6585, section 4).
_MAY_PASS = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_WRONG_ADDRESS = frozenset(
    {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.METHOD_NOT_ALLOWED,
        HTTPStatus.GONE,
    }
)
# What is read of an answer, so that its connection can serve the next request.
_MOST_BYTES = 16_384


@dataclass(frozen=True, slots=True)
class Answer:
    """What a hub made of a request.

    ``reason`` continues a sentence that starts with the hub; it is empty if the hub accepted.
    ``remedy`` says what to do, if that can be told. What ``may_pass`` is worth another try, after
    ``wait_seconds`` at the earliest.
    """

    reason: str = ""
    remedy: str = ""
    may_pass: bool = False
    wait_seconds: float = 0.0

    @property
    def accepted(self) -> bool:
        """Whether the hub will tell its subscribers."""
        return not self.reason


class Publisher:
    """Asks hubs to publish, as link checks ask; a hub may be in a private network."""

    def __init__(self, contact: str | None = None) -> None:
        """Give *contact*, if there is one, as whom to turn to; no connection is made yet."""
        self._limits = Limits(contact=contact, allow_private=True)
        timeout = self._limits.connect_timeout_seconds
        self._session = LinkSession(self._limits, Gateway(resolve, timeout, allow_private=True))

    def publish(self, hub: str, topics: Sequence[str], seconds: float) -> Answer:
        """Tell *hub* within *seconds* that the documents at the addresses *topics* have changed.

        WebSub leaves open how this is said (section 6). Hubs go by ``hub.url``, as PubSubHubbub 0.3
        had it (section 7.1), or by ``hub.topic``: both are sent. That the two may be repeated, to
        name several, is what 0.3 says; many hubs take one of them and accept without a word.
        """
        fields = [("hub.mode", "publish")]
        for topic in topics:
            fields += [("hub.topic", topic), ("hub.url", topic)]
        # As a form, as subscribers write to hubs too (WebSub, section 5.1).
        request = requests.Request(
            "POST", ascii_url(hub), {"User-Agent": self._limits.user_agent}, data=fields
        )
        ALLOWANCE.start(
            min(seconds, self._limits.deadline_seconds), self._limits.read_timeout_seconds
        )
        try:
            return _read(self._session.send(request.prepare()), hub)
        except LinkFault as fault:
            return Answer(fault.reason, may_pass=True)
        except ERRORS as exc:
            return Answer(explain(exc).reason, may_pass=True)

    def close(self) -> None:
        """End all connections."""
        self._session.close()


def _read(response: requests.Response, hub: str) -> Answer:
    """Return what *response* of *hub* says.

    Redirects are not followed: GET would take the place of POST.
    """
    with suppress(*ERRORS):
        response.raw.read(_MOST_BYTES, decode_content=False)
    response.close()
    status = response.status_code
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer()
    reason = f"answers {status} {response.reason}".rstrip()
    if status not in _MAY_PASS and status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(reason, _remedy(response, hub))
    wait = parse_retry_after(response.headers.get("Retry-After"), datetime.now(UTC)) or 0.0
    asks = f" and asks to wait {wait:,.0f} seconds" if wait else ""
    return Answer(reason + asks, may_pass=True, wait_seconds=wait)


def _remedy(response: requests.Response, hub: str) -> str:
    """Return what to do about *response*, by which *hub* refuses; empty if that cannot be told."""
    location = response.headers.get("Location")
    if location and response.status_code < HTTPStatus.BAD_REQUEST:
        with suppress(ValueError):  # it is no address
            target = mask_credentials(urljoin(hub, location))
            return f"set [site] hub to {target}, and build the feeds"
    if response.status_code in _WRONG_ADDRESS:
        return "check [site] hub, which may be the wrong address"
    return ""

"""An address on its way to a verdict: one job, taken up anew for each request it needs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from feeds.http.addresses import host_of, is_private_host
from feeds.http.limits import Limits
from feeds.http.verdicts import LinkFault, Outcome, Target, Verdict
from feeds.values.patterns import is_found
from feeds.values.urls import ascii_url

if TYPE_CHECKING:
    from feeds.links.crawl.cookies import Cookies


@dataclass(frozen=True, slots=True)
class Job:
    """The next request for *target*: *method* to *url*, which holds neither user nor fragment.

    ``trail`` are the addresses that redirected here, and ``sent`` the cookies that were sent to
    each; ``cookies`` are those gathered there, of which ``cookie`` is to be sent now. ``moved_to``
    is where the permanent redirects lead, as long as no temporary one came in between
    (``temporary``). ``fragment`` is that of the latest redirect that has one (RFC 9110, 10.2.2);
    None stands for that of whoever links here. ``spent_seconds`` counts towards the deadline,
    ``attempt`` towards the retries. It is ``private`` as long as all hosts that have answered may
    be at private addresses.
    """

    target: Target
    url: str
    method: str
    trail: tuple[str, ...] = ()
    sent: tuple[str, ...] = field(default=(), repr=False)
    cookies: Cookies | None = field(default=None, repr=False, compare=False)
    cookie: str = field(default="", repr=False)
    moved_to: str | None = None
    temporary: bool = False
    fragment: str | None = None
    attempt: int = 0
    spent_seconds: float = 0.0
    private: bool = False
    host: str = field(init=False)

    def __post_init__(self) -> None:
        """Note the host that the request goes to; several ports are one machine."""
        object.__setattr__(self, "host", host_of(self.url))


def first_job(target: Target, limits: Limits) -> Job | Outcome:
    """Return the first request for *target*, or the outcome if there must be none."""
    try:
        url = sendable(target.url, limits)
    except LinkFault as fault:
        return Outcome(target.url, fault.verdict, fault.reason)
    method = "GET" if target.head_links else "HEAD"
    return Job(target, url, method, private=limits.allow_private)


def must_skip(url: str, limits: Limits) -> bool:
    """Tell whether *limits* alone say that *url* is not asked, without a look-up of its host."""
    try:
        host = host_of(sendable(url, limits))
    except LinkFault as fault:
        return fault.verdict is Verdict.SKIPPED
    return not limits.allow_private and is_private_host(host)


def sendable(url: str, limits: Limits) -> str:
    """Return *url* as it is sent: in ASCII, without user, password and fragment.

    Raise LinkFault if its scheme is not http or https, if it matches a pattern to skip, or if
    it is no address.
    """
    scheme = url.partition(":")[0].lower()
    if scheme not in {"http", "https"} and re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        raise LinkFault(Verdict.SKIPPED, f"is of the scheme {scheme}, not http or https")
    if is_found(limits.skip, url):
        raise LinkFault(Verdict.SKIPPED, "matches a pattern to skip")
    try:
        parts = urlsplit(ascii_url(scheme + url[len(scheme) :]))
    except ValueError as exc:
        raise LinkFault(Verdict.BROKEN, f"is not an address: {exc}") from exc
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path or "/", parts.query, ""))

"""Draw the conclusion from one answer: a verdict, or the next request to send."""

import re
from dataclasses import replace
from http import HTTPStatus
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from feeds.http.fetch import Reply, decoded
from feeds.http.limits import Limits
from feeds.http.verdicts import LinkFault, Outcome, Reach, Verdict
from feeds.links.crawl.cookies import Cookies
from feeds.links.crawl.jobs import Job, sendable
from feeds.values.urls import ascii_url

_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_REDIRECTS = _PERMANENT | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
# 420 was Twitter's 429, and others have taken it up; 529 is what 503 means, of Qualys and others.
_TOO_MANY = frozenset({420, HTTPStatus.TOO_MANY_REQUESTS})
OVERLOADED = _TOO_MANY | {HTTPStatus.SERVICE_UNAVAILABLE, 529}
# The page is there, but not for a program, or not for one that has not paid or signed in.
_BLOCKED = _TOO_MANY | {
    401,  # unauthorized
    402,  # payment required: paywalls, and Cloudflare of crawlers
    403,  # forbidden
    406,  # not acceptable, though all is accepted: ModSecurity of programs
    407,  # proxy authentication required
    412,  # precondition failed, though there was none: guards of Chinese sites
    418,  # I'm a teapot: a joke (RFC 2324) that hosts make of programs
    426,  # upgrade required: of the protocol, which browsers do
    430,  # Shopify's "security rejection"
    440,  # Microsoft's "login time-out"
    450,  # Microsoft's "blocked by parental controls"
    451,  # unavailable for legal reasons
    498,  # Esri's "invalid token"
    499,  # Esri's "token required"
    999,  # LinkedIn's answer to programs
}
# The fault of this very request and connection: the next one may do.
_PASSING = frozenset({HTTPStatus.MISDIRECTED_REQUEST, HTTPStatus.TOO_EARLY})
# Servlets add it for who may keep no cookies; the page is the same without (Jakarta Servlet, 7.1).
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
# Who guards a site says so here: Cloudflare, Vercel, AWS WAF and DataDome.
_CHALLENGE_HEADERS = (
    ("cf-mitigated", "challenge"),
    ("x-vercel-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-datadome", ""),
)
# Found at the start of pages that want a browser or a human (Cloudflare, Imperva, HUMAN).
_CHALLENGE_MARKS = (
    b"<title>Just a moment...</title>",
    b"/cdn-cgi/challenge-platform/",
    b"_Incapsula_Resource",
    b'id="px-captcha"',
)


def judge(job: Job, reply: Reply, limits: Limits) -> Job | Outcome:
    """Return the outcome of *job* that *reply* settles, or the job that follows from it."""
    location = reply.headers.get("Location")
    if reply.status in _REDIRECTS and location is not None:
        return _follow(_with_cookies(job, reply), reply.status, location, limits)
    challenged = is_challenge(reply)
    # HEAD lies: many hosts refuse or mistake it. Those that are overloaded get a break first.
    resting = reply.status in OVERLOADED and not challenged and limits.retries
    if job.method == "HEAD" and reply.status >= HTTPStatus.BAD_REQUEST and not resting:
        return replace(job, method="GET")
    return _conclude(job, reply, challenged=challenged)


def judge_fault(job: Job, fault: LinkFault, limits: Limits, *, private: bool) -> Job | Outcome:
    """Return the outcome that *fault* means for *job*, or the job to try instead.

    *private* tells that the host, if any was found, is at a private address.
    """
    cut = fault.transient and fault.verdict is not Verdict.TIMEOUT
    if job.method == "HEAD" and cut and not limits.retries:
        return replace(job, method="GET")
    # That a host of this network leads there shows nothing of the way to a public one.
    answered = job.trail and (private or not job.private)
    return Outcome(
        job.target.url,
        fault.verdict,
        _after_redirects(job, fault.reason),
        moved_to=job.moved_to,
        transient=fault.transient,
        reach=Reach.ANSWERED if answered else fault.reach,
        private=job.private and private,
    )


def is_challenge(reply: Reply) -> bool:
    """Tell whether *reply* asks for proof of a human instead of answering."""
    for name, value in _CHALLENGE_HEADERS:
        found = reply.headers.get(name)
        # DataDome marks the pages it lets through as well.
        if found is not None and value in found and (value or reply.status != HTTPStatus.OK):
            return True
    return any(mark in reply.start for mark in _CHALLENGE_MARKS)


def _with_cookies(job: Job, reply: Reply) -> Job:
    """Return *job* with the cookies that the redirect *reply* sets; few set any."""
    if "Set-Cookie" not in reply.headers:
        return job
    cookies = job.cookies or Cookies()
    cookies.keep(job.url, reply.set_cookies)
    return replace(job, cookies=cookies)


def _follow(job: Job, status: int, location: str, limits: Limits) -> Job | Outcome:
    try:
        url = sendable(urljoin(job.url, decoded(location)), limits)
    except LinkFault as fault:
        return _dead_end(job, status, fault.verdict, f"to something that {fault.reason}")
    except ValueError:
        return _dead_end(job, status, Verdict.BROKEN, "to something that is not an address")
    trail, sent = (*job.trail, job.url), (*job.sent, job.cookie)
    asked = set(zip(trail, sent, strict=True))
    # An address that is asked with other cookies than before may answer something else.
    steps = ((each, _cookie(job, each)) for each in (_SESSION.sub("", url), url))
    url, cookie = next((step for step in steps if step not in asked), (url, None))
    if cookie is None and job.method == "HEAD":
        # Some set cookies for GET only.
        return Job(
            job.target,
            trail[0],
            "GET",
            attempt=job.attempt,
            spent_seconds=job.spent_seconds,
            private=job.private,
        )
    if cookie is None or len(trail) > limits.max_redirects:
        where = "in a circle" if url in trail else f"more than {limits.max_redirects} times"
        return _dead_end(job, status, Verdict.BROKEN, where)
    temporary = job.temporary or status not in _PERMANENT
    _, given, named = decoded(location).partition("#")
    fragment = named if given else job.fragment
    moved_to = job.moved_to if temporary else _with_fragment(url, fragment)
    return replace(
        job,
        url=url,
        trail=trail,
        sent=sent,
        cookie=cookie,
        temporary=temporary,
        moved_to=moved_to,
        fragment=fragment,
    )


def _cookie(job: Job, url: str) -> str:
    return job.cookies.header(url) if job.cookies else ""


def _with_fragment(url: str, fragment: str | None) -> str:
    """Return *url* with *fragment*; an empty one stays to be seen, as it takes another's place."""
    return (
        url if fragment is None else f"{url}#" + urlsplit(ascii_url(f"{url}#{fragment}")).fragment
    )


def _dead_end(job: Job, status: int, verdict: Verdict, where: str) -> Outcome:
    reason = _after_redirects(job, f"redirects {where} ({status})")
    return Outcome(
        job.target.url,
        verdict,
        reason,
        status,
        job.url,
        job.moved_to,
        reach=Reach.ANSWERED,
        private=job.private,
    )


def _conclude(job: Job, reply: Reply, *, challenged: bool) -> Outcome:
    verdict, transient = _classify(reply.status)
    reason = f"answers {reply.status} {reply.phrase}".rstrip()
    if challenged:
        verdict, transient = Verdict.BLOCKED, False
        reason += " with a page that wants a browser"
    reason = _after_redirects(job, reason)
    # What is answered where the way began, to whoever comes back with a cookie, has not moved.
    moved_to = None if job.url in job.trail[:1] else job.moved_to
    if verdict is Verdict.OK and moved_to:
        verdict, reason = Verdict.MOVED, f"has moved to {moved_to}"
    return Outcome(
        job.target.url,
        verdict,
        reason + _downgrade(job),
        reply.status,
        job.url,
        moved_to,
        reply.headers.get("ETag"),
        reply.headers.get("Last-Modified"),
        transient,
        reply.head_links,
        _reach(job, reply),
        job.private,
    )


def _classify(status: int) -> tuple[Verdict, bool]:
    """Return the verdict on a final *status*, and whether the next run may differ."""
    if status in _BLOCKED:
        return Verdict.BLOCKED, status in _TOO_MANY
    if status == HTTPStatus.REQUEST_TIMEOUT:
        return Verdict.TIMEOUT, True
    if status in _PASSING:
        return Verdict.BROKEN, True
    if status in _REDIRECTS:
        return Verdict.BROKEN, False  # to nowhere
    if status >= HTTPStatus.BAD_REQUEST:
        return Verdict.BROKEN, status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return Verdict.OK, False


def _reach(job: Job, reply: Reply) -> Reach:
    # A network that asks its user to sign in answers in the place of the host (RFC 6585, 6).
    foreign = reply.status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED and not job.trail
    return Reach.FAILED if foreign else Reach.ANSWERED


def _after_redirects(job: Job, reason: str) -> str:
    return f"redirects to {job.url}, which {reason}" if job.trail else reason


def _downgrade(job: Job) -> str:
    schemes = [urlsplit(url).scheme for url in (*job.trail, job.url)]
    fell = ("https", "http") in pairwise(schemes)
    return ", by way of a redirect from https to http" if fell else ""

"""Pages that set a cookie and redirect, as browsers get through them."""

import re
import socket
from collections.abc import Callable, Mapping

import pytest

from feeds.http.verdicts import Target, Verdict
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import Authority, check, local
from tests.acceptance.links.site import Site

Serve = Callable[..., Site]
Hop = tuple[str, tuple[str, ...]]


def cookies_of(site: Site) -> list[str]:
    """Return the cookies of each request so far; empty for none."""
    found = (re.search(r"^Cookie: (.*?)\r$", head, re.MULTILINE) for head in site.heads)
    return [match[1] if match else "" for match in found]


def gate(cookie: str, then: Hop, *, status: str = "302 Found") -> a.Answer:
    """Answer well to who has *cookie*; send others where *then* says, with what it sets."""
    target, headers = then

    def answer(site: Site, connection: socket.socket, method: str, _: str) -> None:
        had = cookie in cookies_of(site)[-1].split("; ")
        lines = () if had else (f"Location: {target}", *(f"Set-Cookie: {h}" for h in headers))
        reply = a.response("200 OK" if had else status, *lines, method=method)
        connection.sendall(reply)

    return answer


def setting(status: str, target: str, *cookies: str) -> a.Answer:
    """Redirect to *target* and set *cookies*."""
    headers = (f"Location: {target}", *(f"Set-Cookie: {cookie}" for cookie in cookies))
    return a.says(status, *headers, body=b"")


@pytest.mark.parametrize(
    "answers",
    [
        {"/a": gate("seen=1", ("/a", ("seen=1; Path=/",)))},
        {"/a": gate("seen=1", ("/a", ("seen=1",)))},
        {"/a": gate("seen=1", ("/a", ("seen=1",)), status="301 Moved Permanently")},
        {"/a": gate("seen=1", ("/a", ("seen=1",)), status="307 Temporary Redirect")},
        {"/a": gate("seen=1", ("/a", ("x=y; HttpOnly; SameSite=Lax", "seen=1; Max-Age=60")))},
        {"/a": gate("seen=1", ("/set", ())), "/set": setting("302 Found", "/a", "seen=1; Path=/")},
        {"/a": gate("seen=1", ("/set", ())), "/set": setting("301 Moved", "/a", "seen=1; Path=/")},
        {"/a": gate("seen=1", ("/a?try=1", ("seen=1",)))},
        {"/a": gate("seen=", ("/a", ("seen=; Path=/",)))},
        {"/a": gate("seen=1", ("/a", ("seen=1; Domain=127.0.0.1",)))},
        {"/a": gate("seen=1", ("/b", ("seen=0",))), "/b": setting("302 Found", "/a", "seen=1")},
        {"/a": gate("seen=1", ("/a", ("seen=1; Expires=Wed, 09 Jun 2100 10:18:14 GMT",)))},
    ],
)  # fmt: skip
def test_a_page_that_sets_a_cookie_and_redirects_is_reached(
    serve: Serve, answers: Mapping[str, a.Answer]
) -> None:
    site = serve(answers)
    by_head, by_get = site.url("/a"), Target(site.url("/a?"), head_links=True)
    for outcome in check(by_head, by_get):
        assert (outcome.verdict, outcome.status, outcome.moved_to) == (Verdict.OK, 200, None)
        assert "seen=" not in repr(outcome)


def test_a_cookie_that_is_set_for_get_only_is_enough(serve: Serve) -> None:
    page = gate("seen=1", ("/a", ("seen=1",)))
    site = serve({"/a": a.by_method(setting("302 Found", "/a"), page)})
    [outcome] = check(site.url("/a"))
    assert (outcome.verdict, site.asked) == (Verdict.OK, ["HEAD /a", "GET /a", "GET /a"])


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"/a": setting("302 Found", "/a")}, 2),
        ({"/a": setting("302 Found", "/a", "seen=1")}, 4),
        ({"/a": setting("302 Found", "/b"), "/b": setting("302 Found", "/a", "seen=1; Path=/")}, 8),
        # By HEAD and then by GET, but for what changes the cookie with each visit.
        ({"/a": lambda site, connection, *_: connection.sendall(
            a.response("302 Found", "Location: /a", f"Set-Cookie: n={len(site.asked)}", body=b""))}, 4),
        # What browsers do not keep, or do not send there, helps nobody.
        ({"/a": gate("seen=1", ("/a", ("seen=1; Secure",)))}, 2),
        ({"/a": gate("seen=1", ("/a", ("seen=1; Path=/b",)))}, 2),
        ({"/a": gate("seen=1", ("/a", ("seen=1; Max-Age=0",)))}, 2),
        ({"/a": gate("seen=1", ("/a", ("seen=1; Domain=example.org",)))}, 2),
    ],
)  # fmt: skip
def test_a_circle_in_spite_of_cookies_is_one(
    serve: Serve, answers: Mapping[str, a.Answer], asked: int
) -> None:
    site = serve(answers)
    [outcome] = check(site.url("/a"), max_redirects=3)
    assert outcome.verdict is Verdict.BROKEN
    assert outcome.reason.endswith("redirects in a circle (302)")
    assert len(site.asked) == asked


def test_each_link_has_cookies_of_its_own(serve: Serve) -> None:
    site = serve({"/a": gate("seen=1", ("/a", ("seen=1; Path=/",))), "/b": a.says("200 OK")})
    [first] = check(site.url("/a"), workers=1)
    outcomes = check(*(site.url(f"/b?{n}") for n in range(3)), site.url("/a"), workers=1)
    assert {outcome.verdict for outcome in (first, *outcomes)} == {Verdict.OK}
    assert sorted(zip(site.asked, cookies_of(site), strict=True)) == [
        ("HEAD /a", ""),
        ("HEAD /a", ""),
        ("HEAD /a", "seen=1"),
        ("HEAD /a", "seen=1"),
        ("HEAD /b?0", ""),
        ("HEAD /b?1", ""),
        ("HEAD /b?2", ""),
    ]


@pytest.mark.parametrize(
    ("cookie", "hosts", "sent"),
    [
        ("seen=1", ("news.test", "news.test"), "seen=1"),
        ("seen=1", ("news.test", "sub.news.test"), ""),
        ("seen=1", ("news.test", "other.test"), ""),
        ("seen=1; Domain=paper.test", ("www.paper.test", "login.paper.test"), "seen=1"),
        ("seen=1; Domain=.paper.test", ("www.paper.test", "paper.test"), "seen=1"),
        ("seen=1; Domain=paper.test", ("www.paper.test", "other.test"), ""),
        ("seen=1; Domain=other.test", ("www.paper.test", "other.test"), ""),
        # Under a suffix that is open to anybody.
        ("seen=1; Domain=test", ("a.test", "b.test"), ""),
        ("seen=1; Domain=github.io", ("a.github.io", "b.github.io"), ""),
        ("seen=1; Domain=co.uk", ("a.co.uk", "b.co.uk"), ""),
        ("seen=1; Domain=0.0.1", ("127.0.0.1", "127.0.0.1"), ""),
        ("seen=1; Domain=127.0.0.1", ("127.0.0.1", "127.0.0.1"), "seen=1"),
    ],
)
def test_a_cookie_is_sent_to_whom_it_is_for(
    serve: Serve, cookie: str, hosts: tuple[str, str], sent: str
) -> None:
    first, then = hosts
    site = serve(
        {
            "/a": lambda site, *rest: setting("302 Found", site.url("/b", then), cookie)(
                site, *rest
            ),
            "/b": a.says("200 OK"),
        }
    )
    [outcome] = check(site.url("/a", first), resolver=lambda *_: ["127.0.0.1"])
    assert outcome.verdict is Verdict.OK
    assert cookies_of(site) == ["", sent]


def test_a_secure_cookie_is_for_https_only(serve: Serve, authority: Authority) -> None:
    plain = serve({"/end": a.says("200 OK")})
    site = serve(
        {
            "/a": gate("seen=1", ("/a", ("seen=1; Secure; Path=/",))),
            "/b": setting("302 Found", plain.url("/end", "news.test"), "seen=1; Secure; Path=/"),
        },
        tls=authority.context("news.test"),
    )
    urls = (site.url("/a", "news.test"), site.url("/b", "news.test"))
    outcomes = check(*urls, resolver=local, ca_file=authority.ca_file)
    assert [outcome.verdict for outcome in outcomes] == [Verdict.OK] * 2
    assert (sorted(cookies_of(site)), cookies_of(plain)) == (["", "", "seen=1"], [""])

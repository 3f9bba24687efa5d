"""Where redirects lead, and where they must not."""

import socket
from collections.abc import Callable

import pytest

from feeds.http.verdicts import Verdict
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import Authority, check, local
from tests.acceptance.links.site import Site

Serve = Callable[..., Site]


def always(target: str) -> Callable[[Site], str]:
    return lambda _: target


def chain(*hops: tuple[str, str]) -> dict[str, a.Answer]:
    """Return pages that redirect to each other: (status, target) for /0, /1 …"""
    answers = {
        f"/{number}": a.to(status, always(target)) for number, (status, target) in enumerate(hops)
    }
    return answers | {"/end": a.says("200 OK")}


@pytest.mark.parametrize(
    ("hops", "verdict", "reason", "moved_to", "final"),
    [
        ([("302 Found", "/end")], "ok", "redirects to {}/end, which answers 200 OK", None, "/end"),
        ([("307 Temporary", "/end")], "ok", "redirects to {}/end, which answers 200 OK", None, "/end"),
        ([("301 Moved", "/end")], "moved", "has moved to {}/end", "/end", "/end"),
        ([("308 Moved", "/end")], "moved", "has moved to {}/end", "/end", "/end"),
        ([("301 Moved", "/1"), ("308 Moved", "/end")], "moved", "has moved to {}/end", "/end", "/end"),
        ([("301 Moved", "/1"), ("302 Found", "/end")], "moved", "has moved to {}/1", "/1", "/end"),
        ([("302 Found", "/1"), ("301 Moved", "/end")], "ok", "redirects to {}/end, which answers 200 OK", None, "/end"),
        ([("301 Moved", "end#part")], "moved", "has moved to {}/end#part", "/end#part", "/end"),
        ([("301 Moved", "/1#part"), ("301 Moved", "/end")], "moved", "has moved to {}/end#part", "/end#part", "/end"),
        ([("301 Moved", "/1#part"), ("301 Moved", "/end#other")], "moved", "has moved to {}/end#other", "/end#other", "/end"),
        ([("301 Moved", "/1#part"), ("301 Moved", "/end#")], "moved", "has moved to {}/end#", "/end#", "/end"),
        ([("301 Moved", "/1"), ("302 Found", "/end#part")], "moved", "has moved to {}/1", "/1", "/end"),
        ([("301 Moved", "/end#a b")], "moved", "has moved to {}/end#a%20b", "/end#a%20b", "/end"),
        ([("302 Found", "/1"), ("302 Found", "/0")], "broken", "redirects to {}/1, which redirects in a circle (302)", None, "/1"),
        ([("302 Found", "/0")], "broken", "redirects in a circle (302)", None, "/0"),
        ([("302 Found", "/1"), ("302 Found", "/2"), ("302 Found", "/3"), ("302 Found", "/4"), ("302 Found", "/end")],
         "broken", "redirects to {}/3, which redirects more than 3 times (302)", None, "/3"),
        ([("302 Found", "ftp://news.test/")], "skipped", "redirects to something that is of the scheme ftp, not http or https (302)", None, "/0"),
        ([("302 Found", "http://:80/")], "broken", "redirects to something that is not an address: it names no host (302)", None, "/0"),
        ([("302 Found", "http://news.test/draft")], "skipped", "redirects to something that matches a pattern to skip (302)", None, "/0"),
    ],
)  # fmt: skip
def test_a_chain_of_redirects_means(  # noqa: PLR0913, PLR0917 - a table of cases
    serve: Serve,
    hops: list[tuple[str, str]],
    verdict: str,
    reason: str,
    moved_to: str | None,
    final: str,
) -> None:
    site = serve(chain(*hops))
    [outcome] = check(site.url("/0"), max_redirects=3, skip=("/draft",))
    base = site.url("")
    assert (outcome.verdict, outcome.reason) == (verdict, reason.format(base))
    assert outcome.moved_to == (base + moved_to if moved_to else None)
    assert outcome.final_url == base + final


@pytest.mark.parametrize(
    ("answers", "verdict", "moved_to"),
    [
        ({"/0": "/end;jsessionid=AB12.node1", "/end": ""}, "moved", "/end"),
        ({"/0": "/a;JSESSIONID=AB12/end?x=1#y", "/a/end": ""}, "moved", "/a/end?x=1#y"),
        ({"/0": "/end;v=1", "/end;v=1": ""}, "moved", "/end;v=1"),
        # Whoever insists on it, gets it.
        ({"/0": "/0;jsessionid=AB12", "/0;jsessionid=AB12": ""}, "moved", "/0;jsessionid=AB12"),
        ({"/0": "/0;jsessionid=AB12", "/0;jsessionid=AB12": "/0"}, "broken", "/0;jsessionid=AB12"),
    ],
)
def test_a_session_in_a_redirect_is_left_out(
    serve: Serve, answers: dict[str, str], verdict: str, moved_to: str
) -> None:
    site = serve(
        {
            path: a.to("301 Moved", always(target)) if target else a.says("200 OK")
            for path, target in answers.items()
        }
    )
    [outcome] = check(site.url("/0"))
    assert (outcome.verdict, outcome.moved_to) == (verdict, site.url(moved_to))


def test_a_redirect_in_utf8_is_followed(serve: Serve) -> None:
    def answer(_: Site, connection: socket.socket, *__: str) -> None:
        connection.sendall("HTTP/1.1 302 Found\r\nLocation: /é\r\n\r\n".encode())

    site = serve({"/": answer, "/%C3%A9": a.says("200 OK")})
    [outcome] = check(site.url("/"))
    assert (outcome.verdict, outcome.final_url) == (Verdict.OK, site.url("/%C3%A9"))


def test_the_body_of_a_redirect_is_not_read(serve: Serve) -> None:
    flood = a.flood(b"HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n", b"x" * 65536)
    site = serve({"/0": a.by_method(a.says("405 No"), flood), "/end": a.says("200 OK")})
    [outcome] = check(site.url("/0"))
    assert outcome.verdict is Verdict.OK


def test_a_redirect_to_another_host_is_that_hosts_turn(serve: Serve) -> None:
    other = serve({"/": a.after(0.05, a.says("200 OK"))}, address="127.0.0.2")
    site = serve({f"/{i}": a.to("302 Found", always(other.url(f"/?{i}"))) for i in range(6)})
    outcomes = check(*(site.url(f"/{i}") for i in range(6)), per_host=2, deadline_seconds=3)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.OK}
    assert other.most_running <= 2


def test_a_fall_from_https_to_http_is_followed_and_said(serve: Serve, authority: Authority) -> None:
    plain = serve({"/end": a.says("200 OK")})
    answers = {
        "/301": a.to("301 Moved", lambda _: plain.url("/end")),
        "/302": a.to("302 Found", lambda _: plain.url("/end")),
    }
    site = serve(answers, tls=authority.context("127.0.0.1"))
    moved, found = check(site.url("/301"), site.url("/302"), ca_file=authority.ca_file)
    fall = ", by way of a redirect from https to http"
    assert (moved.verdict, moved.reason) == ("moved", f"has moved to {plain.url('/end')}{fall}")
    assert (found.verdict, found.reason) == (
        "ok",
        f"redirects to {plain.url('/end')}, which answers 200 OK{fall}",
    )


def test_a_redirect_shows_no_password(serve: Serve) -> None:
    target = serve({"/": a.says("404 Not Found")})
    hidden = target.url("/").replace("//", "//user:hidden@")
    site = serve({"/": a.to("301 Moved", lambda _: hidden)})
    [outcome] = check(site.url("/"))
    assert outcome.reason == f"redirects to {target.url('/')}, which answers 404 Not Found"
    assert "hidden" not in repr(outcome)
    assert "Authorization" not in "".join(target.heads)


def test_a_redirect_to_a_private_address_is_refused(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 127.0.0.2 plays a public host: no test may reach a real one.
    monkeypatch.setattr("feeds.http.sockets.is_public", lambda address: address == "127.0.0.2")
    inside = serve({"/": a.says("200 OK")})
    site = serve(
        {
            "/address": a.to("302 Found", lambda _: inside.url("/")),
            "/name": a.to("302 Found", lambda _: inside.url("/", "inside.test")),
        },
        address="127.0.0.2",
    )
    by_address, by_name = check(site.url("/address"), site.url("/name"), allow_private=False)
    assert (by_address.verdict, by_address.reason) == (
        "skipped",
        f"redirects to {inside.url('/')}, which is at 127.0.0.1, which is no public address",
    )
    assert (by_name.verdict, by_name.reason) == (
        "skipped",
        f"redirects to {inside.url('/', 'inside.test')}, which is at 127.0.0.1, "
        "which is no public address",
    )
    assert inside.asked == []


def test_a_name_that_turns_private_later_is_refused(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feeds.http.sockets.is_public", lambda address: address == "127.0.0.2")
    site = serve(
        {"/": a.to("302 Found", lambda _: "/2"), "/2": a.says("200 OK")}, address="127.0.0.2"
    )
    inside = serve({"/": a.says("200 OK"), "/2": a.says("200 OK")}, port=site.port)
    answers = iter(["127.0.0.2", "127.0.0.1", "127.0.0.1"])
    asked = []

    def rebinding(host: str, _: int) -> list[str]:
        asked.append(host)
        return [next(answers)]

    [outcome] = check(site.url("/", "evil.test"), resolver=rebinding, allow_private=False)
    assert (outcome.verdict, outcome.reason) == (
        "skipped",
        f"redirects to {site.url('/2', 'evil.test')}, which is at 127.0.0.1, "
        "which is no public address",
    )
    # Once for each connection: what was checked is what was connected to.
    assert asked == ["evil.test", "evil.test"]
    assert (site.asked, inside.asked) == (["HEAD /"], [])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"]
)
def test_this_machine_is_not_asked_by_default(serve: Serve, host: str) -> None:
    site = serve({"/": a.says("200 OK")})

    resolver = {"localhost": ["127.0.0.1"], "2130706433": ["127.0.0.1"]}
    [outcome] = check(
        site.url("/", host), resolver=lambda name, _: resolver[name], allow_private=False
    )
    assert outcome.verdict is Verdict.SKIPPED
    assert site.asked == []


@pytest.mark.parametrize(
    ("names", "days", "trusted", "reason"),
    [
        (["news.test"], -1, True, "offers no trustworthy TLS: certificate has expired"),
        (["other.test"], 10, True, "offers no trustworthy TLS: Hostname mismatch, certificate is not valid for 'news.test'."),
        (["news.test"], 10, False, "offers no trustworthy TLS: unable to get local issuer certificate"),
        (["news.test"], 10, True, "answers 200 OK"),
    ],
    ids=["expired", "of another", "of an unknown authority", "good"],
)  # fmt: skip
def test_a_certificate_is_verified_for_the_name(  # noqa: PLR0913, PLR0917 - a table of cases
    serve: Serve, authority: Authority, names: list[str], days: int, trusted: bool, reason: str
) -> None:
    site = serve({"/": a.says("200 OK")}, tls=authority.context(*names, days=days))
    ca_file = authority.ca_file if trusted else None
    [outcome] = check(site.url("/", "news.test"), ca_file=ca_file, resolver=local)
    verdict = Verdict.OK if reason == "answers 200 OK" else Verdict.BROKEN
    assert (outcome.verdict, outcome.reason, outcome.transient) == (verdict, reason, False)


def test_drip_fed_tls_is_a_timeout(serve: Serve, authority: Authority) -> None:
    drip = a.drip(b"HTTP/1.1 200 OK\r\nX: ", b"x")
    site = serve({"/": drip}, tls=authority.context("127.0.0.1"))
    [outcome] = check(site.url("/"), ca_file=authority.ca_file)
    assert outcome.verdict is Verdict.TIMEOUT


def test_a_host_that_speaks_no_tls_is_broken(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK")})
    [outcome] = check(site.url("/").replace("http:", "https:"))
    assert outcome.verdict is Verdict.BROKEN

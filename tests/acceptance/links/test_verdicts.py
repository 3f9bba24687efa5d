"""What is said of an address, for every way a host can answer."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feeds import __version__
from feeds.http.verdicts import Outcome, Reach, Verdict
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import check
from tests.acceptance.links.site import Site

Serve = Callable[..., Site]


@pytest.mark.parametrize(
    ("answer", "expected", "asked"),
    [
        (a.says("200 OK"), ("ok", "answers 200 OK", 200), ["HEAD"]),
        (a.says("206 Partial Content"), ("ok", "answers 206 Partial Content", 206), ["HEAD"]),
        (a.by_method(a.says("405 Not Allowed"), a.says("200 OK")), ("ok", "answers 200 OK", 200), ["HEAD", "GET"]),
        (a.by_method(a.says("404 Not Found"), a.says("200 OK")), ("ok", "answers 200 OK", 200), ["HEAD", "GET"]),
        (a.by_method(a.says("500 Oops"), a.says("200 OK")), ("ok", "answers 200 OK", 200), ["HEAD", "GET"]),
        (a.by_method(a.reset, a.says("200 OK")), ("ok", "answers 200 OK", 200), ["HEAD", "GET"]),
        (a.says("404 Not Found"), ("broken", "answers 404 Not Found", 404), ["HEAD", "GET"]),
        (a.says("410 Gone"), ("broken", "answers 410 Gone", 410), ["HEAD", "GET"]),
        (a.says("500 Oops"), ("broken", "answers 500 Oops", 500), ["HEAD", "GET"]),
        (a.says("301 Moved Permanently"), ("broken", "answers 301 Moved Permanently", 301), ["HEAD"]),
        (a.says("401 Unauthorized"), ("blocked", "answers 401 Unauthorized", 401), ["HEAD", "GET"]),
        (a.says("403 Forbidden"), ("blocked", "answers 403 Forbidden", 403), ["HEAD", "GET"]),
        (a.says("429 Too Many Requests"), ("blocked", "answers 429 Too Many Requests", 429), ["HEAD", "GET"]),
        (a.says("451 Unavailable"), ("blocked", "answers 451 Unavailable", 451), ["HEAD", "GET"]),
        (a.says("999 Request denied"), ("blocked", "answers 999 Request denied", 999), ["HEAD", "GET"]),
        (
            a.says("503 Busy", body=b"<title>Just a moment...</title>"),
            ("blocked", "answers 503 Busy with a page that wants a browser", 503),
            ["HEAD", "GET"],
        ),
        (
            a.says("202 Accepted", "x-amzn-waf-action: challenge"),
            ("blocked", "answers 202 Accepted with a page that wants a browser", 202),
            ["HEAD"],
        ),
        (a.says("408 Too slow"), ("timeout", "answers 408 Too slow", 408), ["HEAD", "GET"]),
    ],
)  # fmt: skip
def test_an_answer_means(
    serve: Serve, answer: a.Answer, expected: tuple[str, str, int], asked: list[str]
) -> None:
    site = serve({"/": answer})
    [outcome] = check(site.url("/"))
    assert (outcome.verdict, outcome.reason, outcome.status) == expected
    assert [line.split()[0] for line in site.asked] == asked
    assert outcome.final_url == site.url("/")


# What IANA's registry of status codes has, and what servers use besides: IIS, nginx, Cloudflare,
# AWS, Shopify, Esri and others. Answers that only some hosts give to programs are no dead links.
BLOCKED = [401, 402, 403, 406, 407, 412, 418, 420, 426, 429, 430, 440, 450, 451, 498, 499, 999]
BROKEN = [400, 404, 405, 409, 410, 411, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 428, 431,
          444, 494, 495, 496, 497, 500, 501, 502, 503, 504, 505, 506, 507, 508, 509, 510, 520, 521,
          522, 523, 524, 525, 526, 527, 529, 530]  # fmt: skip
PASSING = [420, 421, 425, 429, *(status for status in BROKEN if 500 <= status < 600)]


def test_each_status_means(serve: Serve) -> None:
    expected = {status: ("blocked", status in PASSING) for status in BLOCKED}
    expected |= {status: ("broken", status in PASSING) for status in BROKEN}
    site = serve({f"/{status}": a.says(f"{status} X") for status in expected})
    outcomes = check(*(site.url(f"/{status}") for status in expected), host_patience=99)
    assert {o.status: (o.verdict, o.transient) for o in outcomes} == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (a.reset, ("broken", "breaks off the connection", True)),
        (a.raw(b""), ("broken", "breaks off the connection", True)),
        (a.raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), ("broken", "answers with something that is not HTTP", True)),
        (a.raw(b"HTTP/2 200\r\n\r\n"), ("broken", "answers with something that is not HTTP", True)),
        (a.raw(b"HTTP/1.1 abc\r\n\r\n"), ("broken", "answers with something that is not HTTP", True)),
        (a.hang, ("timeout", "does not answer in time", True)),
        (a.drip(b"HTTP/1.1 200 OK\r\nX: ", b"x"), ("timeout", "does not answer in time", True)),
        (a.drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), ("timeout", "does not answer in time", True)),
        (
            a.raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"),
            ("broken", "sends headers beyond all bounds: got more than 65536 bytes when reading header line", False),
        ),
        (
            a.raw(b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n"),
            ("broken", "sends headers beyond all bounds: got more than 100 headers", False),
        ),
        (a.flood(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n"), ("broken", "sends headers beyond all bounds: got more than 100 headers", False)),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_judged_means(
    serve: Serve, answer: a.Answer, expected: tuple[str, str, bool]
) -> None:
    site = serve({"/": answer})
    [outcome] = check(site.url("/"))
    assert (outcome.verdict, outcome.reason, outcome.transient) == expected


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (a.flood(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536), Verdict.OK),
        (a.drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"x"), Verdict.OK),
        (a.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"), Verdict.OK),
        (a.raw(b"HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\nshort"), Verdict.OK),
        (a.says("200 OK", "Content-Encoding: gzip", body=b"no gzip"), Verdict.OK),
    ],
    ids=["endless", "drip-fed", "cut", "senseless length", "wrong encoding"],
)
def test_of_a_page_only_the_first_bytes_are_read(
    serve: Serve, answer: a.Answer, verdict: Verdict
) -> None:
    site = serve({"/": a.by_method(a.says("405 No"), answer)})
    [outcome] = check(site.url("/"))
    assert (outcome.verdict, outcome.status) == (verdict, 200)


def test_a_page_that_never_comes_is_a_timeout(serve: Serve) -> None:
    def silent(site: Site, connection: Any, *_: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
        site.closed.wait(5)

    site = serve({"/": a.by_method(a.says("405 No"), silent)})
    [outcome] = check(site.url("/"))
    assert outcome.verdict is Verdict.TIMEOUT


def test_the_validators_of_a_page_are_reported(serve: Serve) -> None:
    headers = ('ETag: "1"', "Last-Modified: Sun, 22 Nov 2026 20:00:00 GMT")
    site = serve({"/": a.says("200 OK", *headers)})
    assert check(site.url("/")) == [
        Outcome(
            url=site.url("/"),
            verdict=Verdict.OK,
            reason="answers 200 OK",
            status=200,
            final_url=site.url("/"),
            etag='"1"',
            last_modified="Sun, 22 Nov 2026 20:00:00 GMT",
            reach=Reach.ANSWERED,
            private=True,
        )
    ]


def test_nobody_listening_and_no_such_host_are_broken() -> None:
    refused, unknown = check("http://127.0.0.1:1/", "http://nowhere.invalid/")
    assert (refused.verdict, refused.reason) == (Verdict.BROKEN, "refuses connections")
    assert (unknown.verdict, unknown.reason) == (
        Verdict.BROKEN,
        "names a host that does not exist: nowhere.invalid",
    )


@pytest.mark.parametrize(
    ("url", "verdict", "reason"),
    [
        ("mailto:someone@news.test", "skipped", "is of the scheme mailto, not http or https"),
        ("file:///etc/passwd", "skipped", "is of the scheme file, not http or https"),
        ("http://news.test/draft/1", "skipped", "matches a pattern to skip"),
        ("http://", "broken", "is not an address: it names no host"),
        ("http://news.test:99999/", "broken", "is not an address: its port is not a number up to 65535"),
        ("news.test/page", "broken", "is not an address: it does not start with http:// or https://"),
    ],
)  # fmt: skip
def test_what_is_not_to_be_asked_is_not(url: str, verdict: str, reason: str) -> None:
    [outcome] = check(url, skip=("/draft/",))
    assert outcome == Outcome(url, Verdict(verdict), reason)


def test_a_name_server_that_hangs_is_a_timeout() -> None:
    def hang(_: str, __: int) -> list[str]:
        threading.Event().wait(3)
        return []

    [outcome] = check("http://slow.test/", resolver=hang, connect_timeout_seconds=0.2)
    assert (outcome.verdict, outcome.reason) == (Verdict.TIMEOUT, "cannot be connected to in time")


def test_ipv6_is_asked_as_ipv4(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK")}, address="::1")
    assert site.url("/").startswith("http://[::1]:")
    by_address, by_name = check(
        site.url("/"), site.url("/", "six.test"), resolver=lambda *_: ["::1"]
    )
    assert (by_address.verdict, by_name.verdict) == (Verdict.OK, Verdict.OK)


def test_the_second_address_is_tried_where_the_first_refuses(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK")})
    [outcome] = check(site.url("/", "two.test"), resolver=lambda *_: ["127.0.0.9", "127.0.0.1"])
    assert outcome.verdict is Verdict.OK


def test_requests_say_who_asks_and_nothing_of_the_user(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = serve({"/": a.says("200 OK", "Set-Cookie: a=b; Path=/"), "/2": a.says("200 OK")})
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    first = site.url("/").replace("http://", "http://user:hidden@")
    outcomes = check(first, contact="https://news.example/contact", workers=1)
    outcomes += check(site.url("/2"), contact="https://news.example/contact")
    assert [outcome.verdict for outcome in outcomes] == [Verdict.OK, Verdict.OK]
    assert "hidden" not in f"{outcomes[0].reason}{outcomes[0].final_url}"
    assert site.heads[0] == (
        "HEAD / HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{site.port}\r\n"
        f"User-Agent: seedfeeds/{__version__} (+https://news.example/contact)\r\n"
        "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
        "Accept-Encoding: gzip\r\n\r\n"
    )

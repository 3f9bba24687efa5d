"""Which page an article and its AMP page name, and how much is read to learn it."""

import gzip
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from feeds.http.verdicts import HeadLinks, Target, Verdict
from feeds.links.pairs import check_amp_pair
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import check
from tests.acceptance.links.site import Site

Serve = Callable[..., Site]


def page(*links: str, body: str = "Text.") -> bytes:
    head = "".join(f"<link {link}>" for link in links)
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(site: Site, path: str = "/", **changes: Any) -> HeadLinks | None:
    [outcome] = check(Target(site.url(path), head_links=True), **changes)
    assert outcome.verdict in {Verdict.OK, Verdict.MOVED}
    return outcome.head_links


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (page('rel="canonical" href="/article"', "rel=amphtml href=/amp"), []),
        (gzip.compress(page("rel=canonical href=/article", "rel=amphtml href=/amp")), ["Content-Encoding: gzip"]),
        (page("REL='Canonical nofollow' HREF=' /article '", "rel=amphtml href=amp"), []),
        (page('rel=canonical href="/article"', "rel=canonical href=/other", "rel=amphtml href=/amp"), []),
    ],
)  # fmt: skip
def test_the_relations_of_a_head_are_read(serve: Serve, content: bytes, headers: list[str]) -> None:
    site = serve({"/": a.says("200 OK", "Content-Type: text/html", *headers, body=content)})
    assert read(site) == HeadLinks(site.url("/article"), site.url("/amp"))
    assert site.asked == ["GET /"]


def test_headers_say_what_the_head_does_not(serve: Serve) -> None:
    links = ("Link: </article>; rel=canonical", 'Link: </other>; rel="amphtml"')
    answers = {
        "/": a.says("200 OK", *links, body=page("rel=amphtml href=/amp")),
        "/pdf": a.says("200 OK", "Content-Encoding: br", *links),
    }
    site = serve(answers)
    assert read(site) == HeadLinks(site.url("/article"), site.url("/amp"))
    found = HeadLinks(site.url("/article"), site.url("/other"), complete=False)
    assert read(site, "/pdf") == found


def test_relations_are_relative_to_where_redirects_lead(serve: Serve) -> None:
    other = serve({"/a/": a.says("200 OK", body=page("rel=canonical href=b"))})
    site = serve({"/": a.to("301 Moved", lambda _: other.url("/a/"))})
    assert read(site) == HeadLinks(other.url("/a/b"))


def test_what_stands_in_the_body_does_not_count(serve: Serve) -> None:
    body = '<link rel="canonical" href="https://evil.test/">'
    site = serve({"/": a.says("200 OK", body=page(body=body))})
    assert read(site) == HeadLinks()


def test_no_more_is_read_than_the_head(serve: Serve) -> None:
    start = b"HTTP/1.1 200 OK\r\n\r\n" + page("rel=canonical href=/article")[:-14]
    site = serve({"/": a.flood(start, b"x" * 65536)})
    assert read(site) == HeadLinks(site.url("/article"))


def test_an_endless_head_is_read_up_to_the_limit(serve: Serve) -> None:
    start = b"HTTP/1.1 200 OK\r\n\r\n<html><head><link rel=canonical href=/article>"
    site = serve({"/": a.flood(start, b"<meta name=a>" * 1000)})
    assert read(site, max_bytes=100_000) == HeadLinks(site.url("/article"), complete=False)


def test_a_gzip_bomb_is_decompressed_up_to_the_limit(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK", "Content-Encoding: gzip", body=a.bomb())})
    tracemalloc.start()
    found = read(site, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == HeadLinks(complete=False)
    assert peak < 20_000_000


@pytest.mark.parametrize(
    ("headers", "content", "expected"),
    [
        (["Content-Encoding: br"], b"?", HeadLinks(complete=False)),
        (["Content-Encoding: gzip"], b"not gzip at all", HeadLinks(complete=False)),
        (["Content-Type: text/html; charset=nonsense"], page(), HeadLinks()),
        (["Content-Type: application/pdf"], b"%PDF-1.7\n\x00\xff", HeadLinks()),
        ([], b"", HeadLinks()),
    ],
    ids=["brotli", "not gzip", "unknown charset", "no HTML", "empty"],
)
def test_a_page_that_cannot_be_read_names_nothing(
    serve: Serve, headers: list[str], content: bytes, expected: HeadLinks
) -> None:
    site = serve({"/": a.says("200 OK", *headers, body=content)})
    assert read(site) == expected


def test_a_drip_fed_head_is_a_timeout(serve: Serve) -> None:
    site = serve({"/": a.drip(b"HTTP/1.1 200 OK\r\n\r\n<html><head>", b"<meta>")})
    [outcome] = check(Target(site.url("/"), head_links=True))
    assert (outcome.verdict, outcome.head_links) == (Verdict.TIMEOUT, None)


def pair(serve: Serve, article: str, amp: str) -> tuple[list[str], Site]:
    """Return what is said of two pages with the given links, at /article and /amp."""
    answers = {
        "/article": a.says("200 OK", body=page(article)),
        "/amp": a.says("200 OK", body=page(amp)),
        "/old": a.to("301 Moved", lambda _: "/article"),
        "/gone": a.says("404 Not Found"),
    }
    site = serve(answers)
    targets = [Target(site.url(path), head_links=True) for path in ("/article", "/amp")]
    return list(check_amp_pair(*check(*targets))), site


def test_a_pair_that_names_each_other_is_fine(serve: Serve) -> None:
    messages, _ = pair(serve, "rel=amphtml href=/amp", "rel=canonical href=/article#top")
    assert messages == []


def test_pages_that_name_others_are_told(serve: Serve) -> None:
    messages, site = pair(serve, "rel=amphtml href=/x", "rel=canonical href=/y")
    assert messages == [
        f"{site.url('/amp')} names {site.url('/y')} as canonical, not {site.url('/article')}",
        f"{site.url('/article')} names {site.url('/x')} as amphtml, not {site.url('/amp')}",
    ]


def test_pages_that_name_none_are_told(serve: Serve) -> None:
    messages, site = pair(serve, "rel=icon href=/x", "rel=icon href=/y")
    assert messages == [
        f"{site.url('/amp')} has no rel=canonical link to {site.url('/article')}",
        f"{site.url('/article')} has no rel=amphtml link to {site.url('/amp')}",
    ]


def test_an_article_that_has_moved_may_be_named_by_either_address(serve: Serve) -> None:
    site = pair(serve, "rel=amphtml href=/amp", "rel=canonical href=/article")[1]
    targets = [Target(site.url(path), head_links=True) for path in ("/old", "/amp")]
    assert list(check_amp_pair(*check(*targets))) == []


def test_nothing_is_said_of_a_page_that_cannot_be_read(serve: Serve) -> None:
    site = pair(serve, "rel=amphtml href=/amp", "rel=canonical href=/article")[1]
    targets = [Target(site.url(path), head_links=True) for path in ("/article", "/gone")]
    article, gone = check(*targets)
    assert list(check_amp_pair(article, gone)) == [
        f"{site.url('/article')} names {site.url('/amp')} as amphtml, not {site.url('/gone')}"
    ]
    assert list(check_amp_pair(gone, gone)) == []

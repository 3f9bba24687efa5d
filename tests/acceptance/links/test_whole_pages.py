"""A page is read whole, for whoever makes a seed of it, and never more of it than is allowed."""

import gzip
from collections.abc import Callable

from feeds.http.verdicts import Verdict
from feeds.links.crawl.page import ask_page
from tests.acceptance.links.conftest import local, quick
from tests.acceptance.links.site import PAGE, Site, at_first, bomb, flood, reset, response, says, to

Serve = Callable[..., Site]


def body_of(url: str, **changes: object) -> bytes:
    reply = ask_page(url, quick(**changes), local).reply
    assert reply is not None
    return reply.start


def test_a_page_is_read_whole_and_decompressed(serve: Serve) -> None:
    long = PAGE + b"<p>More of it.</p>" * 10_000
    site = serve(
        {
            "/plain": says("200 OK", body=long),
            "/packed": says("200 OK", "Content-Encoding: gzip", body=gzip.compress(long)),
            "/moved": to("301 Moved", lambda s: s.url("/plain")),
        }
    )
    for path in ("/plain", "/packed", "/moved"):
        assert body_of(site.url(path)) == long
    assert ask_page(site.url("/moved"), quick(), local).outcome.final_url == site.url("/plain")


def test_no_more_is_read_than_is_allowed(serve: Serve) -> None:
    site = serve(
        {
            "/bomb": says("200 OK", "Content-Encoding: gzip", body=bomb()),
            "/flood": flood(
                response("200 OK", body=b"").replace(b"Content-Length: 0\r\n", b""), PAGE
            ),
        }
    )
    for path in ("/bomb", "/flood"):
        assert len(body_of(site.url(path), max_bytes=100_000)) == 100_000


def test_a_broken_connection_is_tried_again(serve: Serve) -> None:
    site = serve({"/": at_first(reset, says("200 OK"))})
    assert body_of(site.url("/"), retries=1) == PAGE
    site = serve({"/": reset})
    answered = ask_page(site.url("/"), quick(retries=1), local)
    assert (answered.outcome.verdict, answered.reply) == (Verdict.BROKEN, None)
    assert site.counts["/"] == 2


def test_what_a_host_says_is_not_asked_again(serve: Serve) -> None:
    site = serve({"/": says("503 Busy", "Retry-After: 1")})
    answered = ask_page(site.url("/"), quick(retries=3), local)
    assert answered.outcome.status == 503
    assert site.counts["/"] == 1

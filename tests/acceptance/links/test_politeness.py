"""How hosts are treated: their pace is kept, and none waits for another."""

import threading
import time
from collections.abc import Callable

import pytest

from feeds.http.verdicts import Outcome, Target, Verdict
from feeds.links.crawl.engine import ask_links
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import check, local, quick
from tests.acceptance.links.site import Site

Serve = Callable[..., Site]


def gaps(site: Site) -> list[float]:
    """Return the seconds between requests."""
    return [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]


def test_a_host_gets_no_more_requests_at_a_time_than_set(serve: Serve) -> None:
    site = serve({"/": a.after(0.03, a.says("200 OK"))})
    outcomes = check(*(site.url(f"/?{i}") for i in range(12)), per_host=3, workers=12)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.OK}
    assert site.most_running == 3


def test_a_host_gets_its_minimum_interval(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK")})
    check(*(site.url(f"/?{i}") for i in range(5)), per_host=3, min_interval_seconds=0.1)
    assert sum(gaps(site)) > 0.35


def test_each_address_is_asked_once(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK")})
    check(*(site.url(f"/?{i}") for i in range(50)))
    assert sorted(site.asked) == sorted(f"HEAD /?{i}" for i in range(50))


@pytest.mark.parametrize(
    ("overload", "least"),
    [
        (a.says("429 Too Many Requests", "Retry-After: 1"), 0.35),  # capped at 0.4
        (a.retry_at(2), 0.35),
        (a.says("503 Busy", "Retry-After: 1"), 0.35),
        (a.says("429 Too Many Requests", "Retry-After: 0"), 0.0),
        (a.says("429 Too Many Requests", "Retry-After: soon"), 0.02),
        (a.says("503 Busy"), 0.02),
    ],
)
def test_an_overloaded_host_is_asked_again_when_it_says(
    serve: Serve, overload: a.Answer, least: float
) -> None:
    site = serve({"/": a.at_first(overload, a.says("200 OK"))})
    [outcome] = check(site.url("/"), retries=1)
    assert (outcome.verdict, outcome.status) == (Verdict.OK, 200)
    assert site.asked == ["HEAD /", "GET /"]
    assert gaps(site)[0] >= least


def test_an_overloaded_host_pauses_for_all_addresses(serve: Serve) -> None:
    overload = a.says("429 Too Many Requests", "Retry-After: 1")
    answers = {"/first": a.at_first(overload, a.says("200 OK")), "/": a.says("200 OK")}
    site = serve(answers)
    urls = [site.url("/first"), *(site.url(f"/?{i}") for i in range(4))]
    outcomes = check(*urls, per_host=1, retries=1)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.OK}
    assert gaps(site)[0] > 0.35
    assert site.asked[-1] == "GET /first"


def test_a_host_that_stays_overloaded_is_left_for_a_later_run(serve: Serve) -> None:
    busy = serve({"/": a.says("429 Too Many Requests", "Retry-After: 0")})
    well = serve({"/": a.says("200 OK")}, address="127.0.0.2")
    urls = [busy.url(f"/?{i}") for i in range(20)]
    outcomes = check(*urls, well.url("/"), per_host=1, retries=1, host_patience=3)
    assert outcomes[-1].verdict is Verdict.OK
    assert [outcome.reason for outcome in outcomes[:3]] == ["answers 429 Too Many Requests"] * 3
    assert outcomes[3:-1] == [
        Outcome(
            url,
            Verdict.SKIPPED,
            "is left for a later run: 127.0.0.1 is overloaded or does not answer",
            transient=True,
        )
        for url in urls[3:]
    ]
    assert len(busy.asked) == 3


def test_a_hanging_host_holds_up_no_other(serve: Serve) -> None:
    hanging = serve({"/": a.hang})
    well = serve({"/": a.says("200 OK")}, address="127.0.0.2")
    urls = [hanging.url(f"/?{i}") for i in range(5)] + [well.url(f"/?{i}") for i in range(20)]
    start = time.monotonic()
    finished = {}
    for outcome in ask_links(
        [Target(url) for url in urls],
        quick(per_host=2, workers=4, host_patience=99),
        stop=threading.Event(),
    ):
        finished[outcome.url] = (outcome.verdict, time.monotonic() - start)
    assert {finished[url][0] for url in urls[:5]} == {Verdict.TIMEOUT}
    assert {finished[url][0] for url in urls[5:]} == {Verdict.OK}
    assert max(finished[url][1] for url in urls[5:]) < min(finished[url][1] for url in urls[:5])


@pytest.mark.parametrize(
    "trouble",
    [a.reset, a.hang, a.says("500 Oops"), a.says("502 Bad Gateway"), a.raw(b"garbage\r\n\r\n")],
    ids=["reset", "timeout", "500", "502", "garbage"],
)
def test_what_may_pass_is_asked_again_at_the_end(serve: Serve, trouble: a.Answer) -> None:
    answers = {"/": a.says("200 OK"), "/bad": a.at_first(trouble, a.says("200 OK"), times=2)}
    site = serve(answers)
    urls = [site.url("/bad"), *(site.url(f"/?{i}") for i in range(5))]
    outcomes = check(*urls, per_host=1, workers=1, retries=2)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.OK}
    assert site.asked[-1] == "GET /bad"


def test_what_may_pass_is_asked_again_while_the_last_host_is_at_its_end(serve: Serve) -> None:
    failing = serve({"/": a.at_first(a.reset, a.says("200 OK"))})
    slow = serve({"/": a.says("200 OK")}, address="127.0.0.2")
    urls = [failing.url("/"), *(slow.url(f"/?{i}") for i in range(4))]
    outcomes = check(*urls, per_host=1, retries=1, min_interval_seconds=0.2)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.OK}
    assert slow.times[1] < failing.times[1] < slow.times[3]


def test_what_does_not_pass_is_given_up_after_the_retries(serve: Serve) -> None:
    site = serve({"/": a.says("500 Oops")})
    [outcome] = check(site.url("/"), retries=2)
    assert (outcome.verdict, outcome.status, outcome.transient) == (Verdict.BROKEN, 500, True)
    assert site.asked == ["HEAD /", "GET /", "GET /"], "a 5xx once, however many retries there are"


@pytest.mark.parametrize("status", [500, 501, 502, 503, 504, 507, 509, 520, 522, 524, 529, 530])
def test_a_fault_of_a_server_is_asked_about_once_more(serve: Serve, status: int) -> None:
    fault = a.says(f"{status} X")
    # HEAD may be mistaken, so that GET follows, where a host asks for a pause in the end only.
    passing = {"/1": a.at_first(fault, a.says("200 OK"), times=2), "/2": a.says("200 OK")}
    site = serve({**passing, "/3": fault})
    outcomes = check(*(site.url(f"/{n}") for n in (1, 2, 3)), retries=2, workers=1)
    assert [outcome.status for outcome in outcomes] == [200, 200, status]
    counts = {path: site.counts[path] for path in ("/1", "/2", "/3")}
    assert counts == {"/1": 3, "/2": 1, "/3": 3}
    assert {line.rpartition("/")[2] for line in site.asked[-2:]} == {"1", "3"}


def test_a_host_that_recovers_by_the_end_of_the_run_is_not_dead(serve: Serve) -> None:
    busy = a.at_first(a.says("503 Busy", "Retry-After: 0"), a.says("200 OK"))
    site = serve({f"/{n}": busy for n in range(8)})
    urls = [site.url(f"/{n}") for n in range(8)]
    outcomes = check(*urls, per_host=1, retries=2, host_patience=3)
    assert [outcome.verdict for outcome in outcomes] == [Verdict.OK] * 3 + [Verdict.SKIPPED] * 5
    assert sorted(site.asked) == [f"{method} /{n}" for method in ("GET", "HEAD") for n in range(3)]


@pytest.mark.parametrize("trouble", [a.reset, a.raw(b"garbage\r\n\r\n")], ids=["reset", "garbage"])
def test_other_trouble_is_asked_about_as_often_as_set(serve: Serve, trouble: a.Answer) -> None:
    site = serve({"/": trouble})
    check(site.url("/"), retries=2)
    assert site.asked == ["HEAD /", "GET /", "GET /"]


@pytest.mark.parametrize("trouble", [a.says("404 Not Found"), a.says("403 Forbidden")])
def test_what_will_not_pass_is_not_asked_again(serve: Serve, trouble: a.Answer) -> None:
    site = serve({"/": trouble})
    check(site.url("/"), retries=2)
    assert site.asked == ["HEAD /", "GET /"]


def test_a_stop_ends_the_run_and_keeps_what_was_learnt(serve: Serve) -> None:
    site = serve({"/": a.says("200 OK"), "/hang": a.hang})
    stop = threading.Event()
    settings = quick(read_timeout_seconds=30, deadline_seconds=60, connect_timeout_seconds=30)
    urls = [*(site.url(f"/?{i}") for i in range(6)), *(site.url(f"/hang?{i}") for i in range(3))]

    def never(host: str, port: int) -> list[str]:
        stop.wait(4)
        time.sleep(1)
        return local(host, port)

    targets = [Target(url) for url in [*urls, "http://slow.test/"]]
    threading.Timer(0.4, stop.set).start()
    start = time.monotonic()
    outcomes = list(ask_links(targets, settings, stop=stop, resolver=never))
    assert time.monotonic() - start < 2.4
    assert {outcome.url: outcome.verdict for outcome in outcomes} == dict.fromkeys(
        urls[:6], Verdict.OK
    )


def test_leaving_the_iterator_ends_the_work(serve: Serve) -> None:
    site = serve({"/": a.after(0.02, a.says("200 OK"))})
    targets = [Target(site.url(f"/?{i}")) for i in range(200)]
    outcomes = ask_links(targets, quick(), stop=threading.Event())
    next(outcomes)
    outcomes.close()
    time.sleep(0.1)  # what was under way arrives
    asked = len(site.asked)
    time.sleep(0.1)
    assert len(site.asked) == asked < 200
    assert not [t for t in threading.enumerate() if t.name.startswith("links ")]


def test_an_error_of_the_program_is_raised(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("feeds.links.crawl.crew.judge", fail)
    site = serve({"/": a.says("200 OK")})
    with pytest.raises(RuntimeError, match="a bug"):
        check(site.url("/"))

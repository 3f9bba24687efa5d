"""Large runs are spread over processes, and behave like small ones."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from feeds.http.verdicts import Outcome, Target, Verdict
from feeds.links.crawl import engine, fleet
from feeds.links.crawl.engine import ask_links
from tests.acceptance.links import site as a
from tests.acceptance.links.conftest import local, quick
from tests.acceptance.links.site import Site

Serve = Callable[..., Site]

HOSTS = [f"127.0.0.{number}" for number in range(1, 7)]


@pytest.fixture(autouse=True)
def _many_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_SMALL_RUN", 10)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def run(urls: list[str], stop: threading.Event, **changes: object) -> list[Outcome]:
    targets = [Target(url) for url in urls]
    return list(ask_links(targets, quick(**changes), stop=stop, resolver=local))


def test_each_address_gets_one_outcome_and_each_host_its_limit(serve: Serve) -> None:
    ok = a.after(0.01, a.says("200 OK"))
    shared = serve({"/": ok}, address="127.0.0.7")
    answers = {"/": ok, "/away": a.to("302 Found", lambda _: shared.url("/"))}
    sites = [serve(answers, address=host) for host in HOSTS]
    paths = ["/away?1", "/away?2", *(f"/?{i}" for i in range(20))]
    urls = [site.url(path) for path in paths for site in sites]
    before = set(multiprocessing.active_children())
    outcomes = run(urls, threading.Event(), per_host=1, deadline_seconds=9, read_timeout_seconds=5)
    assert Counter(outcome.url for outcome in outcomes) == Counter(urls)
    assert {outcome.verdict for outcome in outcomes} == {Verdict.OK}
    # All redirects met at one host, which still heard from one process at a time.
    assert [site.most_running for site in (*sites, shared)] == [1] * 7
    assert set(multiprocessing.active_children()) == before


def test_a_stop_ends_all_processes(serve: Serve) -> None:
    sites = [serve({"/": a.says("200 OK"), "/hang": a.hang}, address=host) for host in HOSTS]
    urls = [site.url(path) for path in ("/?1", "/?2", "/hang") for site in sites]
    stop = threading.Event()
    settings = quick(read_timeout_seconds=30, deadline_seconds=60, workers=16)
    outcomes = []
    stopped = 0.0
    for outcome in ask_links([Target(url) for url in urls], settings, stop=stop):
        outcomes.append(outcome)
        if len(outcomes) == 12:
            stopped = time.monotonic()
            stop.set()
    assert time.monotonic() - stopped < 2
    assert Counter(outcome.verdict for outcome in outcomes) == {Verdict.OK: 12}
    assert multiprocessing.active_children() == []


# As the command does: the first Ctrl-C, which all processes of a terminal hear, ends the run.
INTERRUPTED = """
import signal, sys, threading
from feeds.links.crawl import engine, fleet
from feeds.http.limits import Limits
from feeds.http.verdicts import Target

engine._SMALL_RUN = 1
fleet.useful_processes = lambda *_: 2
stop = threading.Event()
signal.signal(signal.SIGINT, lambda *_: stop.set())
if sys.argv[1] == "spawned":
    threading.Thread(target=stop.wait).start()  # what runs threads is not forked
settings = Limits(allow_private=True)
targets = [Target(url) for url in sys.argv[2:]]
print(len(list(engine.ask_links(targets, settings, stop=stop))))
"""


@pytest.mark.parametrize("how", ["forked", "spawned"])
def test_ctrl_c_is_for_the_first_process_to_heed(serve: Serve, how: str) -> None:
    sites = [serve({"/": a.hang}, address=host) for host in HOSTS[:2]]
    run = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, how, *(site.url("/") for site in sites)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    end = time.monotonic() + 20
    while not all(site.asked for site in sites):
        assert time.monotonic() < end
        time.sleep(0.02)
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate(timeout=10) == (b"0\n", b"")


def test_a_process_that_dies_ends_the_run_with_a_message(serve: Serve) -> None:
    sites = [serve({"/": a.hang}, address=host) for host in HOSTS]
    urls = [site.url(f"/?{i}") for i in range(5) for site in sites]

    def kill() -> None:
        while not (children := multiprocessing.active_children()):
            time.sleep(0.01)
        children[0].kill()

    threading.Thread(target=kill).start()
    with pytest.raises(fleet.LinkProcessError, match="has died: check how much memory"):
        run(urls, threading.Event(), read_timeout_seconds=30, deadline_seconds=60)
    assert multiprocessing.active_children() == []


def test_runs_that_are_small_or_ask_one_host_start_no_process(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet, "Fleet", None)
    site = serve({"/": a.says("200 OK")})
    one_host = [site.url(f"/?{i}") for i in range(20)]
    few = one_host[:5]
    for urls in (few, one_host):
        outcomes = run(urls, threading.Event(), deadline_seconds=9, read_timeout_seconds=5)
        assert sorted(outcome.url for outcome in outcomes) == sorted(urls)

"""The hub is told of all that is queued, and what it does not accept stays (feeds/websub/ping.py)."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from feeds import __version__
from feeds.http.limits import Limits
from feeds.output.publish import output_lock
from feeds.problems.errors import ConfigError, OutputError
from feeds.settings import BuildSettings, LinksSettings, Settings, Site
from feeds.websub import queue as ping_queue
from feeds.websub.ping import Patience, PingReport, note_changes, ping
from tests.acceptance.websub_hub import Hub, Scripted
from tests.plugins.command import clean_environment

A, B, C, D = (f"https://news.example/{name}/rss.xml" for name in "abcd")
BUSY = Scripted(503)
WRONG_HUB = "check [site] hub, which may be the wrong address"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        yield hub


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def settings(out: Path, hub: str | None) -> Settings:
    site = Site("urn:site", "News", "", "en", url="https://news.example/", hub=hub)
    return Settings(site, build=BuildSettings(out=out))


def queue(out: Path, hub: str, *addresses: str) -> None:
    named = {address.removeprefix("https://news.example/"): address for address in addresses}
    ping_queue.note(out, named, named, hub)


def queued(out: Path) -> list[str]:
    return [each.address for each in ping_queue.load(out, 0)]


def tell(out: Path, hub: Hub, **patience: Any) -> PingReport:
    return ping(settings(out, hub.url), Patience(backoff_seconds=0.01)._replace(**patience))


def addresses(report: PingReport) -> list[str]:
    return [each.address for each in report.told]


def test_the_hub_is_told_of_each_address_in_the_words_that_any_hub_knows(
    out: Path, hub: Hub
) -> None:
    queue(out, hub.url, A, B)
    report = tell(out, hub)
    assert (addresses(report), report.problems, queued(out)) == ([A, B], (), [])
    assert hub.asked == [
        {"hub.mode": ["publish"], "hub.topic": [topic], "hub.url": [topic]} for topic in (A, B)
    ]


def test_the_hub_is_asked_as_hosts_of_links_are(out: Path, hub: Hub) -> None:
    queue(out, hub.url, A, B)
    asked = settings(out, hub.url)
    contact = LinksSettings(Limits(contact="mailto:editors@news.example"))
    ping(Settings(asked.site, build=asked.build, links=contact))
    assert hub.agents == {f"seedfeeds/{__version__} (+mailto:editors@news.example)"}
    assert len(hub.connections) == 1


def test_a_second_run_has_nothing_to_tell(out: Path, hub: Hub) -> None:
    queue(out, hub.url, A)
    tell(out, hub)
    assert tell(out, hub) == PingReport()
    assert len(hub.asked) == 1


def test_thousands_of_addresses_go_in_batches(out: Path, hub: Hub) -> None:
    many = [f"https://news.example/{number}/rss.xml" for number in range(2500)]
    queue(out, hub.url, *many)
    report = tell(out, hub, batch=1000)
    assert (addresses(report), queued(out)) == (many, [])
    assert [len(topics) for topics in hub.told] == [1000, 1000, 500]


def test_a_hub_that_is_in_trouble_is_asked_again(out: Path, hub: Hub) -> None:
    hub.script.extend([Scripted(500), Scripted(502), Scripted(408)])
    queue(out, hub.url, A, B)
    report = tell(out, hub)
    assert (sorted(addresses(report)), report.ok, queued(out)) == ([A, B], True, [])


def test_tries_are_bounded_and_what_was_not_accepted_stays(out: Path, hub: Hub) -> None:
    hub.script.extend([BUSY] * 9)
    queue(out, hub.url, A, B)
    report = tell(out, hub, tries=3)
    problem = f"{hub.url} answers 503 Service Unavailable; 2 addresses stay queued"
    assert report == PingReport((), (problem,))
    assert (len(hub.asked), sorted(queued(out))) == (3, [A, B])


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Make no pauses, but return what they would have been (seconds)."""
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def test_pauses_double_but_for_chance(out: Path, hub: Hub, pauses: list[float]) -> None:
    hub.script.extend([BUSY] * 4)
    queue(out, hub.url, A)
    assert tell(out, hub, backoff_seconds=1.0).ok
    assert len(pauses) == 5
    for pause, longest in zip(pauses, (1, 2, 4, 8, 0), strict=True):
        assert longest / 2 <= pause <= longest


@pytest.mark.parametrize("status", [429, 503])
def test_the_pause_that_the_hub_asks_for_is_made(
    out: Path, hub: Hub, pauses: list[float], status: int
) -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=99), usegmt=True)
    hub.script.extend(Scripted(status, {"Retry-After": asked}) for asked in ("7", date))
    queue(out, hub.url, A)
    assert tell(out, hub).ok
    assert (pauses[0], 90 < pauses[1] <= 99) == (7.0, True)


def test_a_hub_that_asks_for_more_patience_than_there_is_is_left_for_the_next_run(
    out: Path, hub: Hub
) -> None:
    hub.script.append(Scripted(429, {"Retry-After": "3600"}))
    queue(out, hub.url, A)
    assert tell(out, hub).problems == (
        f"{hub.url} answers 429 Too Many Requests and asks to wait 3,600 seconds; 1 address stays"
        " queued",
    )
    assert queued(out) == [A]


def test_a_hub_that_hangs_is_left_when_the_time_is_up(out: Path, hub: Hub) -> None:
    hub.awake.clear()
    queue(out, hub.url, A)
    report = tell(out, hub, timeout_seconds=0.2)
    assert report.problems == (f"{hub.url} does not answer in time; 1 address stays queued",)


def test_time_is_bounded_though_all_is_accepted(out: Path, hub: Hub) -> None:
    many = [f"https://news.example/{number}/rss.xml" for number in range(20)]
    queue(out, hub.url, *many)
    hub.answer_seconds = 0.05
    report = tell(out, hub, timeout_seconds=0.5)
    assert 0 < len(report.told) < 20
    assert {*addresses(report)} | {*queued(out)} == {*many}
    assert report.problems[0].endswith(f"; {len(queued(out))} addresses stay queued")


def test_a_hub_that_is_down_is_named(out: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    queue(out, url, A, B)
    report = ping(settings(out, url), Patience(tries=2, backoff_seconds=0.01))
    assert report.problems == (f"{url} refuses connections; 2 addresses stay queued",)
    assert sorted(queued(out)) == [A, B]


@pytest.mark.parametrize("status", [301, 307, 404])
def test_redirects_and_refusals_are_no_acceptance(out: Path, hub: Hub, status: int) -> None:
    hub.script.append(Scripted(status, {"Location": "/elsewhere"}))
    queue(out, hub.url, A)
    report = tell(out, hub)
    assert not report.ok
    remedy = (
        WRONG_HUB if status == 404 else f"set [site] hub to {hub.url}elsewhere, and build the feeds"
    )
    assert report.problems == (
        f"{hub.url} answers {status} {HTTPStatus(status).phrase} to {A}, which stays queued;"
        f" {remedy}",
    )
    assert (queued(out), len(hub.asked)) == ([A], 1)


def test_a_hub_that_is_given_up_as_it_redirects_says_where_to(out: Path, hub: Hub) -> None:
    hub.script.append(Scripted(308, {"Location": "https://me:secret@hub.example/"}))
    queue(out, hub.url, A, B)
    report = tell(out, hub, tries=1)
    assert report.problems[-1] == (
        f"{hub.url} answers 308 Permanent Redirect; 1 address stays queued;"
        " set [site] hub to https://*********@hub.example/, and build the feeds"
    )


@pytest.mark.parametrize("batch", [1, 3])
def test_what_the_hub_refuses_stays_alone(out: Path, hub: Hub, batch: int) -> None:
    hub.refused = {B}
    queue(out, hub.url, A, B, C)
    report = tell(out, hub, batch=batch)
    problem = f"{hub.url} answers 400 Bad Request to {B}, which stays queued; {WRONG_HUB}"
    assert (addresses(report), report.problems) == ([A, C], (problem,))
    assert queued(out) == [B]


def test_what_fails_each_time_keeps_nothing_else_from_the_hub(out: Path, hub: Hub) -> None:
    hub.failing, hub.refused = {A}, {B}
    queue(out, hub.url, A, B, C, D)
    assert not tell(out, hub, tries=2).ok
    assert tell(out, hub, tries=2).problems
    assert sorted(queued(out)) == [A, B]
    assert hub.told == [[C], [D]]


def test_a_change_while_the_hub_is_told_is_told_next(out: Path, hub: Hub) -> None:
    queue(out, hub.url, A)
    hub.awake.clear()
    reports: list[PingReport] = []
    run = threading.Thread(target=lambda: reports.append(tell(out, hub)))
    run.start()
    while not hub.asked:
        time.sleep(0.001)
    with output_lock(out, 0):  # a ping keeps no build waiting
        queue(out, hub.url, A)
    hub.awake.set()
    run.join()
    assert (addresses(reports[0]), queued(out)) == ([A], [A])


def test_a_run_waits_for_a_build_that_may_not_have_replaced_yet_what_it_queued(
    out: Path, hub: Hub
) -> None:
    queue(out, hub.url, A)
    with output_lock(out, 0), pytest.raises(OutputError) as caught:
        tell(out, hub, timeout_seconds=0.1)
    assert "another build has been writing" in str(caught.value)
    assert hub.asked == []


def test_runs_at_once_tell_the_hub_once_and_lose_nothing(out: Path, hub: Hub) -> None:
    many = [f"https://news.example/{number}/rss.xml" for number in range(30)]
    queue(out, hub.url, *many)
    reports: list[PingReport] = []
    runs = [threading.Thread(target=lambda: reports.append(tell(out, hub))) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert sorted(len(report.told) for report in reports) == [0, 0, 30]
    assert [report.ok for report in reports] == [True] * 3
    assert queued(out) == []
    assert [topic for (topic,) in hub.told] == many


def test_a_run_tells_what_the_one_before_it_has_left(out: Path, hub: Hub) -> None:
    queue(out, hub.url, A, B)
    hub.script.append(Scripted(400))
    hub.awake.clear()
    reports: list[PingReport] = []
    waits = threading.Event()
    first = threading.Thread(target=lambda: reports.append(tell(out, hub)))
    first.start()
    while not hub.asked:
        time.sleep(0.001)
    second = threading.Thread(
        target=lambda: reports.append(ping(settings(out, hub.url), say_waiting=waits.set))
    )
    second.start()
    assert waits.wait(10)
    assert len(hub.asked) == 1
    hub.awake.set()
    first.join()
    second.join()
    assert [addresses(report) for report in reports] == [[B], [A]]
    assert queued(out) == []


def test_a_run_waits_no_longer_for_another_than_it_may_take(out: Path, hub: Hub) -> None:
    queue(out, hub.url, A)
    with ping_queue.turn(out, 0, pytest.fail), pytest.raises(OutputError) as caught:
        tell(out, hub, timeout_seconds=0.1)
    assert str(caught.value) == (
        "another feeds ping has been telling the hub for more than 0.1 seconds; let it finish or"
        " end it, then try again"
    )
    assert (hub.asked, queued(out)) == ([], [A])


def test_a_run_that_is_killed_has_kept_what_was_accepted(out: Path, hub: Hub) -> None:
    queue(out, hub.url, A, B, C)
    hub.script.extend([Scripted(202), Scripted(503, {"Retry-After": "60"})])
    (out.parent / "feeds.toml").write_text(f'[site]\nhub = "{hub.url}"\n')
    with subprocess.Popen(
        [sys.executable, "-m", "feeds", "ping"], cwd=out.parent, env=clean_environment()
    ) as process:
        while len(hub.asked) < 2:
            assert process.poll() is None
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
    assert queued(out) == [B, C]
    with ping_queue.turn(out, 0, pytest.fail):  # its lock has fallen with it
        pass
    assert addresses(tell(out, hub)) == [B, C]


def test_without_a_hub_there_is_a_remedy(out: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        ping(settings(out, None))
    assert str(caught.value) == (
        "no hub is known: set [site] hub in feeds.toml, and build the feeds"
    )


def test_without_an_output_folder_there_is_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        ping(settings(tmp_path / "out", "https://hub.example/"))
    assert str(caught.value) == (
        f"there is no folder {tmp_path}/out; build the feeds first, or give --out"
    )


WRITTEN = ["index.html", "feeds.json", "a/rss.xml", "a/rss.xml.gz", "a/é.html", "a/feed.json"]


def noted(out: Path, hub: str | None, written: Sequence[str], *gone: str) -> list[str]:
    note_changes(settings(out, hub), written, ["d/rss.xml"], gone)
    return queued(out)


def test_builds_queue_feeds_and_nothing_else(out: Path) -> None:
    hub = "https://hub.example/"
    assert noted(out, hub, WRITTEN) == [A, "https://news.example/a/feed.json"]
    assert noted(out, hub, ["b/rss.xml"], "a/feed.json") == [A, B]
    assert noted(out, None, ["b/rss.xml"]) == [A]


def test_after_damage_everything_is_queued(out: Path) -> None:
    (out / ping_queue.QUEUE_NAME).write_bytes(b"no database")
    (warning,) = note_changes(settings(out, "https://hub.example/"), WRITTEN, ["d/rss.xml"], ())
    assert warning.startswith(".feeds-pings.sqlite is damaged and was renamed")
    assert queued(out) == [A, "https://news.example/a/feed.json", D]

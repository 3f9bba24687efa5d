"""Builds and ``feeds ping`` together bring subscribers what changed, by way of a hub."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import feedparser
import pytest
from click.testing import CliRunner

from feeds.cli import cli
from feeds.websub import queue
from tests.acceptance.file_server import Server, serve_files
from tests.acceptance.seed_text import seed, write_seeds
from tests.acceptance.websub_hub import Hub
from tests.plugins.command import ROOT, clean_environment

DOCUMENTS = ("atom.xml", "feed.json", "rss.xml")


class Subscribers(Server):
    """Subscribers on loopback; ``got`` are the paths and contents that were sent to them."""

    def __init__(self) -> None:
        super().__init__(Subscriber)
        self.got: list[tuple[str, bytes]] = []


class Subscriber(BaseHTTPRequestHandler):
    """Wants what it is asked about, and puts what the hub sends into the server's ``got``."""

    server: Subscribers

    def do_GET(self) -> None:
        challenge = parse_qs(urlsplit(self.path).query)["hub.challenge"][0]
        self._send(challenge.encode())

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, content))
        self._send(b"")

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub_process() -> Iterator[str]:
    """Start a hub as a process of its own; return its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.acceptance.websub_hub"],
        cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        yield process.stdout.readline().strip()
        process.kill()


def feeds(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command in *folder*, in this process; return exit code, output and messages."""
    with chdir(folder):
        done = CliRunner(catch_exceptions=False).invoke(cli, arguments)
    return done.exit_code, done.stdout, done.stderr


def configure(folder: Path, hub: str | None, url: str = "https://news.example/") -> None:
    named = f'hub = "{hub}"\n' if hub else ""
    (folder / "feeds.toml").write_text(f'[site]\nurl = "{url}"\n{named}')


def write_three(folder: Path, *, title: str = '"Title 1"') -> None:
    """Write three seeds; the first is the only one about AI."""
    write_seeds(
        folder / "seeds",
        seed(1, title=title),
        seed(2, topics="[Law]"),
        seed(3, topics="[Law]", provider="{name: Other, domain: other.example}"),
    )


def documents(url: str, *paths: str) -> set[str]:
    return {f"{url}{path}/{name}" for path in paths for name in DOCUMENTS}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Server]:
    with serve_files(tmp_path / "out") as site:
        yield site


@pytest.fixture
def subscriber() -> Iterator[Subscribers]:
    with Subscribers() as subscriber:
        yield subscriber


def subscribe(subscriber: Subscribers, folder: Path, topic: str) -> None:
    """Subscribe to the feed of *topic*, by the addresses that it gives itself."""
    feed = feedparser.parse((folder / "out" / "topics" / topic / "atom.xml").read_bytes()).feed
    found = {link.rel: link.href for link in feed.links}
    form = {
        "hub.mode": "subscribe",
        "hub.topic": found["self"],
        "hub.callback": subscriber.url + topic,
    }
    with urlopen(found["hub"], urlencode(form).encode()) as response:
        assert response.status == 202


def test_subscribers_get_the_feed_that_changed_and_no_other(
    tmp_path: Path, site: Server, subscriber: Subscribers, hub_process: str
) -> None:
    configure(tmp_path, hub_process, site.url)
    write_three(tmp_path)
    assert feeds(tmp_path, "build", "--quiet") == (0, "", "")
    subscribe(subscriber, tmp_path, "ai")
    subscribe(subscriber, tmp_path, "law")
    told = f"told {hub_process} of 15 addresses\n"
    assert feeds(tmp_path, "ping") == (0, told, "")
    subscriber.got.clear()
    write_three(tmp_path, title="The news")
    assert feeds(tmp_path, "build", "--quiet") == (0, "", "")
    assert feeds(tmp_path, "ping", "--quiet") == (0, "", "")
    ((path, content),) = subscriber.got
    assert path == "/ai"
    assert [entry.title for entry in feedparser.parse(content).entries] == ["The news"]
    assert feeds(tmp_path, "ping") == (0, "there is nothing to tell\n", "")
    with urlopen(hub_process) as response:
        requests = json.load(response)
    changed = documents(site.url, "all", "topics/ai", "providers/zdnet")
    assert {topic for (topic,) in requests[15:]} == changed
    assert len(requests) == 15 + len(changed)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as hub:
        yield hub


def test_changes_wait_for_a_hub_that_is_down(tmp_path: Path, hub: Hub) -> None:
    configure(tmp_path, "http://127.0.0.1:9/")
    write_three(tmp_path)
    assert feeds(tmp_path, "build", "--quiet", "--no-cache") == (0, "", "")
    down = "feeds: error: http://127.0.0.1:9/ refuses connections; 15 addresses stay queued\n"
    assert feeds(tmp_path, "ping", "--tries", "1") == (1, "", down)
    assert feeds(tmp_path, "build", "--quiet", "--no-cache") == (0, "", "")
    # A hub that is named instead stands in every feed, which is told to it and to no other.
    configure(tmp_path, hub.url)
    feeds(tmp_path, "build", "--quiet", "--no-cache")
    assert feeds(tmp_path, "cache", "clear")[0] == 0
    assert feeds(tmp_path, "ping", "-q") == (0, "", "")
    assert len(hub.told) == 15


def test_what_the_hub_would_be_told_is_listed(tmp_path: Path, hub: Hub) -> None:
    configure(tmp_path, hub.url)
    write_three(tmp_path)
    feeds(tmp_path, "build", "--quiet", "--format", "rss")
    code, output, messages = feeds(tmp_path, "ping", "--dry-run")
    *lines, last = output.splitlines()
    assert sorted(lines) == [
        f"https://news.example/{path}/rss.xml"
        for path in ("all", "providers/other", "providers/zdnet", "topics/ai", "topics/law")
    ]
    assert (code, last, messages) == (0, f"would tell {hub.url} of 5 addresses", "")
    assert hub.asked == []


def test_who_waits_for_another_run_says_so(tmp_path: Path, hub: Hub) -> None:
    write_three(tmp_path)
    configure(tmp_path, hub.url)
    assert feeds(tmp_path, "build", "--quiet")[0] == 0
    for quiet in ([], ["--quiet"]):
        with queue.turn(tmp_path / "out", 0, pytest.fail):
            code, output, messages = feeds(tmp_path, "ping", "--timeout", "0.1", *quiet)
        said = "" if quiet else "waiting for another feeds ping, which is telling the hub\n"
        assert (code, output) == (2, "")
        assert messages == said + (
            "feeds: error: another feeds ping has been telling the hub for"
            " more than 0.1 seconds; let it finish or end it, then try again\n"
        )


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_builds_that_write_nothing_queue_nothing(tmp_path: Path, hub: Hub, option: str) -> None:
    configure(tmp_path, hub.url)
    write_three(tmp_path)
    feeds(tmp_path, "build", "--quiet")
    feeds(tmp_path, "ping", "--batch", "100")
    write_three(tmp_path, title="The news")
    feeds(tmp_path, "build", "--quiet", option)
    assert feeds(tmp_path, "ping") == (0, "there is nothing to tell\n", "")
    assert [len(topics) for topics in hub.told] == [15]


def test_a_feed_that_is_withdrawn_is_not_told(tmp_path: Path, hub: Hub) -> None:
    configure(tmp_path, hub.url)
    write_three(tmp_path)
    feeds(tmp_path, "build", "--quiet")
    (tmp_path / "seeds" / "1.md").unlink()
    feeds(tmp_path, "build", "--quiet")
    feeds(tmp_path, "ping")
    left = documents(
        "https://news.example/", "all", "topics/law", "providers/zdnet", "providers/other"
    )
    assert {topic for (topic,) in hub.told} == left
    assert len(hub.told) == len(left)


def test_without_a_hub_nothing_is_queued(tmp_path: Path) -> None:
    configure(tmp_path, None)
    write_three(tmp_path)
    feeds(tmp_path, "build", "--quiet")
    assert not list((tmp_path / "out").glob(".feeds-pings*"))
    message = "feeds: error: no hub is known: set [site] hub in feeds.toml, and build the feeds\n"
    assert feeds(tmp_path, "ping") == (2, "", message)

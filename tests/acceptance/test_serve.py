"""``feeds serve`` shows what would be published, and nothing but that is touched."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
import requests
from playwright.sync_api import expect, sync_playwright

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds, clean_environment

CONFIG = '[site]\ntitle = "News"\nurl = "https://news.example/feeds/"\n'
_PATIENCE_SECONDS = 30


class Server:
    """A ``feeds serve`` under way in *folder*."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "feeds", "serve", "--port", "0", *args],
            cwd=folder, env=clean_environment(), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._lines = Queue[str]()
        self._reader = Thread(target=self._read)
        self._reader.start()
        self.address = self.wait_for(r"serving at (http://\S+/) \(Ctrl-C ends it\)")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, pattern: str) -> str:
        """Return what the first group of *pattern* is in the next line that is like it."""
        seen, end = [], time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                seen.append(self._lines.get(timeout=0.2))
            except Empty:
                continue
            if found := re.fullmatch(pattern, seen[-1].rstrip("\n")):
                return found[1] if found.groups() else found[0]
        raise AssertionError(f"no line is like {pattern!r} in {seen}")

    def get(self, path: str) -> requests.Response:
        return requests.get(self.address + path, timeout=_PATIENCE_SECONDS)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        code = self.process.wait(_PATIENCE_SECONDS)
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@contextmanager
def serving(folder: Path, *args: str) -> Iterator[Server]:
    server = Server(folder, *args)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.end(signal.SIGKILL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, topics="[AI, Chips]"))
    (tmp_path / "feeds.toml").write_text(CONFIG)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return all that is in *folder*, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_it_serves_what_a_build_publishes_and_touches_nothing(
    folder: Path, run_feeds: RunFeeds
) -> None:
    built = run_feeds("build")
    assert built.returncode == 0
    before = contents(folder)
    with serving(folder, "--no-watch") as server:
        server.wait_for("built 2 entries in 4 feeds")
        for path in ("all/rss.xml", "topics/chips/atom.xml", "all/feed.json", "feeds.opml"):
            assert server.get(path).content == before[f"out/{path}"]
        assert "News" in server.get("").text
        assert server.end() == 0
    assert contents(folder) == before


def test_it_builds_again_when_a_seed_the_configuration_or_the_folder_changes(folder: Path) -> None:
    with serving(folder) as server:
        server.wait_for("built 2 entries in 4 feeds")
        (folder / "seeds" / "3.md").write_text(seed(3, topics="[Robots]"))
        server.wait_for("built 3 entries in 5 feeds")
        assert "Title 3" in server.get("topics/robots/feed.json").text
        (folder / "seeds" / "2.md").unlink()
        server.wait_for("built 2 entries in 4 feeds")
        # Editors write beside a file, and put that in its place.
        (folder / "new").write_text(CONFIG.replace("News", "Noticias"))
        (folder / "new").replace(folder / "feeds.toml")
        server.wait_for("built 2 entries in 4 feeds")
        assert "Noticias" in server.get("").text
        (folder / "feeds.toml").write_text(CONFIG + '[seeds]\npath = "others"\n')
        server.wait_for(r"feeds: error: .*others.*")
        write_seeds(folder / "others", seed(9))
        server.wait_for("built 1 entry in 3 feeds")
        (folder / "others" / "1.md").write_text(seed(8, topics="[AI, Chips, Robots]"))
        server.wait_for("built 1 entry in 5 feeds")
        assert server.end() == 0


def test_a_mistake_is_told_and_does_not_end_it(folder: Path) -> None:
    with serving(folder) as server:
        server.wait_for("built 2 entries in 4 feeds")
        (folder / "feeds.toml").write_text(CONFIG + "limit = [\n")
        server.wait_for(r"feeds: error: feeds\.toml: is not valid TOML: .*")
        assert "Title 1" in server.get("all/feed.json").text
        (folder / "feeds.toml").write_text(CONFIG)
        server.wait_for("built 2 entries in 4 feeds")
        (folder / "seeds" / "1.md").write_text(seed(1, title=""))
        server.wait_for("built 1 entry in 4 feeds")
        server.wait_for(r"seeds/1\.md:1:1: error\[missing-field\] title is missing")


def test_it_shows_drafts_when_asked(folder: Path) -> None:
    (folder / "seeds" / "1.md").write_text(seed(1, "published: false"))
    with serving(folder, "--include-unpublished") as server:
        server.wait_for("built 2 entries in 4 feeds")


def test_everything_may_go_in_a_preview(folder: Path) -> None:
    """What a build withholds is what subscribers would lose; here nobody is subscribed."""
    with serving(folder) as server:
        server.wait_for("built 2 entries in 4 feeds")
        for name in ("1.md", "2.md"):
            (folder / "seeds" / name).write_text(
                seed(1, "published: false", webUrl=f'"https://e.org/{name}"')
            )
        server.wait_for("built 0 entries in 1 feed")


def test_an_id_that_subscribers_know_is_shown_as_in_builds(
    folder: Path, run_feeds: RunFeeds
) -> None:
    run_feeds("build")
    (folder / "seeds" / "1.md").write_text(seed(1, 'id: "doi:10.1000/1"'))
    known = folder / "out" / ".feeds-manifest.json"
    assert "doi:10" not in known.read_text()
    with serving(folder, "--no-watch") as server:
        server.wait_for("built 1 entry in 4 feeds")


@pytest.mark.usefixtures("folder")
def test_a_port_that_is_taken_is_named(run_feeds: RunFeeds) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run_feeds("serve", "--port", port)
    assert done.returncode == 2
    assert done.stderr.startswith(f"feeds: error: cannot serve at 127.0.0.1 port {port}: ")
    assert done.stderr.endswith("give another with --port, or --port 0 for any that is free\n")


def test_without_seeds_it_does_not_begin(run_feeds: RunFeeds) -> None:
    done = run_feeds("serve", "--port", "0")
    assert done.returncode == 2
    assert "seeds" in done.stderr


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_however_it_ends_it_leaves_nothing_behind(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    with serving(folder) as server:
        server.wait_for("built 2 entries in 4 feeds")
        assert list(scratch.glob("feeds-serve-*"))
        assert server.end(number) == code
    assert not list(scratch.iterdir())


Read = Callable[[], str]


@pytest.mark.needs("chromium")
def test_pages_load_anew_and_show_what_is_wrong_with_seeds(folder: Path) -> None:
    with serving(folder) as server, sync_playwright() as playwright:
        server.wait_for("built 2 entries in 4 feeds")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.address}topics/ai/")
        panel = page.locator("feeds-problems details")
        expect(page.get_by_text("Title 1")).to_be_visible()
        expect(panel).to_be_hidden()

        (folder / "seeds" / "1.md").write_text(seed(1, title='"Better"'))
        expect(page.get_by_text("Better")).to_be_visible(timeout=_PATIENCE_SECONDS * 1000)

        (folder / "seeds" / "2.md").write_text(
            seed(2, title='"<img src=x onerror=alert(1)>"', type="5")
        )
        summary = panel.locator("summary")
        expect(summary).to_have_text(
            re.compile("1 error.* in the seeds"), timeout=_PATIENCE_SECONDS * 1000
        )
        summary.click()
        expect(panel.locator("code").first).to_have_text(re.compile(r"^seeds/2\.md:\d+:\d+$"))

        (folder / "feeds.toml").write_text("[site\n")
        expect(summary).to_have_text(
            "This is not what the seeds say: they cannot be built", timeout=_PATIENCE_SECONDS * 1000
        )
        (folder / "feeds.toml").write_text(CONFIG)
        expect(summary).to_have_text(re.compile("1 error"), timeout=_PATIENCE_SECONDS * 1000)
        assert complaints == []
        browser.close()

"""``feeds check-links`` as a run: interrupted, killed, twice at once, watched, and writing seeds."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from feeds.cache.ledger import open_ledger
from feeds.http.verdicts import Outcome, Verdict
from feeds.values.amp_cache import amp_cache_url
from tests.acceptance.links.link_folder import (
    LEDGER,
    QUICK,
    check_here,
    known,
    linking,
    make_folder,
)
from tests.acceptance.links.site import PAGE, Answer, Site, hang, says, to
from tests.plugins.command import RunFeeds, clean_environment

Serve = Callable[..., Site]
FINE = says("200 OK")
COMMAND = [sys.executable, "-m", "feeds", "check-links", "--allow-private"]


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    """Start the command in *folder* and do not wait for it."""
    return subprocess.Popen(
        [*COMMAND, *options],
        cwd=folder,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for *condition*, but not for ever."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


@pytest.fixture
def half_silent(tmp_path: Path, serve: Serve) -> Site:
    """Return a site of two pages, the second of which does not answer, and a folder that waits."""
    site = serve({"/fine": FINE, "/silent": hang})
    make_folder(
        tmp_path,
        linking(1, site.url("/fine")),
        linking(2, site.url("/silent")),
        config="[links]\nmin_interval = 0\nper_host = 1\nread_timeout = 60\ndeadline = 60\n",
    )
    return site


class TestEndingEarly:
    def test_an_interrupt_keeps_what_was_learnt_and_sums_it_up(
        self, tmp_path: Path, half_silent: Site
    ) -> None:
        run = start(tmp_path)
        wait_until(lambda: "HEAD /silent" in half_silent.asked)
        run.send_signal(signal.SIGINT)
        interrupted = time.monotonic()
        out, err = run.communicate(timeout=10)
        assert time.monotonic() - interrupted < 2
        assert (run.returncode, out, err) == (
            130,
            "interrupted: 1 link not asked; the next run goes on there\n"
            "checked 1 link of 2 seeds: 1 ok\n",
            "",
        )
        assert known(tmp_path) == {half_silent.url("/fine"): ("ok", 0)}

    def test_a_run_that_was_killed_goes_on_where_it_was(
        self, tmp_path: Path, serve: Serve, run_feeds: RunFeeds
    ) -> None:
        count = 60
        site = serve({f"/{n}": says("200 OK") for n in range(count)})
        make_folder(
            tmp_path,
            *(linking(n, site.url(f"/{n}")) for n in range(count)),
            config="[links]\nmin_interval = 0.05\nper_host = 1\n",
        )
        run = start(tmp_path)
        wait_until(lambda: (tmp_path / LEDGER).exists() and len(site.asked) > 5)
        wait_until(lambda: bool(known(tmp_path)))
        run.kill()
        run.communicate()
        learnt = len(known(tmp_path))
        assert 0 < learnt < count
        del site.asked[:]
        (tmp_path / "feeds.toml").write_text(QUICK)
        done = run_feeds("check-links", "--allow-private")
        assert done.stdout == (
            f"checked 60 links of 60 seeds ({learnt} known from earlier runs): 60 ok\n"
        )
        assert len(site.asked) == count - learnt

    def test_two_runs_at_once_share_one_ledger(self, tmp_path: Path, serve: Serve) -> None:
        site = serve({f"/{n}": says("404 Not Found") for n in range(40)})
        make_folder(tmp_path, *(linking(n, site.url(f"/{n}")) for n in range(40)))
        runs = [start(tmp_path, "-q", "--max-age", "0") for _ in range(3)]
        ends = [(run.communicate(timeout=60)[1], run.returncode) for run in runs]
        assert ends == [("", 0)] * 3
        assert known(tmp_path) == {site.url(f"/{n}"): ("broken", 1) for n in range(40)}
        connection = sqlite3.connect(tmp_path / LEDGER)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


class TestProgress:
    @pytest.mark.usefixtures("half_silent")
    def test_a_terminal_shows_how_far_it_is(self, tmp_path: Path) -> None:
        ours, theirs = os.openpty()
        run = subprocess.Popen(
            COMMAND,
            cwd=tmp_path,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
        os.close(theirs)
        shown = b""
        while b"1 ok" not in shown:
            shown += os.read(ours, 4096)
        run.send_signal(signal.SIGINT)
        run.wait(10)
        os.close(ours)
        assert b"\rchecking links 1/2 (50 %), " in shown
        assert b"/s, " in shown
        assert b" left: 1 ok" in shown


class TestPairs:
    @staticmethod
    def page(relation: str, target: Callable[[Site], str]) -> Answer:
        """Answer with a page that names another."""

        def answer(site: Site, connection: socket.socket, method: str, path: str) -> None:
            link = f'<link rel="{relation}" href="{target(site)}">'.encode()
            page = PAGE.replace(b"<title>", link + b"<title>")
            says("200 OK", body=page)(site, connection, method, path)

        return answer

    def test_pages_that_name_each_other_are_fine(self, tmp_path: Path, serve: Serve) -> None:
        site = serve(
            {
                "/web": self.page("amphtml", lambda s: s.url("/amp")),
                "/amp": self.page("canonical", lambda s: s.url("/web")),
            }
        )
        make_folder(tmp_path, linking(1, site.url("/web"), f"ampWebUrl: {site.url('/amp')}"))
        for reused in ("", " (2 known from earlier runs)"):
            done = check_here(tmp_path, "--amp")
            assert done == (0, f"checked 2 links of 1 seed{reused}: 2 ok\n", "")

    def test_a_mismatch_is_reported_from_memory_too(self, tmp_path: Path, serve: Serve) -> None:
        site = serve({"/web": FINE, "/amp": self.page("canonical", lambda s: s.url("/other"))})
        web, amp = site.url("/web"), site.url("/amp")
        make_folder(tmp_path, linking(1, web, f"ampWebUrl: {amp}"))
        check_here(tmp_path)
        for reused in ("", " (2 known from earlier runs)"):
            done = check_here(tmp_path, "--amp")
            remedy = "    remedy: correct webUrl or ampWebUrl, or tell the provider\n"
            place = f"seeds/1.md:8:12: warning[amp-mismatch] {amp} is not paired with its article: "
            assert done[:2] == (
                0,
                f"{place}{amp} names {site.url('/other')} as canonical, not {web}\n{remedy}"
                f"{place}{web} has no rel=amphtml link to {amp}\n{remedy}"
                f"checked 2 links of 1 seed{reused}: 2 ok\n",
            )


MOVING: dict[str, Answer] = {
    "/old": to("301 Moved Permanently", lambda site: site.url("/new")),
    "/new": FINE,
    "/lost": to("301 Moved Permanently", lambda site: site.url("/")),
    "/": FINE,
    "/elsewhere": to("302 Found", lambda site: site.url("/new")),
}


class TestFixing:
    @pytest.fixture
    def site(self, serve: Serve) -> Site:
        return serve(MOVING)

    def fix(self, folder: Path, *options: str) -> tuple[int, str]:
        code, _, err = check_here(folder, "--fix", *options)
        return code, err

    def test_permanent_redirects_are_written_into_the_seeds(
        self, tmp_path: Path, site: Site
    ) -> None:
        text = linking(1, f'"{site.url("/old")}#part" # moved', "id: urn:x:1")
        make_folder(
            tmp_path, text, linking(2, site.url("/elsewhere"), f"ampWebUrl: '{site.url('/old')}'")
        )
        assert self.fix(tmp_path, "--yes") == (0, "mended 2 problems in 2 seeds\n")
        read = [(tmp_path / "seeds" / f"{n}.md").read_text() for n in (1, 2)]
        assert read == [
            text.replace("/old", "/new"),
            linking(2, site.url("/elsewhere"), f"ampWebUrl: '{site.url('/new')}'"),
        ]

    def test_other_redirects_stay_and_those_for_good_are_said(
        self, tmp_path: Path, site: Site
    ) -> None:
        texts = [
            linking(1, site.url("/elsewhere"), "id: urn:x:1"),
            linking(2, site.url("/lost"), "id: urn:x:2"),
        ]
        make_folder(tmp_path, *texts)
        assert self.fix(tmp_path, "--yes") == (
            0,
            "warning: seeds/2.md:4:9: moved-link was not mended: a front page is not the article;"
            " look for where the article went\n"
            "mended nothing\n",
        )
        assert [(tmp_path / "seeds" / f"{n}.md").read_text() for n in (1, 2)] == texts

    def test_an_address_that_makes_the_id_stays_and_is_said_so(
        self, tmp_path: Path, site: Site
    ) -> None:
        texts = [
            linking(1, site.url("/old")),
            linking(2, site.url("/old"), "originalUrl: https://example.org/2"),
        ]
        make_folder(tmp_path, *texts)
        former = uuid5(NAMESPACE_URL, site.url("/old")).urn
        assert self.fix(tmp_path, "--yes") == (
            0,
            "warning: seeds/1.md:4:9: moved-link was not mended: the entry's id derives from this"
            f' address and would change; add id: "{former}" to the seed first\n'
            "mended 1 problem in 1 seed\n",
        )
        assert (tmp_path / "seeds" / "1.md").read_text() == texts[0]
        assert (tmp_path / "seeds" / "2.md").read_text() == texts[1].replace("/old", "/new")

    def test_the_address_in_the_amp_cache_keeps_step(self, tmp_path: Path, serve: Serve) -> None:
        site = serve({**MOVING, "/other": FINE, "/amp/new": FINE})
        old, new = site.url("/amp/old", "localhost"), site.url("/amp/new")
        site.answers["/amp/old"] = to("301 Moved Permanently", lambda _: new)
        cached = f"cdnAmpWebUrl: '{amp_cache_url(old)}'"
        foreign = "cdnAmpWebUrl: https://a.cdn.ampproject.org/c/s/a.example/else"
        texts = [
            linking(1, site.url("/elsewhere"), f"ampWebUrl: {old}", cached),
            linking(2, site.url("/other"), f"ampWebUrl: {old}", foreign),
        ]
        make_folder(tmp_path, *texts)
        assert self.fix(tmp_path, "--yes") == (0, "mended 2 problems in 2 seeds\n")
        assert [(tmp_path / "seeds" / f"{n}.md").read_text() for n in (1, 2)] == [
            texts[0].replace(old, new).replace(amp_cache_url(old), amp_cache_url(new)),
            texts[1].replace(old, new),
        ]

    @pytest.mark.parametrize("named", [(), ("seeds/1.md",), ("--only", "1.md")])
    def test_no_duplicate_is_made(self, tmp_path: Path, site: Site, named: tuple[str, ...]) -> None:
        old, new = site.url("/old"), site.url("/new")
        texts = [linking(1, old, "id: urn:x:1"), linking(2, f"{new}#part")]
        make_folder(tmp_path, *texts)
        assert self.fix(tmp_path, "--yes", *named) == (
            0,
            "warning: seeds/1.md:4:9: moved-link was not mended: seeds/2.md has the new address"
            " already; delete one of the two seeds\n"
            "mended nothing\n",
        )
        assert [(tmp_path / "seeds" / f"{n}.md").read_text() for n in (1, 2)] == texts

    def test_nothing_is_asked_or_written_where_nobody_can_agree(
        self, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/old"), "id: urn:x:1"))
        assert self.fix(tmp_path) == (
            2,
            "feeds: error: --fix changes seeds, and nobody can be asked here: give --yes\n",
        )
        assert site.asked == []

    @pytest.mark.parametrize(("answer", "path"), [("y\n", "/new"), ("n\n", "/old")])
    def test_on_a_terminal_the_user_decides(
        self, tmp_path: Path, site: Site, answer: str, path: str
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/old"), "id: urn:x:1"))
        ours, theirs = os.openpty()
        run = subprocess.Popen(
            [*COMMAND, "--fix"],
            cwd=tmp_path,
            env=clean_environment(),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        os.close(theirs)
        os.write(ours, answer.encode())
        _, err = run.communicate(timeout=30)
        os.close(ours)
        assert err.startswith(b"would mend 1 problem in 1 seed\nWrite the new addresses? [y/N]")
        assert (tmp_path / "seeds" / "1.md").read_text() == linking(
            1, site.url(path), "id: urn:x:1"
        )


def test_a_second_run_asks_nothing(tmp_path: Path, serve: Serve, run_feeds: RunFeeds) -> None:
    site = serve({"/": FINE})
    make_folder(tmp_path, *(linking(n, site.url(f"/?{n}")) for n in range(1000)))
    remember_as_fine(tmp_path, [site.url(f"/?{n}") for n in range(1000)])
    done = run_feeds("check-links", "--allow-private", "--format", "json")
    report = json.loads(done.stdout)
    assert (report["links"], report["reused"], site.asked) == (1000, 1000, [])


def remember_as_fine(folder: Path, urls: list[str]) -> None:
    """Make a ledger that has *urls* as fine just now."""
    with open_ledger(folder / LEDGER.parent) as ledger:
        for url in urls:
            ledger.record(Outcome(url, Verdict.OK, "answers 200 OK", 200), datetime.now(UTC))

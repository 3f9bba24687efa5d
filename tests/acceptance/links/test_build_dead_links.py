"""``feeds build`` with what ``feeds check-links`` has learnt."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.links.link_folder import LEDGER, QUICK, check_here, linking, make_folder
from tests.acceptance.links.site import Site, says
from tests.plugins.command import RunFeeds

NOTICE = "This article can no longer be reached at its address."


@pytest.fixture
def site(tmp_path: Path, serve: Callable[..., Site]) -> Site:
    """Return the site of two articles and an AMP page, of which one article is alive."""
    site = serve(
        {"/gone": says("410 Gone"), "/amp": says("404 Not Found"), "/fine": says("200 OK")}
    )
    make_folder(
        tmp_path,
        linking(1, site.url("/gone"), "excerpt: Once."),
        linking(2, site.url("/fine"), f"ampWebUrl: {site.url('/amp')}"),
        config=QUICK + "confirm_runs = 1\n",
    )
    return site


def build(run_feeds: RunFeeds, folder: Path, settings: str) -> tuple[list[str], str, list[str]]:
    """Build with *settings*; return the entries' summaries, what was said, and all AMP pages."""
    config = folder / "feeds.toml"
    text = config.read_text().partition("[build]")[0]
    config.write_text(f"{text}[build]\n{settings}\n")
    done = run_feeds("build", "--site-url", "https://news.example/", "--content", "full")
    assert done.returncode == 0, done.stderr
    items = json.loads((folder / "out" / "all" / "feed.json").read_text())["items"]
    pages = [item["_seeds"]["amp_url"] for item in items if "_seeds" in item]
    return [item.get("summary", "") for item in items], done.stdout + done.stderr, pages


@pytest.mark.usefixtures("site")
class TestWithoutLedger:
    def test_nothing_is_dead(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        summaries, said, pages = build(run_feeds, tmp_path, "")
        assert (summaries, pages) == (["", "Once."], [site.url("/amp")])
        assert "warning" not in said

    def test_who_relies_on_one_is_warned(self, run_feeds: RunFeeds, tmp_path: Path) -> None:
        summaries, said, _ = build(run_feeds, tmp_path, 'broken_links = "drop"')
        assert summaries == ["", "Once."]
        assert (
            "warning: no links have been checked yet, so none is known to be dead: run feeds"
            " check-links first (there is no ledger in .feeds-cache)\n"
        ) in said


@pytest.mark.usefixtures("site")
class TestWithLedger:
    @pytest.fixture(autouse=True)
    def checked(self, tmp_path: Path, site: Site) -> None:
        check_here(tmp_path)
        del site.asked[:]

    def test_dead_amp_pages_are_left_out(self, run_feeds: RunFeeds, tmp_path: Path) -> None:
        assert build(run_feeds, tmp_path, "")[::2] == (["", "Once."], [])

    def test_or_kept(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        assert build(run_feeds, tmp_path, 'dead_amp = "keep"')[2] == [site.url("/amp")]

    def test_dead_entries_are_dropped_and_counted(
        self, run_feeds: RunFeeds, tmp_path: Path
    ) -> None:
        summaries, said, _ = build(run_feeds, tmp_path, 'broken_links = "drop"')
        assert summaries == [""]
        assert "left out 1 seed: 1 dead\n" in said

    def test_dead_entries_are_marked(self, run_feeds: RunFeeds, tmp_path: Path) -> None:
        summaries, _, _ = build(run_feeds, tmp_path, 'broken_links = "mark"')
        assert summaries == ["", f"{NOTICE} Once."]
        atom = (tmp_path / "out" / "all" / "atom.xml").read_text()
        assert f"&lt;p&gt;{NOTICE} Once.&lt;/p&gt;" in atom

    def test_what_is_not_asked_any_more_is_not_dead(
        self, run_feeds: RunFeeds, tmp_path: Path
    ) -> None:
        config = tmp_path / "feeds.toml"
        config.write_text(f"{config.read_text()}skip = ['/gone$']\n")
        assert build(run_feeds, tmp_path, 'broken_links = "drop"')[::2] == (["", "Once."], [])

    def test_a_pattern_that_takes_too_long_ends_the_build(
        self, run_feeds: RunFeeds, tmp_path: Path
    ) -> None:
        config = tmp_path / "feeds.toml"
        slow = "^(.|..|...)+(.|..)+(?<![ep])$"
        config.write_text(f"{config.read_text()}skip = ['{slow}']\n[build]\ndead_amp = 'drop'\n")
        line = config.read_text().split("\n").index(f"skip = ['{slow}']") + 1
        done = run_feeds("build")
        assert done.returncode == 2
        assert done.stderr.startswith(
            f'feeds: error: feeds.toml:{line}: the pattern "{slow}" takes too long on "http://127.0.0.1:'
        )

    def test_no_host_is_asked_and_the_ledger_stays(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        cache = (tmp_path / LEDGER).parent
        before = {path.name: path.read_bytes() for path in cache.glob("links*")}
        cache.chmod(0o555)
        try:
            build(run_feeds, tmp_path, 'broken_links = "drop"')
        finally:
            cache.chmod(0o755)
        assert {path.name: path.read_bytes() for path in cache.glob("links*")} == before
        assert site.asked == []

    def test_a_damaged_ledger_does_not_stop_a_build(
        self, run_feeds: RunFeeds, tmp_path: Path
    ) -> None:
        (tmp_path / LEDGER).write_bytes(b"nonsense" * 100)
        summaries, said, _ = build(run_feeds, tmp_path, 'broken_links = "drop"')
        assert summaries == ["", "Once."]
        assert "warning: dead links are published as if they worked: .feeds-cache/" in said

"""``feeds check-links`` remembers verdicts between runs for as long as they say something."""

from pathlib import Path

import pytest

from tests.acceptance.links.link_folder import (
    QUICK,
    check,
    check_here,
    known,
    linking,
    make_folder,
    make_older,
)
from tests.acceptance.links.site import Site
from tests.plugins.command import RunFeeds


class TestMemory:
    def test_fresh_verdicts_are_reused(self, tmp_path: Path, site: Site) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")), linking(2, site.url("/gone")))
        check_here(tmp_path)
        asked = len(site.asked)
        code, out, err = check_here(tmp_path, "-q")
        assert (code, len(site.asked), err) == (0, asked, "")
        assert out.startswith(f"seeds/2.md:4:9: warning[broken-link] {site.url('/gone')} ")
        _, out, _ = check_here(tmp_path)
        assert out.endswith(
            "checked 2 links of 2 seeds (2 known from earlier runs): 1 ok, 1 broken\n"
        )

    def test_bad_verdicts_last_half_a_day_and_good_ones_a_week(
        self, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")), linking(2, site.url("/gone")))
        check_here(tmp_path)
        del site.asked[:]
        make_older(tmp_path, days=1)
        check_here(tmp_path)
        assert sorted(site.asked) == ["GET /gone", "HEAD /gone"]
        del site.asked[:]
        make_older(tmp_path, days=6)
        check_here(tmp_path)
        assert sorted(site.asked) == ["GET /gone", "HEAD /fine", "HEAD /gone"]

    def test_what_is_skipped_by_now_is_not_reused(self, tmp_path: Path, site: Site) -> None:
        gone = site.url("/gone")
        make_folder(tmp_path, linking(1, gone), linking(2, site.url("/fine")))
        check_here(tmp_path)
        del site.asked[:]
        summary = "checked 2 links of 2 seeds (1 known from earlier runs): 1 ok, 1 skipped\n"
        (tmp_path / "feeds.toml").write_text(f'{QUICK}skip = ["/gone"]\n')
        code, out, err = check_here(tmp_path, "-v")
        assert (code, err) == (0, "")
        assert out.startswith(
            f"seeds/1.md:4:9: info[skipped-link] {gone} matches a pattern to skip"
        )
        assert out.endswith(summary)
        assert site.asked == []
        assert known(tmp_path)[gone] == ("broken", 1), "it counts again when it is not skipped"

    def test_a_pattern_that_takes_too_long_ends_the_run(self, tmp_path: Path, site: Site) -> None:
        slow = site.url(f"/{'a' * 3_000}!")
        make_folder(tmp_path, linking(1, slow), linking(2, site.url("/fine")))
        (tmp_path / "feeds.toml").write_text(f"{QUICK}skip = [\n  '(a|aa)+$',\n]\n")
        line = (tmp_path / "feeds.toml").read_text().split("\n").index("skip = [") + 1
        code, out, err = check_here(tmp_path)
        assert (code, out) == (2, "")
        assert (
            f'error: feeds.toml:{line}: the pattern "(a|aa)+$" takes too long on "{slow[:40]}'
            in err
        )

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
    def test_private_hosts_are_not_reused_unless_allowed(
        self, tmp_path: Path, site: Site, run_feeds: RunFeeds, host: str
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/gone", host)))
        check_here(tmp_path)
        del site.asked[:]
        done = run_feeds("check-links", "-v")
        assert "no public address" in done.stdout
        assert done.stdout.endswith("checked 1 link of 1 seed: 1 skipped\n")
        assert site.asked == []

    def test_what_may_pass_is_asked_again_each_time(self, tmp_path: Path, site: Site) -> None:
        make_folder(
            tmp_path, linking(1, site.url("/busy")), linking(2, site.url("/error", "localhost"))
        )
        check_here(tmp_path)
        asked = sorted(site.asked)
        check_here(tmp_path)
        assert sorted(site.asked) == sorted(asked * 2)

    def test_a_narrowed_run_forgets_old_links_only(self, tmp_path: Path, site: Site) -> None:
        fine, other, gone = (site.url(path) for path in ("/fine", "/other", "/gone"))
        make_folder(tmp_path, linking(1, fine), linking(2, other), linking(3, gone))
        check_here(tmp_path)
        make_older(tmp_path, days=90)
        check_here(tmp_path, "--only", "1.md")
        assert known(tmp_path).keys() == {fine, other, gone}
        make_older(tmp_path, days=100)
        check_here(tmp_path, "--only", "1.md")
        assert known(tmp_path).keys() == {fine, gone}, "builds go by what had failed"

    def test_its_folder_is_marked_as_a_cache(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        check(run_feeds)
        cache = tmp_path / ".feeds-cache"
        assert (cache / ".gitignore").read_text() == "*\n"
        assert (
            (cache / "CACHEDIR.TAG")
            .read_text()
            .startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
        )

    def test_a_damaged_file_is_set_aside_and_said_so(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        ledger = tmp_path / ".feeds-cache" / "links.sqlite"
        ledger.parent.mkdir()
        ledger.write_bytes(b"no database at all " * 100)
        assert check(run_feeds) == (
            0,
            "checked 1 link of 1 seed: 1 ok\n",
            "warning: .feeds-cache/links.sqlite is damaged (file is not a database) and was set"
            " aside as links.sqlite.damaged: all links are asked\n",
        )
        assert (ledger.parent / "links.sqlite.damaged").read_bytes() == (
            b"no database at all " * 100
        )
        assert known(tmp_path) == {site.url("/fine"): ("ok", 0)}

    def test_a_folder_that_cannot_be_written_ends_the_run(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        (tmp_path / ".feeds-cache").write_text("in the way")
        assert check(run_feeds) == (
            2,
            "",
            "feeds: error: .feeds-cache: verdicts of links cannot be kept there: File exists;"
            " set [links] cache in feeds.toml to a folder that can be written\n",
        )
        assert site.asked == []

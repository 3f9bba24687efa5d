"""``feeds check-links`` as users run it, against a site on loopback."""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.git_repository import git, make_repository
from tests.acceptance.links.link_folder import (
    QUICK,
    check,
    check_here,
    known,
    linking,
    make_folder,
    make_older,
)
from tests.acceptance.links.site import Answer, Site, by_method, says, to
from tests.plugins.command import RunFeeds

Serve = Callable[..., Site]

FINE = says("200 OK")
GONE = says("404 Not Found")
ANSWERS: dict[str, Answer] = {
    "/fine": FINE,
    "/other": FINE,
    "/gone": GONE,
    "/error": says("503 Service Unavailable"),
    "/old": to("301 Moved Permanently", lambda site: site.url("/new")),
    "/new": FINE,
    "/guarded": says("403 Forbidden"),
    "/busy": says("429 Too Many Requests"),
    "/get-only": by_method(says("405 Method Not Allowed"), FINE),
}


@pytest.fixture
def site(serve: Serve) -> Site:
    """Return a site with one page for each verdict."""
    return serve(ANSWERS)


def test_links_that_are_fine_are_only_counted(
    run_feeds: RunFeeds, tmp_path: Path, site: Site
) -> None:
    make_folder(tmp_path, linking(1, site.url("/fine")), linking(2, site.url("/get-only")))
    assert check(run_feeds) == (0, "checked 2 links of 2 seeds: 2 ok\n", "")


def test_a_broken_link_names_every_place_and_warns_at_first(
    run_feeds: RunFeeds, tmp_path: Path, site: Site
) -> None:
    gone = site.url("/gone")
    make_folder(
        tmp_path,
        linking(1, f'"{gone}#part"'),
        linking(2, gone, f"ampWebUrl: {gone}"),
        linking(3, site.url("/fine")),
    )
    assert check(run_feeds) == (
        0,
        f"seeds/1.md:4:9: warning[broken-link] {gone} answers 404 Not Found"
        " (on 1 day; 3 make an error)\n"
        "    also at seeds/2.md:4:9, seeds/2.md:8:12\n"
        "    remedy: write an address that works, or remove it; --suggest names one\n"
        "checked 2 links of 3 seeds: 1 ok, 1 broken\n",
        "",
    )
    assert sorted(site.asked) == ["GET /gone", "HEAD /fine", "HEAD /gone"]


def test_a_link_that_failed_on_three_days_is_an_error(tmp_path: Path, site: Site) -> None:
    gone = site.url("/gone")
    make_folder(tmp_path, linking(1, gone))
    codes = [check_here(tmp_path)[0]]
    codes.append(check_here(tmp_path, "--max-age", "0")[0])
    assert known(tmp_path) == {gone: ("broken", 1)}, "twice on one day counts once"
    for _ in range(2):
        make_older(tmp_path, days=1)
        codes.append(check_here(tmp_path)[0])
    assert codes == [0, 0, 0, 1]
    assert known(tmp_path) == {gone: ("broken", 3)}


def test_a_good_answer_clears_the_record(tmp_path: Path, serve: Serve) -> None:
    answers = {"/a": GONE}
    site = serve(answers)
    make_folder(tmp_path, linking(1, site.url("/a")))
    check_here(tmp_path)
    make_older(tmp_path, days=1)
    answers["/a"] = FINE
    assert check_here(tmp_path) == (0, "checked 1 link of 1 seed: 1 ok\n", "")
    assert known(tmp_path) == {site.url("/a"): ("ok", 0)}


def test_strict_has_no_patience(run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
    make_folder(tmp_path, linking(1, site.url("/gone")))
    assert check(run_feeds, "--strict", "-q") == (
        1,
        f"seeds/1.md:4:9: error[broken-link] {site.url('/gone')} answers 404 Not Found\n"
        "    remedy: write an address that works, or remove it; --suggest names one\n",
        "",
    )


def test_what_needs_no_action_is_shown_on_demand(tmp_path: Path, site: Site) -> None:
    old, new = site.url("/old"), site.url("/new")
    make_folder(tmp_path, linking(1, old, "id: urn:x:1"), linking(2, site.url("/guarded")))
    summary = "checked 2 links of 2 seeds: 1 moved, 1 blocked\n"
    assert check_here(tmp_path) == (
        0,
        f"{summary}2 links not shown, since nothing need be done: -v shows them\n",
        "",
    )
    assert check_here(tmp_path, "-v", "--max-age", "0") == (
        0,
        f"seeds/1.md:4:9: info[moved-link] {old} has moved to {new}\n"
        "    remedy: write the new address; --fix does it\n"
        f"seeds/2.md:4:9: info[blocked-link] {site.url('/guarded')} answers 403 Forbidden\n"
        "    remedy: open it in a browser, since the host refuses programs\n" + summary,
        "",
    )


def test_what_fix_refuses_has_another_remedy(tmp_path: Path, serve: Serve) -> None:
    site = serve(
        {
            **ANSWERS,
            "/": FINE,
            "/lost": to("301 Moved Permanently", lambda site: site.url("/")),
        }
    )
    old, lost = site.url("/old"), site.url("/lost")
    make_folder(
        tmp_path, linking(1, old), linking(2, lost), linking(3, old), linking(4, old, "id: urn:x:4")
    )
    entry_id = uuid.uuid5(uuid.NAMESPACE_URL, old).urn
    _, out, _ = check_here(tmp_path, "-v")
    assert [line for line in out.splitlines() if "remedy" in line] == [
        f'    remedy: first write id: "{entry_id}" into seeds/1.md and seeds/3.md, since the id'
        " derives from this address; then write the new address, as --fix does",
        "    remedy: look for where the article went: a front page is not the article,"
        " and --fix leaves the link as it is",
    ]


def test_seeds_that_cannot_be_read_are_reported_and_skipped(
    run_feeds: RunFeeds, tmp_path: Path, site: Site
) -> None:
    make_folder(tmp_path, "no front matter\n", linking(2, site.url("/fine")))
    code, out, err = check(run_feeds)
    assert (code, err) == (1, "")
    assert out.startswith("seeds/1.md:1:1: error[missing-front-matter] ")
    assert out.endswith("checked 1 link of 1 seed: 1 ok\n")


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


class TestNarrowing:
    @pytest.mark.parametrize(
        ("options", "asked"),
        [
            (["--only", "1.*"], ["HEAD /1"]),
            (["--only", "1.md", "--only", "3.md"], ["HEAD /1", "HEAD /3"]),
            (["--topic", "meta ai"], ["HEAD /2"]),
            (["--topic", "Facebook AI"], ["HEAD /2"]),
            (["--provider", "TechRadar"], ["HEAD /3"]),
            (["--newer", "30d"], ["HEAD /3"]),
            (["--newer", "30d", "--topic", "Meta AI"], []),
        ],
    )
    def test_by_what_seeds_are(
        self,
        tmp_path: Path,
        serve: Serve,
        options: list[str],
        asked: list[str],
    ) -> None:
        site = serve(dict.fromkeys(("/1", "/2", "/3"), FINE))
        make_folder(
            tmp_path,
            linking(1, site.url("/1")),
            linking(2, site.url("/2"), topics="[Facebook AI, Robots]"),
            linking(
                3,
                site.url("/3"),
                provider="{name: TechRadar, domain: techradar.com}",
                publishedDateTime="2999-01-01T00:00:00Z",
            ),
        )
        with (tmp_path / "feeds.toml").open("a") as config:
            config.write('[topics."Meta AI"]\naliases = ["Facebook AI"]\n')
        code, _, err = check_here(tmp_path, *options)
        assert (code, err, sorted(site.asked)) == (0, "", asked)

    @pytest.mark.parametrize(
        ("args", "asked"),
        [
            (["seeds/1.md"], ["HEAD /fine"]),
            (["drafts"], ["HEAD /new", "HEAD /other"]),
            (["drafts", "seeds", "drafts/4.md", "--newer", "30d"], ["HEAD /new"]),
            (["drafts", "seeds", "--only", "/[1-4].md"], ["HEAD /fine", "HEAD /new"]),
            (["drafts/3.txt", "--topic", "AI"], ["HEAD /gone", "GET /gone"]),
        ],
    )
    def test_by_where_seeds_are(
        self, tmp_path: Path, site: Site, args: list[str], asked: list[str]
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        new = linking(4, site.url("/new"), publishedDateTime="2999-01-01T00:00:00Z")
        (tmp_path / "drafts" / "sub").mkdir(parents=True)
        (tmp_path / "drafts" / "sub" / "2.md").write_text(linking(2, site.url("/other")))
        (tmp_path / "drafts" / "3.txt").write_text(linking(3, site.url("/gone")))
        (tmp_path / "drafts" / "4.md").write_text(new)
        assert check_here(tmp_path, "-q", *args)[::2] == (0, "")
        assert sorted(site.asked) == sorted(asked)

    def test_a_path_that_does_not_exist_ends_the_run(
        self, run_feeds: RunFeeds, tmp_path: Path, site: Site
    ) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        assert check(run_feeds, "seeds", "none") == (
            2,
            "",
            "feeds: error: none does not exist; give files or folders of seeds\n",
        )
        assert site.asked == []

    @pytest.mark.needs("git")
    def test_by_what_changed(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        make_repository(tmp_path)
        (tmp_path / "seeds" / "2.md").write_text(linking(2, site.url("/other")))
        assert check(run_feeds, "--since", "HEAD") == (0, "checked 1 link of 1 seed: 1 ok\n", "")
        assert site.asked == ["HEAD /other"]
        assert check(run_feeds, "seeds/1.md", "--since", "HEAD")[1] == (
            "checked 0 links of 0 seeds: none\n"
        )
        assert git(tmp_path, "status", "--short") == "?? seeds/2.md", "the cache is no change"

    def test_wrong_use_is_refused(self, run_feeds: RunFeeds, tmp_path: Path, site: Site) -> None:
        make_folder(tmp_path, linking(1, site.url("/fine")))
        code, out, err = check(run_feeds, "--also", "images,scripts")
        assert (code, out) == (2, "")
        assert '"scripts" is none of original, cdn-amp, related, images' in err
        code, _, err = check(run_feeds, "--newer", "soon")
        assert code == 2
        assert '"soon": write a number and a unit: 45m, 12h, 30d or 2w' in err

    def test_without_seeds_there_is_nothing_to_check(
        self, run_feeds: RunFeeds, tmp_path: Path
    ) -> None:
        make_folder(tmp_path)
        code, out, err = check(run_feeds)
        assert (code, out) == (2, "")
        assert err.startswith("feeds: error: there are no seeds in seeds ")


def test_more_kinds_of_links_on_demand(tmp_path: Path, serve: Serve) -> None:
    names = ("web", "amp", "original", "cdn", "image", "logo", "related", "related-amp")
    site = serve({f"/{name}": FINE for name in names})
    text = linking(
        1,
        site.url("/web"),
        f"ampWebUrl: {site.url('/amp')}",
        f"cdnAmpWebUrl: {site.url('/cdn')}",
        f"originalUrl: {site.url('/original')}",
        f"images: [{{url: '{site.url('/image')}'}}]",
        f"related: [{{title: R, webUrl: '{site.url('/related')}',"
        f" ampWebUrl: '{site.url('/related-amp')}'}}]",
        provider=f"{{name: Z, domain: z.com, images: [{{url: '{site.url('/logo')}'}}, {{url: /x}}]}}",
    )
    asked = {}
    for option in ("", "original", "cdn-amp", "related", "images", "original, images"):
        make_folder(tmp_path, text)
        shutil.rmtree(tmp_path / ".feeds-cache", ignore_errors=True)
        del site.asked[:]
        check_here(tmp_path, *(["--also", option] if option else []))
        asked[option] = {line.removeprefix("HEAD /") for line in site.asked} - {"web", "amp"}
    assert asked == {
        "": set(),
        "original": {"original"},
        "cdn-amp": {"cdn"},
        "related": {"related", "related-amp"},
        "images": {"image", "logo"},
        "original, images": {"original", "image", "logo"},
    }


def test_credentials_reach_no_output_and_no_ledger(tmp_path: Path, site: Site) -> None:
    secret = site.url("/gone").replace("//", "//jane:hunter2@")
    make_folder(tmp_path, linking(1, secret), linking(2, site.url("/gone")))
    for format_name in ("text", "json", "github", "junit", "markdown"):
        done = check_here(tmp_path, "--format", format_name, "--suggest", "-v", "--strict")
        assert "hunter2" not in "".join(map(str, done))
        assert "jane" not in "".join(map(str, done))
    assert known(tmp_path) == {site.url("/gone"): ("broken", 1)}
    assert all(b"hunter2" not in p.read_bytes() for p in (tmp_path / ".feeds-cache").iterdir())


@pytest.mark.parametrize(
    "filters",
    [
        ("--topic", "nope"),
        ("--provider", "nope"),
        ("--only", "nix*"),
        ("--topic", "a", "--topic", "b", "--only", "1.md"),
    ],
)
def test_filters_that_leave_no_seed_are_named(
    tmp_path: Path, site: Site, filters: tuple[str, ...]
) -> None:
    make_folder(tmp_path, linking(1, site.url("/fine")))
    assert check_here(tmp_path, *filters) == (
        0,
        "checked 0 links of 0 seeds: none\n",
        f"warning: no seed is selected by {' '.join(filters)}: nothing was checked;"
        " correct what it names\n",
    )


def test_no_news_is_nothing_to_warn_of(tmp_path: Path, site: Site) -> None:
    make_folder(tmp_path, linking(1, site.url("/fine")))
    for filters in (["--newer", "1d"], ["--newer", "1d", "--provider", "nope"]):
        assert check_here(tmp_path, *filters) == (0, "checked 0 links of 0 seeds: none\n", "")
    make_folder(tmp_path, "no front matter\n")
    assert check_here(tmp_path, "--only", "1.md")[::2] == (1, ""), "it is selected, yet unreadable"


def test_private_hosts_are_left_alone_unless_allowed(
    run_feeds: RunFeeds, tmp_path: Path, site: Site
) -> None:
    make_folder(tmp_path, linking(1, site.url("/fine")))
    done = run_feeds("check-links")
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "checked 1 link of 1 seed: 1 skipped",
    )
    assert site.asked == []

"""``feeds check-links`` as users run it, against a site on loopback."""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.reporters.problems.formats import FORMATS
from tests.acceptance.git_repository import git, make_repository
from tests.acceptance.links.link_folder import (
    check,
    check_here,
    known,
    linking,
    make_folder,
    make_older,
)
from tests.acceptance.links.site import Answer, Site, says, to
from tests.acceptance.links.usual_site import ANSWERS, FINE, GONE
from tests.plugins.command import RunFeeds

Serve = Callable[..., Site]


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


def test_fix_reads_what_the_new_page_says_of_itself(tmp_path: Path, serve: Serve) -> None:
    heads = {
        "gone": "<title>404 Not Found</title>",
        "front": "<link rel=canonical href=/>",
        "refresh": "<meta http-equiv=refresh content='0;url=/'>",
        "fine": "<title>Title 4</title><link rel=canonical href=/pg/fine>",
    }
    answers: dict[str, Answer] = {"/": FINE}
    for name, head in heads.items():
        answers[f"/pg/{name}"] = says("200 OK", body=f"<html><head>{head}</head>".encode())
        location = f"Location: /pg/{name}"
        answers[f"/{name}-story"] = says("301 Moved Permanently", location)
    site = serve(answers)
    urls = [site.url(f"/{name}-story") for name in heads]
    make_folder(tmp_path, *(linking(n, url, f"id: urn:x:{n}") for n, url in enumerate(urls, 1)))
    _, _, err = check_here(tmp_path, "--fix", "--yes")
    front = site.url("/")
    assert err.splitlines() == [
        "warning: seeds/1.md:4:9: moved-link was not mended: an error page is not the article; look"
        " for where the article went",
        "warning: seeds/2.md:4:9: moved-link was not mended: the page there says that its own"
        f" address is another, {front}; look for where the article went",
        "warning: seeds/3.md:4:9: moved-link was not mended: the page there leads on to"
        f" {front}; open the link in a browser",
        "mended 1 problem in 1 seed",
    ]
    assert [n for n in range(1, 5) if "/pg/" in (tmp_path / f"seeds/{n}.md").read_text()] == [4]
    assert site.counts["/pg/fine"] == 2, "asked once by the check, and once for what it says"


def test_seeds_that_cannot_be_read_are_reported_and_skipped(
    run_feeds: RunFeeds, tmp_path: Path, site: Site
) -> None:
    make_folder(tmp_path, "no front matter\n", linking(2, site.url("/fine")))
    code, out, err = check(run_feeds)
    assert (code, err) == (1, "")
    assert out.startswith("seeds/1.md:1:1: error[missing-front-matter] ")
    assert out.endswith("checked 1 link of 1 seed: 1 ok\n")


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
    for format_name in FORMATS:
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

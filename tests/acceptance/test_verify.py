"""``feeds verify`` as users run it."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.generate import write_seeds
from feeds.reporters.problems.formats import FORMATS
from tests.acceptance.file_server import serve_files
from tests.plugins.command import ROOT, RunFeeds

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>Chips</title>
  <link>https://chips.example/</link>
  <description>All about chips</description>
  <atom:link rel="self" href="https://chips.example/rss.xml" type="application/rss+xml"/>
  <item>
    <title>Cheaper again</title>
    <link>https://chips.example/1</link>
    <guid>https://chips.example/1</guid>
    <pubDate>Mon, 30 Nov 2026 18:00:00 +0000</pubDate>
  </item>
</channel>
</rss>
"""
BAD = FEED.replace("Mon, 30", "Tue, 30")
SEEN = "rss.xml:12:14: error wrong-weekday"


def test_a_clean_feed(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "rss.xml").write_text(FEED)
    done = run_feeds("verify", "rss.xml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "checked 1 feed (RSS 2.0, 1 entry): no problems\n"


def test_a_problem_has_its_place_its_item_and_the_corrected_text(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    (tmp_path / "rss.xml").write_text(BAD)
    done = run_feeds("verify", "rss.xml")
    assert (done.returncode, done.stderr) == (1, "")
    place, line, caret, remedy, summary = done.stdout.splitlines()
    assert place.startswith('rss.xml:12:14: error[wrong-weekday] <pubDate> "Tue, 30 Nov 2026 18')
    assert place.endswith("in item 1, “Cheaper again”")
    assert line == "        <pubDate>Tue, 30 Nov 2026 18:00:00 +0000</pubDate>"
    assert caret == " " * 17 + "^^^"
    assert remedy.startswith("    remedy: write Mon, 30 Nov 2026 18:00:00 +0000 (RFC 822")
    assert summary == "checked 1 feed (RSS 2.0, 1 entry): 1 error"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(gzip.compress(BAD.encode()), id="compressed"),
        pytest.param(BAD.replace("utf-8", "utf-16").encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf" + BAD.encode(), id="with a byte order mark"),
    ],
)
def test_what_a_document_is_its_content_tells(
    raw: bytes, tmp_path: Path, run_feeds: RunFeeds
) -> None:
    (tmp_path / "no-feed.txt").write_bytes(raw)
    done = run_feeds("verify", "--format", "concise", "no-feed.txt")
    assert done.stdout.startswith("no-feed.txt:12:14: error wrong-weekday")


def test_standard_input(run_feeds: RunFeeds) -> None:
    done = run_feeds("verify", "--format", "concise", "-", input=BAD)
    assert done.stdout.startswith("<stdin>:12:14: error wrong-weekday")
    assert done.returncode == 1


def test_a_folder_is_searched_for_feeds(tmp_path: Path, run_feeds: RunFeeds) -> None:
    out = tmp_path / "out"
    (out / "deep").mkdir(parents=True)
    (out / "deep" / "rss.xml").write_text(BAD)
    (out / "atom.xml.gz").write_bytes(gzip.compress(FEED.encode()))
    (out / "sitemap.xml").write_text("<urlset/>")
    (out / "package.json").write_text("{}")
    (out / "notes.txt").write_text(BAD)
    done = run_feeds("verify", "--format", "concise", "out")
    assert done.stdout.splitlines()[0].startswith(f"out/deep/{SEEN}")
    assert done.stdout.splitlines()[1] == (
        "checked 2 feeds, passed over 2 files that no feed is in: 1 error"
    )


def test_json_says_of_each_problem_which_feed_element_and_item_it_is_in(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    (tmp_path / "rss.xml").write_text(BAD)
    report = json.loads(run_feeds("verify", "--format", "json", "rss.xml").stdout)
    [problem] = report.pop("problems")
    assert report == {
        "ok": False,
        "checked": 1,
        "skipped": 0,
        "feeds": [{"path": "rss.xml", "format": "RSS 2.0", "entries": 1}],
    }
    told = ("path", "line", "column", "severity", "id", "format", "entries", "element", "item")
    assert [problem[key] for key in told] == [
        "rss.xml", 12, 14, "error", "wrong-weekday", "RSS 2.0", 1, "pubDate",
        "item 1, “Cheaper again”",
    ]  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_form_of_report_can_be_had(name: str, tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "rss.xml").write_text(BAD)
    done = run_feeds("verify", "--format", name, "rss.xml")
    assert done.returncode == 1
    assert "wrong-weekday" in done.stdout


def test_many_problems_of_one_rule_are_one_line_of_a_group(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    item = "<item><title>a</title><pubDate>soon</pubDate></item>\n"
    (tmp_path / "rss.xml").write_text(BAD.replace("  <item>", item * 5 + "  <item>"))
    done = run_feeds(
        "verify", "--group", "--format", "concise", "--select", "malformed-date", "rss.xml"
    )
    first, summary = done.stdout.splitlines()
    assert first.startswith("rss.xml:8:32: error malformed-date")
    assert first.endswith("(5 of this kind, the last in line 12)")
    assert summary.endswith("5 errors")


def test_rules_are_chosen_and_profiles_make_them_as_severe_as_is_asked_for(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    (tmp_path / "rss.xml").write_text(BAD)
    assert run_feeds("verify", "--ignore", "wrong-weekday", "rss.xml").returncode == 0
    refused = run_feeds("verify", "--select", "wrong-weekdays", "rss.xml")
    assert refused.stderr == (
        'feeds: error: there is no rule "wrong-weekdays"; did you mean "wrong-weekday"?\n'
    )
    both = run_feeds("verify", "--select", "wrong-weekday", "--ignore", "wrong-weekday", "rss.xml")
    assert (both.returncode, both.stderr) == (
        2,
        "feeds: error: --select and --ignore both name wrong-weekday, so that nothing is checked;"
        " leave it out of one of them\n",
    )
    (tmp_path / "rss.xml").write_text(
        FEED.replace("xmlns:atom", 'xmlns:source="http://source.scripting.com/" xmlns:atom')
    )
    assert "infos are not shown" in run_feeds("verify", "rss.xml").stdout
    strict = run_feeds("verify", "--profile", "strict", "--format", "concise", "rss.xml")
    assert "warning unsupported-namespace" in strict.stdout


def test_no_more_is_read_than_is_asked_for(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "rss.xml").write_text(FEED)
    done = run_feeds("verify", "--max-bytes", "1K", "--format", "concise", "rss.xml")
    assert done.returncode == 0
    (tmp_path / "rss.xml").write_text(FEED + "<!--" + "x" * 1000 + "-->")
    done = run_feeds("verify", "--max-bytes", "1K", "--format", "concise", "rss.xml")
    assert "rss.xml:1:1: error oversized-feed" in done.stdout
    refused = run_feeds("verify", "--max-bytes", "many", "rss.xml")
    assert (refused.returncode, refused.stderr) == (
        2,
        "feeds: error: --max-bytes many: write a number, such as 20M\n",
    )


def test_what_cannot_be_read_ends_the_run(run_feeds: RunFeeds) -> None:
    done = run_feeds("verify", "nowhere.xml")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "feeds: error: nowhere.xml: cannot be read: No such file or directory\n",
    )


def test_a_folder_without_feeds_is_no_clean_run(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "sitemap.xml").write_text("<urlset/>")
    done = run_feeds("verify", "out")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "feeds: error: there is no feed in out: name a file, or build first\n",
    )


def test_an_address_is_fetched_and_known_as_where_the_feed_is(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    (tmp_path / "rss.xml").write_text(BAD)
    with serve_files(tmp_path) as server:
        address = f"{server.url}rss.xml"
        done = run_feeds("verify", "--allow-private", "--format", "concise", address)
        assert done.stdout.startswith(f"{address}:12:14: error wrong-weekday")
        assert "other-self-address" in done.stdout
        gone = run_feeds("verify", "--allow-private", f"{server.url}gone.xml")
        assert (gone.returncode, gone.stdout) == (2, "")
        assert "404" in gone.stderr
        private = run_feeds("verify", address)
    assert private.returncode == 2
    assert private.stderr.endswith("give --allow-private if that is meant\n")


def test_a_token_in_an_address_is_never_shown(tmp_path: Path, run_feeds: RunFeeds) -> None:
    secret = "0123456789abcdef"
    shown = FEED.replace("chips.example/1<", f"chips.example/1 2?token={secret}<")
    (tmp_path / "rss.xml").write_text(shown)
    done = run_feeds("verify", "rss.xml")
    assert done.returncode == 1
    assert secret not in done.stdout + done.stderr


def test_each_of_the_two_checks_names_the_other(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "rss.xml").write_text(FEED)
    (tmp_path / "seed.md").write_text("---\ntitle: Chips\n---\n")
    assert "remedy: check it with feeds verify\n" in run_feeds("validate", "rss.xml").stdout
    assert "remedy: check it with feeds validate\n" in run_feeds("verify", "seed.md").stdout


# What is said of our own feeds, and why it stays.
EXPECTED = {
    # The oldest page of an archive, when it is the only one, has none before it and none after it.
    "incomplete-archive",
}


@pytest.mark.parametrize(
    "folder", sorted((ROOT / "tests" / "cases").iterdir()), ids=lambda f: f.name
)
def test_what_builds_publish_is_without_fault(folder: Path, run_feeds: RunFeeds) -> None:
    report = json.loads(run_feeds("verify", "--format", "json", str(folder)).stdout)
    assert report["checked"] > 0
    assert {(p["id"], p["message"]) for p in report["problems"]} == set()


def test_what_builds_publish_of_many_seeds_is_without_fault(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(150, tmp_path / "seeds")
    (tmp_path / "feeds.toml").write_text(
        '[site]\nurl = "https://news.example/"\ntitle = "News"\n[build]\narchive = true\n'
    )
    assert run_feeds("build", "-q").returncode == 0
    done = run_feeds("verify", "--format", "json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["ok"]) == (0, True)
    assert report["checked"] > 50
    loud = {problem["id"] for problem in report["problems"] if problem["severity"] != "info"}
    assert loud <= EXPECTED


def test_directories_of_podcasts_ask_for_more(tmp_path: Path, run_feeds: RunFeeds) -> None:
    (tmp_path / "rss.xml").write_text(FEED)
    done = run_feeds("verify", "--profile", "podcast", "--format", "concise", "rss.xml")
    assert done.returncode == 1
    missed = [line.split(" lacks ")[1] for line in done.stdout.splitlines()[:-1]]
    assert [found.split(",")[0].split(" with")[0] for found in missed] == [
        "<language>",
        "<itunes:category>",
        "<itunes:explicit>",
        "<itunes:image>",
        "<itunes:owner>",
        "<enclosure>",
    ]
    assert "6 errors" in done.stdout

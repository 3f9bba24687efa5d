"""``feeds build`` as curators and operators run it."""

import json
import os
from pathlib import Path

import feedparser
import pytest

from feeds.output.publish import output_lock
from tests.acceptance.published import NO_URL, URL, titles
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds


def test_what_is_left_out_is_counted_and_named(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(
        tmp_path / "seeds",
        seed(1),
        seed(2, published="false"),
        seed(3, removed="true"),
        seed(4, deleted="true"),
        seed(5, publishedDateTime="2026-12-01T08:00:00Z"),
        seed(6, publishedDateTime="2026-11-30T08:00:00+01:00"),
        seed(7, publishedDateTime="", type="course"),
        seed(8, webUrl="", type="collection"),
    )
    done = run_feeds("build", "-v", "--now", "2026-11-22T00:00:00Z", "--format", "atom", *URL)
    assert done.stderr == ""
    assert done.stdout == (
        "read 8 seeds in seeds\n"
        "published 1 entry in 3 feeds\n"
        "left out 7 seeds: 2 future, 2 removed, 1 undated, 1 unlinked, 1 unpublished\n"
        "  future: seeds/5.md\n"
        "  future: seeds/6.md\n"
        "  removed: seeds/3.md\n"
        "  removed: seeds/4.md\n"
        "  undated: seeds/7.md\n"
        "  unlinked: seeds/8.md\n"
        "  unpublished: seeds/2.md\n"
        "the next seed is due at 2026-11-30T07:00:00Z\n"
        "wrote 11 files, kept 0, removed 0 in out\n"
        "  wrote: all/atom.xml\n"
        "  wrote: all/index.html\n"
        "  wrote: feed.css\n"
        "  wrote: feeds.json\n"
        "  wrote: feeds.opml\n"
        "  wrote: index.html\n"
        "  wrote: page.css\n"
        "  wrote: providers/zdnet/atom.xml\n"
        "  wrote: providers/zdnet/index.html\n"
        "  wrote: topics/ai/atom.xml\n"
        "  wrote: topics/ai/index.html\n"
    )
    assert done.returncode == 0


def test_future_seed_appears_when_its_time_comes(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, publishedDateTime="2030-01-01T00:00:00Z"))
    run_feeds("build", env={"SOURCE_DATE_EPOCH": "1893455999"})
    assert titles(tmp_path / "out/all/rss.xml") == ["Title 1"]
    run_feeds("build", env={"SOURCE_DATE_EPOCH": "1893456000"})
    assert titles(tmp_path / "out/all/rss.xml") == ["Title 2", "Title 1"]


def test_invalid_seed_is_reported_and_the_others_are_published(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, publishedDateTime="yesterday"), "")
    done = run_feeds("build", *URL)
    assert done.returncode == 1
    assert done.stderr == (
        'seeds/2.md:3:20: error[invalid-date] publishedDateTime "yesterday" is not a date and'
        " time; the article is left out\n"
        "    publishedDateTime: yesterday\n"
        "                       ^^^^^^^^^\n"
        '    remedy: write date, time and zone, such as "2022-09-12T13:00:00Z"\n'
        "seeds/3.md:1:1: error[empty-file] the file is empty; the article is left out\n"
        "    remedy: write a seed or delete the file\n"
    )
    assert "left out 2 seeds: 2 invalid\n" in done.stdout
    assert titles(tmp_path / "out/all/atom.xml") == ["Title 1"]


def test_of_seeds_with_one_id_one_is_published(tmp_path: Path, run_feeds: RunFeeds) -> None:
    """Whether they are one article, or others that were given one id by mistake."""
    id_ = "urn:uuid:82e3e698-ac42-5bd3-b476-8e74d6722f5d"
    given = f"id: {id_}"
    later = seed(2, given, updatedDateTime="2022-09-05T00:00:00Z")
    write_seeds(tmp_path / "seeds", seed(1), later, seed(3, given))
    done = run_feeds("build", *URL)
    assert done.returncode == 0
    found = (
        "5: warning[duplicate-id] id is that of seeds/1.md:4 too, which is published in its place, as"
        f" its article was published first\n    id: {id_}\n        {'^' * len(id_)}\n"
        "    remedy: if this seed is a copy for another article, delete this line, and the article gets"
        " an id of its own; else keep one of the two seeds\n"
    )
    assert done.stderr == f"seeds/2.md:9:{found}seeds/3.md:8:{found}"
    assert titles(tmp_path / "out/all/atom.xml") == ["Title 1"]


@pytest.mark.parametrize(
    "hidden",
    [
        seed(2, published="false"),
        seed(2, removed="true"),
        seed(2, removed="yes"),
        seed(2, published="no", webUrl="http://www.example.org/2/"),
        seed(2, publishedDateTime="2999-01-01T00:00:00Z"),
        seed(2, published="false", title=""),
        seed(2, published="false", webUrl="https://other.example/", originalUrl="HTTPS://Example.org:443/2#x"),
    ],
    ids=["unpublished", "removed", "no boolean", "spelt otherwise", "future", "invalid", "other address"],
)  # fmt: skip
def test_hidden_seed_does_not_slip_in_as_related_coverage(
    tmp_path: Path, run_feeds: RunFeeds, hidden: str
) -> None:
    related = (
        "related:",
        "- {title: Hidden story, webUrl: 'https://example.org/2'}",
        "- {title: Open story, webUrl: 'https://example.org/3'}",
    )
    write_seeds(tmp_path / "seeds", seed(1, *related), hidden)
    run_feeds("build", *URL)
    texts = {path: path.read_text() for path in (tmp_path / "out").rglob("*.*") if path.is_file()}
    assert not [path for path, text in texts.items() if "Hidden story" in text]
    for name in ("rss.xml", "atom.xml", "feed.json", "index.html"):
        assert "Open story" in texts[tmp_path / "out/all" / name]


def test_related_coverage_that_is_published_elsewhere_stays(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    related = ("related:", "- {title: Twice told, webUrl: 'https://example.org/2'}")
    twice = seed(3, published="false", webUrl="https://example.org/2")
    write_seeds(tmp_path / "seeds", seed(1, *related), seed(2), twice)
    run_feeds("build", *URL)
    assert "Twice told" in (tmp_path / "out/all/atom.xml").read_text()


def test_feed_that_nothing_feeds_any_more_is_removed(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, topics="[Robots]"))
    run_feeds("build", *URL)
    (tmp_path / "out/mine.txt").write_text("mine")
    (tmp_path / "seeds/2.md").unlink()
    done = run_feeds("build", *URL)
    assert done.stdout.splitlines()[-2] == "withdrew 1 feed: topics/robots"
    assert done.stdout.splitlines()[-1].endswith(", removed 4 in out")
    assert not (tmp_path / "out/topics/robots").exists()
    assert (tmp_path / "out/mine.txt").read_text() == "mine"


def test_configured_name_that_no_entry_has_is_said(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    (tmp_path / "feeds.toml").write_text('[topics."Mta AI"]\naliases = ["FB AI"]\n[topics.ai]\n')
    done = run_feeds("build", *URL)
    assert 'the configuration names what no entry has: topics."Mta AI"\n' in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


def test_dry_run_says_what_would_be_done_and_writes_nothing(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    done = run_feeds("build", "--dry-run", "--format", "atom", *URL)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-2:] == [
        "would publish 1 entry in 3 feeds",
        "would write 11 files, kept 0, remove 0 in out",
    ]
    assert not (tmp_path / "out").exists()


def test_check_tells_what_is_missing_edited_and_stale(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, topics="[Robots]"))
    run_feeds("build", *URL)
    done = run_feeds("build", "--check", *URL)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "out/all/rss.xml").write_text("edited")
    (tmp_path / "out/all/atom.xml").unlink()
    (tmp_path / "seeds/2.md").unlink()
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    done = run_feeds("build", "--check", *URL)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert "would withdraw 1 feed: topics/robots" in lines
    assert "  would write: all/rss.xml (edited)" in lines
    assert "  would write: all/atom.xml (missing)" in lines
    assert "  would write: all/feed.json (stale)" in lines
    assert "  remove: topics/robots/rss.xml" in lines
    quiet = run_feeds("build", "--check", "--quiet", *URL)
    assert (quiet.returncode, quiet.stdout) == (1, "")
    lines = quiet.stderr.splitlines()
    edited = "out/all/rss.xml is not what a build left there: it was edited"
    assert f"feeds: error: {edited}" in lines
    assert "feeds: error: out/all/atom.xml is missing" in lines
    assert "feeds: error: out/all/feed.json is stale: a build would write something else" in lines
    assert "feeds: error: out/topics/robots/rss.xml is stale: it is published no more" in lines
    record = json.loads(run_feeds("build", "--check", "--json", *URL).stdout)
    assert {key: record[key] for key in ("ok", "missing", "edited")} == {
        "ok": False, "missing": ["all/atom.xml"], "edited": ["all/rss.xml"],
    }  # fmt: skip
    assert {"all/rss.xml", "all/atom.xml", "all/feed.json"} <= {*record["written"]}
    log = run_feeds("build", "--check", "--log-format", "json", *URL).stderr
    events = [json.loads(line) for line in log.splitlines()]
    states = {event["path"]: event["state"] for event in events if event["event"] == "stale"}
    assert (states["all/atom.xml"], states["all/rss.xml"]) == ("missing", "edited")
    assert (states["all/feed.json"], states["topics/robots/rss.xml"]) == ("stale", "stale")
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == before


@pytest.mark.parametrize("name", ["all/rss.xml", "page.css", "topics/ai/index.html", "feeds.json"])
@pytest.mark.parametrize("changed", [False, True], ids=["same seeds", "other seeds"])
def test_check_reads_what_keeps_its_size_and_times(
    tmp_path: Path, run_feeds: RunFeeds, name: str, changed: bool
) -> None:
    write_seeds(tmp_path / "seeds", seed(1, topics="[AI]"))
    run_feeds("build", *URL)
    edited = tmp_path / "out" / name
    before, content = edited.stat(), edited.read_bytes()
    edited.write_bytes(content[:-3] + bytes([content[-3] ^ 1]) + content[-2:])
    os.utime(edited, ns=(before.st_atime_ns, before.st_mtime_ns))
    if changed:
        write_seeds(tmp_path / "seeds", seed(1, topics="[AI]"), seed(2, topics="[Robots]"))
    done = run_feeds("build", "--check", "--json", *URL)
    assert (done.returncode, json.loads(done.stdout)["edited"]) == (1, [name])
    edited.write_bytes(content)
    os.utime(edited, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run_feeds("build", "--check", *URL).returncode == int(changed)


def test_failed_build_leaves_no_trace(tmp_path: Path, run_feeds: RunFeeds) -> None:
    assert run_feeds("build", "--out", "mistyped").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_hand_edited_file_that_is_published_no_more_stays(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, topics="[Robots]"))
    run_feeds("build", *URL)
    (tmp_path / "out/topics/robots/rss.xml").write_text("mine")
    (tmp_path / "seeds/2.md").unlink()
    done = run_feeds("build", *URL)
    message = "topics/robots/rss.xml is published no more, but was edited by hand and stays"
    assert done.stderr == f"warning: {message}\n"
    assert (tmp_path / "out/topics/robots/rss.xml").read_text() == "mine"


def test_without_a_public_address_the_build_warns_once(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2))
    done = run_feeds("build")
    assert (done.returncode, done.stderr) == (0, NO_URL)
    assert not (tmp_path / "out/feeds.opml").exists()
    feed = feedparser.parse((tmp_path / "out/all/atom.xml").read_bytes()).feed
    assert [link for link in feed.get("links", []) if link.rel == "self"] == []


def test_excerpt_mode_leaves_the_content_out(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1, excerpt="Short") + "The *body*")
    run_feeds("build", *URL)
    assert feedparser.parse(tmp_path / "out/all/atom.xml").entries[0].content[0].value == (
        "<p>The <em>body</em></p>"
    )
    run_feeds("build", "--content", "excerpt", *URL)
    entry = feedparser.parse(tmp_path / "out/all/atom.xml").entries[0]
    assert (entry.summary, "content" in entry) == ("Short…", False)
    item = json.loads((tmp_path / "out/all/feed.json").read_text())["items"][0]
    assert (item["content_text"], "content_html" in item) == ("Short…", False)


def test_json_summary_is_for_machines(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1), seed(2, published="false"), seed(3, title="5"))
    done = run_feeds("build", "--json", "--format", "rss", *URL)
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {
        "ok": False,
        "seeds": "seeds",
        "out": "out",
        "read": 3,
        "parsed": 3,
        "entries": 1,
        "rendered": 1,
        "feeds": 3,
        "left_out": {"invalid": ["seeds/3.md"], "unpublished": ["seeds/2.md"]},
        "next_due": None,
        "written": [
            "all/index.html", "all/rss.xml", "feed.css", "feeds.json", "feeds.opml", "index.html",
            "page.css", "providers/zdnet/index.html", "providers/zdnet/rss.xml",
            "topics/ai/index.html", "topics/ai/rss.xml",
        ],
        "kept": 0,
        "removed": [],
        "missing": [],
        "edited": [],
        "unused": [],
        "withheld": False,
        "new_feeds": [],
        "withdrawn_feeds": [],
        "moved_feeds": [],
        "errors": [],
        "dry_run": False,
        "warnings": [],
        "known_warnings": 0,
        "problems": [
            {
                "path": "seeds/3.md",
                "line": 2,
                "column": 8,
                "severity": "error",
                "id": "wrong-type",
                "message": "title 5 is a number, not text; the article is left out",
                "remedy": 'quote it: "5"',
            }
        ],
    }  # fmt: skip


def test_quiet_prints_problems_only(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    done = run_feeds("build", "--quiet", *URL)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_options_win_over_the_configuration(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "news", seed(1), seed(2), seed(3, published="false"))
    (tmp_path / "feeds.toml").write_text(
        '[seeds]\npath = "elsewhere"\n[build]\nout = "public"\nlimit = 5\nformats = ["json"]\n'
    )
    done = run_feeds("build", "--seeds", "news", "--limit", "2", "--include-unpublished",
                     "--format", "rss", "--format", "atom", *URL)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert titles(tmp_path / "public/all/rss.xml") == ["Title 3", "Title 2"]
    assert not (tmp_path / "public/all/feed.json").exists()


def test_configuration_is_found_from_a_folder_below(tmp_path: Path, run_feeds: RunFeeds) -> None:
    write_seeds(tmp_path / "news" / "2022", seed(1))
    (tmp_path / "feeds.toml").write_text('[seeds]\npath = "news"\n')
    done = run_feeds("build", cwd=tmp_path / "news" / "2022")
    assert done.returncode == 0
    assert (tmp_path / "out/all/rss.xml").exists()


def test_same_seeds_configuration_and_clock_give_the_same_bytes(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", *(seed(n, topics=f"[T{n % 3}]") for n in range(1, 20)))
    for out, hash_seed in (("a", "1"), ("b", "2")):
        run_feeds("build", "--out", out, "--now", "2026-11-22T00:00:00Z",
                  env={"PYTHONHASHSEED": hash_seed, "TZ": "Asia/Tokyo" if out == "b" else "UTC"})  # fmt: skip
    first, second = (
        {
            path.relative_to(tmp_path / out): path.read_bytes()
            for path in (tmp_path / out).rglob("*")
            if path.is_file()
        }
        for out in "ab"
    )
    assert first == second


def test_second_build_at_once_says_so_after_a_bounded_wait(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(tmp_path / "seeds", seed(1))
    with output_lock(tmp_path / "out", 0):
        done = run_feeds("build", "--lock-timeout", "0.2")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("feeds: error: ")
    assert "another build" in done.stderr
    assert run_feeds("build", "--lock-timeout", "0.2").returncode == 0

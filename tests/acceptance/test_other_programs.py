"""Seeds of other programs: what they do not publish is not published, when they do not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.published import titles
from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

CONFIGURATION = '[site]\nurl = "https://news.example/"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feeds.toml").write_text(CONFIGURATION)
    return tmp_path


def build(run_feeds: RunFeeds, now: str, *options: str) -> dict[str, Any]:
    done = run_feeds("build", "--now", now, "--json", "--allow-empty", *options)
    report: dict[str, Any] = json.loads(done.stdout)
    return report | {"exit code": done.returncode}


def test_a_draft_is_left_out_with_an_error_in_both_commands(
    folder: Path, run_feeds: RunFeeds
) -> None:
    mention = "related: [{title: Other, webUrl: 'https://example.org/1'}]"
    write_seeds(folder / "seeds", seed(1, "draft: true"), seed(2, mention), seed(3, "draft: false"))
    done = run_feeds("validate", "--format", "concise")
    assert (done.returncode, done.stdout) == (
        1,
        "seeds/1.md:8:1: error not-for-publication draft: true says not to publish this, but the"
        " field that says so here is published\n"
        "seeds/3.md:8:1: warning unknown-field draft is no known field\n"
        "checked 3 seeds: 1 error, 1 warning\n",
    )
    report = build(run_feeds, "2026-01-01T00:00:00Z")
    assert report["exit code"] == 1
    assert report["left_out"] == {"draft": ["seeds/1.md"]}
    assert titles(folder / "out/all/rss.xml") == ["Title 3", "Title 2"]
    assert "https://example.org/1" not in (folder / "out/all/feed.json").read_text()

    assert run_feeds("validate", "--fix").returncode == 0
    report = build(run_feeds, "2026-01-01T00:00:00Z")
    assert (report["exit code"], report["left_out"]) == (0, {"unpublished": ["seeds/1.md"]})


def test_dates_of_other_programs_leave_a_seed_out_until_or_from_then_on(
    folder: Path, run_feeds: RunFeeds
) -> None:
    write_seeds(
        folder / "seeds",
        seed(1, "publishDate: 2026-01-02", "expiryDate: 2026-01-04"),
        seed(2, "expiryDate: 2026-01-03"),
        seed(3, "publishDate: 2026-01-05", "expiryDate: 2026-01-04"),
        seed(4),
    )
    runs = {
        "2026-01-01T00:00:00Z": (["4", "2"], ["1"], ["3"], "2026-01-02T00:00:00Z"),
        "2026-01-01T23:59:59Z": (["4", "2"], ["1"], ["3"], "2026-01-02T00:00:00Z"),
        "2026-01-02T00:00:00Z": (["4", "2", "1"], [], ["3"], None),
        "2026-01-03T00:00:00Z": (["4", "1"], [], ["2", "3"], None),
        "2026-01-04T12:00:00Z": (["4"], [], ["1", "2", "3"], None),
        # Back in time, as when the clock is put right.
        "2026-01-03T12:00:00Z": (["4", "1"], [], ["2", "3"], None),
    }
    for now, (shown, future, expired, due) in runs.items():
        report = build(run_feeds, now)
        assert report["exit code"] == 0
        left_out = {"expired": expired, "future": future}
        assert report["left_out"] == {
            why: [f"seeds/{name}.md" for name in names] for why, names in left_out.items() if names
        }
        assert report["next_due"] == due
        assert titles(folder / "out/all/rss.xml") == [f"Title {name}" for name in shown]
        fresh = folder / "fresh"
        build(run_feeds, now, "--no-cache", "--out", str(fresh))
        for path in (folder / "out").rglob("feed.json"):
            twin = fresh / path.relative_to(folder / "out")
            assert path.read_bytes() == twin.read_bytes()


def test_what_is_out_of_its_time_is_an_info(folder: Path, run_feeds: RunFeeds) -> None:
    write_seeds(folder / "seeds", seed(1, "expiryDate: 2020-01-01"))
    done = run_feeds("validate", "--format", "concise", "-v")
    assert (done.returncode, done.stdout) == (
        0,
        'seeds/1.md:8:13: info outside-window expiryDate "2020-01-01" has passed: the seed is left'
        " out\nchecked 1 seed: 1 info\n",
    )


def test_fields_of_ones_own_mean_nothing_in_both_commands(
    folder: Path, run_feeds: RunFeeds
) -> None:
    own = ("draft: true", "x_mood: cheerful", "expiryDate: 2020-01-01")
    write_seeds(folder / "seeds", seed(1, *own))
    assert run_feeds("validate").returncode == 1
    assert build(run_feeds, "2026-01-01T00:00:00Z")["entries"] == 0
    known = '[validate]\nknown_fields = ["x_*", "draft", "expiryDate"]\n'
    (folder / "feeds.toml").write_text(CONFIGURATION + known)
    done = run_feeds("validate", "-v")
    assert (done.returncode, done.stdout) == (0, "checked 1 seed: no problems\n")
    # What was known by the former configuration counts no more.
    report = build(run_feeds, "2026-01-01T00:00:00Z")
    assert (report["exit code"], report["entries"], report["problems"]) == (0, 1, [])


def test_an_article_that_expires_leaves_the_archive(folder: Path, run_feeds: RunFeeds) -> None:
    (folder / "feeds.toml").write_text(CONFIGURATION + "[build]\nlimit = 2\narchive = true\n")
    expiring = seed(1, "expiryDate: 2026-01-03")
    write_seeds(folder / "seeds", expiring, *map(seed, range(2, 6)))
    build(run_feeds, "2026-01-02T00:00:00Z")
    page = folder / "out/all/archive/1/feed.json"
    assert "https://example.org/1" in page.read_text()
    build(run_feeds, "2026-01-03T00:00:00Z")
    assert "https://example.org/1" not in page.read_text()
    assert "https://example.org/2" in page.read_text()

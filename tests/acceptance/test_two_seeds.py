"""The two seeds of this repository become feeds that independent readers understand alike."""

import json
import shutil
from calendar import timegm
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import atoma
import feedparser
import pytest

from tests.plugins.command import ROOT, RunFeeds

GOLDEN = ROOT / "tests" / "cases" / "two-seeds"
NOW = "2026-11-22T20:00:00Z"


@pytest.fixture
def out(tmp_path: Path, run_feeds: RunFeeds) -> Path:
    """Return the output folder of this repository's own configuration."""
    for name in ("seeds", "feeds.toml"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    done = run_feeds("build", "--now", NOW)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "read 2 seeds in seeds\n"
        "published 2 entries in 7 feeds\n"
        "wrote 33 files, kept 0, removed 0 in out\n"
    )
    return tmp_path / "out"


def published(out: Path) -> list[str]:
    paths = (path.relative_to(out) for path in out.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not path.name.startswith("."))


def test_output_is_as_kept(out: Path, golden: Callable[[Path, bytes], None]) -> None:
    """Every byte that subscribers get is reviewed before it changes."""
    for path in published(out):
        golden(GOLDEN / path, (out / path).read_bytes())
    assert published(out) == published(GOLDEN)


def rows_of_feedparser(path: Path) -> list[dict[str, Any]]:
    feed = feedparser.parse(path.read_bytes())
    assert not feed.bozo
    return [
        {
            "id": entry.id,
            "title": entry.title,
            "link": entry.link,
            "published": datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            "topics": [tag.get("label") or tag.term for tag in entry.tags],
            "author": entry.author,
        }
        for entry in feed.entries
    ]


def rows_of_atoma(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    match path.name:
        case "rss.xml":
            return [
                {"id": i.guid, "title": i.title, "link": i.link, "published": i.pub_date}
                for i in atoma.parse_rss_bytes(raw).items
            ]
        case "atom.xml":
            return [
                {
                    "id": e.id_,
                    "title": e.title.value,
                    "link": next(link.href for link in e.links if link.rel == "alternate"),
                    "published": e.published,
                }
                for e in atoma.parse_atom_bytes(raw).entries
            ]
        case _:
            return [
                {"id": i.id_, "title": i.title, "link": i.url, "published": i.date_published}
                for i in atoma.parse_json_feed_bytes(raw).items
            ]


@pytest.mark.parametrize("feed", ["all", "topics/ai", "topics/facebook-ai", "providers/about.fb"])
def test_formats_read_alike_in_independent_parsers(out: Path, feed: str) -> None:
    rows = rows_of_feedparser(out / feed / "atom.xml")
    assert len(rows) == (1 if feed.startswith("providers") else 2)
    assert rows_of_feedparser(out / feed / "rss.xml") == rows
    short = [{key: row[key] for key in ("id", "title", "link", "published")} for row in rows]
    for name in ("rss.xml", "atom.xml", "feed.json"):
        assert rows_of_atoma(out / feed / name) == short
    items = json.loads((out / feed / "feed.json").read_text())["items"]
    assert [item["tags"] for item in items] == [row["topics"] for row in rows]
    assert [item["authors"][0]["name"] for item in items] == [row["author"] for row in rows]


def test_second_build_changes_no_byte_and_no_time(out: Path, run_feeds: RunFeeds) -> None:
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    later = run_feeds("build", "--now", "2027-03-01T00:00:00Z")
    assert later.stdout.splitlines()[-1] == "wrote 0 files, kept 33, removed 0 in out"
    lock = out / ".feeds.lock"
    after = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    assert before | {lock: 0} == after | {lock: 0}


def test_secured_blob_reaches_no_output(out: Path) -> None:
    blobs = [
        line.partition('"')[2].rstrip('"')
        for seed in (ROOT / "seeds").glob("*.md")
        for line in seed.read_text().splitlines()
        if line.startswith("secured:")
    ]
    assert len(blobs) == 2
    for path in out.rglob("*"):
        text = path.read_text() if path.is_file() else ""
        assert not any(
            blob[start : start + 12] in text for blob in blobs for start in range(len(blob) - 11)
        )


def test_python_m_and_version(run_feeds: RunFeeds) -> None:
    assert run_feeds("--version").stdout == "feeds, version 0.1.0\n"

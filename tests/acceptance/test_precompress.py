"""``feeds build --precompress`` writes siblings that are published like every other file."""

import gzip
import json
from pathlib import Path

import brotli
import pytest

from tests.acceptance.seed_text import seed, write_seeds
from tests.plugins.command import RunFeeds

BUILD = ("build", "--quiet", "--now", "2026-11-22T20:00:00Z")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output folder of a folder of two seeds, which is not built yet."""
    write_seeds(tmp_path / "seeds", seed(1), seed(2))
    (tmp_path / "feeds.toml").write_text('[site]\nurl = "https://news.example/"\n')
    return tmp_path / "out"


def published(out: Path) -> dict[str, bytes]:
    """Return every file that a visitor may ask for, by its path below *out*."""
    files = (path for path in out.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def states(out: Path) -> dict[str, tuple[int, int]]:
    """Return what a web server makes ETag and Last-Modified of."""
    return {
        path: ((out / path).stat().st_mtime_ns, (out / path).stat().st_ino)
        for path in published(out)
    }


def test_every_file_has_siblings_that_hold_the_same(run_feeds: RunFeeds, out: Path) -> None:
    assert run_feeds(*BUILD).returncode == 0
    plain = published(out)
    assert {
        "feed.css",
        "feeds.json",
        "feeds.opml",
        "index.html",
        "page.css",
        "all/rss.xml",
    } < plain.keys()
    assert run_feeds(*BUILD, "--precompress").returncode == 0
    compressed = published(out)
    assert {path: gzip.decompress(compressed.pop(f"{path}.gz")) for path in plain} == plain
    assert {path: brotli.decompress(compressed.pop(f"{path}.br")) for path in plain} == plain
    assert compressed == plain


def test_a_second_build_touches_no_sibling(run_feeds: RunFeeds, out: Path) -> None:
    run_feeds(*BUILD, "--precompress")
    before = states(out)
    done = run_feeds("build", "--precompress", "--json", "--now", "2026-11-23T20:00:00Z")
    assert json.loads(done.stdout)["written"] == []
    assert states(out) == before


def test_siblings_change_with_their_file_and_with_no_other(run_feeds: RunFeeds, out: Path) -> None:
    run_feeds(*BUILD, "--precompress")
    (out.parent / "seeds" / "3.md").write_text(seed(3, provider="{name: CNN, domain: cnn.com}"))
    done = run_feeds("build", "--precompress", "--json", "--now", "2026-11-22T20:00:00Z")
    written = set(json.loads(done.stdout)["written"])
    plain = {path for path in written if not path.endswith((".gz", ".br"))}
    assert "all/rss.xml" in plain
    assert not any(path.startswith("providers/zdnet/") for path in plain)
    assert written == plain | {f"{path}.gz" for path in plain} | {f"{path}.br" for path in plain}


def test_the_key_does_what_the_option_does_and_the_option_wins(
    run_feeds: RunFeeds, out: Path
) -> None:
    with (out.parent / "feeds.toml").open("a") as config:
        config.write("[build]\nprecompress = true\n")
    run_feeds(*BUILD)
    assert (out / "index.html.gz").exists()
    assert run_feeds(*BUILD, "--check", "--precompress").returncode == 0
    assert run_feeds(*BUILD, "--check", "--no-precompress").returncode == 1
    run_feeds(*BUILD, "--no-precompress")
    assert not [path for path in published(out) if path.endswith((".gz", ".br"))]

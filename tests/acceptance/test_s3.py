"""Seeds in a bucket are built as those in a folder are, over a real S3 interface."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.generate import generate
from tests.acceptance.large_build import NOW, published, write_generated
from tests.acceptance.s3_server import PAGE, S3, SECRET, running_s3
from tests.plugins.command import RunFeeds

SEEDS = 100
OPTIONS = ("--now", NOW, "--site-url", "https://news.example/feeds", "--limit", "500")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """Return a server without buckets."""
    with running_s3(tmp_path_factory.mktemp("s3")) as s3:
        yield s3


@pytest.fixture(scope="module")
def filled(server: S3) -> S3:
    """Return a bucket of seeds, more than a listing shows at a time."""
    assert int(PAGE) < SEEDS
    s3 = server.of("news")
    for seed in generate(SEEDS):
        s3.put(f"seeds/{seed.name}", seed.text)
    return s3


@pytest.fixture
def s3(server: S3, request: pytest.FixtureRequest) -> S3:
    """Return an empty bucket."""
    return server.of(f"bucket-{abs(hash(request.node.name))}")


def build(
    run_feeds: RunFeeds, s3: S3, *args: str, seeds: str = "", **env: str
) -> "subprocess.CompletedProcess[str]":
    address = seeds or f"s3://{s3.bucket}/seeds"
    return run_feeds("build", "--seeds", address, *OPTIONS, *args, env=s3.environment | env)


def titles(folder: Path) -> list[str]:
    items = json.loads((folder / "out" / "all" / "feed.json").read_text())["items"]
    return sorted(item["title"] for item in items)


def seed(number: int, title: str) -> str:
    return (
        f"---\ntitle: {title}\nexcerpt: What happened.\nwebUrl: https://x.example/{number}\n"
        "publishedDateTime: 2024-01-02T00:00:00Z\ntype: article\n"
        "provider: {name: X, domain: x.example}\ntopics: [AI]\n---\n"
    )


def test_a_bucket_gives_the_feeds_of_a_folder(
    run_feeds: RunFeeds, tmp_path: Path, filled: S3
) -> None:
    write_generated(tmp_path / "seeds", 0, SEEDS)
    local = run_feeds("build", "--out", "local", *OPTIONS)
    done = build(run_feeds, filled)
    assert (local.returncode, done.returncode) == (0, 0), local.stderr + done.stderr
    assert f"read {SEEDS} seeds in s3://news/seeds\n" in done.stdout
    assert published(tmp_path / "out") == published(tmp_path / "local")


def test_only_what_changed_is_read_again(run_feeds: RunFeeds, tmp_path: Path, s3: S3) -> None:
    for number in range(4):
        s3.put(f"seeds/{number}.md", seed(number, f"Old {number}"))
    build(run_feeds, s3)

    def parsed() -> int:
        done = build(run_feeds, s3, "--report", "report.json")
        assert done.returncode == 0, done.stderr
        count: int = json.loads((tmp_path / "report.json").read_text())["parsed"]
        return count

    assert parsed() == 0
    s3.put("seeds/1.md", seed(1, "New 1"))
    assert (parsed(), titles(tmp_path)) == (1, ["New 1", "Old 0", "Old 2", "Old 3"])
    s3.put("seeds/deeper/4.md", seed(4, "Old 4"))
    s3.delete("seeds/0.md")
    assert (parsed(), titles(tmp_path)) == (1, ["New 1", "Old 2", "Old 3", "Old 4"])
    s3.delete("seeds/2.md")
    s3.put("seeds/renamed.md", seed(2, "Old 2"))
    assert titles(tmp_path) == ["New 1", "Old 2", "Old 3", "Old 4"]
    assert (parsed(), titles(tmp_path)) == (1, ["New 1", "Old 2", "Old 3", "Old 4"])


@pytest.mark.parametrize(
    "name", ["ä ö.md", "50%.md", "a+b & c.md", "#1?.md", "“x”/y.md", "日本.md"]
)
def test_keys_may_hold_any_character(
    run_feeds: RunFeeds, tmp_path: Path, filled: S3, name: str
) -> None:
    folder = f"odd-{ord(name[0])}"
    filled.put(f"{folder}/{name}", seed(1, "Odd"))
    done = build(run_feeds, filled, seeds=f"s3://news/{folder}")
    assert (done.returncode, titles(tmp_path)) == (0, ["Odd"]), done.stderr


def test_what_stands_for_a_folder_is_no_seed(run_feeds: RunFeeds, tmp_path: Path, s3: S3) -> None:
    for key, text in {"seeds/": "", "seeds/x/": "", "seeds/x/1.md": seed(1, "One")}.items():
        s3.put(key, text)
    done = build(run_feeds, s3)
    assert (done.returncode, done.stderr, titles(tmp_path)) == (0, "", ["One"])


def test_a_faulty_seed_is_named_by_its_address(run_feeds: RunFeeds, s3: S3) -> None:
    s3.put("seeds/1.md", seed(1, "One"))
    s3.put("seeds/2.md", seed(2, "Two").replace("2024-01-02T", "yesterday"))
    done = build(run_feeds, s3)
    assert done.returncode == 1
    assert f"s3://{s3.bucket}/seeds/2.md:5:20: error[invalid-date]" in done.stderr


@pytest.mark.parametrize(
    ("seeds", "message"),
    [
        ("s3://nothing/seeds", "s3://nothing/seeds does not exist; set [seeds] path"),
        ("s3://news/none", "s3://news/none does not exist; set [seeds] path"),
    ],
)
def test_what_is_not_there_is_said(
    run_feeds: RunFeeds, filled: S3, seeds: str, message: str
) -> None:
    done = build(run_feeds, filled, seeds=seeds)
    assert done.returncode == 2
    assert done.stderr.startswith(f"feeds: error: the seeds folder {message}")


def test_an_emptied_bucket_withdraws_nothing(run_feeds: RunFeeds, tmp_path: Path, s3: S3) -> None:
    s3.put("seeds/1.md", seed(1, "One"))
    build(run_feeds, s3)
    s3.delete("seeds/1.md")
    assert build(run_feeds, s3).returncode == 2
    assert titles(tmp_path) == ["One"]


def test_without_the_server_nothing_is_lost(run_feeds: RunFeeds, tmp_path: Path, s3: S3) -> None:
    s3.put("seeds/1.md", seed(1, "One"))
    build(run_feeds, s3)
    done = build(run_feeds, s3, AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert (done.returncode, titles(tmp_path)) == (2, ["One"])
    assert f"s3://{s3.bucket}/seeds cannot be read: EndpointConnectionError" in done.stderr


def test_who_may_not_read_is_told_so_without_the_key(run_feeds: RunFeeds, s3: S3) -> None:
    s3.put("seeds/1.md", seed(1, "One"))
    with s3.forbidden():
        done = build(run_feeds, s3)
    assert done.returncode == 2
    assert "cannot be read: access is denied; check the credentials" in done.stderr
    assert SECRET not in done.stdout + done.stderr

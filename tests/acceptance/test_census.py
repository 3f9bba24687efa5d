"""A collection with what a census of 1,373 real seeds found gets few warnings, each worth acting on."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.census import PAIRS, SEEDS, WITH_INDENTED_HTML, write_census
from feeds.values.text import ENTITY
from tests.acceptance.seed_text import seed
from tests.plugins.command import RunFeeds

# Of a real collection of this size, 589 warnings said what no subscriber sees, but for some twenty.
MOST_WARNINGS = 60


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("census") / "seeds"
    write_census(folder)
    return folder


@pytest.fixture
def collection(tmp_path: Path, written: Path) -> Path:
    """Return the folder of the seeds, which the test may change."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for path in written.iterdir():
        (folder / path.name).hardlink_to(path)
    return folder


def counts(run_feeds: RunFeeds) -> dict[str, Counter[str]]:
    """Return how often which rule is reported, by severity."""
    problems = json.loads(run_feeds("validate", "--format", "json").stdout)["problems"]
    found: dict[str, Counter[str]] = {"error": Counter(), "warning": Counter(), "info": Counter()}
    for problem in problems:
        found[problem["severity"]][problem["id"]] += 1
    return found


@pytest.mark.usefixtures("collection")
def test_few_warnings_are_left_and_each_is_worth_acting_on(run_feeds: RunFeeds) -> None:
    found = counts(run_feeds)
    assert found["error"] == {}
    assert found["warning"] == {"duplicate-url": PAIRS, "indented-html": WITH_INDENTED_HTML}
    assert found["warning"].total() < min(MOST_WARNINGS, SEEDS * 5 / 100)
    # They are counted all the same, and shown to whoever asks.
    told = found["info"]
    assert told.keys() == {
        "filename-date-mismatch", "html-entity", "surrounding-blanks", "truncated-excerpt",
    }  # fmt: skip
    assert min(told["truncated-excerpt"], told["html-entity"], told["surrounding-blanks"]) > 80
    summary = run_feeds("validate", "--quiet").stdout
    assert summary.count("remedy:") == found["warning"].total()


def test_what_is_wrong_is_told_among_them(collection: Path, run_feeds: RunFeeds) -> None:
    before = counts(run_feeds)["warning"]
    provider = "{name: SD Times, domain: sdtimes.com}"
    for number in range(5):
        text = seed(number, provider=provider, webUrl=f"https://www.zdnet.com/{number}")
        (collection / f"stray-{number}.md").write_text(text, encoding="utf-8")
    title = seed(9, title='"AT&amp;T"', excerpt='"It&amp;#8217;s new."')
    (collection / "title.md").write_text(title, encoding="utf-8")
    cut = seed(8, excerpt='"It&#82"')
    (collection / "cut.md").write_text(cut, encoding="utf-8")
    assert counts(run_feeds)["warning"] - before == {
        # One decision settles all five.
        "provider-domain-mismatch": 1,
        "html-entity": 2,
        "truncated-excerpt": 1,
    }


@pytest.mark.usefixtures("collection")
def test_builds_publish_what_is_only_an_info_as_it_was_meant(
    tmp_path: Path, run_feeds: RunFeeds
) -> None:
    built = run_feeds("build", "--site-url", "https://a.example/", "--limit", "10000", "--quiet")
    assert built.returncode == 0
    assert built.stderr.count("warning[") == PAIRS
    feed = json.loads((tmp_path / "out/all/feed.json").read_text(encoding="utf-8"))
    summaries = [item["summary"] for item in feed["items"]]
    assert len(summaries) > SEEDS // 2
    assert [text for text in summaries if text != text.strip() or ENTITY.search(text)] == []
    assert [text for text in summaries if not text.endswith((".", "…"))] == []

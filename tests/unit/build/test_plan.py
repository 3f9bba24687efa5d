"""What is made of something else than the last time is rendered, and nothing else is."""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from feeds.cache.store import BuildCache
from feeds.entries.facts import Article
from feeds.http.limits import Limits
from feeds.http.verdicts import Verdict
from tests.acceptance.changing_folder import ChangingFolder

Change = Callable[[ChangingFolder], object]
AXIOS = "{name: Axios, domain: axios.com}"
HIDDEN = "[{title: Other, webUrl: https://example.org/3, published: false}]"
SHOWN = "all topics/ai providers/zdnet"
EVERYTHING = f"{SHOWN} topics/chips providers/axios"


@pytest.fixture
def folder(tmp_path: Path) -> ChangingFolder:
    """Return a folder that has been built: two seeds of one topic and provider, one of others.

    The last of them shows one dead article, and with drafts another; the first is to be updated.
    """
    made = ChangingFolder(tmp_path, 2, formats=("json", "atom"), broken_links="mark")
    made.write("2.md", topics="[Chips]", provider=AXIOS)
    made.write("0.md", related=HIDDEN, updatedDateTime="2022-09-14T13:00:00Z")
    made.judge(3, Verdict.BROKEN)
    made.build()
    return made


def configured(part: str, **changes: Any) -> Change:
    return lambda folder: folder.configure(part, **changes)


def named(kind: str, name: str, **changes: Any) -> Change:
    return lambda folder: folder.configure_name(kind, name, **changes)


def written(name: str, **fields: str) -> Change:
    return lambda folder: folder.write(name, **fields)


def removed(folder: ChangingFolder) -> None:
    (folder.seeds / "1.md").unlink()


def judged(number: int, verdict: Verdict = Verdict.BROKEN) -> Change:
    return lambda folder: folder.judge(number, verdict)


def later(**time: int) -> Change:
    def pass_(folder: ChangingFolder) -> None:
        folder.now += timedelta(**time)

    return pass_


class Case(NamedTuple):
    """A change, how many of three entries are rendered, and the feeds that get another content."""

    change: Change
    rendered: int
    feeds: str


CASES = {
    # All is made of the settings; what shows no difference is not written.
    "title": Case(configured("site", title="Other"), 3, EVERYTHING),
    "address": Case(configured("site", url="https://other.example/"), 3, EVERYTHING),
    "hub": Case(configured("site", hub="https://hub.example/"), 3, EVERYTHING),
    "drafts": Case(configured("seeds", include_unpublished=True), 3, SHOWN),
    "formats": Case(configured("build", formats=("atom", "json")), 3, EVERYTHING),
    "content": Case(configured("build", content="excerpt"), 3, EVERYTHING),
    "compression": Case(configured("build", precompress=True), 3, EVERYTHING),
    "broken links": Case(
        configured("build", broken_links="drop"), 3, "all topics/chips providers/axios"
    ),
    "limit": Case(configured("build", limit=2), 0, "all"),
    "retries": Case(configured("links", limits=Limits(retries=9)), 0, ""),
    "patterns": Case(configured("seeds", include=("*.md",)), 0, ""),
    "title of a topic": Case(named("topics", "AI", title="Other"), 0, "topics/ai"),
    "about a provider": Case(
        named("providers", "ZDNet", description="Other"), 0, "providers/zdnet"
    ),
    "title of no topic": Case(named("topics", "Law", title="Other"), 0, ""),
    "spelling": Case(named("topics", "ai"), 2, SHOWN),
    "slug": Case(named("topics", "AI", slug="ki"), 2, f"{SHOWN} topics/ki"),
    "alias": Case(named("topics", "AI", aliases=("Chips",)), 3, EVERYTHING),
    "text": Case(written("1.md", title="Other"), 1, SHOWN),
    "topics": Case(written("1.md", topics="[Chips]"), 1, f"{SHOWN} topics/chips"),
    "comment": Case(written("1.md", type="article # or not"), 1, ""),
    "new": Case(written("3.md"), 1, SHOWN),
    "old": Case(written("3.md", publishedDateTime="2020-01-01T13:00:00Z"), 1, SHOWN),
    "gone": Case(removed, 0, SHOWN),
    "hidden": Case(written("2.md", published="false"), 1, EVERYTHING),
    "hidden elsewhere": Case(written("7.md", published="false"), 0, ""),
    "dead": Case(judged(2), 2, EVERYTHING),
    "alive again": Case(judged(3, Verdict.OK), 1, "all topics/chips providers/axios"),
    "dead elsewhere": Case(judged(7), 0, ""),
    "time": Case(later(hours=1), 0, ""),
    "time of an update": Case(later(days=2), 1, SHOWN),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_a_change_concerns_is_rendered_and_nothing_else(
    folder: ChangingFolder, case: Case
) -> None:
    case.change(folder)
    report = folder.check(folder.build())
    changed = {Path(path).parent.as_posix() for path in (*report.written, *report.removed)}
    assert (report.rendered, changed - {"."}) == (case.rendered, set(case.feeds.split()))


def test_of_a_feed_that_shows_the_same_nothing_is_looked_up(
    folder: ChangingFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    load = BuildCache.load_articles

    def load_articles(cache: BuildCache, paths: Iterable[str]) -> Iterator[tuple[str, Article]]:
        asked.extend(names := [*paths])
        return load(cache, names)

    monkeypatch.setattr(BuildCache, "load_articles", load_articles)
    folder.write("2.md", title="Other", topics="[Chips]", provider=AXIOS)
    folder.build()
    assert {Path(path).name for path in asked} == {"0.md", "1.md"}  # of the feed of everything


def test_a_list_of_feeds_is_folded_as_it_gets_long_and_unfolded_again(tmp_path: Path) -> None:
    folder = ChangingFolder(tmp_path, formats=("json",))
    for number in range(12):
        folder.write(f"{number}.md", topics=f"[Topic {number}]")
    folder.build()
    for topics in ("[Topic 1, Topic 12]", "[Topic 1]"):
        folder.write("1.md", topics=topics)
        folder.check(folder.build())

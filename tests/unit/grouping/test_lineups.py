"""What is held of entries depends on feeds, and not on how many entries there are."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.entries.facts import Article
from feeds.grouping.lineups import Fresh, Lineups, newest_first
from feeds.model import Standing
from feeds.settings import BuildSettings, Settings, Site

DATE = datetime(2022, 9, 12, 13, tzinfo=UTC)
SITE = Site(id="urn:example:site", title="News", description="All the news", language="en")
SETTINGS = Settings(site=SITE, build=BuildSettings(limit=5))


def make(number: int) -> Standing:
    published = DATE + timedelta(hours=number)
    return Standing(
        id=f"urn:x:{number}",
        published=published,
        updated=published,
        provider=None,
        topics=(),
        path=f"{number}.md",
    )


def fill(lineups: Lineups, numbers: range) -> int:
    """Offer an entry for each of *numbers*; return how many were held at most."""
    most = 0
    for entry in map(make, numbers):
        lineups.hold(entry, lineups.admit(entry.published.isoformat(), "Axios\nAI"))
        most = max(most, len(lineups.everything.entries))
    return most


@pytest.mark.parametrize("numbers", [range(999), range(998, -1, -1)], ids=["up", "down"])
def test_a_feed_holds_a_few_more_entries_than_it_shows(numbers: range) -> None:
    lineups = Lineups(SETTINGS)
    assert fill(lineups, numbers) <= 30
    for feed in (lineups.everything, *lineups.topics.feeds().values()):
        assert lineups.newest(feed) == [make(number) for number in range(998, 993, -1)]
        assert feed.total == 999


@pytest.mark.parametrize("numbers", [range(99), range(98, -1, -1)], ids=["up", "down"])
def test_an_archive_takes_all_entries(numbers: range) -> None:
    lineups = Lineups(SETTINGS, whole=True)
    fill(lineups, numbers)
    assert lineups.newest(lineups.everything) == newest_first(map(make, range(99)))


@pytest.mark.parametrize("whole", [False, True])
def test_what_was_read_of_an_entry_is_held_while_it_is_among_the_newest(whole: bool) -> None:
    lineups = Lineups(SETTINGS, whole=whole)
    for entry in map(make, range(999)):
        feeds = lineups.admit(entry.published.isoformat(), "Axios\nAI")
        lineups.hold(entry, feeds, Fresh(Article(b"", title=entry.path)))
    fresh = lineups.fresh()
    assert {f"{number}.md" for number in range(994, 999)} <= fresh.keys()
    assert len(fresh) < 30
    assert all(fresh[path].article.title == path for path in fresh)


def test_a_name_that_only_removed_entries_have_has_no_feed() -> None:
    lineups = Lineups(SETTINGS)
    fill(lineups, range(1))
    lineups.remove("0.md", "Axios\nAI")
    assert (lineups.everything.total, lineups.newest(lineups.everything)) == (0, [])
    assert (lineups.topics.feeds(), lineups.providers.labels()) == ({}, {})

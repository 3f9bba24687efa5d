"""Entries become feeds by topic and by provider, under names and addresses that last."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feeds.grouping.group import group, with_entries
from feeds.grouping.lineups import Lineups, newest_first
from feeds.model import Category, Entry, FeedKind, Image, Lineup
from feeds.settings import BuildSettings, NameSettings, Settings, Site
from feeds.values.names import slug_of

DATE = datetime(2022, 9, 12, 13, tzinfo=UTC)
SITE = Site(id="urn:example:site", title="News", description="All the news", language="en")
SETTINGS = Settings(site=SITE)


def make(number: int, *topics: str, provider: str | None = "ZDNet", **changes: Any) -> Entry:
    entry = Entry(
        id=f"urn:example:{number}",
        link=f"https://example.org/{number}",
        title=f"Title {number}",
        summary="",
        published=DATE + timedelta(hours=number),
        updated=DATE + timedelta(hours=number),
        authors=(),
        provider=Category(slug_of(provider), provider) if provider else None,
        topics=tuple(Category(slug_of(topic), topic) for topic in topics),
        path=f"seeds/{number}.md",
    )
    return replace(entry, **changes)


def group_entries(entries: Iterable[Entry], settings: Settings) -> list[Lineup]:
    lineups = Lineups(settings)
    for entry in entries:
        names = [entry.provider.label if entry.provider else "", *(t.label for t in entry.topics)]
        lineups.hold(entry, lineups.admit(entry.published.isoformat(), "\n".join(names)))
    return group(lineups, settings)[0]


def feeds_by_path(*entries: Entry, settings: Settings = SETTINGS) -> dict[str, Lineup]:
    return {feed.path: feed for feed in group_entries(entries, settings)}


def ids(feed: Lineup) -> list[int]:
    return [int(entry.id.rpartition(":")[2]) for entry in feed.entries]


def test_feeds_are_all_then_topics_then_providers_by_name() -> None:
    entries = [make(1, "b", "Zoo"), make(2, "A", provider="axios"), make(3, "b", provider="BBC")]
    assert [feed.path for feed in group_entries(entries, SETTINGS)] == [
        "all", "topics/a", "topics/b", "topics/zoo",
        "providers/axios", "providers/bbc", "providers/zdnet",
    ]  # fmt: skip


def test_entries_are_newest_first_with_ties_broken_by_id() -> None:
    entries = [make(1), make(3, published=DATE), make(2, published=DATE), make(9)]
    assert [entry.id[-1] for entry in newest_first(entries)] == ["9", "1", "2", "3"]


def test_feed_holds_the_newest_up_to_the_limit_and_counts_all() -> None:
    settings = SETTINGS._replace(build=BuildSettings(limit=2))
    feeds = feeds_by_path(make(1, "AI"), make(3, "AI"), make(2, "AI"), settings=settings)
    assert ids(feeds["topics/ai"]) == [3, 2]
    assert feeds["topics/ai"].total == 3


def test_name_is_shown_in_its_most_frequent_spelling() -> None:
    entries = [make(1, "ai"), make(2, "AI"), make(3, "AI"), make(4, "Ai")]
    feeds = feeds_by_path(*entries)
    assert feeds["topics/ai"].name == "AI"
    assert ids(feeds["topics/ai"]) == [4, 3, 2, 1]
    assert {entry.topics for entry in feeds["all"].entries} == {(Category("ai", "AI"),)}


def test_one_topic_twice_in_a_seed_counts_once() -> None:
    feeds = feeds_by_path(make(1, "AI", "ai"))
    assert feeds["topics/ai"].total == 1


def test_renamed_topic_keeps_its_address_and_its_id() -> None:
    before = feeds_by_path(make(1, "Facebook AI"))["topics/facebook-ai"]
    renamed = NameSettings("Meta AI", aliases=("Facebook AI",))
    settings = SETTINGS._replace(topics=(renamed,))
    feeds = feeds_by_path(make(1, "Facebook AI"), make(2, "meta ai"), settings=settings)
    after = feeds["topics/facebook-ai"]
    assert "topics/meta-ai" not in feeds
    assert (after.id, after.name, after.title) == (before.id, "Meta AI", "News: Meta AI")
    assert ids(after) == [2, 1]
    assert after.entries[0].topics == (Category("facebook-ai", "Meta AI"),)


def test_configured_slug_title_and_description_win() -> None:
    named = NameSettings("C++", slug="cpp", title="C++ news", description="About C++")
    feed = feeds_by_path(make(1, "c++"), settings=SETTINGS._replace(topics=(named,)))["topics/cpp"]
    assert (feed.name, feed.title, feed.description) == ("C++", "C++ news", "About C++")


def test_configured_name_without_entries_has_no_feed() -> None:
    settings = SETTINGS._replace(topics=(NameSettings("Empty"),))
    assert set(feeds_by_path(make(1, provider=None), settings=settings)) == {"all"}


def test_without_entries_there_is_one_empty_feed() -> None:
    (feed,) = group_entries([], SETTINGS)
    assert (feed.kind, feed.entries, feed.total) == (FeedKind.ALL, (), 0)
    assert feed.updated == datetime(1970, 1, 1, tzinfo=UTC)


def test_feed_is_dated_by_its_newest_change() -> None:
    edited = make(1, updated=DATE + timedelta(days=9))
    assert feeds_by_path(edited, make(2))["all"].updated == DATE + timedelta(days=9)


def test_provider_feed_shows_the_newest_logo() -> None:
    logo = Image("https://example.org/logo.png")
    entries = (make(1, "AI", provider_image=logo), make(2, "AI"))
    feeds = feeds_by_path(*entries)
    assert with_entries(feeds["providers/zdnet"], entries).logo == logo
    assert with_entries(feeds["topics/ai"], entries).logo is None


def test_ids_of_feeds_differ_by_site_and_path() -> None:
    other = SETTINGS._replace(site=SITE._replace(id="urn:example:other"))
    feeds = [*group_entries([make(1, "AI")], SETTINGS), *group_entries([make(1, "AI")], other)]
    assert len({feed.id for feed in feeds}) == 6
    assert feeds[0].id == "urn:uuid:8e3d547b-b7e1-5ec5-a21d-eb7c66be1f4d"


NAMES = st.sampled_from(["AI", "ai", "C", "C++", "C#", "A b", "A-b", "a  B", "+", "#"])


@given(st.lists(st.lists(NAMES, max_size=3), max_size=12), st.randoms())
def test_order_of_reading_does_not_matter(topics: list[list[str]], random: Random) -> None:
    entries = [make(number, *names) for number, names in enumerate(topics)]
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert group_entries(entries, SETTINGS) == group_entries(shuffled, SETTINGS)

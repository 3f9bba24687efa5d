"""What a feed is made of decides whether it is rendered, and each entry is rendered once."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from feeds.build.group import Grouped
from feeds.build.plan import Plan, fingerprint_lists
from feeds.entries.facts import Article
from feeds.grouping.lineups import Fresh
from feeds.model import Category, Outline
from feeds.settings import LinksSettings, NameSettings, SeedsSettings, Settings
from feeds.values.hashes import HASH_BYTES, hash_address, hash_of
from tests.unit.sample_feeds import BARE_ENTRY, FEED, FULL_ENTRY, SITE

FULL, BARE = FULL_ENTRY.path, BARE_ENTRY.path
NEW_ENTRY = replace(BARE_ENTRY, path="seeds/new.md")
SETTINGS = Settings(SITE)
OUTLINE: Outline = FEED
# The first two are mentioned by FULL_ENTRY.
HIDDEN, DEAD, ELSEWHERE = "hidden.example/", "dead.example/", "elsewhere.example/"


# What a feed is made of does not depend on what became of other seeds.
SEEDS: Any = None


def article_of(text: str, *mentioned: str) -> Article:
    hashes = b"".join(sorted(map(hash_of, mentioned)))
    return Article(sha256(text.encode()).digest(), mentioned=hashes)


ARTICLES = {
    FULL: article_of(FULL, HIDDEN, DEAD),
    BARE: article_of(BARE),
    NEW_ENTRY.path: article_of(NEW_ENTRY.path),
}


def plan_of(**changes: Any) -> Plan:
    """Return a plan with *changes*, which has worked out nothing yet."""
    usual: dict[str, Any] = {
        "settings": SETTINGS,
        "articles": ARTICLES,
        "fresh": {},
        "hidden": {hash_address(HIDDEN)},
        "dead": {DEAD},
    }
    given = usual | changes
    entries = {name: given[name] for name in ("articles", "fresh", "hidden")}
    return Plan(given["settings"], Grouped(SEEDS, (), **entries), given["dead"])


def configured(**changes: Any) -> dict[str, Settings]:
    return {"settings": replace(SETTINGS, **changes)}


def built(**changes: Any) -> dict[str, Settings]:
    return configured(build=replace(SETTINGS.build, **changes))


def with_first(**changes: Any) -> Outline:
    """Return OUTLINE with *changes* in its first entry."""
    return replace(OUTLINE, entries=(replace(FULL_ENTRY, **changes), BARE_ENTRY))


OTHER_PLANS = {
    "text": {"articles": ARTICLES | {BARE: article_of("changed")}},
    "nothing hidden": {"hidden": set()},
    "more hidden": {"hidden": {hash_address(HIDDEN), hash_address(DEAD)}},
    "nothing dead": {"dead": set()},
    "more dead": {"dead": {DEAD, HIDDEN}},
    "site": configured(site=replace(SITE, title="Other")),
    "drafts": configured(seeds=SeedsSettings(include_unpublished=True)),
    "order of formats": built(formats=("atom", "rss", "json")),
    "content": built(content="excerpt"),
    "compression": built(precompress=True),
    "broken links": built(broken_links="mark"),
}
SAME_PLANS = {
    "all anew": {},
    "hidden elsewhere": {"hidden": {hash_address(HIDDEN), hash_address(ELSEWHERE)}},
    "dead elsewhere": {"dead": {DEAD, ELSEWHERE}},
    "entries of no feed": {"articles": ARTICLES | {NEW_ENTRY.path: article_of("changed")}},
    "entries at hand": {"fresh": {FULL: Fresh(ARTICLES[FULL], b"pickled")}},
    # What a feed has of entries tells that.
    "limit": built(limit=7),
    "links": configured(links=LinksSettings(retries=9)),
    "which files are seeds": configured(seeds=SeedsSettings(include=("**/*.txt",))),
    # Feeds and entries are named by it already.
    "names": configured(topics=(NameSettings("AI", title="Other"),)),
}
OTHER_FEEDS = {
    "title": replace(OUTLINE, title="Other"),
    "total": replace(OUTLINE, total=8),
    "date": replace(OUTLINE, updated=OUTLINE.updated + timedelta(1)),
    "page": replace(OUTLINE, page=1),
    "fewer entries": replace(OUTLINE, entries=(FULL_ENTRY,)),
    "order": replace(OUTLINE, entries=(BARE_ENTRY, FULL_ENTRY)),
}
OTHER_ENTRIES = {
    "update": with_first(updated=FULL_ENTRY.updated + timedelta(1)),
    "no provider": with_first(provider=None),
    "topic as provider": with_first(provider=FULL_ENTRY.topics[0], topics=FULL_ENTRY.topics[1:]),
    "provider as topic": with_first(
        provider=None, topics=(FULL_ENTRY.provider, *FULL_ENTRY.topics)
    ),
    "order of topics": with_first(topics=FULL_ENTRY.topics[::-1]),
    "spelling": with_first(topics=(Category("ai", "ai"), *FULL_ENTRY.topics[1:])),
    "address": with_first(topics=(Category("ki", "AI"), *FULL_ENTRY.topics[1:])),
}


@pytest.mark.parametrize("changes", OTHER_PLANS.values(), ids=OTHER_PLANS)
def test_a_feed_made_of_anything_else_is_another(changes: dict[str, Any]) -> None:
    assert plan_of(**changes).fingerprint(OUTLINE) != plan_of().fingerprint(OUTLINE)
    assert plan_of(**changes).keys(OUTLINE) != plan_of().keys(OUTLINE)


@pytest.mark.parametrize("changes", SAME_PLANS.values(), ids=SAME_PLANS)
def test_what_a_feed_is_not_made_of_changes_nothing(changes: dict[str, Any]) -> None:
    assert plan_of(**changes).fingerprint(OUTLINE) == plan_of().fingerprint(OUTLINE)
    assert plan_of(**changes).keys(OUTLINE) == plan_of().keys(OUTLINE)


@pytest.mark.parametrize("feed", [*OTHER_FEEDS.values(), *OTHER_ENTRIES.values()])
def test_a_feed_that_says_anything_else_is_another(feed: Outline) -> None:
    assert plan_of().fingerprint(feed) != plan_of().fingerprint(OUTLINE)


@pytest.mark.parametrize("feed", OTHER_ENTRIES.values(), ids=OTHER_ENTRIES)
def test_an_entry_that_others_change_has_another_key(feed: Outline) -> None:
    new, old = plan_of().keys(feed), plan_of().keys(OUTLINE)
    assert new[:HASH_BYTES] != old[:HASH_BYTES]
    assert new[HASH_BYTES:] == old[HASH_BYTES:]


def test_an_entry_has_one_key_in_all_feeds() -> None:
    plan = plan_of()
    other = replace(OTHER_FEEDS["title"], entries=(NEW_ENTRY, BARE_ENTRY, FULL_ENTRY))
    keys = plan.keys(OUTLINE)
    bare, full = keys[HASH_BYTES:], keys[:HASH_BYTES]
    assert plan.keys(other) == plan.keys(replace(OUTLINE, entries=(NEW_ENTRY,))) + bare + full


def rendered(*feeds: Outline, published: Mapping[str, Collection[str]]) -> list[list[str]]:
    """Return the paths of what is rendered for each of *feeds*, some of which are *published*."""
    jobs = plan_of().jobs(feeds, lambda feed: published.get(feed.path, ()))
    return [[source.path for source in job.sources] for job in jobs]


def test_the_first_feed_that_shows_an_entry_renders_it() -> None:
    first = replace(OUTLINE, path="all", entries=(BARE_ENTRY,))
    last = replace(OUTLINE, path="last", entries=(NEW_ENTRY, FULL_ENTRY))
    assert rendered(first, OUTLINE, last, published={}) == [[BARE], [FULL], [NEW_ENTRY.path]]


def test_what_is_found_in_a_feed_is_not_rendered_for_those_after_it() -> None:
    first = replace(OUTLINE, path="all", entries=(BARE_ENTRY,))
    last = replace(OUTLINE, path="last", entries=(BARE_ENTRY, NEW_ENTRY))
    published = {"all": [BARE], OUTLINE.path: [FULL]}
    assert rendered(first, OUTLINE, last, published=published) == [[], [], [NEW_ENTRY.path]]


def test_a_job_has_what_it_takes_and_nothing_else() -> None:
    plan = plan_of(fresh={FULL: Fresh(ARTICLES[FULL], b"pickled")}, dead={DEAD, ELSEWHERE})
    first, second = plan.jobs([OUTLINE, OTHER_FEEDS["title"]], lambda _: [BARE])
    assert (first.feed, first.shown) == (replace(OUTLINE, entries=()), 2)
    (source,) = first.sources
    assert source == (
        FULL, ARTICLES[FULL].digest, b"pickled", FULL_ENTRY.updated, FULL_ENTRY.provider,
        FULL_ENTRY.topics,
    )  # fmt: skip
    assert (first.hidden, first.dead) == (frozenset({hash_address(HIDDEN)}), frozenset({DEAD}))
    assert second[1:] == (2, (), frozenset(), frozenset())


def test_lists_are_made_of_all_feeds_in_order() -> None:
    lists = [["a", "b"], ["b", "a"], ["a"], ["a", "c"]]
    assert len(set(map(fingerprint_lists, lists))) == len(lists)
    assert fingerprint_lists(["a", "b"]) == fingerprint_lists(["a", "b"])

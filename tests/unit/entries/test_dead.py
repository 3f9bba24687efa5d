"""What becomes of entries whose links are dead."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from feeds.entries.dead import DeadLinks
from feeds.model import Entry, Related
from feeds.settings import BuildSettings
from feeds.values.hashes import hash_address
from feeds.values.urls import url_key

WHEN = datetime(2022, 9, 12, tzinfo=UTC)
GOOD = Related("Good", "https://good.example/1", None, None)
LOST = Related("Lost", "https://dead.example/related", None, None)
ENTRY = Entry(
    id="urn:x:1",
    link="https://Dead.example:443/article#part",
    title="Title",
    summary="Summary.",
    published=WHEN,
    updated=WHEN,
    authors=(),
    provider=None,
    topics=(),
    path="1.md",
    amp_link="https://dead.example/amp",
    related=(GOOD, LOST),
)
ALIVE = replace(ENTRY, link="https://good.example/2", amp_link=None, related=(GOOD,))
DEAD = frozenset(
    {
        "https://dead.example/article",
        "https://dead.example/amp",
        "https://dead.example/related",
    }
)
NOTICE = "This article can no longer be reached at its address."


def links(**settings: Any) -> DeadLinks:
    return DeadLinks(DEAD, BuildSettings(**settings))


def test_only_amp_pages_are_left_out_by_default() -> None:
    assert links().apply(ENTRY) == replace(ENTRY, amp_link=None)
    assert links().dropped() == frozenset()


def test_all_may_stay() -> None:
    assert links(dead_amp="keep").apply(ENTRY) == ENTRY


def test_dead_entries_and_related_articles_are_dropped() -> None:
    drop = links(broken_links="drop", dead_amp="keep")
    assert hash_address(url_key(ENTRY.link)) in drop.dropped()
    assert hash_address(url_key(ALIVE.link)) not in drop.dropped()
    assert drop.apply(ENTRY) == replace(ENTRY, related=(GOOD,))


@pytest.mark.parametrize(
    ("body", "marked"),
    [("", ""), ("# Text", f"*{NOTICE}*\n\n# Text"), ("<p>", f"<p><em>{NOTICE}</em></p>\n\n<p>")],
)
def test_dead_entries_and_related_articles_are_marked(body: str, marked: str) -> None:
    mark = links(broken_links="mark", dead_amp="keep")
    assert mark.dropped() == frozenset()
    assert mark.apply(replace(ENTRY, body=body)) == replace(
        ENTRY,
        summary=f"{NOTICE} Summary.",
        body=marked,
        related=(GOOD, LOST._replace(title="Lost (no longer available)")),
    )


@pytest.mark.parametrize("what", ["keep", "mark", "drop"])
def test_what_works_is_not_touched(what: str) -> None:
    untouched = links(broken_links=what)
    assert untouched.apply(ALIVE) == ALIVE


def test_without_dead_links_nothing_changes() -> None:
    assert DeadLinks(frozenset(), BuildSettings(broken_links="drop")).apply(ENTRY) == ENTRY

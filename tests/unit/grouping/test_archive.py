"""Feeds are divided into what is shown and pages that are final (feeds/grouping/archive.py)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from feeds.grouping.archive import Archive
from feeds.grouping.history import History
from feeds.model import Standing

START = datetime(2022, 9, 12, tzinfo=UTC)


def entries_of(numbers: Iterable[int]) -> list[Standing]:
    """Return entries, newest first, each with its number for id and for the hour of its day."""
    return [
        Standing(
            id=str(number),
            published=START + timedelta(hours=number),
            updated=START + timedelta(hours=number),
            provider=None,
            topics=(),
            path=f"{number}.md",
        )
        for number in sorted(numbers, reverse=True)
    ]


def divide(
    numbers: Iterable[int],
    former: History = History(),  # noqa: B008 - it never changes
    *,
    limit: int = 3,
    withdrawn: Iterable[str] = (),
    damaged: Iterable[int] = (),
) -> tuple[list[int], dict[int, list[int]], History]:
    """Return what is shown of a feed, the pages that are rendered, and what is remembered."""
    archive = Archive(former, {"all": set(damaged)})
    entries = entries_of(numbers)
    archive.begin(entries, withdrawn)
    divided = archive.divide("all", entries, limit)
    assert divided.last == len(archive.pages["all"])
    rendered = {n: [int(entry.id) for entry in page] for n, page in divided.pages.items()}
    shown = [int(entry.id) for entry in divided.shown]
    return shown, rendered, History(former.url, archive.pages)


def test_as_many_entries_as_a_feed_shows_make_no_page() -> None:
    assert divide(range(3))[:2] == ([2, 1, 0], {})


def test_the_oldest_become_full_pages_and_the_feed_stays_full() -> None:
    assert divide(range(7))[:2] == ([6, 5, 4], {1: [2, 1, 0], 2: [5, 4, 3]})


def test_pages_that_grew_one_by_one_are_those_made_at_once() -> None:
    history = History()
    for count in range(20):
        history = divide(range(count), history)[2]
    assert history == divide(range(19))[2]


def test_what_is_dated_back_is_shown_until_its_page_is_cut() -> None:
    before = [*range(1, 8)]
    history = divide(before)[2]
    shown, rendered, history = divide([0, *before], history)
    assert (shown, rendered) == ([7, 6, 0], {})
    shown, rendered, history = divide([0, *before, 8], history)
    assert (shown, rendered) == ([8, 7, 0], {})
    assert divide([0, *before, 8, 9], history)[:2] == ([9, 8, 7], {3: [8, 7, 0]})


def test_gone_entries_change_no_page() -> None:
    history = divide(range(7))[2]
    assert divide(range(3, 7), history) == ([6, 5, 4], {}, history)


def test_a_withdrawn_entry_leaves_its_page_and_no_other_takes_its_place() -> None:
    history = divide(range(7))[2]
    left = {0, 2, 3, 4, 5, 6}
    shown, rendered, history = divide(left, history, withdrawn=["1"])
    assert (shown, rendered) == ([6, 5, 4], {1: [2, 0]})
    assert divide(left, history, withdrawn=["1"])[1] == {}
    # Published again, it is announced again: in no page, so in the feed.
    assert divide(range(7), history)[:2] == ([6, 5, 1], {})


def test_an_id_that_another_seed_publishes_is_not_withdrawn() -> None:
    history = divide(range(7))[2]
    assert divide(range(7), history, withdrawn=["1"])[1] == {}


def test_a_damaged_page_gets_what_is_left_of_its_entries() -> None:
    history = divide(range(7))[2]
    assert divide({0, 2, 4, 5, 6}, history, damaged=[1, 2])[1] == {1: [2, 0], 2: [5, 4]}


def test_another_limit_counts_for_pages_to_come() -> None:
    history = divide(range(7))[2]
    assert divide(range(7), history, limit=5)[:2] == ([6, 5, 4, 3, 2], {})
    assert divide(range(9), history, limit=2)[:2] == ([8, 7], {3: [7, 6]})

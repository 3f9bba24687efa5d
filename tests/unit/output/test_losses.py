"""How much may go, and what is said of it."""

import pytest

from feeds.output.losses import Losses
from feeds.problems.exclusion import Exclusion


@pytest.mark.parametrize(
    ("gone", "published", "many"),
    [(10, 10, False), (11, 11, True), (11, 33, False), (12, 33, True), (334, 1000, True)],
)
def test_a_third_of_the_entries_is_many_but_ten_are_not(
    gone: int, published: int, many: bool
) -> None:
    entries = dict.fromkeys(range(gone))
    assert Losses(entries, published).are_many == many


@pytest.mark.parametrize(
    ("gone", "published", "many"),
    [(5, 5, False), (6, 6, True), (20, 3000, False), (300, 3000, False), (301, 3000, True)],
)
def test_a_tenth_of_the_feeds_is_many_but_five_are_not(
    gone: int, published: int, many: bool
) -> None:
    feeds = tuple(map(str, range(gone)))
    assert Losses(feeds=feeds, all_feeds=published).are_many == many


def test_what_goes_is_counted_by_why() -> None:
    entries = {1: None, 2: Exclusion.INVALID, 3: None, 4: Exclusion.DEAD}
    losses = Losses(entries, 1200, ("topics/a", "topics/b", "topics/c", "topics/d"), 40)
    assert losses.describe() == (
        "4 of 1,200 published entries (2 have no seed any more that can be read, 1 has an invalid"
        " seed, 1 has a dead link) and 4 of 40 feeds (topics/a, topics/b, topics/c and 1 more)"
    )

"""Of seeds with one id or address the best is published, whatever the order they come in."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validation.duplicates import Rank, Rival, find_duplicates, parse_rank, rank

DATE = datetime(2022, 9, 12, tzinfo=UTC)


def rival(path: str, *keys: str, days: int = 0, quality: float | None = None) -> Rival:
    return Rival(path, rank(DATE + timedelta(days), quality), keys)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (rival("b", "x", days=1), rival("a", "x", quality=99)),
        (rival("b", "x", quality=5), rival("a", "x", quality=4)),
        (rival("b", "x", quality=-1), rival("a", "x")),
        (rival("a", "x"), rival("b", "x")),
    ],
    ids=["updated", "quality", "any quality", "path"],
)
def test_better_one_wins_in_either_order(better: Rival, worse: Rival) -> None:
    assert find_duplicates([better, worse]) == {worse.path: better.path}
    assert find_duplicates([worse, better]) == {worse.path: better.path}


def test_what_shares_something_only_with_one_that_is_left_out_is_published() -> None:
    chain = [rival("a", "x", days=3), rival("b", "x", "y", days=2), rival("c", "y", days=1)]
    for order in permutations(chain):
        assert find_duplicates(order) == {"b": "a"}


RIVALS = st.lists(
    st.builds(
        rival,
        st.text("abcdefgh", min_size=1, max_size=2),
        st.sampled_from("uvwx"),
        st.sampled_from("uvwx"),
        days=st.integers(0, 2),
        quality=st.none() | st.integers(0, 1),
    ),
    max_size=8,
    unique_by=lambda one: one.path,
)


@given(RIVALS.flatmap(lambda rivals: st.tuples(st.just(rivals), st.permutations(rivals))))
def test_no_two_that_are_published_share_anything(orders: tuple[list[Rival], list[Rival]]) -> None:
    rivals, shuffled = orders
    worse = find_duplicates(rivals)
    assert find_duplicates(shuffled) == worse
    published = [key for one in rivals if one.path not in worse for key in set(one.keys)]
    assert len(published) == len(set(published))
    assert set(worse.values()).isdisjoint(worse)


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        ("2022-09-12T00:00:00Z\n\n", rank(DATE, None)),
        ("2022-09-12T00:00:00Z\n2022-09-11T00:00:00Z\n3", rank(DATE, 3)),
        ("2022-09-12T00:00:00Z\n2022-09-13T00:00:00Z\n-1", rank(DATE + timedelta(1), -1)),
        ("2022-09-12T00:00:00Z\n2022-09-15T00:00:00Z\n-1", rank(DATE, -1)),
    ],
)
def test_an_update_that_is_still_to_come_does_not_count(standing: str, expected: Rank) -> None:
    assert parse_rank(standing, DATE + timedelta(2)) == expected

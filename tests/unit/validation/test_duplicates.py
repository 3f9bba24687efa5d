"""Of seeds with one id or address the best is published, whatever the order they come in."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.validation.duplicates import Rank, Rival, find_duplicates, make_rival, rank

DATE = datetime(2022, 9, 12, tzinfo=UTC)


def rival(path: str, *addresses: str, days: int = 0, quality: float | None = None) -> Rival:
    return Rival(path, rank(DATE + timedelta(days), quality), DATE, addresses=addresses)


def one_id(path: str, *addresses: str, days: int = 0, updated: int = 0) -> Rival:
    """Return a seed with the id of others, published after so many *days*."""
    standing = rank(DATE + timedelta(days + updated), None), DATE + timedelta(days)
    return Rival(path, *standing, ("i",), addresses)


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


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (one_id("b", "x"), one_id("a", "y", days=1)),
        (one_id("b", "x"), one_id("a", days=1, updated=9)),
        (one_id("b", "x", updated=1), one_id("a", "y")),
        (one_id("b", "x", days=1), one_id("a", "x")),
        (one_id("b", "z", "x", days=1), one_id("a", "x", "y")),
    ],
    ids=["copy", "updated copy", "as old", "one address", "one of two addresses"],
)
def test_an_id_stays_with_the_article_that_had_it_first(better: Rival, worse: Rival) -> None:
    assert find_duplicates([better, worse]) == {worse.path: better.path}
    assert find_duplicates([worse, better]) == {worse.path: better.path}


def test_a_copy_has_the_id_if_the_first_seed_is_left_out() -> None:
    first, better = one_id("a", "x"), Rival("b", rank(DATE, 9), DATE, addresses=("x",))
    assert find_duplicates([first, better, one_id("c", "y", days=1)]) == {"a": "b"}


def test_an_id_that_is_an_address_is_not_shared_with_it() -> None:
    assert not find_duplicates([one_id("a"), rival("b", "i")])


RIVALS = st.lists(
    st.builds(
        Rival,
        st.text("abcdefgh", min_size=1, max_size=2),
        st.tuples(st.integers(0, 2).map(lambda days: DATE + timedelta(days)), st.integers(0, 1)),
        st.integers(0, 1).map(lambda days: DATE + timedelta(days)),
        st.tuples(st.sampled_from("ijk")),
        st.tuples(st.sampled_from("uvwx"), st.sampled_from("uvwx")),
    ),
    max_size=8,
    unique_by=lambda one: one.path,
)


@given(RIVALS.flatmap(lambda rivals: st.tuples(st.just(rivals), st.permutations(rivals))))
def test_no_two_that_are_published_share_anything(orders: tuple[list[Rival], list[Rival]]) -> None:
    rivals, shuffled = orders
    worse = find_duplicates(rivals)
    assert find_duplicates(shuffled) == worse
    published = [
        key
        for one in rivals
        if one.path not in worse
        for key in {*one.addresses, *((id_,) for id_ in one.ids)}
    ]
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
    assert make_rival("a", standing, DATE + timedelta(2), (), ()).rank == expected

"""Where feeds that are gone lead, however often they moved."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.output.turnover import find_targets

PATHS = st.sampled_from("abcdef")


def test_a_feed_that_moved_twice_leads_to_where_it_stands() -> None:
    gone = {"a": "b", "b": "c", "d": "e", "e": "", "f": "g"}
    assert find_targets(gone, ["c"]) == {"a": "c", "b": "c", "d": "", "e": "", "f": ""}


@given(st.dictionaries(PATHS, PATHS | st.just("")), st.sets(PATHS))
def test_every_target_is_published(gone: dict[str, str], published: set[str]) -> None:
    targets = find_targets(gone, published)
    assert targets.keys() == gone.keys()
    assert set(targets.values()) <= published | {""}
    assert all(targets[path] == to for path, to in gone.items() if to in published)

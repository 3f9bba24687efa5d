"""Which seeds are among the newest of a feed, as they come, and as a sort would tell."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.grouping.newest import Newest

NAMES = st.tuples(st.sampled_from("PQ"), st.lists(st.sampled_from("ABC"), unique=True, max_size=2))
SEEDS = st.lists(st.tuples(st.integers(0, 9), NAMES), max_size=30)


def feeds_of(provider: str, topics: list[str]) -> set[str]:
    return {"", f"by {provider}", *(f"on {topic}" for topic in topics)}


@given(SEEDS, st.integers(1, 4))
def test_what_has_not_dropped_out_is_the_newest_of_each_feed(
    seeds: list[tuple[int, tuple[str, list[str]]]], limit: int
) -> None:
    newest, kept = Newest(limit), set()
    for number, (day, (provider, topics)) in enumerate(seeds):
        kept.add(f"{number:02}.md")
        names = "\n".join([provider, *topics])
        kept -= set(newest.admit(f"{number:02}.md", f"2022-09-1{day}", names))
    expected = set()
    for feed in ("", "by P", "by Q", "on A", "on B", "on C"):
        there = sorted(
            (day, f"{number:02}.md")
            for number, (day, names) in enumerate(seeds)
            if feed in feeds_of(*names)
        )
        expected |= {path for _, path in there[-limit:]}
    assert kept == expected


def test_a_seed_may_drop_out_at_once() -> None:
    newest = Newest(1)
    assert newest.admit("new.md", "2022-09-12", "P") == []
    assert newest.admit("old.md", "2022-09-11", "P") == ["old.md"]
    assert newest.admit("newer.md", "2022-09-13", "P") == ["new.md"]

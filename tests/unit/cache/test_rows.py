"""What the cache keeps of a seed is what it was given, whatever stands in its texts."""

import json
from contextlib import suppress

from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.cache.rows import KnownSeed, read_article, read_seed, write_article, write_seed
from feeds.entries.facts import Article, Facts
from feeds.values.names import clean_name

ANY = st.text(st.characters(), max_size=9) | st.sampled_from(["\x1f", "a\n\x1f\0", "\ud800"])
HASHES = st.binary(max_size=3).map(lambda some: some.ljust(8, b"x") * len(some))
FACTS = st.builds(
    Facts,
    exclusion=st.sampled_from(["", "removed"]),
    hidden=st.sampled_from(["", "1"]),
    own=HASHES,
    problems=st.lists(ANY).map(json.dumps) | st.just(""),
    id=ANY,
    published=st.just("2022-09-12T13:00:00+00:00"),
    updated=st.just("2022-09-12T13:00:00+00:00"),
    opens=st.just("") | st.just("2022-09-12T13:00:00+00:00"),
    closes=st.just("") | st.just("2022-09-12T13:00:00+00:00"),
    quality=st.integers().map(str) | st.just(""),
    names=st.lists(ANY.map(clean_name), min_size=1).map("\n".join),
    link=HASHES,
)
ARTICLES = st.builds(
    Article,
    digest=st.binary(min_size=32, max_size=32),
    title=ANY,
    link=ANY,
    language=st.none() | ANY,
    logo=st.none() | ANY,
    omitted=st.lists(ANY).map(json.dumps) | st.just(""),
    mentioned=HASHES,
)


@given(FACTS)
def test_facts_come_back_as_they_were(facts: Facts) -> None:
    known = KnownSeed(bytes(24), bytes(range(32)), facts)
    assert read_seed(write_seed(known)) == known
    assert hash(read_seed(write_seed(known)).facts) == hash(facts)


@given(ARTICLES)
def test_articles_come_back_as_they_were(article: Article) -> None:
    assert read_article(write_article(article)) == article


@given(FACTS, ARTICLES, st.integers(0, 200))
def test_a_row_that_was_cut_is_refused_or_of_another_seed(
    facts: Facts, article: Article, size: int
) -> None:
    known = KnownSeed(bytes(24), bytes(range(32)), facts)
    row, other = write_seed(known), write_article(article)
    assume(size < min(len(row), len(other)))
    with suppress(ValueError, LookupError):
        assert read_seed(row[:size]) != known
    with suppress(ValueError, LookupError):
        assert read_article(other[:size]) != article

"""A name is shown and addressed in one way, however seeds spell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.grouping.directory import Directory
from feeds.model import Category
from feeds.settings import NameSettings
from feeds.values.names import name_key, slug_of

META = NameSettings("Meta AI", aliases=("Facebook AI", "FAIR"))
CPP = NameSettings("C++", slug="cpp")


def spelt(label: str) -> Category:
    """Return *label* as a seed has it."""
    return Category(slug_of(label), label)


@pytest.mark.parametrize(
    ("spellings", "shown"),
    [
        ({"ai": 1, "AI": 2, "Ai": 1}, "AI"),
        ({"ai": 2, "AI": 2, "Ai": 1}, "AI"),
        ({"ai": 3, "AI": 2}, "ai"),
    ],
    ids=["the most frequent", "of two, the first by code points", "in lower case"],
)
def test_a_name_is_shown_in_one_spelling(spellings: dict[str, int], shown: str) -> None:
    for given_order in (spellings, dict(reversed(spellings.items()))):
        directory = Directory.of(given_order, ())
        assert {directory.resolve(spelt(label)) for label in spellings} == {Category("ai", shown)}


def test_a_configured_name_keeps_its_spelling() -> None:
    directory = Directory.of({"c++": 9, "META ai": 9}, (CPP, META))
    assert directory.resolve(spelt("c++")) == Category("cpp", "C++")
    assert directory.resolve(spelt("META ai")) == Category("facebook-ai", "Meta AI")


def test_aliases_are_the_name_at_the_address_of_the_oldest() -> None:
    directory = Directory.of({"fair": 1, "FACEBOOK AI": 1, "Meta AI": 1}, (META,))
    categories = tuple(map(spelt, ("fair", "FACEBOOK AI", "Meta AI")))
    assert directory.resolve_all(categories) == (Category("facebook-ai", "Meta AI"),)
    assert directory.settings == {"facebook-ai": META}


def test_categories_stay_in_the_order_of_the_seed() -> None:
    directory = Directory.of({"b": 1, "A": 1, "B": 2}, ())
    resolved = directory.resolve_all((spelt("b"), spelt("A"), spelt("B")))
    assert resolved == (Category("b", "B"), Category("a", "A"))


def test_a_name_that_would_get_a_configured_slug_carries_its_hash() -> None:
    configured = NameSettings("Artificial Intelligence", slug="ai")
    directory = Directory.of({"AI": 1}, (configured,))
    assert directory.term_of("Artificial Intelligence") == "ai"
    assert directory.term_of("AI") == directory.resolve(spelt("AI")).term == "ai-32e83e92"
    both = Directory.of({}, (NameSettings("Learning", aliases=("AI",)), configured))
    assert both.term_of("Learning") == "ai-32e83e92"


LABELS = st.sampled_from(["AI", "ai", "C", "C++", "c++", "C#", "A b", "A-b", "FAIR", "Cpp", "+"])


@given(st.dictionaries(LABELS, st.integers(1, 3)), LABELS)
def test_an_address_depends_on_nothing_but_the_name_and_the_configuration(
    spellings: dict[str, int], other: str
) -> None:
    used, unused = Directory.of(spellings, (CPP, META)), Directory.of({}, (META, CPP))
    for label in (*spellings, other):
        assert used.term_of(label) == unused.term_of(label)
    assert all(used.resolve(spelt(label)).term == used.term_of(label) for label in spellings)
    keys = {name_key(label) for label in spellings}
    assert len({used.term_of(label) for label in spellings}) == len(keys)

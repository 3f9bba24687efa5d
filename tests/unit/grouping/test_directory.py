"""A name is shown and addressed in one way, however seeds spell it."""

import tomllib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.config.checks import check_config
from feeds.config.tables import name_table
from feeds.grouping.directory import Directory, keep_address
from feeds.model import Category
from feeds.settings import NameSettings
from feeds.values.names import is_slug, name_key, slug_of

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


@pytest.mark.parametrize("name", ["C++", "C#", "CON", "日本 語!", "x" * 300])
def test_the_address_of_a_name_with_a_hash_may_be_given_to_another_as_well(name: str) -> None:
    own = Directory.of({name: 1}, ()).resolve(spelt(name)).term
    directory = Directory.of({name: 1, "Other": 1}, (NameSettings("Other", slug=own),))
    assert directory.resolve(spelt("Other")).term == own
    moved = directory.resolve(spelt(name)).term
    assert moved != own
    assert is_slug(moved)
    assert directory.term_of(name) == moved


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


FEW = st.sampled_from(["AI", "Meta AI", "Facebook AI", "C++", "ML", "GPT-3", "gpt--3", "x"])


@st.composite
def configured_names(draw: st.DrawFn) -> tuple[NameSettings, ...]:
    """Draw names as a configuration may have them: no name or alias, and no slug, stands twice."""
    names = draw(st.lists(FEW, unique_by=name_key))
    slugs = iter(draw(st.permutations(["ai", "ki", "meta", "gpt--3", "ml"])))
    made = []
    while names:
        aliases = draw(st.integers(0, min(2, len(names) - 1)))
        name, *others = names[: aliases + 1]
        slug = next(slugs, None) if draw(st.booleans()) else None
        made.append(NameSettings(name, slug, aliases=tuple(others)))
        names = names[aliases + 1 :]
    return tuple(made)


@given(configured_names(), FEW, st.lists(FEW, min_size=1, max_size=3, unique_by=name_key))
def test_what_keeps_an_address_is_a_configuration_that_does(
    configured: tuple[NameSettings, ...], name: str, former: list[str]
) -> None:
    # A feed is called by the name of its table, and not by an alias.
    keys = set(map(name_key, (name, *former)))
    assume(name_key(name) not in map(name_key, former))
    assume(not any(name_key(alias) in keys for item in configured for alias in item.aliases))
    term = Directory.of({}, configured).term_of(former[0])
    item, replaces = keep_address(configured, name, former, term)
    assert {name_key(replaced) for replaced in replaces} <= keys
    others = [other for other in configured if other.name not in replaces]
    after = Directory.of({}, [*others, item])
    assert {after.term_of(each) for each in (name, *former)} == {term}
    tables = "\n".join(line for other in (*others, item) for line in name_table("topics", other))
    assert check_config(tomllib.loads(tables)) == []

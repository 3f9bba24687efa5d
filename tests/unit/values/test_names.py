"""Slugs are readable, safe and never shared (feeds/values/names.py)."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.values.names import clean_name, is_slug, name_key, slug_of

ANY_TEXT = st.text(max_size=400)
# Few letters and all the separators, so that collisions would be found if there were any.
TRICKY = st.text(alphabet="abAB .-_+#&/1é", max_size=8)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("AI", "ai"),
        ("Natural Language Processing", "natural-language-processing"),
        ("about.fb", "about.fb"),
        ("GPT-3", "gpt--3"),
        ("人工智能", "人工智能"),
        ("हिन्दी", "हिन्दी"),
        ("C", "c"),
        ("C++", "c-plus-plus-cedb1bac"),
        ("C#", "c-sharp-951a4d36"),
        ("AI & Robotics", "ai-and-robotics-c8092dc9"),
        ("AI and Robotics", "ai-and-robotics"),
        ("../../etc", "etc-74ccf3c5"),
        ("CON", "con-1143da2b"),
        ("con.txt", "con-txt-d3bde286"),
        ("???", "name-a03b221c"),
        ("etc 74ccf3c5", "etc-74ccf3c5-09ef2255"),
        ("x" * 300, "x" * 64 + "-0d4e2ca9"),
    ],
)
def test_slug_of_a_name_stays_what_it_was(name: str, slug: str) -> None:
    """An address once published is permanent: a change here breaks every subscription."""
    assert slug_of(name) == slug


@pytest.mark.parametrize("spelling", ["ai", "AI", "  Ai\t", "aI "])
def test_spellings_of_one_name_share_a_slug(spelling: str) -> None:
    assert slug_of(spelling) == "ai"


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert name_key("Cafe\u0301") == name_key("CAFÉ")


def test_clean_name_keeps_case_and_folds_blanks() -> None:
    assert clean_name("  Facebook \n AI ") == "Facebook AI"


def test_slug_reserved_by_configuration_goes_to_no_other_name() -> None:
    assert slug_of("AI", taken=frozenset({"ai"})) == "ai-32e83e92"


@given(ANY_TEXT)
def test_slug_of_any_name_is_safe(name: str) -> None:
    assert is_slug(slug_of(name))


@given(TRICKY, TRICKY)
def test_different_names_never_share_a_slug(one: str, other: str) -> None:
    assume(name_key(one) != name_key(other))
    assert slug_of(one) != slug_of(other)


@pytest.mark.parametrize(
    "text", ["", ".", "..", "a/b", "A", "-a", "a.", "nul", "aux.txt", "a b", "x" * 81, "\ud800"]
)
def test_unsafe_text_is_no_slug(text: str) -> None:
    assert not is_slug(text)

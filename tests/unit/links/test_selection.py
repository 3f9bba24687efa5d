"""Which seeds a run is about."""

from datetime import UTC, datetime

import pytest

from feeds.links.selection import Selection, wanted_names
from feeds.settings import NameSettings
from feeds.validation import parse_seed

CONFIGURED = (NameSettings("Meta AI", aliases=("Facebook AI", "FAIR")), NameSettings("Robots"))
SEED = parse_seed(
    "1.md",
    b"---\ntitle: T\ntopics: [Facebook  AI, 3]\nprovider: {name: TechRadar}\n"
    b"publishedDateTime: 2022-09-12T13:00:00Z\n---\n",
)
EMPTY = parse_seed("2.md", b"---\ntitle: T\ntopics: none\nprovider: none\n---\n")


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ([], None),
        (["AI"], {"ai"}),
        (["fair"], {"meta ai", "facebook ai", "fair"}),
        (["Robots", " META  ai "], {"robots", "meta ai", "facebook ai", "fair"}),
    ],
)
def test_names_include_their_aliases(names: list[str], wanted: set[str] | None) -> None:
    assert wanted_names(names, CONFIGURED) == wanted


@pytest.mark.parametrize(
    ("selection", "of_seed", "of_empty"),
    [
        (Selection(), True, True),
        (Selection(topics=frozenset({"facebook ai"})), True, False),
        (Selection(topics=frozenset({"robots"})), False, False),
        (Selection(providers=frozenset({"techradar"})), True, False),
        (Selection(newer_than=datetime(2022, 9, 12, 12, tzinfo=UTC)), True, False),
        (Selection(newer_than=datetime(2022, 9, 12, 13, tzinfo=UTC)), False, False),
        (
            Selection(topics=frozenset({"facebook ai"}), providers=frozenset({"zdnet"})),
            False,
            False,
        ),
    ],
)
def test_a_seed_has_all_that_is_asked_for(
    selection: Selection, of_seed: bool, of_empty: bool
) -> None:
    assert (selection.includes(SEED), selection.includes(EMPTY)) == (of_seed, of_empty)

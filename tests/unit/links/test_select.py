"""Which seeds a run is about."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.links.select import Selection, keep_only, wanted_names
from feeds.settings import NameSettings
from tests.unit.judges import read

CONFIGURED = (NameSettings("Meta AI", aliases=("Facebook AI", "FAIR")), NameSettings("Robots"))
SEED = read(
    b"---\ntitle: T\ntopics: [Facebook  AI, 3]\nprovider: {name: TechRadar}\n"
    b"publishedDateTime: 2022-09-12T13:00:00Z\n---\n"
)
EMPTY = read(b"---\ntitle: T\ntopics: none\nprovider: none\n---\n")


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


PLACES = ("seeds/1.md", "seeds/space/2.md", "drafts/1.md", "drafts/space/2.md")


@pytest.mark.parametrize(
    ("globs", "roots", "kept"),
    [
        (["1.md"], ["seeds"], ["seeds/1.md", "drafts/1.md"]),
        (["/1.md"], ["seeds"], ["seeds/1.md"]),
        (["/1.md"], ["seeds", "./drafts/"], ["seeds/1.md", "drafts/1.md"]),
        (["space/*"], ["seeds", "drafts/space/2.md"], ["seeds/space/2.md"]),
        (["drafts/space"], ["seeds"], ["drafts/space/2.md"]),
        (["*.md", "!space/*"], ["seeds/../seeds", "drafts"], ["seeds/1.md", "drafts/1.md"]),
        (["space/*"], ["."], []),
        (["/1.md"], ["seed"], []),
    ],
)
def test_globs_are_relative_to_the_folder_that_a_seed_is_below(
    globs: list[str], roots: list[str], kept: list[str]
) -> None:
    assert keep_only(PLACES, globs, [Path(root) for root in roots]) == kept


def test_globs_do_not_care_how_a_folder_is_written() -> None:
    here = Path.cwd()
    place = str(here / "seeds" / "1.md")
    assert keep_only(["seeds/1.md", place], ["/1.md"], [here / "seeds"]) == ["seeds/1.md", place]
    assert keep_only([place], ["/1.md"], [Path("seeds")]) == [place]

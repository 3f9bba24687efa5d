"""Which new addresses are those of the article, and which of something else."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.links.moves import words
from feeds.links.moves.doubts import Move, find_doubt, shared_targets
from tests.unit.links.moves.moved_addresses import OTHERS, STILL_THE_ARTICLE


def doubt(old: str, new: str, language: str = "") -> str:
    """Return the kind of doubt about a move from *old* to *new*, by its words; empty for none."""
    found = find_doubt(old, Move(new, new), language)
    return next((kind for kind, words in KINDS.items() if found and words in found.reason), "")


KINDS = {
    "front": "front page",
    "plain": "plain http",
    "session": "session",
    "sign-in": "sign in",
    "consent": "consent",
    "error": "error page",
    "search": "search results",
    "paywall": "subscriptions",
    "language": "another language",
    "section": "front of a section",
    "view": "page to print",
}


def pairs(text: list[str]) -> list[tuple[str, str]]:
    return list(zip(text[::2], text[1::2], strict=True))


@pytest.mark.parametrize(("old", "new"), pairs(STILL_THE_ARTICLE))
def test_the_articles_own_address_is_not_doubted(old: str, new: str) -> None:
    assert find_doubt(old, Move(new, new)) is None


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [(kind, *pair) for kind, text in OTHERS.items() for pair in pairs(text.split())],
)
def test_the_address_of_something_else_is_doubted(kind: str, old: str, new: str) -> None:
    assert doubt(old, new) == kind


NAMES = st.sampled_from(
    sorted(
        words.SIGN_IN | words.ERROR | words.SEARCH | words.SECTIONS | words.CONSENT | {"de", "a-b"}
    )
)


@given(st.lists(NAMES, min_size=1, max_size=4), st.dictionaries(NAMES, NAMES, max_size=2))
def test_whatever_an_address_says_it_may_move_to_another_host_as_it_is(
    path: list[str], parameters: dict[str, str]
) -> None:
    rest = "/".join(path) + "{}?" + urlencode(parameters)
    old = "http://example.org/" + rest.format("")
    for new in ("https://www.example.org/", "https://example.com/archive/"):
        for end in ("", "/", ".html"):
            assert doubt(old, new + rest.format(end)) in {"", "language"}


@given(st.text(), st.text())
def test_no_address_is_too_odd(old: str, new: str) -> None:
    found = find_doubt(f"https://a.example/{old}", Move(f"https://a.example/{new}", "https://a/"))
    assert found is None or found.remedy


def test_the_language_of_the_article_is_none_to_doubt() -> None:
    old, new = "https://example.org/a-long-story", "https://example.org/en-US/a-long-story"
    assert (doubt(old, new), doubt(old, new, "de"), doubt(old, new, "en")) == (
        "language",
        "language",
        "",
    )


@pytest.mark.parametrize(
    ("to", "end", "doubted"),
    [
        ("https://a.example/a-story", "https://a.example/login", False),
        ("https://a.example/new-story", "https://a.example/login", True),
        ("https://a.example/new-story", "https://a.example/404", True),
        ("https://a.example/new-story", "https://a.example/", True),
        ("https://a.example/new-story", "https://a.example/new-story/", False),
    ],
)
def test_what_answers_in_the_end_counts_where_more_than_the_scheme_changes(
    to: str, end: str, doubted: bool
) -> None:
    assert bool(find_doubt("http://a.example/a-story", Move(to, end))) is doubted


def test_a_page_that_several_articles_lead_to_is_neither() -> None:
    new = "https://a.example/technology/all-there-is-to-know"
    moves = {
        "https://a.example/one-story": Move(new, new),
        "https://a.example/other-story": Move(f"{new}#more", new),
        "https://a.example/all-there-is-to-know": Move(new, new),
        "https://a.example/alone": Move("https://a.example/together", new),
    }
    assert shared_targets(moves).keys() == {
        "https://a.example/one-story",
        "https://a.example/other-story",
    }


def test_spellings_of_one_article_may_lead_to_one_page() -> None:
    new = "https://a.example/quite-another-name"
    olds = (
        "http://a.example/2020/a-story",
        "https://www.a.example/a-story/",
        "https://a.example/a-story/amp",
    )
    assert shared_targets({old: Move(new, new) for old in olds}) == {}


@pytest.mark.parametrize(
    "url", ["https://a.example/%ff%00", "https://a.example//;;//?=&&=#", "https://[::1]/a"]
)
def test_odd_addresses_are_no_trouble(url: str) -> None:
    find_doubt("https://a.example/a-story", Move(url, url))
    assert find_doubt(url, Move(url, url)) is None

"""What an address says of its page."""

import pytest

from feeds.links.moves.page import Page, language_of


def test_the_slug_is_the_last_part_of_the_path_that_names_anything() -> None:
    page = Page("https://www.example.org/news/2019/a-long-story;x=1/index.html?Article-Id=7#end")
    assert (page.host, page.segments) == (
        "example.org",
        ("news", "2019", "a-long-story", "index.html"),
    )
    assert (page.slug, page.parameters) == ("alongstory", {"articleid": "7"})
    assert {"long", "story"} <= page.tokens
    assert "2019" not in page.tokens


@pytest.mark.parametrize(
    ("url", "language", "suffix"),
    [
        ("https://example.org/de/story", "de", ""),
        ("https://example.org/story?lang=fr-FR", "fr", ""),
        ("https://pl.example.org/story", "pl", ""),
        ("https://example.org/story.de.html", "", "de"),
        ("https://example.org/story-de.html", "", ""),
    ],
)
def test_an_address_may_name_a_language(url: str, language: str, suffix: str) -> None:
    assert (Page(url).language, Page(url).suffix) == (language, suffix)


def test_a_code_of_no_language_is_none() -> None:
    assert (language_of("de-at"), language_of("xx"), language_of("story")) == ("de", "", "")


def test_a_list_by_time_names_no_article() -> None:
    lists = ["https://example.org/news/2019/01/", "https://example.org/archive/2019"]
    assert all(Page(url).is_list_by_time for url in lists)
    assert not Page("https://example.org/2019/01/a-long-story").is_list_by_time

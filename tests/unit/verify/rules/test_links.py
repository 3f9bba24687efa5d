"""The link of a feed to itself, held against the address that it is at."""

import pytest

from feeds.verify.check import Options, check_feed
from feeds.verify.ruleset import Ruleset

_RSS = (
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Chips</title>'
    '<atom:link rel="self" href="{}"/></channel></rss>'
)
_URL = "https://chips.example/feed.xml"


def messages(href: str, url: str) -> list[str]:
    options = Options(Ruleset(select=frozenset({"other-self-address"})), url=url)
    result = check_feed("feed.xml", _RSS.format(href).encode(), options)
    return [found.diagnostic.message for found in result.findings]


@pytest.mark.parametrize(
    "href", [_URL, "HTTPS://Chips.example:443/feed.xml", "/feed.xml", "feed.xml", f" {_URL}\n"]
)
def test_the_same_address_may_be_written_otherwise(href: str) -> None:
    assert messages(href, _URL) == []


def test_another_address_is_told() -> None:
    assert messages("https://chips.example/rss", _URL) == [
        'the feed says that it is at "https://chips.example/rss", and is at'
        ' "https://chips.example/feed.xml"'
    ]


def test_nothing_is_said_where_the_address_is_not_known() -> None:
    assert messages("https://chips.example/rss", "") == []


def test_what_is_no_address_is_another_one() -> None:
    assert messages("http://[", _URL) == [
        'the feed says that it is at "http://[", and is at "https://chips.example/feed.xml"'
    ]

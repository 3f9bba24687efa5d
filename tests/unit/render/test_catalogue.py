"""The catalogue: what programs learn about the feeds."""

import json
from collections.abc import Callable
from pathlib import Path

from feeds.render import catalogue
from feeds.render.formats import FORMATS
from tests.unit.sample_feeds import BARE_SITE, FEED, SITE, subscriptions


def test_whole_document(golden: Callable[[Path, bytes], None]) -> None:
    rendered = catalogue.render(subscriptions(), SITE, tuple(FORMATS.values()))
    golden(Path(__file__).parent / "golden" / "feeds.json", rendered)


def test_only_paths_are_given_when_no_address_is_known() -> None:
    assert json.loads(catalogue.render([FEED], BARE_SITE, [FORMATS["atom"]])) == {
        "version": 1,
        "id": "urn:uuid:0b0b",
        "title": "Feeds",
        "language": "en",
        "feeds": [
            {
                "id": FEED.id,
                "kind": "topic",
                "name": "AI",
                "title": "AI news: AI",
                "description": "News on AI",
                "path": "topics/ai",
                "page": {"path": "topics/ai/index.html"},
                "updated": "2022-09-14T08:30:15Z",
                "total": 7,
                "formats": [
                    {
                        "name": "atom",
                        "media_type": "application/atom+xml",
                        "path": "topics/ai/atom.xml",
                    }
                ],
            }
        ],
    }


def test_feeds_that_are_gone_are_listed_with_where_they_went() -> None:
    gone = {"topics/quantum": "", "topics/facebook-ai": "topics/meta-ai"}
    assert json.loads(catalogue.render([], BARE_SITE, [], gone))["gone"] == [
        {"path": "topics/facebook-ai", "moved_to": "topics/meta-ai"},
        {"path": "topics/quantum"},
    ]
    assert catalogue.render([], BARE_SITE, [], {}) == catalogue.render([], BARE_SITE, [])


def test_catalogue_of_nothing_is_a_catalogue() -> None:
    assert json.loads(catalogue.render([], BARE_SITE, []))["feeds"] == []

"""What to write instead of a dead link."""

import pytest

from feeds.links.suggest import archive_url, suggest
from feeds.links.targets import Link

WEB = "https://a.example/1"
AMP = "https://a.example/amp"
ARTICLE = {"webUrl": WEB, "ampWebUrl": AMP, "publishedDateTime": "2022-09-12T23:30:00-02:00"}


def link(field: str = "webUrl", **fields: object) -> Link:
    article = {**ARTICLE, **fields}
    return Link(str(article.get(field, WEB)), (field,), article)


@pytest.mark.parametrize(
    ("dead", "suggestion"),
    [
        (link(), AMP),
        (link("originalUrl", originalUrl=WEB), AMP),
        (link(ampWebUrl=f"{AMP}?dead"), f"https://web.archive.org/web/20220913/{WEB}"),
        (link(ampWebUrl=WEB), f"https://web.archive.org/web/20220913/{WEB}"),
        (link(ampWebUrl=3), f"https://web.archive.org/web/20220913/{WEB}"),
        (link("ampWebUrl"), f"https://web.archive.org/web/20220913/{AMP}"),
        (link("url"), f"https://web.archive.org/web/20220913/{WEB}"),
        (link("ampWebUrl", publishedDateTime="soon"), f"https://web.archive.org/web/{AMP}"),
        (link("ampWebUrl", publishedDateTime=None), f"https://web.archive.org/web/{AMP}"),
        (
            Link("https://jane:secret@a.example/1#x", ("webUrl",), {}),
            "https://web.archive.org/web/https://a.example/1",
        ),
    ],
)
def test_the_amp_page_if_it_works_and_the_archive_otherwise(dead: Link, suggestion: str) -> None:
    assert suggest(dead, lambda url: "dead" in url) == suggestion


def test_archive_keeps_queries() -> None:
    assert (
        archive_url("https://a.example/?a=b&c", "20220912")
        == "https://web.archive.org/web/20220912/https://a.example/?a=b&c"
    )

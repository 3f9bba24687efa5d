"""``cdn-amp-mismatch``: an address in the AMP Cache that is not that of the AMP page.

What: cdnAmpWebUrl is not the address at which the AMP Cache has the page at ampWebUrl
    (https://developers.google.com/amp/cache/overview).

Why: It leads to another page, or nowhere.

Example:
    ampWebUrl: "https://en-us.example.com/amp/news/1"
    cdnAmpWebUrl: "https://en-us-example-com.cdn.ampproject.org/c/s/en-us.example.com/amp/news/1"

Remedy: Write the address that the message names.
"""

from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, Fields, text_of
from feeds.values.amp_cache import amp_cache_url
from feeds.values.urls import url_key, url_key_or_none

RULE = documented(__name__, Severity.ERROR, fixable=True)


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each article whose two AMP addresses do not fit."""
    cached = [(article, fields) for article, fields in articles if "cdnAmpWebUrl" in fields]
    return _find_faults(articles, cached) if cached else ()


def _find_faults(articles: Articles, cached: Iterable[tuple[Pointer, Fields]]) -> Iterator[Fault]:
    for article, fields in cached:
        address, page = text_of(fields, "cdnAmpWebUrl"), text_of(fields, "ampWebUrl")
        pointer = (*article, "cdnAmpWebUrl")
        if not (address and page and articles.is_sound(pointer)):
            continue
        try:
            expected = amp_cache_url(page)
        except ValueError:
            continue
        if address != expected and url_key_or_none(address) != url_key(expected):
            yield RULE.fault(
                pointer,
                "is not the AMP Cache address of ampWebUrl",
                f"write {quote(expected, limit=1000)}",
                fix=expected,
            )

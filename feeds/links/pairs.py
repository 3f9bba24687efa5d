"""Hold an article and its AMP page to naming each other, as AMP pages must.

The rule: https://amp.dev/documentation/guides-and-tutorials/optimize-and-measure/discovery
"""

from collections.abc import Iterator

from feeds.http.verdicts import Outcome
from feeds.values.urls import url_key_or_none


def check_amp_pair(article: Outcome, amp: Outcome) -> Iterator[str]:
    """Yield a message for each way in which two pages fail to name each other.

    Both outcomes are of targets with ``head_links``. Nothing is said of a page that could not be
    read, or whose head was not read to its end.
    """
    if amp.head_links and (amp.head_links.canonical or amp.head_links.complete):
        yield from _check(amp.url, "canonical", amp.head_links.canonical, article)
    if article.head_links and (article.head_links.amphtml or article.head_links.complete):
        yield from _check(article.url, "amphtml", article.head_links.amphtml, amp)


def _check(page: str, relation: str, named: str | None, other: Outcome) -> Iterator[str]:
    if named is None:
        yield f"{_shown(page)} has no rel={relation} link to {_shown(other.url)}"
    elif _key(named) not in {_key(other.url), _key(other.final_url or other.url)}:
        yield f"{_shown(page)} names {_shown(named)} as {relation}, not {_shown(other.url)}"


def _shown(url: str) -> str:
    """Return *url* without the user and password that it may hold."""
    scheme, mark, rest = url.partition("://")
    netloc, slash, path = rest.partition("/")
    return f"{scheme}{mark}{netloc.rpartition('@')[2]}{slash}{path}"


def _key(url: str) -> str:
    return url_key_or_none(url) or url

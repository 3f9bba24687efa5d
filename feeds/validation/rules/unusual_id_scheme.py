"""``unusual-id-scheme``: an id of a kind that nothing else uses for entries.

What: The id is of another scheme than http, https, urn or tag.

Why: Readers and other programs take ids of these for what they are; javascript: or data: are code
    to them, and file: or mailto: identify no article for ever (RFC 4287, section 4.2.6). What is
    published under such an id already keeps it, with a warning: a change would announce it again.

Example:
    id: doi:10.1000/182

Remedy: Write a urn, tag, http or https URI, such as tag:example.com,2022:name.
"""

from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.ERROR)

_USUAL = frozenset({"http", "https", "urn", "tag"})


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for an id of an unusual scheme: a warning if it is published already."""
    id_ = articles.own.get("id")
    return _find_fault(id_, articles) if isinstance(id_, str) else ()


def _find_fault(id_: str, articles: Articles) -> Iterator[Fault]:
    scheme, colon, _ = id_.partition(":")
    if not colon or scheme.lower() in _USUAL or not articles.is_sound(("id",)):
        return
    if id_ in articles.published_ids:
        fault = RULE.fault(("id",), f"{quote(id_)} is of an unusual scheme", "keep it")
        yield fault._replace(severity=Severity.WARNING)
    else:
        yield RULE.fault(("id",), f"{quote(id_)} is not of the scheme http, https, urn or tag")

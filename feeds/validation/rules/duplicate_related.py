"""``duplicate-related``: one article twice among the related ones.

What: Two related articles of a seed have one address.

Why: Readers would find the same link twice below an entry.

Example:
    related:
      - title: PyTorch joins the Linux Foundation
        webUrl: "https://example.org/pytorch"
      - title: PyTorch moves to the Linux Foundation
        webUrl: "https://example.org/pytorch#more"

Remedy: Remove one of the two from the list.
"""

from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault, field_name
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.ERROR)


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each address that an earlier related article has."""
    return _find_faults(articles) if articles.may_share_links else ()


def _find_faults(articles: Articles) -> Iterator[Fault]:
    first: dict[str, Pointer] = {}
    reported = set()
    for article, path, key in articles.links:
        if not article:
            continue
        earlier = first.setdefault(key, article)
        if earlier != article and article not in reported:
            reported.add(article)
            yield RULE.fault(article + path, f"is that of {field_name(earlier)} too")

"""``self-related``: a seed among its own related articles.

What: A related article has the address of the seed itself.

Why: Readers would be sent back to what they have just read.

Example:
    webUrl: "https://example.org/pytorch"
    related:
      - title: PyTorch joins the Linux Foundation
        webUrl: "https://example.org/pytorch"

Remedy: Remove it from the list.
"""

from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.ERROR)


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each related article with an address of the seed, once."""
    return _find_faults(articles) if articles.may_share_links else ()


def _find_faults(articles: Articles) -> Iterator[Fault]:
    own = {key for article, _, key in articles.links if not article}
    reported = set()
    for article, path, key in articles.links:
        if article and key in own and article not in reported:
            reported.add(article)
            yield RULE.fault(article + path, "is that of the seed itself")

"""``inconsistent-promotion``: a published seed with a negative heat.

What: The seed is published, while its heat is negative.

Why: A negative heat stands for a seed that nobody has weighed yet.

Example:
    published: true
    heat: -1

Remedy: Weigh the seed, or write published: false.
"""

from collections.abc import Sequence

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, Fields

RULE = documented(__name__, Severity.INFO)


def check(articles: Articles) -> Sequence[Fault]:
    """Return a fault if the seed is published with a negative heat."""
    heat = articles.own.get("heat")
    if isinstance(heat, int) and heat < 0 and _is_published(articles.own):
        return (RULE.fault(("heat",), f"is {heat}, while the seed is published"),)
    return ()


def _is_published(fields: Fields) -> bool:
    is_gone = fields.get("removed") is True or fields.get("deleted") is True
    return fields.get("published", True) is True and not is_gone

"""``duplicate-id``: two seeds with one id.

What: The id stands in another seed too.

Why: Readers tell entries apart by their ids (RFC 4287, section 4.2.6), so only one of these seeds
    is published. `feeds build`, which publishes the better one, only warns.

Example:
    id: tag:example.org,2022:pytorch   # as in another seed

Remedy: Keep one of the seeds with this id, or give each an id of its own.
"""

from collections.abc import Iterator, Mapping, Sequence

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.uses import Mention, Use

RULE = documented(__name__, Severity.ERROR)


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the id of the seed, if it has one of its own."""
    key = articles.own.get("id")
    if isinstance(key, str):
        yield key, ("id",), "id", articles.line_of("id")


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for each seed whose id another seed has, naming the other."""
    for shared in uses.values():
        for use in shared if len(shared) > 1 else ():
            other = shared[1] if use is shared[0] else shared[0]
            yield use, RULE.fault(use.pointer, f"is that of {other.place} too")

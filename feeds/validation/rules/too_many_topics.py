"""``too-many-topics``: more topics than an article has feeds for.

What: The list of topics is longer than 100.

Why: Each topic is a feed of its own, with its pages: one seed could make ten thousand of them. The
    article stands in the feeds of its first 100 topics, and names these.

Example:
    topics: [AI, Health, …]   # and 99 others

Remedy: Keep the topics that readers would look for the article under.
"""

from collections.abc import Sequence

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, list_of
from feeds.validation.publication import MOST_TOPICS

RULE = documented(__name__, Severity.WARNING)


def check(articles: Articles) -> Sequence[Fault]:
    """Return a fault of the first topic that makes no feed; those of related articles make none."""
    count = len(list_of(articles.own, "topics"))
    if count <= MOST_TOPICS:
        return ()
    problem = f"is one of {count:,} topics, and feeds have the first {MOST_TOPICS} of them only"
    return (RULE.fault(("topics", MOST_TOPICS), problem),)

"""``duplicate-topic``: one topic twice in a seed.

What: A topic stands in a list twice; case and blanks around it do not count.

Why: It is one topic, and one of the two is of no use: feeds show it once.

Example:
    topics:
      - AI
      - ai

Remedy: Remove one of the two.
"""

from collections.abc import Iterator
from functools import lru_cache

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault, field_name
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.names import name_key

RULE = documented(__name__, Severity.INFO, fixable=True)

# The same few names stand in all seeds.
_key = lru_cache(maxsize=4096)(name_key)


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each topic that stands in its list before."""
    for article, fields in articles:
        topics = fields.get("topics")
        if isinstance(topics, list) and len(topics) > 1 and not _are_different(topics):
            yield from _check(topics, (*article, "topics"))


def _are_different(topics: list[object]) -> bool:
    """Tell whether all *topics* are texts, and no two of them are one, as nearly always."""
    keys = {_key(topic) for topic in topics if isinstance(topic, str)}
    return len(keys) == len(topics)


def _check(topics: list[object], owner: Pointer) -> Iterator[Fault]:
    first: dict[str, int] = {}
    name = field_name(owner)
    for index, topic in enumerate(topics):
        if not isinstance(topic, str) or not topic.strip():
            continue
        earlier = first.setdefault(_key(topic), index)
        if earlier != index:
            pointer = (*owner, index)
            problem = f"{quote(topic)} is {name}[{earlier}] too"
            # Hardly any seed has one.
            from feeds.problems.edits import RemoveItem

            fix = [RemoveItem(pointer)]
            yield RULE.fault(pointer, problem, subject=f"{name}[{index}]", fix=fix)

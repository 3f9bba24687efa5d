"""``similar-topic``: a topic that is probably another one, misspelt."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from feeds.articles import Articles
from feeds.diagnostics import Severity
from feeds.faults import Fault
from feeds.names import clean_name
from feeds.rule import Rule, Use
from feeds.similar_names import compare_names

RULE = Rule(
    id="similar-topic",
    severity=Severity.WARNING,
    what="A topic differs from a more frequent one only in case, blanks or punctuation, from one"
    " that is as frequent only in case, or it is rare and differs in one letter of a longer word.",
    why="Another name is another feed, whose subscribers the others miss; only case and blanks"
    " around a name do not count, and are shown as most seeds write them.",
    example='topics:\n  - Artifical Intelligence   # "Artificial Intelligence" in all other seeds',
    remedy="Write the more frequent name, if that is meant.",
)

KEPT_USES = 10
# The same few names stand in all seeds.
_clean = lru_cache(maxsize=4096)(clean_name)


def gather(articles: Articles) -> Iterator[Use]:
    """Yield the topics of the seed itself."""
    topics = articles.own.get("topics")
    if isinstance(topics, list):
        for index, topic in enumerate(topics):
            if isinstance(topic, str):
                name = _clean(topic)
                yield Use(name, articles.seed.path, ("topics", index), name)


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for the first uses of each topic that is probably another one."""
    return compare_names(RULE, "topic", uses)

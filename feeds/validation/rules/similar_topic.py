"""``similar-topic``: a topic that is probably another one, misspelt.

What: A topic differs from a more frequent one only in case, blanks or punctuation, from one that is
    as frequent only in case, or it is rare and differs in one letter of a longer word; or it looks
    like another, but for characters that are drawn alike (Unicode TR 39): letters of another
    script, wide letters, other hyphens, the letter l for I or a digit for a letter.

Why: Another name is another feed, whose subscribers the others miss; only case and blanks around a
    name do not count, and are shown as most seeds write them.

Example:
    topics:
      - Artifical Intelligence   # "Artificial Intelligence" in all other seeds

Remedy: Write the more frequent name, if that is meant.
"""

from collections.abc import Iterator
from functools import lru_cache, partial

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, list_of
from feeds.validation.uses import Mention, compare_names
from feeds.values.names import clean_name, name_key

RULE = documented(__name__, Severity.WARNING)

KEPT_USES = 10
# The same few names stand in all seeds.
_clean = lru_cache(maxsize=4096)(clean_name)
_key = lru_cache(maxsize=4096)(name_key)


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the topics of the seed itself, each once: another spelling is a duplicate."""
    seen = set()
    for index, topic in enumerate(list_of(articles.own, "topics")):
        if isinstance(topic, str) and (key := _key(topic)) not in seen:
            seen.add(key)
            name = _clean(topic)
            yield name, ("topics", index), name


compare = partial(compare_names, RULE, "topic")

"""``similar-provider``: a provider that is probably another one, misspelt.

What: The name of a provider differs from a more frequent one only in case, blanks or punctuation,
    from one that is as frequent only in case, or it is rare and differs in one letter of a longer
    word; or it looks like another, but for characters that are drawn alike (Unicode TR 39): letters
    of another script, wide letters, other hyphens, the letter l for I or a digit for a letter.

Why: Each provider has a feed of its own, so its subscribers would miss this seed.

Example:
    provider:
      name: Tech Radar   # "TechRadar" in all other seeds

Remedy: Write the more frequent name, if that is meant.
"""

from collections.abc import Iterator
from functools import lru_cache, partial

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.uses import Mention, compare_names
from feeds.values.names import clean_name

RULE = documented(__name__, Severity.WARNING)

KEPT_USES = 10
# The same few names stand in all seeds.
_clean = lru_cache(maxsize=4096)(clean_name)


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the providers of the seed and its related articles, each once."""
    seen = set()
    for article, provider in articles.providers:
        name = provider.get("name")
        if isinstance(name, str) and name not in seen:
            seen.add(name)
            cleaned = _clean(name)
            yield cleaned, (*article, "provider", "name"), cleaned


def keys(articles: Articles) -> list[str]:
    """Return the keys of what ``gather`` yields."""
    names = [provider.get("name") for _, provider in articles.providers]
    # One name may be written in two ways.
    return [_clean(name) for name in {name for name in names if isinstance(name, str)}]


compare = partial(compare_names, RULE, "provider")

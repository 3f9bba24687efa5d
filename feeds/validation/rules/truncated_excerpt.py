"""``truncated-excerpt``: an excerpt that ends within a sentence.

What: The excerpt ends within a sentence. Those of related articles, which are not published, may.

Why: A whole sentence says more to subscribers.

Example:
    excerpt: "PyTorch is moving to the Linux"

Remedy: End it with a whole sentence.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of

RULE = documented(__name__, Severity.INFO)

# What may follow the end of a sentence, and what ends one in the scripts of the world.
_CLOSING = "\"'”’»)]}›」』）"
_ENDS = (".", "!", "?", ":", "。", "．", "！", "？", "।", "։", "؟", "۔", "።", "។")
_CUTS = ("...", "…")


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault if the excerpt of the seed itself ends within a sentence."""
    excerpt = text_of(articles.own, "excerpt").rstrip().rstrip(_CLOSING).rstrip()
    if excerpt and (not excerpt.endswith(_ENDS) or excerpt.endswith(_CUTS)):
        ending = quote(excerpt.rsplit(maxsplit=1)[-1])
        yield RULE.fault(("excerpt",), f"ends within a sentence, after {ending}")

"""``truncated-excerpt``: an excerpt that ends within a sentence.

What: The excerpt ends within a sentence. Those of related articles, which are not published, may.

Why: A whole sentence says more to subscribers. Feeds put an ellipsis (…) at such an end.

Example:
    excerpt: "PyTorch is moving to the Linux"

Remedy: End it with a whole sentence.
"""

from collections.abc import Sequence

from feeds.bodies.sentences import ends_sentence, is_cut
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, text_of

RULE = documented(__name__, Severity.INFO)


def check(articles: Articles) -> Sequence[Fault]:
    """Return a fault if the excerpt of the seed itself ends within a sentence."""
    excerpt = text_of(articles.own, "excerpt").rstrip()
    if not excerpt or (ends_sentence(excerpt) and not is_cut(excerpt)):
        return ()
    ending = quote(excerpt.rsplit(maxsplit=1)[-1])
    return (RULE.fault(("excerpt",), f"ends within a sentence, after {ending}"),)

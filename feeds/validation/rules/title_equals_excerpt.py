"""``title-equals-excerpt``: an excerpt that says what the title says.

What: The excerpt repeats the title.

Why: Readers show both, one below the other.

Example:
    title: "PyTorch joins the Linux Foundation"
    excerpt: "PyTorch joins the Linux Foundation."

Remedy: Write what the article says, or leave the excerpt out.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

# Twice as long is no repetition, and nor is what starts differently: quick tests, before whole
# texts are compared.
_TOO_LONG = 2
_START = 4


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each article whose excerpt is its title but for case and punctuation."""
    for article, fields in articles:
        title, excerpt = fields.get("title"), fields.get("excerpt")
        if (
            isinstance(title, str)
            and isinstance(excerpt, str)
            and len(excerpt) < _TOO_LONG * len(title)
            and _are_same(title, excerpt)
        ):
            yield RULE.fault((*article, "excerpt"), "repeats the title")


def _are_same(title: str, excerpt: str) -> bool:
    start, other = _words(title[:_START]), _words(excerpt[:_START])
    if not (start.startswith(other) or other.startswith(start)):
        return False
    words = _words(title)
    return words != "" and words == _words(excerpt)


def _words(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))

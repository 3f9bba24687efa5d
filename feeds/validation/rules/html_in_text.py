"""``html-in-text``: tags of HTML in plain text.

What: A title, excerpt, name or topic holds tags of HTML.

Why: These fields are plain text: readers would see the tags themselves in a title. An excerpt
    loses them in builds, so that they are an info there.

Example:
    excerpt: "PyTorch <b>joins</b> the Linux Foundation"

Remedy: Remove the tags.
"""

from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.text import clean_excerpt

RULE = documented(__name__, Severity.WARNING)

_EXCERPT = ("excerpt",)
_BRACKETED = expression(r"<[^<>]+>")


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each text with a tag, about the first in it."""
    if not articles.holds("<"):
        return
    for article, path, text in articles.texts:
        tag = next((found for found in _BRACKETED.finditer(text) if _is_tag(found[0])), None)
        if tag is not None:
            fault = RULE.fault(article + path, f"holds the HTML tag {quote(tag[0])}")
            fault = fault._replace(part=tag.span())
            yield fault._replace(severity=Severity.INFO) if fault.pointer == _EXCERPT else fault


def _is_tag(bracketed: str) -> bool:
    # What belongs to no element of HTML, as in List<T>, stays in an excerpt.
    return not clean_excerpt(bracketed)

"""``surrounding-blanks``: text that starts or ends with blanks or line breaks.

What: A title, excerpt, name or topic starts or ends with blanks or line breaks.

Why: They come from copying. Subscribers do not see them, as builds take them away.

Example:
    title: "PyTorch joins the Linux Foundation "

Remedy: Remove the blanks.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.INFO, fixable=True)

SPARES_PLAIN = True


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each text with blanks around it."""
    for article, path, text in articles.texts:
        trimmed = text.strip()
        if trimmed != text and trimmed:
            pointer = article + path
            fault = RULE.fault(pointer, "has blanks around it", "remove them", fix=trimmed)
            lead = len(text) - len(text.lstrip())
            yield fault._replace(part=(0, lead) if lead else (len(trimmed), len(text)))

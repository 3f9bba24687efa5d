"""``insecure-url``: an address of plain http.

What: An address starts with http://, not with https://.

Why: Others can read and change what is transferred, and pages leave out such pictures.

Example:
    webUrl: "http://example.org/news/1"

Remedy: Write https://, if the site can be reached so.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.INFO)

SPARES_PLAIN = True


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each address of plain http."""
    # Without the first letter, which may be written large while the others are not.
    if not articles.mentions("ttp://", "TTP://"):
        return
    for article, path, url in articles.urls:
        if url[:5].lower() == "http:":
            yield RULE.fault(article + path, "is not encrypted: it starts with http://")

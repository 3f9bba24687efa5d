"""``insecure-url``: an address of plain http."""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import Rule
from feeds.validation.articles import Articles

RULE = Rule(
    id="insecure-url",
    severity=Severity.INFO,
    what="An address starts with http://, not with https://.",
    why="Others can read and change what is transferred, and pages leave out such pictures.",
    example='webUrl: "http://example.org/news/1"',
    remedy="Write https://, if the site can be reached so.",
)

SPARES_PLAIN = True


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each address of plain http."""
    # Without the first letter, which may be written large while the others are not.
    if not articles.mentions("ttp://", "TTP://"):
        return
    for article, path, url in articles.urls:
        if url[:5].lower() == "http:":
            yield RULE.fault(article + path, "is not encrypted: it starts with http://")

"""``duplicate-url``: two seeds for one article.

What: The article's webUrl or originalUrl stands in another seed that is published, perhaps spelt
    differently: case of the host, default port and fragment do not count.

Why: Both seeds are one article to subscribers, so only the better of the two is published: the one
    that was updated later, else of higher quality, else whose path sorts first.

Example:
    webUrl: "https://example.org/news/1"   # as in another seed

Remedy: Delete one of the two seeds. Where both are meant, ignore this rule for them in
    `[validate]` of feeds.toml, and give each an id of its own.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.uses import Mention

RULE = documented(__name__, Severity.WARNING)

TELLS_ENTRIES_APART = True


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the addresses of the article, each once, if the seed is published."""
    if articles.published:
        for key in {key for _, _, key in articles.own_links}:
            yield key, (), articles.standing

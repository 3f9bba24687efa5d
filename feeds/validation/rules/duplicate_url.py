"""``duplicate-url``: two seeds for one article.

What: The article's webUrl or originalUrl stands in another seed too, perhaps spelt differently:
    case of the host, default port and fragment do not count.

Why: Both seeds are one article to subscribers, so only one of them is published.

Example:
    webUrl: "https://example.org/news/1"   # as in another seed

Remedy: Delete one of the two seeds.
"""

from collections.abc import Iterator, Mapping, Sequence

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.uses import Mention, Use

RULE = documented(__name__, Severity.ERROR)


def gather(articles: Articles) -> Iterator[Mention]:
    """Yield the addresses of the seed's own article, each once."""
    seen = set()
    for _, path, key in articles.own_links:
        if key not in seen:
            seen.add(key)
            name = str(path[0])
            yield key, path, name, articles.line_of(name)


def compare(uses: Mapping[str, Sequence[Use]]) -> Iterator[tuple[Use, Fault]]:
    """Yield a fault for each seed whose article another seed has, naming the other."""
    seen = set()
    for shared in uses.values():
        for use in shared if len(shared) > 1 else ():
            other = next((other for other in shared if other.path != use.path), None)
            if other and (use.path, other.path) not in seen:
                # Two seeds may share both addresses, which is one fault.
                seen.add((use.path, other.path))
                yield use, RULE.fault(use.pointer, f"is that of {other.place} too")

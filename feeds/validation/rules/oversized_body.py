"""``oversized-body``: a body of which feeds show a part only.

What: The body is longer than 80,000 characters, or elements of it stand more than 100 deep in
    others.

Why: What is longer is cut, with a link to the rest, and what is deeper loses its tags, so that no
    body stalls a build.

Example:
    title: "All of Shakespeare"
    ---

    Two households, both alike in dignity, …

Remedy: Shorten the body to what subscribers should read, and link to the rest.
"""

from collections.abc import Iterable, Iterator

from feeds.bodies.elements import MAX_DEPTH, MAX_LENGTH
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

OF_BODY = True


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault of the length of the body where it is cut, and of its depth."""
    body = articles.body
    return _find_faults(articles) if "<" in body or len(body) > MAX_LENGTH else ()


def _find_faults(articles: Articles) -> Iterator[Fault]:
    # Most seeds have no such body, and need nothing that reads one.
    from feeds.bodies.nesting import is_too_deep, may_be_too_deep

    body = articles.body
    if len(body) <= MAX_LENGTH and not may_be_too_deep(body):
        return
    from feeds.bodies.markdown import cut_at

    start = len(body) - len(body.lstrip())
    body = body.strip()
    cut = cut_at(body)
    if cut < len(body):
        end = start + cut
        problem = f"has {len(body):,} characters, and feeds show {MAX_LENGTH:,} at most"
        yield RULE.in_body((end, end + 1), f"{problem}: it is cut here")
    if may_be_too_deep(body) and is_too_deep(articles.body_html):
        problem = f"has elements more than {MAX_DEPTH} deep in others: their tags are left out"
        yield RULE.in_body((start, start + 1), problem)

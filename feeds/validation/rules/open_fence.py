"""``open-fence``: a fence of code that is never closed, so that the rest of the body is code.

What: A line of three backticks or tildes begins code, and no line of as many ends it. One with a
    text behind them ends nothing.

Why: Subscribers see the rest of the article as code, with the marks of Markdown in it.

Example:
    title: "Chips"
    ---

    ```
    make chips
    ``` and then

    Eat **all** of them.

Remedy: Write the same backticks or tildes alone on a line where the code ends.
"""

from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.evident_code import without_evident_code

RULE = documented(__name__, Severity.WARNING)

OF_BODY = True


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault at the fence that is never closed."""
    body = articles.body
    if not _has_marks(body) or not _has_marks(without_evident_code(body)):
        return ()
    return _find_fault(body)


def _has_marks(body: str) -> bool:
    return "```" in body or "~~~" in body


def _find_fault(body: str) -> Iterator[Fault]:
    from feeds.bodies.markdown import find_open_fence

    if span := find_open_fence(body):
        yield RULE.in_body(span, "is code to its end, as a fence is never closed")

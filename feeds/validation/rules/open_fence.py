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

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

OF_BODY = True

# With one letter at its start, it is found in a tenth of the time that a line's start takes.
_FENCE = expression(r"\n[ \t>*+-]{0,40}(?:[0-9]{1,9}[.)] {1,4})?(`{3,}|~{3,})([^\n]*)")


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault at the fence that is never closed."""
    body = articles.body
    may_be = ("`" in body or "~" in body) and _may_be_open(body)
    return _find_fault(body) if may_be else ()


def _may_be_open(body: str) -> bool:
    opened = ""
    for found in _FENCE.finditer("\n" + body) if "```" in body or "~~~" in body else ():
        marks, behind = found.groups()
        if not opened:
            # Those of a span of code have others behind them.
            opened = "" if marks[0] == "`" and "`" in behind else marks
        elif marks.startswith(opened) and not behind.strip():
            opened = ""
    return opened != ""


def _find_fault(body: str) -> Iterator[Fault]:
    from feeds.bodies.markdown import find_open_fence

    if span := find_open_fence(body):
        yield RULE.in_body(span, "is code to its end, as a fence is never closed")

"""``indented-html``: HTML of the body that is shown as code, because it is indented.

What: A line of HTML in the body is indented by four blanks or a tab, after an empty line.

Why: In Markdown that makes it code: subscribers see the tags. A body that begins with a tag is HTML
    throughout, and its indentation means nothing.

Example:
    title: "Chips"
    ---

    Chips are small.

        <p class="author">Ann</p>

Remedy: Indent it by less, or put it between lines of three backticks if it is meant as code.
"""

from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

OF_BODY = True

_START = expression(r"\s*<")
# A sign that is seldom, and what must stand before it: sought the other way round, it takes long.
_INDENTED = expression(r"<(?:(?<=    <)|(?<=\t<))")


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault at the first HTML that is code because it is indented."""
    body = articles.body
    may_be = "<" in body and _START.match(body) is None and _INDENTED.search(body)
    return _find_fault(body) if may_be else ()


def _find_fault(body: str) -> Iterator[Fault]:
    from feeds.bodies.markdown import find_indented_html

    start = find_indented_html(body)
    if start is not None:
        end = body.find(">", start) + 1
        yield RULE.in_body((start, end), "shows HTML as code, since it is indented")

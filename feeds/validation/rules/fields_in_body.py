"""``fields-in-body``: fields below the front matter, which a fence too early has made text of.

What: The body begins with fields of a seed, up to a second fence, or with one that decides whether
    the seed is published.

Why: They mean nothing there: what says published: false is published, and subscribers read it.

Example:
    title: "Chips"
    ---
    published: false
    ---

Remedy: Move them above the line that ends the front matter, and leave one such line.
"""

import re
from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.validation.schema.checker import seed_schema

RULE = documented(__name__, Severity.ERROR)

OF_BODY = True

_START = expression(r"\s*(?:---[ \t]*[\r\n]\s*)?(?=(?P<name>[A-Za-z]+)[ \t]?:[ \t\r\n])")
_FIELD = expression(r"(?P<name>[A-Za-z]+)[ \t]?:(?:[ \t]+(?P<value>.*))?")
_FENCE = expression(r"(?:---|\.\.\.)[ \t]*")
# Values of the fields above, and what else may stand between them.
_OTHER = expression(r"[ \t]+\S.*|- .*|#.*|[ \t]*")
_DECIDING = frozenset({"published", "removed", "deleted", "draft"})
_SAID = frozenset({"true", "false"})
# No front matter has as many lines, and a body may have a hundred thousand.
_MOST_LINES = 1000


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault at the first of the fields that the body begins with."""
    start = _START.match(articles.body)
    if start is None or not is_field(start["name"]):
        return
    lines = re.split(r"\r\n|\n|\r", articles.body[start.end() :], maxsplit=_MOST_LINES)
    if _are_fields(lines):
        span = start.end(), start.end() + len(start["name"])
        yield RULE.in_body(span, "begins with fields, above which stands a fence")


def _are_fields(lines: list[str]) -> bool:
    decides = is_below_gap = False
    for line in lines:
        if _FENCE.fullmatch(line):
            return True
        field = _FIELD.fullmatch(line)
        # A paragraph may begin with a word and a colon, too.
        if not (
            _OTHER.fullmatch(line) or (field and (is_field(field["name"]) or not is_below_gap))
        ):
            break
        is_below_gap = is_below_gap or not line.strip()
        if field and field["name"] in _DECIDING:
            decides = decides or (field["value"] or "").strip().lower() in _SAID
    return decides


def is_field(name: str) -> bool:
    """Tell whether a seed has a field of this *name*, or people think that it has."""
    return name in _DECIDING or name in seed_schema()["properties"]

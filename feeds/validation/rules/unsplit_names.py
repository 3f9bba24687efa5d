"""``unsplit-names``: several names in one, between commas of an East Asian keyboard.

What: A topic or tag holds a full-width comma or semicolon, or an ideographic comma.

Why: YAML separates the items of a list by plain commas alone: all the names are one, which is given
    a feed of its own.

Example:
    topics: [AI，Space]

Remedy: Write a plain comma and a blank in its place, or each name on a line of its own.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.blanks import character_name

RULE = documented(__name__, Severity.WARNING)

_COMMAS = "，、；﹐﹑﹔､"


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each topic or tag with such a comma in it."""
    if not articles.holds(_COMMAS):
        return
    for field in ("topics", "tags"):
        names = articles.own.get(field)
        for index, name in enumerate(names if isinstance(names, list) else ()):
            if not isinstance(name, str):
                continue
            comma = next((char for char in name.strip(_COMMAS) if char in _COMMAS), None)
            if comma:
                problem = f"{quote(name)} is one name to YAML: it knows no {character_name(comma)}"
                yield RULE.fault((field, index), problem)

"""``conflict-marker``: a conflict that git could not merge, in the body.

What: Lines that git puts around two versions of a text, ``<<<<<<<`` and ``>>>>>>>``, stand in the
    body, outside of code.

Why: Subscribers would read both versions, and the marks as headings and quotations. In front matter
    no seed can be read with them.

Example:
    title: "Chips"
    ---

    <<<<<<< HEAD
    Chips are small.
    =======
    Chips are tiny.
    >>>>>>> shorter

Remedy: Keep one of the versions, and remove the lines <<<<<<<, ======= and >>>>>>>.
"""

import re
from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.ERROR)

OF_BODY = True

# Of three ways that git marks a conflict (git-merge, "How conflicts are presented") each has these.
_FIRST, _LAST = "<<<<<<<", ">>>>>>>"
_MARKS = expression(r"^(<{7}|>{7})(?=[ \t\r]|$)", re.MULTILINE)


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault at the first mark of a conflict in the body."""
    body = articles.body
    # Most bodies lack the first character of them, which is found much faster.
    return _find_fault(body) if "<" in body and _FIRST in body and _LAST in body else ()


def _find_fault(body: str) -> Iterator[Fault]:
    from feeds.bodies.markdown import without_code

    found = list(_MARKS.finditer(without_code(body)))
    if {_FIRST, _LAST} <= {mark[1] for mark in found}:
        yield RULE.in_body(found[0].span(), "holds both versions of a conflict in git")

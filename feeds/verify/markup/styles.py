"""CSS in attributes: what of it covers the page, runs, or is no CSS at all."""

import re
from functools import lru_cache

from feeds.expressions import expression
from feeds.verify.markup.names import CSS

# What is longer is no style, and is not read to its end.
_MOST = 4_000
_COMMENT = expression(r"/\*.*?\*/", re.DOTALL)
# What runs or loads something, in a browser of today or of 2005.
_ACTIVE = expression(
    r"expression\s*\(|url\s*\(|javascript:|-moz-binding|behaviou?r\s*:|@import", re.IGNORECASE
)
_OF_ONE_BROWSER = ("-moz-", "-ms-", "-o-", "-khtml-", "-webkit-", "-apple-")
_LENGTH = expression(
    r"(?<![0-9.])([0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:em|rem|ex|ch|px|pt|pc|in|cm|mm|vw|vh|%)"
)
# No page is as wide or as long.
_FAR = 5000


@lru_cache(maxsize=1024)
def risk_of(style: str) -> str | None:
    """Return what readers should not let pass of the declarations *style*; None if nothing is."""
    style = _COMMENT.sub("", style[:_MOST])
    active = _ACTIVE.search(style)
    if active is not None:
        return f"runs or loads something: {active[0]}"
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        reason = _risk(name.strip().lower(), value.strip().lower()) if colon else None
        if reason is not None:
            return reason
    return None


def _risk(name: str, value: str) -> str | None:
    if name.startswith(_OF_ONE_BROWSER):
        return f"has a property of one browser alone: {name}"
    if name and name not in CSS and not name.startswith("--"):
        return f"has what is no property of CSS: {name}"
    if name == "position" and value.partition(" ")[0] in {"absolute", "fixed", "sticky"}:
        return f"takes the content out of its place: position: {value}"
    if any(float(number) >= _FAR for number in _LENGTH.findall(value)):
        return f"is larger than any page: {name}: {value}"
    return None

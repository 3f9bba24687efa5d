"""Plain text: what readers show letter by letter, so that markup in it is shown as well."""

import re
from functools import lru_cache
from html.entities import html5

from feeds.verify.values.flaw import Flaw

# Tags, comments, and references to characters; those in hexadecimal are how the RSS Best Practices
# Profile has writers keep < and & from being taken for markup.
_MARKUP = re.compile(
    r"<(?P<tag>/?[A-Za-z][A-Za-z0-9]{0,15})(?=[\s/>])[^<>]*>|<!--"
    r"|&(?:#[0-9]{1,7};?|(?P<entity>[A-Za-z][A-Za-z0-9]{1,31};?))"
)


@lru_cache(maxsize=4096)
def find_markup(text: str, names: frozenset[str]) -> tuple[int, int] | None:
    """Return where in *text* the first markup of HTML is, whose elements have *names*, or None."""
    if "<" not in text and "&" not in text:
        return None
    for found in _MARKUP.finditer(text):
        tag, entity = found["tag"], found["entity"]
        if tag is not None and tag.lstrip("/").lower() not in names:
            continue
        if entity is not None and entity not in html5:
            continue
        return found.span()
    return None


def check_plain(text: str) -> Flaw | None:
    """Return a flaw for markup of HTML in *text*, which is no HTML."""
    if "<" not in text and "&" not in text:
        return None
    from feeds.verify.values.html_names import KNOWN

    span = find_markup(text, KNOWN)
    if span is None:
        return None
    shown = text[span[0] : span[1]][:40]
    return Flaw("markup-in-text", f"has {shown} in it, which readers show as it is", None, *span)

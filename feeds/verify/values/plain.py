"""Plain text: what readers show letter by letter, so that HTML in it is shown as well."""

from functools import lru_cache

from feeds.verify.markup.plain import find_html
from feeds.verify.values.flaw import Flaw


def check_plain(text: str) -> Flaw | None:
    """Return a flaw for HTML in *text*, which is no HTML."""
    return _check(text) if "<" in text or "&" in text else None


def check_plain_content(text: str) -> Flaw | None:
    """Return a flaw if all of *text* is HTML; what is long may speak of a tag or two."""
    bare = text.strip()
    return check_plain(text) if bare[:1] == "<" and bare[-1:] == ">" else None


@lru_cache(maxsize=1024)
def _check(text: str) -> Flaw | None:
    found = find_html(text)
    if found is None:
        return None
    start, end, what = found
    return Flaw("markup-in-text", f"is plain text, and has {what}", None, start, end)

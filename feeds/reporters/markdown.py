"""Text and addresses as parts of a Markdown document that shows them as they are."""

import re

from feeds.values.text import printable

# What would be markup, or call people and issues on code hosts. A backslash before any ASCII
# punctuation makes it plain text (CommonMark 0.31.2, 2.4).
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~@&$])")
# An autolink ends at these, and a cell of a table at a bar.
_LINKABLE = re.compile(r"https?://[^\s<>|]+")


def plain(text: str) -> str:
    """Return *text* with escapes, so that Markdown shows it unchanged, in a table too."""
    return _SPECIAL.sub(r"\\\1", printable(text))


def link(url: str) -> str:
    """Return *url* as a link where it can be one, else as plain text."""
    return f"<{url}>" if _LINKABLE.fullmatch(url) and url.isprintable() else plain(url)

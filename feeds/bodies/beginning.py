"""The beginning of a body as plain text, which stands for an excerpt where there is none."""

import re
from collections.abc import Iterator

from lxml import etree
from markupsafe import Markup

from feeds.bodies.elements import FATES, MAX_DEPTH, Fate
from feeds.bodies.formulas import formula_html
from feeds.bodies.markdown import render_markdown
from feeds.bodies.nesting import parse_html
from feeds.bodies.sentences import cut
from feeds.bodies.writer import is_hidden
from feeds.values.text import INLINE, clean_line

# As long as excerpts are that people write.
_LENGTH = 300
# Mostly far more than needed, and little enough to cost nothing.
_LOOKED_AT = 8_000
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]{1,80}\]:.*$|\[\^[^\]\n]{1,80}\]", re.MULTILINE)
# These say nothing out of their place, or not in words.
_PASSED = frozenset("caption figcaption h1 h2 h3 h4 h5 h6 pre rp rt table".split())
_SAID = (Fate.UNWRAP, Fate.BLOCK)


def beginning_of(body: str) -> str:
    """Return the first words of *body*, Markdown with HTML; empty if it has none.

    Headings, tables and code are passed over. Nothing in it is from a script, style, comment or
    ``noscript``.
    """
    text = _text(body[:_LOOKED_AT])
    if len(text) <= _LENGTH and len(body) > _LOOKED_AT:
        text = _text(body)
    return cut(text, _LENGTH)


def _text(body: str) -> str:
    tree, _ = parse_html(render_markdown(_FOOTNOTE.sub("", body)))
    return clean_line("".join(_words(tree)))


def _words(element: etree._Element, depth: int = 0) -> Iterator[str]:
    """Yield the text in *element*, with a blank wherever a block begins or ends."""
    yield element.text or ""
    if depth > 2 * MAX_DEPTH:
        return
    for child in element:
        name = str(child.tag)
        gap = "" if name in INLINE or name == "math" else " "
        yield gap
        if name == "math":
            yield Markup(formula_html(child)).striptags()  # noqa: S704 - its text is escaped
        is_seen = not is_hidden(child) and child.get("aria-hidden") != "true"
        if name not in _PASSED and FATES.get(name, Fate.UNWRAP) in _SAID and is_seen:
            yield from _words(child, depth + 1)
        yield gap
        yield child.tail or ""

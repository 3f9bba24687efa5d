"""``text-in-anchor``: a text whose first word YAML takes for the name of an anchor.

What: A title, excerpt, name or topic without quotation marks begins with an & and a word that no
    alias refers to.

Why: YAML takes the word for a name by which the value can be repeated, so that subscribers see the
    text without it.

Example:
    title: &Friends opens a second shop

Remedy: Put the whole text in quotation marks.
"""

from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.frontmatter.simple import SimplePlaces
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

# YAML 1.2, 6.9.2. A text whose end is marked, or that is a value by an alias, is left alone.
_ANCHOR = expression(r"&([^\s,\[\]{}]++)\s++(?![\"'|>*&!])")


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each text that begins with an anchor which nothing refers to."""
    # Whatever has anchors is beyond the fast reader.
    if isinstance(articles.seed.places, SimplePlaces) or "&" not in articles.yaml:
        return ()
    return _find_faults(articles)


def _find_faults(articles: Articles) -> Iterator[Fault]:
    seed = articles.seed
    text = seed.front_matter.text
    for article, path, _ in articles.texts:
        pointer = article + path
        start, _ = seed.places.span(pointer)
        anchor = _ANCHOR.match(text, start)
        if anchor and f"*{anchor[1]}" not in articles.yaml:
            line_start, line = seed.front_matter.line_at(start)
            from feeds.frontmatter.remedies import quotes_for

            word = quote(f"&{anchor[1]}")
            yield RULE.fault(
                pointer,
                f"loses {word}, which YAML takes for the name of an anchor",
                f"put the whole text in {quotes_for(line[start - line_start :])}",
            )

r"""``eaten-letter``: a backslash in double quotes that takes a letter with it.

What: A title, excerpt, name or topic in double quotes holds a backslash before a letter that seems
    to be meant as it stands, as in a path of Windows or a command of LaTeX.

Why: In double quotes YAML takes \t for a tab, \n for a line break, \L for a line separator and so
    on, so that subscribers see "C: emp" and " aTeX".

Example:
    title: "Why C:\temp grows"

Remedy: Double the backslash, or write the text in single quotes.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

# Nobody writes these on purpose before a letter.
_SELDOM = frozenset("abvfe0NLP_")
# A tab or line break may be meant, but not behind a drive, a folder or the sign of a formula, nor a
# tab behind a blank or in a text of one line.
_FREQUENT = {
    "n": expression(r"(?:(?:\A|[^A-Za-z])[A-Za-z]:|[\\$({])\Z"),
    **dict.fromkeys("tr", expression(r"(?:(?:\A|[^A-Za-z])[A-Za-z]:|[\\ $({])\Z")),
}
_MULTILINE = ("excerpt",)
_BEFORE_LETTER = expression(r"\\[abvfe0NLP_ntr]\w")
_MEANINGS = expression("[\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029]")


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each text with such a backslash, about the first in it."""
    # Most escapes stand before no letter: a line break at the end of a text, a quotation mark.
    if "\\" not in articles.rare or not _BEFORE_LETTER.search(articles.yaml):
        return ()
    return _find_faults(articles)


def _find_faults(articles: Articles) -> Iterator[Fault]:
    for article, path, text in articles.texts:
        if _MEANINGS.search(text):
            yield from _first(articles, article + path)


def _first(articles: Articles, pointer: Pointer) -> Iterator[Fault]:
    start, end = articles.seed.places.span(pointer)
    raw = articles.seed.front_matter.text[start:end]
    if not raw.startswith('"'):
        return
    from feeds.frontmatter.pieces import pieces

    at, before = 0, ""
    for (written, meaning), (following, _) in pairwise([*pieces(raw[1:-1], '"'), ("", "")]):
        is_line = pointer[-1:] != _MULTILINE
        if following[:1].isalpha() and _eats(before, written, is_line=is_line):
            problem = f"holds {written} in double quotes, which YAML takes for one character"
            yield RULE.fault(pointer, problem)._replace(part=(at, at + 1))
            return
        at, before = at + len(meaning), before[-2:] + written


def _eats(before: str, written: str, *, is_line: bool) -> bool:
    """Tell whether *written*, behind *before*, is an escape that seems to be meant as it stands."""
    if len(written) != len(r"\t") or written[0] != "\\":
        return False
    letter = written[1]
    if letter in _SELDOM or (letter in "tr" and is_line):
        return True
    return letter in _FREQUENT and _FREQUENT[letter].search(before) is not None

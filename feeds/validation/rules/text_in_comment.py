"""``text-in-comment``: a text that ends where YAML takes the rest of it for a comment.

What: A title, excerpt, name, topic or address without quotation marks is followed by a # and,
    without a blank, more text, or by a # and a number.

Why: YAML takes all from a blank and # on for a comment, so that subscribers see half of the text.

Example:
    title: C# is #1 among developers

Remedy: Put the whole text in quotation marks. If a comment is meant, write a blank behind the #,
    and begin with a word.
"""

from collections.abc import Iterable, Iterator

from feeds.expressions import expression
from feeds.frontmatter.simple import SimplePlaces
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

# It starts where a blank follows something else: from each of many blanks, they would be counted.
_COMMENT = expression(r"(?<![ \t])[ \t]++(#)(?:[^\s#]|[ \t][0-9])")
# What starts a quoted or block scalar, whose end is marked, or an alias, anchor or tag.
_NOT_PLAIN = "\"'|>*&!"


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each plain text before such a comment."""
    # Whatever has comments is beyond the fast reader.
    if isinstance(articles.seed.places, SimplePlaces) or not _COMMENT.search(articles.yaml):
        return ()
    return _find_faults(articles)


def _find_faults(articles: Articles) -> Iterator[Fault]:
    seed = articles.seed
    text = seed.front_matter.text
    for article, path, value in (*articles.texts, *articles.urls):
        pointer = article + path
        start, end = seed.places.span(pointer)
        if text[start] not in _NOT_PLAIN and (comment := _COMMENT.match(text, end)):
            line_start, line = seed.front_matter.line_at(start)
            from feeds.frontmatter.remedies import quotes_for

            marks = quotes_for(line[start - line_start :])
            comment_starts = "a blank and a word behind the # of a comment"
            fault = RULE.fault(
                pointer,
                'ends before " #", where YAML starts a comment',
                f"put the whole text in {marks}, or write {comment_starts}",
            )
            mark = len(value) + comment.start(1) - end
            yield fault._replace(part=(mark, mark + 1))

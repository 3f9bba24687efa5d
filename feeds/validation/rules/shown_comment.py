"""``shown-comment``: a comment of the body that subscribers read.

What: The body holds what is meant as a comment and is shown as text: ``<!-- -->`` that begins
    within a line and goes on behind its paragraph or cell, or whose ``<`` is escaped; ``<! >``,
    ``<!- ->`` or dashes of typography in their place; or the definition of a link that serves as a
    comment, as in ``[//]: # (text)``, and is none by CommonMark: with parentheses in it, or behind
    the line of a paragraph.

Why: Subscribers read what a comment was to keep from them.

Example:
    title: "Chips"
    ---

    Chips are small. <!- ask Jane before we say so ->

Remedy: Write <!-- before it and --> behind it, on lines of their own, without an empty line in it;
    remove it; or put it between backticks if it is to be seen.
"""

import re
from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles

RULE = documented(__name__, Severity.WARNING)

OF_BODY = True

# The beginning of a comment, without its second dash or with others; one that ends at once (HTML,
# section 13.2.5.43), so that what follows is text; and one that an editor has escaped.
_BEGINNING = expression(
    r"<!(?:-(?!-)|[\u2010-\u2015\u2212]|(?<!\]><!)--?->|(?=\s[^\n<>]{1,400}>))[^\n]{0,400}"
    r"|(?:&lt;|\\<|< )!--[^\n]{0,400}"
)
_INDENTED = ("    ", "\t")
_MARKS = " \t>*+-.)0123456789"
# Nothing refers to links of such names, or to such addresses.
_DEFINITION = expression(
    r"(?m:^)[ \t>*+-]{0,40}(?P<name>\[(?://|comments?)\]:?"
    r"|\[[^\[\]\n]{0,40}\]:(?=[ \t]{0,9}(?:<>|#[ \t])))[^\n]{0,400}"
)
_MARK = expression("!(?:(?<=<!)|(?<=lt;!)|(?<=< !))")
_NAME = expression(r"\[(?://|comment)")
_NO_TARGET = expression(r"\]:[ \t]{0,9}(?:<>|#[ \t])")
# As HTML has them: as text, or behind a comment that ends at once.
_SHOWN = ("&lt;!", "--&gt;", "<!-->", "<!--->")
_CODE = expression(r"<(code|pre)[\s>][^<]*+(?:<(?!/?\1\b)[^<]*+)*+</\1>")


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault of the first comment that is text."""
    body = articles.body
    # A single character is found in a tenth of the time of anything else.
    in_html = "!" in body and _MARK.search(body) is not None
    in_html = in_html and (_BEGINNING.search(body) is not None or _open_comment(body) >= 0)
    may_define = ("[" in body and _NAME.search(body) is not None) or (
        "]" in body and "]:" in body and _NO_TARGET.search(body) is not None
    )
    if not in_html and not (may_define and _DEFINITION.search(body)):
        return
    # Code shows them as well, and is meant to.
    from feeds.bodies.markdown import without_code

    text, html = without_code(body), _CODE.sub("", articles.body_html)
    if span := _find(text, html):
        written = re.split(r"[\r\n]", text[slice(*span)], maxsplit=1)[0].strip()
        yield RULE.in_body(span, f"shows as text what is meant as a comment: {quote(written)}")


def _find(text: str, html: str) -> tuple[int, int] | None:
    """Return where in *text*, a body without its code, a comment is that its *html* shows."""
    if any(mark in html for mark in _SHOWN):
        if found := _BEGINNING.search(text):
            return found.span()
        if "&lt;!--" in html and (start := _open_comment(text)) >= 0:
            return start, start + len("<!--")
    for found in _DEFINITION.finditer(text):
        if found["name"] in html:
            return found.start("name"), found.end()
    return None


def _open_comment(body: str) -> int:
    """Return where a comment begins in *body* within a line, and does not end there; -1 if none.

    At the start of a line, but for a mark of a quotation or list, it may go on as long as it likes.
    Within one it ends with its paragraph, and in a table with its cell.
    """
    start = 0
    for line in body.split("\n") if "<!--" in body else ():
        at = line.rfind("<!--")
        if at > 0 and (line.startswith(_INDENTED) or line[:at].strip(_MARKS)):
            inside, end, _ = line[at:].partition("-->")
            if not end or "|" in inside:
                return start + at
        start += len(line) + 1
    return -1

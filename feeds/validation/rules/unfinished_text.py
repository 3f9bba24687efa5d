"""``unfinished-text``: a title that marks a draft, or a text that a program wrote for want of one.

What: The title begins with a mark by which people know what is not finished ([DRAFT], WIP:) or
    programs what is not public (Private:); or it, a topic or the name of the provider is what a
    program writes in the place of a value that is missing: undefined, NaN, [object Object],
    Untitled, or a filling such as Lorem ipsum.

Why: It is published as it stands, and nobody meant to publish it yet, or like this.

Example:
    title: "[DRAFT] Chips get smaller"

Remedy: Write the text as it is to be read, or published: false besides.
"""

import re
from collections.abc import Iterator
from typing import Any

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, list_of, text_of

RULE = documented(__name__, Severity.WARNING)

_NOT_YET = (
    r"draft|wip|work in progress|do not publish|don['’]t publish|not for publication|unpublished"
    r"|embargo(?:ed)?|to ?do|tbd|tba|entwurf|brouillon|borrador|rascunho|bozza|utkast|черновик"
    r"|草稿|下書き|초안"
)
_MARK = expression(
    # In brackets whatever its case, for else it may be about a draft.
    rf"\s*(?:[\[(【「{{<]\s*(?i:{_NOT_YET})\b[^\])】」}}>]{{0,40}}[\])】」}}>]"
    rf"|(?:DRAFT|WIP|TODO|TBD|EMBARGO|EMBARGOED|UNPUBLISHED|DO NOT PUBLISH|NOT FOR PUBLICATION"
    rf"|ENTWURF|BROUILLON|BORRADOR|ЧЕРНОВИК)\s*[:–—|-]"
    # WordPress writes these (get_the_title), and their translations.
    r"|(?:Private|Protected|Privat|Geschützt|Privé|Protégé|Privado|Protegido)\s?:\s|🚧)"
)
_PLACEHOLDERS = frozenset(
    {
        "undefined", "null", "nan", "none", "n/a", "tbd", "tba", "todo", "untitled", "no title",
        "untitled post", "untitled document", "new post", "new article", "[object object]",
        "object object", "insert title here", "title goes here", "your title here", "lorem ipsum",
        "ohne titel", "unbenannt", "sans titre", "sin título", "senza titolo", "sem título",
        "{}", "[]", "-", "?", "…", "...", "xxx",
    }
)  # fmt: skip
_LONGEST = max(map(len, _PLACEHOLDERS))
_FILLING = expression("lorem ipsum dolor", re.IGNORECASE)


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault of each such text of the seed's own article."""
    own = articles.own
    title, provider = text_of(own, "title"), own.get("provider")
    if found := _MARK.match(title):
        mark = found.group().strip()
        yield RULE.fault(
            ("title",), f"begins with {quote(mark)}, which marks what is not to be published"
        )
    elif found := _FILLING.search(title):
        yield RULE.fault(("title",), f"has {quote(found.group())}, which fills a place")
    texts: list[tuple[Pointer, Any]] = [
        (("title",), title),
        (("provider", "name"), text_of(provider, "name")),
    ]
    texts += [(("topics", n), topic) for n, topic in enumerate(list_of(own, "topics"))]
    for pointer, text in texts:
        if (
            isinstance(text, str)
            and len(text) <= _LONGEST
            and text.strip().lower() in _PLACEHOLDERS
        ):
            yield RULE.fault(pointer, f"{quote(text)} stands for a text that is missing")

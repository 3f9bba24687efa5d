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
from functools import lru_cache

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, list_of, text_of

RULE = documented(__name__, Severity.WARNING)

_NOT_YET = frozenset(
    {
        "draft", "wip", "work in progress", "do not publish", "don't publish", "don’t publish",
        "not for publication", "unpublished", "embargo", "embargoed", "todo", "to do", "tbd", "tba",
        "entwurf", "brouillon", "borrador", "rascunho", "bozza", "utkast", "черновик", "草稿",
        "下書き", "초안",
    }
)  # fmt: skip
# In brackets in any case; before a colon or dash in capitals, for else it may be about a draft.
_BRACKETS = {"[": "]", "(": ")", "{": "}", "<": ">", "【": "】", "「": "」"}
_SHOUTED = frozenset(word.upper() for word in _NOT_YET)
# WordPress writes these (get_the_title), and their translations.
_OF_WORDPRESS = (
    "Private", "Protected", "Privat", "Geschützt", "Privé", "Protégé", "Privado", "Protegido",
)  # fmt: skip
_LONGEST_MARK = 60
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
_FILLING = "orem ipsum dolor"


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault of each such text of the seed's own article."""
    own = articles.own
    title = text_of(own, "title")
    if _may_be_marked(title) and (mark := _mark_of(title.strip())):
        problem = f"begins with {quote(mark)}, which marks what is not to be published"
        yield RULE.fault(("title",), problem)
    elif _FILLING in title:
        yield RULE.fault(("title",), "is a filling, as it has lorem ipsum in it")
    elif len(title) <= _LONGEST and _stands_for_none(title):
        yield _placeholder(("title",), title)
    if _stands_for_none(name := text_of(own.get("provider"), "name")):
        yield _placeholder(("provider", "name"), name)
    for number, topic in enumerate(list_of(own, "topics")):
        if topic.__class__ is str and _stands_for_none(topic):
            yield _placeholder(("topics", number), topic)


def _placeholder(pointer: Pointer, text: str) -> Fault:
    return RULE.fault(pointer, f"{quote(text)} stands for a text that is missing")


# Most seeds have names in common with others.
@lru_cache(maxsize=4096)
def _stands_for_none(text: str) -> bool:
    return len(text) <= _LONGEST and text.strip().lower() in _PLACEHOLDERS


def _may_be_marked(title: str) -> bool:
    """Tell whether *title* may begin with a mark, in a tenth of the time."""
    return title[1:2].isupper() or not title[:1].isalnum() or title.startswith(_OF_WORDPRESS)


def _mark_of(title: str) -> str:
    """Return the mark of a draft that *title* begins with, with its brackets; empty for none."""
    if title.startswith("🚧"):
        return title[0]
    if end := _BRACKETS.get(title[:1]):
        inside, is_closed, _ = title[1:_LONGEST_MARK].partition(end)
        said = re.split("[,:;–—-]", inside.casefold(), maxsplit=1)[0].strip()
        return title[0] + inside + end if is_closed and said in _NOT_YET else ""
    for sign in ":–—|-":
        word, found, rest = title[:_LONGEST_MARK].partition(sign)
        is_shouted = word.rstrip() in _SHOUTED
        if found and (
            is_shouted or (sign == ":" and rest[:1] == " " and word.rstrip() in _OF_WORDPRESS)
        ):
            return word + found
    return ""

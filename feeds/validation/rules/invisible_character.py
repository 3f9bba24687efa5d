r"""``invisible-character``: a title or name with a character that cannot be seen.

What: A title, or the name of a topic, provider or forum, holds a character of which nothing is to
    be seen: a zero width space, a soft hyphen, a byte order mark, a mark of direction. What joins
    letters in Persian or the scripts of India, or belongs to an emoji, is none of them.

Why: It came along when the text was copied, and nobody sees it: two names that look the same are
    two feeds, and a search does not find the title.

Example:
    topics:
      - "A\u200BI"   # shown as AI

Remedy: Remove it. `--fix` does.
"""

from collections.abc import Iterable, Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles, list_of
from feeds.values.blanks import character_names
from feeds.values.lookalikes import find_invisible, holds_ignorable, without_invisible

RULE = documented(__name__, Severity.WARNING, fixable=True)


def check(articles: Articles) -> Iterable[Fault]:
    """Return a fault for each title and name with such characters, at the first of them."""
    # Hardly any seed has such a character anywhere, and this tells without a look at any text.
    return _find_faults(articles) if articles.has_escapes or holds_ignorable(articles.rare) else ()


def _find_faults(articles: Articles) -> Iterator[Fault]:
    for pointer, text in _names(articles):
        if (found := find_invisible(text)) and articles.is_sound(pointer):
            cleaned = without_invisible(text)
            names = character_names("".join(text[index] for index in found))
            fault = RULE.fault(
                pointer,
                f"holds what cannot be seen: {names}",
                "remove it" if len(found) == 1 else "remove them",
                fix=cleaned if cleaned.strip() else (),
            )
            yield fault._replace(part=(found[0], found[0] + 1))


def _names(articles: Articles) -> Iterator[tuple[Pointer, str]]:
    """Yield titles and names that are not in ASCII.

    They are few, and found in a third of the time that all texts of the articles are.
    """
    for article, fields in articles:
        for name in ("title", "name"):
            if isinstance(text := fields.get(name), str) and not text.isascii():
                yield (*article, name), text
        for index, topic in enumerate(list_of(fields, "topics")):
            if isinstance(topic, str) and not topic.isascii():
                yield (*article, "topics", index), topic
    for article, fields in articles.providers:
        if isinstance(text := fields.get("name"), str) and not text.isascii():
            yield (*article, "provider", "name"), text

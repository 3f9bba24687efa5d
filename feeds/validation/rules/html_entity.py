"""``html-entity``: an entity of HTML in plain text.

What: A title, excerpt, name or topic holds an HTML entity.

Why: These fields are plain text: readers would see the entity itself in a title.

Example:
    title: "AT&amp;T joins the Linux Foundation"

Remedy: Write the character itself. It is mended unless that would make a tag of it.
"""

from collections.abc import Iterator

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import Pointer, SetValue
from feeds.problems.faults import Fault
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.text import ENTITY, decode_entity

RULE = documented(__name__, Severity.WARNING, fixable=True)

SPARES_PLAIN = True


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each text with an entity, about the first in it."""
    if not articles.matches(ENTITY):
        return
    for article, path, text in articles.texts:
        entity = next(filter(_is_known, ENTITY.findall(text)), None)
        if entity is not None:
            yield _fault(article + path, text, entity)


def _fault(pointer: Pointer, text: str, entity: str) -> Fault:
    decoded = ENTITY.sub(lambda match: _decoded(match.group()), text)
    meant = _decoded(entity)
    # Of an escaped "<", and of an entity within an entity, only people know what is meant.
    is_plain = decoded.isprintable() and "\ufffd" not in decoded
    is_safe = is_plain and not ("<" in decoded or ENTITY.search(decoded))
    return RULE.fault(
        pointer,
        f"holds the HTML entity {entity}",
        f"write {meant.strip() or 'a blank'} in its place",
        fix=[SetValue(pointer, decoded)] if is_safe else (),
    )


def _is_known(entity: str) -> bool:
    return decode_entity(entity) != entity


def _decoded(entity: str) -> str:
    # A no-break space is there for the layout of a web page.
    return decode_entity(entity).replace("\xa0", " ")

"""``html-entity``: an entity of HTML in plain text or in an address.

What: A title, excerpt, name, topic or address holds an HTML entity.

Why: These fields are plain text: readers would see the entity itself in a title. An address with
    &amp; in place of & is copied from the source of a page, and leads to another one. In an
    excerpt it is an info, since builds publish the character itself, unless it is escaped twice.

Example:
    title: "AT&amp;T joins the Linux Foundation"

Remedy: Write the character itself. It is mended unless that would make a tag of it; where an id
    derives from the address, it is written down as well.
"""

import re
from collections.abc import Iterator

from feeds.expressions import expression
from feeds.problems.diagnostics import Severity
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.problems.rule import documented
from feeds.validation.articles import Articles
from feeds.values.lookalikes import without_invisible
from feeds.values.text import ENTITY, decode_entity

RULE = documented(__name__, Severity.WARNING, fixable=True)

# Of an escaped "<", and of an entity within an entity, only people know what is meant.
_UNSAFE = expression(f"<|{ENTITY.pattern}")
_EXCERPT = ("excerpt",)
# Others have the form of parameters: "&copy;" may be one that is called so.
_WRITTEN = "(?:amp|AMP|#0{0,5}38|#[xX]0{0,4}26);"
_AMPERSAND = expression(f"&{_WRITTEN}")
# What is escaped several times was meant once.
_AMPERSANDS = expression(f"&(?:{_WRITTEN})+")


def check(articles: Articles) -> Iterator[Fault]:
    """Yield a fault for each text with an entity, about the first in it."""
    if not articles.holds("&") or not articles.matches(ENTITY, "&"):
        return
    for article, path, text in articles.texts:
        if entity := _first_known(text):
            fault = _fault(article + path, text, entity)
            yield _fault_of_excerpt(fault, text) if fault.pointer == _EXCERPT else fault
    # Plain addresses have none. To walk the others takes longer than to look whether any can.
    may_be_in_urls = not articles.seed.plain and articles.matches(_AMPERSAND, "&")
    for article, path, url in articles.urls if may_be_in_urls else ():
        if entity := _AMPERSAND.search(url):
            yield _fault_of_url(article + path, url, entity)


def _first_known(text: str) -> re.Match[str] | None:
    if "&" not in text:
        return None
    return next((found for found in ENTITY.finditer(text) if _is_known(found.group())), None)


def _fault(pointer: Pointer, text: str, entity: re.Match[str]) -> Fault:
    decoded = ENTITY.sub(lambda match: _decoded(match.group()), text)
    # What stands there as itself, as a no-break space, stays.
    new = "".join(_decoded(found.group()) for found in ENTITY.finditer(text))
    is_plain = new.isprintable() and "\ufffd" not in new
    is_safe = is_plain and not _UNSAFE.search(decoded)
    if not without_invisible(decoded).strip():
        # Blank text is refused, so that the article would be withdrawn.
        return _at(pointer, entity, None)._replace(remedy="write in words what it is to say")
    return _at(pointer, entity, decoded if is_safe else None)


def _fault_of_excerpt(fault: Fault, text: str) -> Fault:
    """Return *fault* as what it is once a build has decoded the entities of the excerpt *text*."""
    for entity in ENTITY.finditer(text):
        left = _decoded(entity.group()) + text[entity.end() :]
        if (seen := ENTITY.match(left)) and _is_known(entity.group()) and _is_known(seen.group()):
            twice = entity.group() + seen.group()[1:]
            message = f"excerpt holds {twice}, escaped twice: subscribers see {seen.group()}"
            part = entity.start(), entity.start() + len(twice)
            char = _decoded(seen.group())
            return fault._replace(message=message, remedy=f"write {char} in its place", part=part)
    return fault._replace(severity=Severity.INFO)


def _fault_of_url(pointer: Pointer, url: str, entity: re.Match[str]) -> Fault:
    return _at(pointer, entity, _AMPERSANDS.sub("&", url))


def _at(pointer: Pointer, entity: re.Match[str], meant: str | None) -> Fault:
    char = _decoded(entity.group())
    fault = RULE.fault(
        pointer,
        f"holds the HTML entity {entity.group()}",
        f"write {char.strip() or 'a blank'} in its place",
        fix=meant if meant is not None else (),
    )
    return fault._replace(part=entity.span())


def _is_known(entity: str) -> bool:
    return decode_entity(entity) != entity


def _decoded(entity: str) -> str:
    # A no-break space is there for the layout of a web page.
    return decode_entity(entity).replace("\xa0", " ")

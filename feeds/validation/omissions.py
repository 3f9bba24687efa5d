"""What builds leave out for a fault, an article or only a part of it, and what nobody sees."""

from typing import Any, NamedTuple

from feeds.expressions import expression
from feeds.problems.diagnostics import Diagnostic
from feeds.problems.faults import NOT_FOR_PUBLICATION, Fault, field_name
from feeds.problems.pointers import Pointer

_IS_LEFT_OUT = expression(r" is left out(?=$|, and nothing else$|, as no feed shows it$)")

ARTICLE: Pointer = ()
"""The pointer of the whole article."""

# Fields that no feed shows: what is wrong in them harms no subscriber.
UNPUBLISHED = frozenset(
    {
        "actions", "category", "items", "length", "levels", "members", "price", "ratings",
        "secured", "tags",
    }
)  # fmt: skip
# Of a related article, feeds show no more than a line with a link.
_UNSEEN_OF_RELATED = UNPUBLISHED | {"ampWebUrl", "cdnAmpWebUrl", "excerpt", "images", "topics"}
_INSTEAD_OF = {"originalUrl": "webUrl", "name": "title"}
# Fields without which an entry is still what it says, and lists whose items are of that kind.
_ADDRESSES = frozenset({"ampWebUrl", "cdnAmpWebUrl"})
_LISTS: tuple[Pointer, ...] = (("images",), ("provider", "images"), ("related",))


class Judgement(NamedTuple):
    """What builds say of a seed, sorted, and the pointers of what they leave out of it."""

    diagnostics: tuple[Diagnostic, ...] = ()
    omitted: tuple[Pointer, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the whole article is left out."""
        return ARTICLE in self.omitted


def part_of(fault: Fault) -> Pointer:
    """Return what is left out for *fault*: the part at its pointer, but all for what says "draft".

    That may be said in a field that no feed shows.
    """
    if fault.rule != NOT_FOR_PUBLICATION:
        return part_at(fault.pointer)
    return fault.pointer[:2] if fault.pointer[0] == "related" else ARTICLE


def part_at(pointer: Pointer) -> Pointer:
    """Return what is left out for a fault at *pointer*: a part of the article, or ``ARTICLE``.

    An article is left out for what is wrong in anything that feeds show of itself, since they
    would say what is not so, or nothing. The same holds inside a related article.
    """
    if pointer[:1] and (pointer[0] in UNPUBLISHED or pointer[0] in _ADDRESSES):
        return pointer[:1]
    for name in _LISTS:
        if pointer[: len(name)] == name:
            item, rest = pointer[: len(name) + 1], pointer[len(name) + 1 :]
            return item + part_at(rest) if name == ("related",) else item
    return ARTICLE


def is_seen(own: dict[str, Any], pointer: Pointer) -> bool:
    """Tell whether subscribers see what stands at *pointer* of a seed with the fields *own*.

    Of two addresses they are sent to one alone, and never to a copy in the AMP Cache.
    """
    if pointer[:1] == ("related",) and len(pointer) > len(("related", 0)):
        item: Any = own["related"][pointer[1]]
        field, unseen = str(pointer[2]), _UNSEEN_OF_RELATED
    else:
        item, field = own, str(pointer[0]) if pointer else ""
        unseen = UNPUBLISHED | {"cdnAmpWebUrl"}
    better = _INSTEAD_OF.get(field)
    return field not in unseen and not (better and item.get(better))


def describe_omission(part: Pointer) -> str:
    """Return what a message says of a fault for which *part* is left out."""
    if part == ARTICLE:
        return "the article is left out"
    if part[-1] in UNPUBLISHED:
        return "nothing is left out, as no feed shows it"
    return f"{field_name(part)} is left out, and nothing else"


def in_prospect(problem: Diagnostic) -> Diagnostic:
    """Return *problem* as a build says it that leaves nothing out, since it publishes nothing."""
    message = _IS_LEFT_OUT.sub(" would be left out", problem.message)
    return problem if message == problem.message else problem._replace(message=message)

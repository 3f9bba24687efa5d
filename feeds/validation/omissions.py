"""What builds leave out for a fault: the whole article, or only the part of it that is at fault."""

from typing import NamedTuple

from feeds.problems.diagnostics import Diagnostic
from feeds.problems.edits import Pointer
from feeds.problems.faults import field_name

ARTICLE: Pointer = ()
"""The pointer of the whole article."""

# Fields that no feed shows: what is wrong in them harms no subscriber.
UNPUBLISHED = frozenset(
    {
        "actions", "category", "items", "length", "levels", "members", "price", "ratings",
        "secured", "tags",
    }
)  # fmt: skip
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


def describe_omission(part: Pointer) -> str:
    """Return what a message says of a fault for which *part* is left out."""
    if part == ARTICLE:
        return "the article is left out"
    if part[-1] in UNPUBLISHED:
        return "nothing is left out, as no feed shows it"
    return f"{field_name(part)} is left out, and nothing else"

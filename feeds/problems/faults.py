"""What is wrong in a document and what to write instead, before its place is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from feeds.problems.diagnostics import Severity, quote
from feeds.secrets import mask_name

if TYPE_CHECKING:
    from feeds.problems.edits import Edit
    from feeds.problems.pointers import Pointer

# So many faults of one kind are reported of a seed: whoever mends them all knows what to do about
# the others, and to place and word hundreds of thousands would take minutes.
MOST_OF_A_KIND = 100
# The rule of what another program knows by that something is not to be published.
NOT_FOR_PUBLICATION = "not-for-publication"

_PLAIN_NAME = re.compile(r"[\w-]+")


class Fault(NamedTuple):
    """One thing to mend in a document.

    ``pointer`` leads to the value concerned; with ``at_key``, to the key that is wrong. What is
    missing has the pointer of the mapping that lacks it. ``fix`` mends it, where that is safe.
    ``part`` are the characters of the value that are wrong, where these are not all. What is wrong
    in the body has no pointer, and ``in_body`` are its characters there.
    """

    pointer: Pointer
    at_key: bool
    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    fix: tuple[Edit, ...] = ()
    part: tuple[int, int] | None = None
    in_body: tuple[int, int] | None = None


def bounded(faults: Iterable[Fault]) -> list[Fault]:
    """Return the first of *faults* of each rule and severity; one more stands for all the others.

    That one is where the first of the others is, and says how many they are.
    """
    faults = list(faults)
    if len(faults) <= MOST_OF_A_KIND:
        return faults
    kept: list[Fault] = []
    counts: Counter[tuple[str, Severity]] = Counter()
    beyond: dict[tuple[str, Severity], Fault] = {}
    for fault in faults:
        kind = fault.rule, fault.severity
        counts[kind] += 1
        if counts[kind] <= MOST_OF_A_KIND:
            kept.append(fault)
        else:
            beyond.setdefault(kind, fault)
    return kept + [
        fault._replace(message=and_more(counts[kind] - MOST_OF_A_KIND), fix=())
        for kind, fault in beyond.items()
    ]


def and_more(count: int) -> str:
    """Return the message that stands for as many faults of one kind as *count*."""
    return f"and {count:,} more of this kind, the first of them here"


def field_name(pointer: Pointer) -> str:
    """Return *pointer* as messages name a field: ``related[3].publishedDateTime``."""
    name = ""
    for step in pointer:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + shown_name(step)
    return name


# The same few names are those of nearly all fields.
@lru_cache(maxsize=512)
def shown_name(name: str) -> str:
    """Return the field's *name*, in quotes if it is not one plain word."""
    shown = mask_name(name)
    return shown if _PLAIN_NAME.fullmatch(shown) else quote(shown)


def unquoted(value: object) -> str:
    """Return *value* as it is quoted in messages, without the quotes."""
    return quote(value)[1:-1]

"""What is wrong in a document and what to write instead, before its place is known."""

import re
from typing import NamedTuple

from feeds.problems.diagnostics import Severity, quote
from feeds.problems.edits import Edit, Pointer
from feeds.secrets import mask_name

_PLAIN_NAME = re.compile(r"[\w-]+")


class Fault(NamedTuple):
    """One thing to mend in a document.

    ``pointer`` leads to the value concerned; with ``at_key``, to the key that is wrong. What is
    missing has the pointer of the mapping that lacks it. ``fix`` mends it, where that is safe.
    """

    pointer: Pointer
    at_key: bool
    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    fix: tuple[Edit, ...] = ()


def field_name(pointer: Pointer) -> str:
    """Return *pointer* as messages name a field: ``related[3].publishedDateTime``."""
    name = ""
    for step in pointer:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + shown_name(step)
    return name


def shown_name(name: str) -> str:
    """Return the field's *name*, in quotes if it is not one plain word."""
    shown = mask_name(name)
    return shown if _PLAIN_NAME.fullmatch(shown) else quote(shown)


def unquoted(value: object) -> str:
    """Return *value* as it is quoted in messages, without the quotes."""
    return quote(value)[1:-1]

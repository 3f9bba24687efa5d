"""The rules of reading a seed and of its schema: a table, since other modules apply them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feeds.problems.rule import Rule


@cache
def basic_rules() -> Mapping[str, Rule]:
    """Return the rules of reading and of the schema by id, in the order of the table."""
    # Whoever only asks for words of faults mostly finds none.
    from feeds.problems.rule import load_rules

    return load_rules(Path(__file__).with_name("basic_rules.toml"))


def usual_remedy(rule: str) -> str:
    """Return what to do about a fault of the basic *rule* (its id), as messages say it."""
    return basic_rules()[rule].advice

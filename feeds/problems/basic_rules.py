"""The rules of reading a seed and of its schema: a table, since other modules apply them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from feeds.problems.rule import Rule, load_rules


@cache
def basic_rules() -> Mapping[str, Rule]:
    """Return the rules of reading and of the schema by id, in the order of the table."""
    return load_rules(Path(__file__).with_name("basic_rules.toml"))


def usual_remedy(rule: str) -> str:
    """Return what to do about a fault of the basic *rule* (its id), as messages say it."""
    return basic_rules()[rule].advice

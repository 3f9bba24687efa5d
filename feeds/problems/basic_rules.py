"""The rules of reading a seed and of its schema: a table, since other modules apply them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from feeds.problems.diagnostics import Severity
from feeds.problems.rule import Rule

_TABLE = Path(__file__).with_name("basic_rules.toml")


@cache
def basic_rules() -> Mapping[str, Rule]:
    """Return the documentation of the rules by id, in the order of the table."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return {
        rule: Rule(id=rule, severity=Severity(fields.pop("severity", "error")), **fields)
        for rule, fields in table.items()
    }


def usual_remedy(rule: str) -> str:
    """Return what to do about a fault of the basic *rule* (its id), as messages say it."""
    return basic_rules()[rule].advice

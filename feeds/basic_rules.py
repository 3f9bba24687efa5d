"""The rules of reading a seed and of its schema: documentation only, other modules apply them."""

from feeds.rule import Rule

BASIC_RULES: tuple[Rule, ...] = ()

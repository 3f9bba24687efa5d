"""What the judges, PyYAML and jsonschema, say of a seed when nothing is accepted beforehand."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from feeds.problems.pointers import Pointer
from feeds.validation.schema import seed
from feeds.validation.schema.seed import Seed, UnreadableSeed, parse_seed
from tests.plugins.command import ROOT

REAL_SEEDS = [path.read_bytes() for path in sorted((ROOT / "seeds").glob("*.md"))]


def read(raw: bytes, path: str = "a.md", *, for_rules: bool = False) -> Seed:
    """Return the seed *raw*, which can be read."""
    seed = parse_seed(path, raw, for_rules=for_rules)
    assert isinstance(seed, Seed)
    return seed


def judge(raw: bytes) -> Seed | UnreadableSeed:
    """Return the seed *raw* as it is read and checked without the fast reader and checker."""
    with (
        patch.object(seed, "read_simple", lambda *_: None),
        patch.object(seed, "is_faultless", lambda _: False),
        patch.object(seed, "is_plain", lambda _: False),
    ):
        return parse_seed("a.md", raw)


def exactly(value: Any) -> Any:
    """Return *value* so that equality tells types and the way numbers are written apart."""
    match value:
        case dict():
            return [(key, exactly(item)) for key, item in value.items()]
        case list():
            return [[exactly(item)] for item in value]
        case _:
            return type(value).__name__, str(value)


def pointers(value: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Yield the pointers of all parts of *value*."""
    yield pointer
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for step, part in parts:
            yield from pointers(part, (*pointer, step))

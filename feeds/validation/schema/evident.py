"""Tell of small documents that they are evidently valid, before a validator would have loaded.

What is not evident may be valid all the same: whoever asks has ``checker`` look then.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
# What validators search in time that grows with the text, Python may search with its square.
_LONGEST_SEARCHED = 200
# What keywords say of values of one type alone, and nothing of all others.
_LIMITS: Mapping[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "required": ("object", lambda names, table: table.keys() >= set(names)),
    "minItems": ("array", lambda least, items: len(items) >= least),
    "minLength": ("string", lambda least, text: len(text) >= least),
    "pattern": (
        "string",
        lambda pattern, text: len(text) <= _LONGEST_SEARCHED and bool(re.search(pattern, text)),
    ),
    "minimum": ("number", lambda least, number: number >= least),
    "maximum": ("number", lambda most, number: number <= most),
    "exclusiveMinimum": ("number", lambda limit, number: number > limit),
}
_ANNOTATIONS = frozenset(
    {"$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default"}
)


def is_evidently_valid(value: object, schema: Mapping[str, Any]) -> bool:
    """Tell whether *value* is valid by *schema* (JSON Schema 2020-12) beyond doubt.

    Any keyword that is not known here leaves doubt, and so does a reference other than to ``$defs``
    of the schema. Its patterns have to mean the same in Python as in ECMA-262.
    """
    return _is_valid(value, schema, schema.get("$defs", {}))


def _is_valid(value: Any, schema: Any, definitions: Mapping[str, Any]) -> bool:
    # A schema may be true or false as well.
    return isinstance(schema, dict) and all(
        keyword in _ANNOTATIONS or _is_met(keyword, value, schema, definitions)
        for keyword in schema
    )


def _is_met(
    keyword: str, value: Any, schema: Mapping[str, Any], definitions: Mapping[str, Any]
) -> bool:
    given = schema[keyword]
    if keyword in _LIMITS:
        kind, holds = _LIMITS[keyword]
        return not _is_a(kind, value) or holds(given, value)
    match keyword:
        case "type":
            kinds = [given] if isinstance(given, str) else given
            return any(_is_a(kind, value) for kind in kinds)
        case "$ref":
            target = definitions.get(given.removeprefix("#/$defs/"))
            return _is_valid(value, target, definitions)
        case "enum":  # to Python, true and 1.0 are both 1
            return isinstance(value, str) and value in given
        case "items" | "properties" | "additionalProperties":
            parts = _parts(keyword, value, schema)
            return all(_is_valid(part, there, definitions) for part, there in parts)
    return False


def _parts(keyword: str, value: Any, schema: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield each part of *value* that the *keyword* of *schema* is about, and what it has to be."""
    given = schema[keyword]
    match value, keyword:
        case list(), "items":
            yield from ((item, given) for item in value)
        case dict(), "properties":
            yield from ((value[name], given[name]) for name in value.keys() & given.keys())
        case dict(), "additionalProperties":
            others = value.keys() - schema.get("properties", {}).keys()
            yield from ((value[name], given) for name in others)


def _is_a(kind: str, value: object) -> bool:
    types = _TYPES.get(kind, ())
    # To Python, true is a number.
    return isinstance(value, types) and isinstance(value, bool) == (kind == "boolean")

"""What the schema asks for, in words that authors of seeds know."""

import json
from collections.abc import Iterable
from typing import Any

from feeds.problems.faults import unquoted

DATE = "date, time and zone"
_NOUNS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def wanted(schema: Any) -> str:
    """Return what *schema* asks for, with an example."""
    if "enum" in schema:
        return "one of " + ", ".join(unquoted(value) for value in schema["enum"])
    # Alternatives beside a type say which fields a mapping needs, and not what it is.
    forms = [schema] if "type" in schema else schema.get("anyOf", [schema])
    types = [name for form in forms for name in types_of(form)]
    named = DATE if schema.get("format") == "date-time" else nouns(types)
    return named + ("" if types == ["boolean"] else such_as(schema))


def such_as(schema: Any) -> str:
    """Return the first example of *schema*, if it has any, as the end of a remedy."""
    examples = schema.get("examples")
    return f", such as {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""


def types_of(schema: Any) -> list[str]:
    """Return the types that *schema* allows a value to have; text, if it does not say."""
    types = schema.get("type", "string")
    return [types] if isinstance(types, str) else list(types)


def nouns(types: Iterable[str]) -> str:
    """Return what authors of seeds call *types* of JSON: "text or a list"."""
    return " or ".join(dict.fromkeys(_NOUNS[name] for name in types))

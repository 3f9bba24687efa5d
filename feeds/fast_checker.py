"""Accept front matter that is beyond doubt faultless, in a hundredth of the time of a full check.

The schema that is checked by here is made of the schema of seeds, and stricter: it replaces what
validators understand differently, and what a schema cannot say of addresses, by patterns that
allow less. What it does not accept may be faultless all the same: ``validation`` tells.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from feeds.schema import schema_text

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

_LABEL = "[a-z0-9]+(?:-+[a-z0-9]+)*"
_HOST_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
# The last label of a name is no number, else it is an address.
_NAME_LABEL = "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DAY = (
    "(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31"
)
# What schema.py and dates.py accept of each format, without the rarer forms.
_FORMATS: Mapping[str, Mapping[str, Any]] = {
    "date-time": {
        "pattern": f"^[1-9][0-9]{{3}}-(?:{_DAY})"
        r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?Z$"
    },
    "duration": {"pattern": "^PT(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+S)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S)$"},
    # No longer than one label may be (RFC 1123, section 2.1).
    "hostname": {"pattern": rf"^{_LABEL}(?:\.{_LABEL})*$", "maxLength": 63},
}
# ASCII only, neither credentials nor port (nor "@" in an id), and none of the characters that the
# schema excludes.
_DEFINITIONS: Mapping[str, Mapping[str, Any]] = {
    "url": {
        "type": "string",
        "pattern": rf"^https?://(?:{_HOST_LABEL}\.)*{_NAME_LABEL}(?:[/?#][!#-;=?-\[\]-~]*)?$",
    },
    "uri": {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?A-\[\]-~]+$"},
}


def is_faultless(instance: object) -> bool:
    """Tell whether *instance*, a front matter as read, has no fault beyond doubt."""
    # jsonschema_rs takes no numbers that remember how they were written, and few seeds have any.
    return _is_valid(instance) or _is_valid(_with_plain_numbers(instance))


def _is_valid(instance: object) -> bool:
    try:
        return _validator().is_valid(instance)
    except ValueError:
        return False


def _with_plain_numbers(value: Any) -> Any:
    match value:
        case dict():
            return {key: _with_plain_numbers(item) for key, item in value.items()}
        case list():
            return [_with_plain_numbers(item) for item in value]
        case float():
            return float(value)
        case _:
            return value


@cache
def _validator() -> "Draft202012Validator":
    # Costs a few hundredths of a second, which commands that check nothing should not pay.
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(_stricter(json.loads(schema_text("seed"))))


def _stricter(node: Any) -> Any:
    """Return *node* of the schema with less allowed."""
    match node:
        case {"format": str(name), **others}:
            return {**others, **_FORMATS[name]}
        case {"type": "array"} if "items" not in node:
            # A list of anything may hold addresses.
            return {**node, "items": {"type": ["string", "number", "boolean"]}}
        case {"$defs": definitions, **others}:
            return {**_stricter(others), "$defs": _stricter(definitions | _DEFINITIONS)}
        case dict():
            return {key: _stricter(item) for key, item in node.items()}
        case list():
            return [_stricter(item) for item in node]
        case _:
            return node

"""Fields that a site has declared as its own: nothing is said of them, and they mean nothing."""

import re
from collections.abc import Mapping, Sequence
from fnmatch import translate
from functools import lru_cache
from typing import Any


def without_own(instance: dict[str, Any], globs: Sequence[str], schema: Any) -> dict[str, Any]:
    """Return *instance* without the fields that *schema* does not know and one of *globs* matches.

    Lists stay as long as they are, so that pointers lead to the same places. The schema must be
    free of references.
    """
    if not globs:
        return instance
    pattern = _compiled(tuple(globs))

    def strip(value: Any, schema: Mapping[str, Any]) -> Any:
        match value:
            case dict():
                known = schema.get("properties", {})
                return {
                    key: strip(item, known.get(key, {}))
                    for key, item in value.items()
                    if key in known or not pattern.match(str(key))
                }
            case list():
                return [strip(item, schema.get("items", {})) for item in value]
            case _:
                return value

    stripped: dict[str, Any] = strip(instance, schema)
    return stripped


@lru_cache(maxsize=16)
def _compiled(globs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, globs)))

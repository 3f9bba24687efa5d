"""Where a value stands in a front matter or configuration: the keys and indexes that lead there."""

from collections.abc import Collection
from typing import Any

Pointer = tuple[str | int, ...]


def without(value: Any, places: Collection[Pointer], at: Pointer = ()) -> Any:
    """Return *value*, which stands *at* that pointer, without what is at one of *places*."""
    match value:
        case dict():
            return {
                key: without(item, places, (*at, key))
                for key, item in value.items()
                if (*at, key) not in places
            }
        case list():
            return [
                without(item, places, (*at, index))
                for index, item in enumerate(value)
                if (*at, index) not in places
            ]
        case _:
            return value

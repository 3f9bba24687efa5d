"""Changes to a front matter, by the pointers of values and not by their bytes."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SetValue:
    """Put the scalar *value* in the place of the one at *pointer*."""

    pointer: Pointer
    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class RenameField:
    """Call the field at *pointer* by another *name*."""

    pointer: Pointer
    name: str


@dataclass(frozen=True, slots=True)
class WrapValue:
    """Make the text at *pointer* the only item of a list."""

    pointer: Pointer


@dataclass(frozen=True, slots=True)
class AddField:
    """Put a field with the text *value* at *pointer*, behind the field of the name *after*."""

    pointer: Pointer
    value: str
    after: str


@dataclass(frozen=True, slots=True)
class RemoveItem:
    """Take the item at *pointer* out of its list."""

    pointer: Pointer


Edit = SetValue | RenameField | WrapValue | AddField | RemoveItem


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

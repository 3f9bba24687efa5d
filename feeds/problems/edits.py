"""Changes to a front matter, by the pointers of values and not by their bytes."""

from dataclasses import dataclass

from feeds.problems.pointers import Pointer


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

"""Changes to a front matter that mend a fault, by what they mean and not by their bytes."""

from dataclasses import dataclass

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
class RemoveItem:
    """Take the item at *pointer* out of its list."""

    pointer: Pointer


Edit = SetValue | RenameField | RemoveItem

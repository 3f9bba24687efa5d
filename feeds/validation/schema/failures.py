"""Failures of a JSON Schema, as jsonschema finds them, and where in the schema."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from feeds.problems.diagnostics import quote
from feeds.problems.edits import Edit
from feeds.problems.faults import Fault, field_name, unquoted
from feeds.problems.pointers import Pointer
from feeds.secrets import SECRET

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator


class Failure(NamedTuple):
    """One failure that jsonschema found, and the schema it found it by.

    ``patterns`` names patterns after the definitions they stand in, so that it shows what they
    are to match.
    """

    error: "ValidationError"
    root: Mapping[str, Any]
    patterns: Mapping[str, str]
    validator: "Validator"

    @property
    def keyword(self) -> str:
        """The keyword of JSON Schema that the value does not fulfil."""
        return str(self.error.validator)

    @property
    def pointer(self) -> Pointer:
        """Where the value is."""
        return tuple(self.error.absolute_path)

    @property
    def value(self) -> Any:
        """The value that fails."""
        return self.error.instance

    @property
    def schema(self) -> Any:
        """The schema that the keyword stands in."""
        return self.error.schema

    @property
    def wanted(self) -> Any:
        """What the keyword asks for."""
        return self.error.validator_value

    @property
    def is_secret(self) -> bool:
        """Whether no part of the value may be shown."""
        return SECRET in self.pointer

    @property
    def name(self) -> str:
        """The name of the field in messages."""
        return field_name(self.pointer) or "the document"

    @property
    def subject(self) -> str:
        """What is wrong: the field and its value, unless that is secret or too large to quote."""
        if self.is_secret or self.value is None or isinstance(self.value, dict | list):
            return self.name
        shown = quote(self.value) if isinstance(self.value, str) else unquoted(self.value)
        return f"{self.name} {shown}"

    @property
    def absent(self) -> list[str]:
        """The fields that are required here and not there."""
        return [name for name in self.wanted if name not in self.value]

    @property
    def fields(self) -> Mapping[str, Any]:
        """The schemas of the fields that the mapping may have."""
        fields: Mapping[str, Any] = _schema_at(self.root, self.pointer).get("properties", {})
        return fields

    def schema_below(self, steps: Iterable[str]) -> Mapping[str, Any]:
        """Return the schema of the field that *steps* lead to from the mapping."""
        return _schema_at(self.root, (*self.pointer, *steps))

    def branches(self) -> list[list["Failure"]]:
        """Return why each of the alternatives of ``anyOf`` fails."""
        branches: dict[int | str, list[Failure]] = {}
        for error in self.error.context or ():
            branch = branches.setdefault(error.relative_schema_path[0], [])
            branch.append(self._replace(error=error))
        return list(branches.values())

    def fits(self, value: Any) -> bool:
        """Tell whether *value* would not fail in the place of this one."""
        return self.validator.evolve(schema=self.schema).is_valid(value)

    def fault(
        self,
        rule: str,
        message: str,
        remedy: str,
        *,
        fix: Iterable[Edit] = (),
        part: tuple[int, int] | None = None,
    ) -> Fault:
        """Return the fault of the value, or of a *part* of it; *fix* mends it safely."""
        return Fault(self.pointer, False, rule, message, remedy, fix=tuple(fix), part=part)


def _schema_at(schema: Any, pointer: Pointer) -> Mapping[str, Any]:
    """Return the part of *schema* for what is at *pointer*; empty if alternatives hide it."""
    for step in pointer:
        if isinstance(step, int):
            schema = schema.get("items", {})
        else:
            others = schema.get("additionalProperties") or {}
            schema = schema.get("properties", {}).get(step, others)
    return schema if isinstance(schema, Mapping) else {}

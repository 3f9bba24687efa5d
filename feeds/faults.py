"""What the failures of a JSON Schema mean: faults that say what is wrong and what to write.

The rules, each named after its fault:

- ``missing-field``: a required field, or one of several alternatives, is not there
- ``misspelt-field``: the name is unknown, and resembles a known one
- ``unknown-field``: the name is unknown, and resembles none (a warning)
- ``wrong-type``: text, number, boolean, list or mapping in the place of another
- ``empty-value``: nothing, blank text or an empty list where something must be
- ``unknown-value``: none of the values that the field may have
- ``too-many-values``: a list longer than it may be
- ``out-of-range``: a number too small or too large
- ``invalid-date``: no date-time of RFC 3339, section 5.6
- ``invalid-duration``: no duration of ISO 8601
- ``invalid-hostname``: no host name of RFC 1123, section 2.1
- ``invalid-language``: no language tag of BCP 47
- ``invalid-uri``: no absolute URI of RFC 3986, section 4.3
- ``invalid-url``: no http or https address with a host
- ``relative-url``: an address without a scheme
- ``malformed-value``: whatever else a schema asks of a value
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from feeds.diagnostics import Severity, mask_name, quote
from feeds.edits import Edit, Pointer

if TYPE_CHECKING:
    from jsonschema import ValidationError

# Encrypted data of the site: no part of it may leave the seed, not even in a message.
SECRET = "secured"  # noqa: S105 - the name of the field, no password

_PLAIN_NAME = re.compile(r"[\w-]+")
# Low enough for two letters changing places in a short name, too high for "related" and "deleted".
_RESEMBLANCE = 0.75


class Fault(NamedTuple):
    """One thing to mend in a document.

    ``pointer`` leads to the value concerned; with ``at_key``, to the key that is wrong. What is
    missing has the pointer of the mapping that lacks it. ``fix`` mends it, where that is safe.
    """

    pointer: Pointer
    at_key: bool
    rule: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    fix: tuple[Edit, ...] = ()


class Failure(NamedTuple):
    """One failure that jsonschema found, and the schema it found it by.

    ``patterns`` names patterns after the definitions they stand in, so that it shows what they
    are to match.
    """

    error: "ValidationError"
    root: Mapping[str, Any]
    patterns: Mapping[str, str]

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

    def branches(self) -> list[list["Failure"]]:
        """Return why each of the alternatives of ``anyOf`` fails."""
        branches: dict[int | str, list[Failure]] = {}
        for error in self.error.context or ():
            branch = branches.setdefault(error.relative_schema_path[0], [])
            branch.append(self._replace(error=error))
        return list(branches.values())

    def fault(self, rule: str, message: str, remedy: str, *, fix: Iterable[Edit] = ()) -> Fault:
        """Return the fault of the value; *fix* mends it safely."""
        return Fault(self.pointer, False, rule, message, remedy, fix=tuple(fix))


def field_name(pointer: Pointer) -> str:
    """Return *pointer* as messages name a field: ``related[3].publishedDateTime``."""
    name = ""
    for step in pointer:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += ("." if name else "") + printable(step)
    return name


def printable(name: str) -> str:
    """Return the field's *name*, in quotes if it is not one plain word."""
    return name if _PLAIN_NAME.fullmatch(name) else quote(mask_name(name))


def unquoted(value: object) -> str:
    """Return *value* as it is quoted in messages, without the quotes."""
    return quote(value)[1:-1]


def find_similar(word: str, known: Iterable[str], preferred: Iterable[str] = ()) -> str | None:
    """Return the one of *known* that *word* is most likely meant to be, if any.

    Case and punctuation do not count. Of several that *word* resembles, a *preferred* one wins.
    """
    similar = resembling(word, known)
    return next((name for name in similar if name in preferred), similar[0] if similar else None)


def resembling(word: str, known: Iterable[str]) -> list[str]:
    """Return those of *known* that *word* resembles, the closest first.

    Case and punctuation do not count: one that differs in nothing else is the only one.
    """
    folded = {_folded(name): name for name in known}
    if _folded(word) in folded:
        return [folded[_folded(word)]]
    close = difflib.get_close_matches(_folded(word), folded, cutoff=_RESEMBLANCE)
    return [folded[match] for match in close]


def _schema_at(schema: Any, pointer: Pointer) -> Mapping[str, Any]:
    """Return the schema of what *pointer* leads to, or nothing if alternatives hide it."""
    for step in pointer:
        if isinstance(step, int):
            schema = schema.get("items", {})
        else:
            others = schema.get("additionalProperties") or {}
            schema = schema.get("properties", {}).get(step, others)
    return schema if isinstance(schema, Mapping) else {}


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()

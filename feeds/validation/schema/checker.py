"""The JSON Schemas of the product, and checking documents against them in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import orjson

from feeds.expressions import expression
from feeds.problems.faults import Fault
from feeds.problems.pointers import Pointer
from feeds.program import schema_folder
from feeds.secrets import is_secret_name
from feeds.values.dates import parse_date_time
from feeds.values.urls import punycode_host

if TYPE_CHECKING:
    from jsonschema import FormatChecker
    from jsonschema.protocols import Validator

    from feeds.validation.schema.failures import Failure
    from feeds.validation.schema.strays import NameHere, Stray

# Nobody mends more at a time, and to find and word all that a hundred thousand lines may fail takes
# long.
_MOST_FAILURES = 10_000
_URL = "#/$defs/url"
_ANNOTATIONS = frozenset({"title", "description", "examples", "default", "$comment"})
# RFC 1123, section 2.1: labels of letters, digits and inner hyphens, 63 long; 253 for the whole.
_HOSTNAME = expression(
    r"(?=.{1,253}\Z)(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*"
)
# RFC 3339, appendix A, except that units that are zero may be left out between others, as
# ISO 8601 allows and video sites do (PT1H3S).
_DURATION = expression(
    r"P(?=[0-9T])(?:[0-9]+W|(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?)"
)


class InstanceChecker:
    """Check instances (what YAML, TOML or JSON was read into) against one JSON Schema 2020-12.

    References in the schema must lead to places within it, and never back to themselves. The
    definitions in ``$defs`` named url, uri, language and sitePath get messages of their own.
    """

    def __init__(self, schema: Mapping[str, Any], names: NameHere = lambda *_: None) -> None:
        """Prepare to check by *schema*; raise ValueError for a reference that cannot be used.

        *names* tells what fields with names from elsewhere are called here.
        """
        # Costs a tenth of a second, which commands that check nothing should not pay.
        from jsonschema import Draft202012Validator

        # Following references anew for each value would more than double the time of a check.
        self._schema = _inlined(schema, schema)
        self._names = names
        self._patterns = {
            definition["pattern"]: name
            for name, definition in schema.get("$defs", {}).items()
            if "pattern" in definition
        }
        self._validator: Validator = Draft202012Validator(
            self._schema, format_checker=_format_checker()
        )

    def check(self, instance: object) -> list[Fault]:
        """Return every fault of *instance*.

        What follows from a wrong name alone is left out: that the field is missing by its right
        name, or what its value is like.
        """
        failures = self._failures(instance)
        if not failures:
            return []
        if len(failures) > _MOST_FAILURES:
            *failures, beyond = failures
            # First, since of each kind only the first are reported.
            return [_beyond(beyond), *self._faults(instance, failures)]
        return self._faults(instance, failures)

    def _faults(self, instance: object, failures: list[Failure]) -> list[Fault]:
        unknown = [failure for failure in failures if failure.keyword == "additionalProperties"]
        from feeds.validation.schema.faults.structure import describe, describe_stray
        from feeds.validation.schema.strays import find_strays

        strays = find_strays(unknown, _absent_fields(failures), self._names)
        strays = [self._with_need(stray, instance, failures) for stray in strays]
        values = self._failures_there(strays, instance)
        faults = [describe_stray(stray, values.get(stray.pointer, [])) for stray in strays]
        # What is missing may be there under another name.
        needed = [stray for stray in strays if stray.is_needed]
        renamed = self._failures(_with_names(instance, needed)) if needed else failures
        renamed = renamed[:_MOST_FAILURES]
        targets = {stray.target for stray in needed}
        return faults + describe(
            failure
            for failure in renamed
            if failure.keyword != "additionalProperties" and not is_within(failure.pointer, targets)
        )

    def _failures_there(
        self, strays: Iterable[Stray], instance: object
    ) -> Mapping[Pointer, list[Failure]]:
        """Return by the pointers of *strays* what their values lack to be what they are meant for.

        Of several that are meant for one field, it is what one of them lacks.
        """
        misfits: dict[Pointer, Stray] = {}
        for stray in sorted(strays, key=lambda stray: not stray.is_needed):
            # Most fit, and the whole instance need not be looked at again.
            if stray.may_be_renamed and not self._fits(stray):
                misfits.setdefault(stray.target, stray)
        if not misfits:
            return {}
        found = _by_place(self._failures(_with_names(instance, misfits.values())), misfits.keys())
        return {misfits[place].pointer: failures for place, failures in found.items()}

    def _fits(self, stray: Stray) -> bool:
        return self._validator.evolve(schema=stray.schema_there).is_valid(stray.value)

    def _with_need(self, stray: Stray, instance: object, failures: list[Failure]) -> Stray:
        """Return *stray*, of *instance*; a type decides what else is required."""
        if stray.meant != "type" or not stray.may_be_renamed:
            return stray
        less = len(self._failures(_with_names(instance, [stray]))) < len(failures) - 1
        return stray._replace(is_needed=less)

    def _failures(self, instance: Any) -> list[Failure]:
        from feeds.validation.schema.failures import Failure

        errors = islice(self._validator.iter_errors(instance), _MOST_FAILURES + 1)
        return [Failure(error, self._schema, self._patterns, self._validator) for error in errors]


def _beyond(failure: Failure) -> Fault:
    """Return the error that stands for the first *failure* of more than are looked at.

    It is one of the document: nothing of what is not looked at may be published.
    """
    from feeds.validation.schema.faults.structure import describe

    rule = next((fault.rule for fault in describe([failure])), "unknown-field")
    message = f"there are more than {_MOST_FAILURES:,} faults, and only these are looked at"
    return Fault((), False, rule, message, "mend these first")


@cache
def seed_schema() -> Mapping[str, Any]:
    """Return the schema of seeds without references."""
    schema = load_schema("seed")
    inlined: Mapping[str, Any] = _inlined(schema, schema)
    return inlined


@cache
def seed_checker() -> InstanceChecker:
    """Return the checker of the front matter of seeds."""
    from feeds.validation.schema.foreign import name_here

    return InstanceChecker(load_schema("seed"), name_here)


@cache
def url_fields() -> frozenset[str]:
    """Return the names of the fields of a seed that hold web addresses, at any depth."""
    schema = load_schema("seed")
    return frozenset(name for name, field in _fields(schema) if _is_url(field, schema))


def written_urls(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Yield pointer and text of every web address in *value*, a part of a seed at *pointer*.

    What is secret is not looked into.
    """
    match value:
        case str() if pointer[-1] in url_fields():
            yield pointer, value
        case dict():
            for key, item in value.items():
                if not is_secret_name(key):
                    yield from written_urls(item, (*pointer, key))
        case list():
            for index, item in enumerate(value):
                yield from written_urls(item, (*pointer, index))


def load_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema *name* (seed, config)."""
    schema: dict[str, Any] = orjson.loads(schema_text(name))
    return schema


def schema_text(name: str = "seed") -> str:
    """Return the JSON Schema *name* (seed, config) as it was written."""
    return (schema_folder() / f"{name}.schema.json").read_text(encoding="utf-8")


def _absent_fields(failures: list[Failure]) -> dict[Pointer, set[str]]:
    """Return the required fields that are not there by the pointer of the mapping."""
    absent: dict[Pointer, set[str]] = {}
    for failure in failures:
        reasons = [reason for branch in failure.branches() for reason in branch]
        for reason in (failure, *reasons):
            if reason.keyword == "required":
                absent.setdefault(reason.pointer, set()).update(reason.absent)
    return absent


def _with_names(instance: Any, strays: Iterable[Stray]) -> Any:
    """Return *instance* with *strays* under the names that are meant, where these are free."""
    names = {stray.pointer: stray.target[-1] for stray in strays if not stray.is_beside_it}

    def rename(value: Any, pointer: Pointer) -> Any:
        match value:
            case dict():
                return {
                    names.get((*pointer, key), key): rename(item, (*pointer, key))
                    for key, item in value.items()
                }
            case list():
                return [rename(item, (*pointer, index)) for index, item in enumerate(value)]
            case _:
                return value

    return rename(instance, ())


def _by_place(failures: Iterable[Failure], places: Set[Pointer]) -> Mapping[Pointer, list[Failure]]:
    """Return those of *failures* that are at or below one of *places*, by that."""
    found: dict[Pointer, list[Failure]] = {}
    for failure in failures:
        for length in range(len(failure.pointer) + 1):
            if failure.pointer[:length] in places:
                found.setdefault(failure.pointer[:length], []).append(failure)
    return found


def is_within(pointer: Pointer, places: Set[Pointer]) -> bool:
    """Tell whether what is at *pointer* is at one of *places*, or in what is there."""
    return any(pointer[:length] in places for length in range(len(pointer) + 1))


def _inlined(node: Any, schema: Mapping[str, Any]) -> Any:
    """Return *node* of *schema* with what its references lead to in their place."""
    match node:
        case {"$ref": str(reference), **beside}:
            target = _resolved(reference, schema)
            if beside.keys() & target.keys() - _ANNOTATIONS:
                raise ValueError(f"keywords beside {reference} are in what it leads to as well")
            return _inlined({**target, **beside}, schema)
        case dict():
            return {key: _inlined(item, schema) for key, item in node.items() if key != "$defs"}
        case list():
            return [_inlined(item, schema) for item in node]
        case _:
            return node


def _resolved(reference: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    root, *steps = reference.split("/")
    if root != "#":
        raise ValueError(f"{reference} leads out of the schema")
    node: Any = schema
    for step in steps:
        node = node[step]
    found: Mapping[str, Any] = node
    return found


# "url" alone names most, but webUrl and others only refer to its definition.
def _fields(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and schema of every field that *node* of a schema describes."""
    match node:
        case dict():
            yield from node.get("properties", {}).items()
            for item in node.values():
                yield from _fields(item)
        case list():
            for item in node:
                yield from _fields(item)


def _is_url(field: Any, schema: Mapping[str, Any]) -> bool:
    while isinstance(field, dict) and "$ref" in field:
        if field["$ref"] == _URL:
            return True
        field = _resolved(field["$ref"], schema)
    return False


def _format_checker() -> FormatChecker:
    from jsonschema import FormatChecker

    # The checks that come with jsonschema need more packages, or are looser than RFC 3339.
    checker = FormatChecker(formats=())
    checker.checks("date-time", raises=ValueError)(_check_date_time)
    checker.checks("duration")(_is_duration)
    checker.checks("hostname")(_is_hostname)
    return checker


def _check_date_time(value: object) -> bool:
    if isinstance(value, str):
        parse_date_time(value)
    return True


def _is_duration(value: object) -> bool:
    return not isinstance(value, str) or _DURATION.fullmatch(value) is not None


def _is_hostname(value: object) -> bool:
    """Tell whether *value* is a host name, in ASCII or internationalised (RFC 5891)."""
    try:
        return not isinstance(value, str) or bool(_HOSTNAME.fullmatch(punycode_host(value)))
    except ValueError:
        return False

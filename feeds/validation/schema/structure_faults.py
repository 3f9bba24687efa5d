"""Faults of documents as a whole: fields that are missing, unknown or one of several forms."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RenameField
from feeds.problems.faults import Fault, field_name, shown_name
from feeds.validation.schema.failures import Failure
from feeds.validation.schema.value_faults import (
    describe_type,
    describe_value,
    is_empty,
    such_as,
    types_of,
)
from feeds.values.similar import resembling


def describe_stray(failure: Failure, key: str, meant: str | None) -> Fault:
    """Return the fault of the unknown *key*, which may be *meant* for a known one.

    Its value is never quoted: it may be what a misspelt name no longer marks as secret.
    """
    pointer = (*failure.pointer, key)
    message = f"{field_name(pointer)} is no known field"
    if meant is None:
        remedy = "remove it, or correct its name"
        return Fault(pointer, True, "unknown-field", message, remedy, Severity.WARNING)
    message += f": did you mean {meant}?"
    if meant in failure.value:
        return Fault(pointer, True, "misspelt-field", message, f"keep only {meant}")
    is_certain = resembling(key, failure.fields) == [meant]
    fix = (RenameField(pointer, meant),) if is_certain else ()
    remedy = f"rename it to {meant}"
    return Fault(pointer, True, "misspelt-field", message, remedy, fix=fix)


def describe(failures: Iterable[Failure]) -> list[Fault]:
    """Return the faults that *failures* come down to, each once.

    What else is wrong with a value of the wrong type is not worth saying.
    """
    failures = list(failures)
    mistyped = {failure.pointer for failure in failures if failure.keyword == "type"}
    telling = (f for f in failures if f.keyword == "type" or f.pointer not in mistyped)
    return list(dict.fromkeys(fault for failure in telling for fault in _describe(failure)))


def _describe(failure: Failure) -> Iterable[Fault]:
    describer = _DESCRIBERS.get(failure.keyword)
    return [describe_value(failure)] if describer is None else describer(failure)


def _describe_missing(failure: Failure) -> Iterator[Fault]:
    for name in failure.absent:
        message = f"{field_name((*failure.pointer, name))} is missing"
        yield failure.fault("missing-field", message, _addition(failure, name))


def _describe_alternatives(failure: Failure) -> Iterable[Fault]:
    branches = failure.branches()
    reasons = [reason for branch in branches for reason in branch]
    fitting = [branch for branch in branches if not _mistyped(failure, branch)]
    # Each asks for a field that is not there, and any of these will do.
    if all(reason.keyword == "required" for reason in reasons):
        return [_describe_choice(failure, reasons)]
    # What each says beyond its type is no help to whoever wrote none of these types.
    if not fitting:
        return [describe_type(failure, (name for b in branches for name in _mistyped(failure, b)))]
    if is_empty(failure.value):
        return [describe_value(failure)]
    return _join_remedies([describe(branch) for branch in fitting])


def _join_remedies(alternatives: list[list[Fault]]) -> list[Fault]:
    """Return the faults by the first of *alternatives*, the usual one, with the remedies of all."""
    first, *others = alternatives[0]
    remedies = dict.fromkeys(faults[0].remedy for faults in alternatives)
    return [first._replace(remedy=", or ".join(remedies)), *others]


def _describe_choice(failure: Failure, reasons: list[Failure]) -> Fault:
    names = list(dict.fromkeys(" and ".join(reason.absent) for reason in reasons))
    owner = field_name(failure.pointer)
    message = f"{owner} needs {' or '.join(names)}".lstrip()
    return failure.fault("missing-field", message, _addition(failure, reasons[0].absent[0]))


_DESCRIBERS: Mapping[str, Callable[[Failure], Iterable[Fault]]] = {
    "anyOf": _describe_alternatives,
    "required": _describe_missing,
    "type": lambda failure: [describe_type(failure, types_of(failure.schema))],
}


def _addition(failure: Failure, name: str) -> str:
    return f"add {shown_name(name)}{such_as(failure.fields.get(name, {}))}"


def _mistyped(failure: Failure, branch: list[Failure]) -> list[str]:
    """Return the types that *branch* wants the value of *failure* to have, if it has none."""
    mistyped = (f for f in branch if f.keyword == "type" and f.pointer == failure.pointer)
    return [name for reason in mistyped for name in types_of(reason.schema)]

"""Faults of documents as a whole: fields that are missing, unknown or one of several forms."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from feeds.problems.diagnostics import Severity
from feeds.problems.edits import RenameField
from feeds.problems.faults import Fault, field_name, shown_name
from feeds.secrets import SECRET
from feeds.validation.schema.failures import Failure
from feeds.validation.schema.faults.values import describe_type, describe_value, is_empty
from feeds.validation.schema.faults.wanted import such_as, types_of
from feeds.validation.schema.strays import Stray

OWN = "name it in known_fields of [validate]"


def describe_stray(stray: Stray, failures: Sequence[Failure]) -> Fault:
    """Return the fault of an unknown field; *failures* are those of its value where it is meant."""
    message, remedy = f"{field_name(stray.pointer)} is no known field", "remove it"
    if stray.meant is None:
        remedy += ", correct its name"
    else:
        message += f": {_meaning(stray)}"
        remedy = _transfer(stray, failures)
    is_safe = stray.may_be_slip and not failures
    fix = (RenameField(stray.pointer, str(stray.meant)),) if is_safe else ()
    if stray.is_needed:
        return Fault(stray.pointer, True, "misspelt-field", message, remedy, fix=fix)
    remedy += f", or {OWN}"
    return Fault(stray.pointer, True, "unknown-field", message, remedy, Severity.WARNING, fix)


def _transfer(stray: Stray, failures: Sequence[Failure]) -> str:
    """Return how to get what *stray* says to where it is meant to be.

    Its value is not quoted where it may be what a misspelt name no longer marks as secret.
    """
    if stray.is_beside_it:
        return f"remove it, as {stray.meant} is there too"
    if not stray.may_be_renamed:
        return f"write it as {stray.meant}{such_as(stray.schema_there)}"
    remedy = f"rename it to {stray.meant}"
    if failures and stray.meant != SECRET:
        remedy += f", and {describe(failures)[0].remedy}"
    return remedy


def _meaning(stray: Stray) -> str:
    if stray.is_foreign:
        return f"it is called {stray.meant} here"
    return f"did you mean {stray.meant}?"


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
        remedy = _addition(failure, name)
        if name == "topics" and failure.value.get("tags"):
            remedy += "; or rename tags to topics, if these are its topics"
        yield failure.fault("missing-field", message, remedy)


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
    mended = next((faults for faults in alternatives if faults[0].fix), None)
    if mended:
        return mended
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

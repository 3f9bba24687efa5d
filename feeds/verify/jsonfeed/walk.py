"""Hold a JSON Feed against the tables: one walk through its objects, each against its table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.problems.diagnostics import Severity, quote
from feeds.verify.constructs.html import WORDS
from feeds.verify.findings import Finding, Findings, Pointer, remedy_of
from feeds.verify.jsonfeed.tables import FEED, Key, Table, Type
from feeds.verify.markup.escaped import find_faults
from feeds.verify.values.flaw import Flaw

_EXTENSION = re.compile(r"_[A-Za-z][^.]*")


def check_keys(root: dict[str, object], version: str) -> Findings:
    """Return what the tables find in the feed *root*, which is of *version* (``1`` or ``1.1``)."""
    walk = _Walk(version)
    walk.check(root, FEED, ())
    return walk.found


def type_of(value: object) -> Type:
    """Return which of the types of JSON *value* is of."""
    match value:
        case str():
            return Type.TEXT
        case bool():
            return Type.BOOLEAN
        case dict():
            return Type.OBJECT
        case list():
            return Type.LIST
        case None:
            return Type.NULL
    return Type.NUMBER


class _Walk:
    def __init__(self, version: str) -> None:
        self.found = Findings()
        self._version = version

    def check(self, members: dict[str, object], table: Table, at: Pointer) -> None:
        """Check the *members* of the object at *at* against its *table*."""
        keys = table.keys
        for name, value in members.items():
            key = keys.get(name)
            if key is not None:
                self._member(name, value, key, members, at)
            elif name[:1] == "_":
                self.found += _extension(name, value, at)
            else:
                self._unknown(name, table, at)
        self._missing(members, table, at)

    def _member(
        self, name: str, value: object, key: Key, members: dict[str, object], at: Pointer
    ) -> None:
        if key.since > self._version:
            message = (
                f"{name} is a key of JSON Feed {key.since}, and the feed is of {self._version}"
            )
            self.found.add(Finding("key-of-later-version", at, message, name))
        if key.instead and self._version > "1" and key.instead not in members:
            message = f"{name} is a key of JSON Feed 1, which {key.instead} has replaced"
            self.found.add(Finding("deprecated-key", at, message, name))
        if not self._is_of_type(value, key.type, name, (*at, name)):
            return
        match value:
            case str():
                self._text(value, key, name, (*at, name))
            case dict() if key.members is not None:
                self.check(value, key.members, (*at, name))
            case list():
                self._list(value, key, name, (*at, name))
            case int() | float() if key.least is not None and value < key.least:
                message = f"{name} is {value}, and cannot be less than {key.least:g}"
                self.found.add(Finding("number-out-of-range", (*at, name), message))

    def _is_of_type(self, value: object, wanted: Type, name: str, at: Pointer) -> bool:
        own = type_of(value)
        if own is wanted:
            return True
        message = f"{name} is {own}, and must be {wanted}"
        self.found.add(Finding("wrong-json-type", at, message, remedy=_converted(value, wanted)))
        return False

    def _text(self, text: str, key: Key, name: str, at: Pointer) -> None:
        if not text or text.isspace():
            if not key.blank:
                # What must be there says nothing so: an item without an id is passed over.
                severity = Severity.ERROR if key.must else None
                self.found.add(Finding("blank-key", at, f"{name} is empty", severity=severity))
        elif key.check is not None and (flaw := key.check(text)) is not None:
            self.found.add(_flawed(flaw, text, name, at))
        elif key.html:
            for rule, what, start, end in find_faults(text, relative=True):
                message = f"{name} {WORDS[rule].format(what)}"
                self.found.add(Finding(rule, at, message, part=(start, end)))

    def _list(self, values: list[object], key: Key, name: str, at: Pointer) -> None:
        for index, value in enumerate(values):
            subject = f"{name}[{index}]"
            if key.texts:
                if self._is_of_type(value, Type.TEXT, subject, (*at, index)):
                    self._text(str(value), key, subject, (*at, index))
            elif self._is_of_type(value, Type.OBJECT, subject, (*at, index)):
                assert isinstance(value, dict) and key.members is not None  # noqa: S101 - for the type checker
                self.check(value, key.members, (*at, index))

    def _unknown(self, name: str, table: Table, at: Pointer) -> None:
        from feeds.values.similar import find_similar

        meant = find_similar(name, list(table.keys))
        message = f"{table.name} has no key {quote(name)} in JSON Feed"
        remedy = f"did you mean {meant}? What is your own begins with _" if meant else ""
        self.found.add(Finding("unknown-key", at, message, name, remedy=remedy))

    def _missing(self, members: dict[str, object], table: Table, at: Pointer) -> None:
        for name, key in table.keys.items():
            if (key.must or key.should) and name not in members:
                rule = "missing-key" if key.must else "recommended-key"
                self.found.add(Finding(rule, at, f"{table.name} lacks the key {name}"))
        if table.one_of and members.keys().isdisjoint(table.one_of):
            names = f"{', '.join(table.one_of[:-1])} or {table.one_of[-1]}"
            message = f"{table.name} has none of the keys {names}, of which it must have one"
            self.found.add(Finding(table.lacking, at, message))


def _extension(name: str, value: object, at: Pointer) -> Iterator[Finding]:
    """Yield what is wrong with what a publisher has of their own (Extensions)."""
    if not _EXTENSION.fullmatch(name):
        message = f"{quote(name)} is no name of an extension: a letter follows the _, and no dot"
        yield Finding("malformed-extension", at, message, name)
    elif not isinstance(value, dict):
        message = f"the extension {quote(name)} is {type_of(value)}, and should be an object"
        remedy = "put what it says into an object: {…}"
        yield Finding(
            "malformed-extension", (*at, name), message, remedy=remedy, severity=Severity.WARNING
        )
    else:
        for key in value:
            if "." in key or key[:1] == "_":
                message = f"the key {quote(key)} of an extension has a dot, or a _ at its begin"
                yield Finding("malformed-extension", (*at, name), message, key)


def _converted(value: object, wanted: Type) -> str:
    """Return how to write *value* as *wanted* if that is certain; empty if it is not."""
    own = type_of(value)
    if wanted is Type.TEXT and own is Type.NUMBER:
        return f'write "{value}", in quotation marks'
    if own is Type.NULL:
        return "leave the key out if there is nothing to say"
    if wanted is Type.LIST and own in {Type.OBJECT, Type.TEXT}:
        return "put it into a list: […]"
    if own is Type.TEXT and wanted is Type.BOOLEAN and str(value).lower() in {"true", "false"}:
        return f"write {str(value).lower()} without quotation marks"
    if own is Type.TEXT and wanted is Type.NUMBER and str(value).isdecimal():
        return f"write {value} without quotation marks"
    return ""


def _flawed(flaw: Flaw, text: str, name: str, at: Pointer) -> Finding:
    end = len(text) if flaw.end is None else flaw.end
    part = (flaw.start, end) if (flaw.start, end) != (0, len(text)) else None
    message = f"{name} {quote(text)} {flaw.reason}"
    return Finding(flaw.rule, at, message, part=part, remedy=remedy_of(flaw))

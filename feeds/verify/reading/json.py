"""JSON: the values of a document, and the place of each that is asked for.

Source: RFC 8259. A library reads; what it refuses, and what findings are about, is looked for in
the text token by token, which takes forty times as long.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import orjson

from feeds.problems.diagnostics import quote
from feeds.verify.findings import Finding, Pointer

_STRING = rb'"(?:[^"\\\x00-\x1f]++|\\.)*+"'
_TOKEN = re.compile(
    rb"(?P<string>" + _STRING + rb")|(?P<sign>[\[\]{},:])"
    rb"|(?P<word>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.])"
    rb"|(?:true|false|null)(?![0-9A-Za-z_]))",
    re.DOTALL,
)
_BLANKS = re.compile(rb"[ \t\r\n]*")
_KEYS = re.compile(_STRING + rb"([ \t\r\n]*:)?", re.DOTALL)
_BEGIN = re.compile(rb'"(?:[^"\\\x00-\x1f]++|\\.)*+', re.DOTALL)
_WRONG_ESCAPE = re.compile(rb'\\(?!["\\/bfnrt]|u[0-9A-Fa-f]{4})(?:.|$)', re.DOTALL)
_ESCAPES = re.compile(rb"\\(?:u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_HALF_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9A-Fa-f]{2}(?!\\u[dD][c-fC-F])|"
    rb"(?<!\\u[dD][89abAB][0-9A-Fa-f]{2})\\u[dD][c-fC-F][0-9A-Fa-f]{2}"
)
_WORD = re.compile(rb"[+.\-\w$\x80-\xff]+")
# What begins no character of UTF-8.
_WITHIN = frozenset(bytes([byte]) for byte in range(0x80, 0xC0))
_NUMBER = re.compile(rb"[+-]?[0-9.]")
# A container takes so many bytes in memory, a value so many; and so many may all of them take.
_CONTAINER, _VALUE, _MOST = 240, 60, 90_000_000
# What the library takes: no feed has ten.
_MOST_LEVELS = 1_000


class Span(NamedTuple):
    """Where a value stands in the text, in bytes, and its key; a value of a list has none."""

    start: int
    end: int
    key_start: int = -1
    key_end: int = -1


class Read(NamedTuple):
    """The outermost value of a document, None if it cannot be read, and what reading found."""

    value: object
    faults: list[Finding]


def read_json(data: bytes) -> Read:
    """Return what stands in *data*, a document in UTF-8, and what is wrong with it as JSON."""
    containers = data.count(b"{") + data.count(b"[")
    if containers * _CONTAINER + data.count(b",") * _VALUE > _MOST:
        message = "the document has more values than are read, and was not checked"
        return Read(None, [Finding("oversized-feed", 0, message)])
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        return Read(None, [_syntax_fault(data, exc)])
    keys = sum(map(bool, _KEYS.findall(data)))
    return Read(value, [] if keys == _count_keys(value) else list(_repeated_keys(data)))


def locate(data: bytes, wanted: Collection[Pointer]) -> dict[Pointer, Span]:
    """Return where the values at the pointers *wanted* stand in *data*, which is JSON.

    Of a key that stands there twice it is the last one, which is the one that counts.
    """
    return {pointer: span for pointer, span, _ in _Scan(data).values() if pointer in wanted}


def byte_offset(literal: bytes, characters: int) -> int:
    """Return where in *literal*, a text with its quotation marks, one of its characters stands."""
    place = 1
    while characters > 0 and place < len(literal) - 1:
        escape = _ESCAPES.match(literal, place)
        if escape is not None:
            # Two escapes make one character beyond the first 65,536 (RFC 8259, section 7).
            is_pair = escape[0][2:4].lower() in {b"d8", b"d9", b"da", b"db"}
            place = escape.end() + (6 if is_pair else 0)
        else:
            place += 1
            while literal[place : place + 1] in _WITHIN:
                place += 1
        characters -= 1
    return min(place, len(literal))


def _count_keys(value: object) -> int:
    count, waiting = 0, [value]
    while waiting:
        match waiting.pop():
            case dict() as mapping:
                count += len(mapping)
                waiting += mapping.values()
            case list() as members:
                waiting += members
    return count


def _repeated_keys(data: bytes) -> Iterator[Finding]:
    for pointer, span, is_repeated in _Scan(data).values():
        if is_repeated:
            message = f"the key {quote(pointer[-1])} stands twice in one object"
            length = span.key_end - span.key_start
            yield Finding("repeated-key", span.key_start, message, length=length)


def _syntax_fault(data: bytes, exc: orjson.JSONDecodeError) -> Finding:
    """Return what is wrong with *data*, which the library does not take."""
    try:
        for _ in _Scan(data).values():
            pass
    except _Fault as fault:
        message = f"the document is not JSON: {fault.reason}"
        return Finding("json-syntax", fault.start, message, length=fault.end - fault.start)
    half = _HALF_PAIR.search(data)
    if half is not None:
        message = f"the document is not JSON: {half[0].decode()} is half of a character"
        return Finding("json-syntax", half.start(), message, length=len(half[0]))
    return Finding("json-syntax", 0, f"the document cannot be read: {exc.msg.split(':')[0]}")


class _Fault(Exception):  # noqa: N818 - it is no error of the program
    """Where a document stops to be JSON, and why."""

    def __init__(self, start: int, end: int, reason: str) -> None:
        self.start, self.end, self.reason = start, end, reason


@dataclass(slots=True)
class _Open:
    """An object or a list that is not closed yet, and which value of it is read."""

    sign: bytes
    start: int
    step: str | int
    key: tuple[int, int] = (-1, -1)
    keys: set[str] = field(default_factory=set)
    is_repeated: bool = False


class _Scan:
    """One way through the text of a document, from its first value to its last."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0
        self._open: list[_Open] = []

    def values(self) -> Iterator[tuple[Pointer, Span, bool]]:
        """Yield each value once it is read: its pointer, its place, whether its key is repeated.

        Raises _Fault where the document stops to be JSON.
        """
        while True:
            token = self._begin_value()
            if token in {b"{", b"["}:
                if len(self._open) == _MOST_LEVELS:
                    raise self._fault(f"it is nested more than {_MOST_LEVELS:,} levels deep")
                self._open.append(_Open(token, self._place - 1, 0))
                if self._is_next(b"}" if token == b"{" else b"]"):
                    yield self._close()
                elif token == b"{":
                    self._key()
                    continue
                else:
                    continue
            else:
                yield self._value(self._place - len(token))
            while self._open and not self._goes_on():
                yield self._close()
            if not self._open:
                break
        if self._skip() < len(self._data):
            raise self._fault("there is something after its end", len(self._data))

    def _skip(self) -> int:
        match = _BLANKS.match(self._data, self._place)
        self._place = match.end() if match else self._place
        return self._place

    def _is_next(self, sign: bytes) -> bool:
        if self._data[self._skip() : self._place + 1] != sign:
            return False
        self._place += 1
        return True

    def _begin_value(self) -> bytes:
        token = _TOKEN.match(self._data, self._skip())
        if token is None or token[0] in {b"}", b"]", b",", b":"}:
            raise self._no_value()
        self._place = token.end()
        if token["string"] and b"\\" in token[0]:
            self._check_escapes(token.start(), token[0])
        return token[0]

    def _check_escapes(self, start: int, literal: bytes) -> None:
        wrong = next((e for e in _ESCAPES.finditer(literal) if _WRONG_ESCAPE.match(e[0])), None)
        if wrong is not None:
            shown = wrong[0].decode("utf-8", "replace")
            raise _Fault(start + wrong.start(), start + wrong.end(), f"there is no escape {shown}")

    def _key(self) -> None:
        token = _TOKEN.match(self._data, self._skip())
        frame = self._open[-1]
        if token is None or not token["string"]:
            raise self._no_key()
        self._place = token.end()
        self._check_escapes(token.start(), token[0])
        try:
            frame.step = orjson.loads(token[0])
        except orjson.JSONDecodeError:  # half a surrogate pair
            frame.step = token[0].decode("utf-8", "replace")
        frame.key = token.span()
        frame.is_repeated = frame.step in frame.keys
        frame.keys.add(str(frame.step))
        if not self._is_next(b":"):
            raise self._fault(f"there is no colon after the key {quote(frame.step)}")

    def _value(self, start: int) -> tuple[Pointer, Span, bool]:
        pointer = tuple(frame.step for frame in self._open)
        if not self._open:
            return pointer, Span(start, self._place), False
        frame = self._open[-1]
        return pointer, Span(start, self._place, *frame.key), frame.is_repeated

    def _close(self) -> tuple[Pointer, Span, bool]:
        return self._value(self._open.pop().start)

    def _goes_on(self) -> bool:
        """Tell whether another value follows in what is open; read what is before it."""
        frame = self._open[-1]
        close = b"}" if frame.sign == b"{" else b"]"
        if self._is_next(close):
            return False
        if not self._is_next(b","):
            raise self._not_closed(close)
        comma = self._place - 1
        if self._is_next(close):
            reason = f"there is a comma before the closing {close.decode()}"
            raise _Fault(comma, comma + 1, reason)
        if frame.sign == b"{":
            self._key()
        else:
            frame.step = int(frame.step) + 1
        return True

    def _fault(self, reason: str, end: int | None = None) -> _Fault:
        if self._place >= len(self._data):
            return self._end()
        return _Fault(self._place, self._place + 1 if end is None else end, reason)

    def _end(self) -> _Fault:
        end = len(self._data)
        if not self._open:
            return _Fault(end, end, "it is empty")
        frame = self._open[-1]
        what = "{" if frame.sign == b"{" else "["
        line = self._data.count(b"\n", 0, frame.start) + 1
        return _Fault(end, end, f"it ends before the {what} of line {line} is closed")

    def _not_closed(self, close: bytes) -> _Fault:
        rest = self._data[self._skip() : self._place + 1]
        if rest in {b"}", b"]"}:
            line = self._data.count(b"\n", 0, self._open[-1].start) + 1
            opened = self._open[-1].sign.decode()
            return self._fault(f"{rest.decode()} does not close the {opened} of line {line}")
        return self._common() or self._fault(
            f"there is no comma, and no {close.decode()}, before this"
        )

    def _no_key(self) -> _Fault:
        word = _WORD.match(self._data, self._skip())
        if word is not None:
            reason = f"the key {quote(word[0].decode('utf-8', 'replace'))} has no quotation marks"
            return _Fault(*word.span(), reason)
        return self._common() or self._fault("there is a key missing before this")

    def _no_value(self) -> _Fault:
        common = self._common()
        if common is not None:
            return common
        word = _WORD.match(self._data, self._place)
        if word is None:
            return self._fault("there is a value missing before this")
        shown = word[0].decode("utf-8", "replace")
        what = "number" if _NUMBER.match(word[0]) else "word"
        return _Fault(*word.span(), f"there is no {what} {quote(shown)} in JSON")

    def _common(self) -> _Fault | None:
        """Return the fault of what people write into JSON that comes of other languages."""
        data, place = self._data, self._skip()
        first = data[place : place + 1]
        if not first:
            return self._end()
        if first == b"<" and not self._open:
            return self._fault("it begins as XML, or as a web page")
        if first == b"'":
            return self._fault("texts stand in double quotation marks")
        if data[place : place + 3] in {b"\xe2\x80\x9c", b"\xe2\x80\x9d"}:
            return self._fault("texts stand in straight quotation marks", place + 3)
        if data[place : place + 2] in {b"//", b"/*"} or first == b"#":
            return self._fault("there are no comments in JSON", place + (1 if first == b"#" else 2))
        return self._broken_text(place) if first == b'"' else None

    def _broken_text(self, place: int) -> _Fault | None:
        """Return the fault of a text that starts at *place*: no end, or a control in it."""
        begin = _BEGIN.match(self._data, place)
        end = begin.end() if begin else place + 1
        if self._data[end : end + 1] == b'"':
            return None
        if end >= len(self._data):
            line = self._data.count(b"\n", 0, place) + 1
            return _Fault(end, end, f"it ends in the text that starts in line {line}")
        names = {b"\n": "a line break (write \\n)", b"\r": "a line break (write \\n)"}
        names[b"\t"] = "a tab (write \\t)"
        control = self._data[end : end + 1]
        name = names.get(control, f"the control character 0x{control.hex().upper()}")
        return _Fault(end, end + 1, f"there is {name} in a text")

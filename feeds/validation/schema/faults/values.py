"""Faults of single values: what is wrong with a text, a number or a list, and what to write."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from feeds.frontmatter.scalars import plain_value
from feeds.problems.diagnostics import quote
from feeds.problems.edits import SetValue, WrapValue
from feeds.problems.faults import Fault, unquoted
from feeds.validation.schema.failures import Failure
from feeds.validation.schema.faults.forms import (
    RULES_OF_FORMS,
    describe_form,
    describe_malformed,
    respelt,
    rule_of_form,
)
from feeds.validation.schema.faults.slips import unwrapped
from feeds.validation.schema.faults.wanted import nouns, wanted
from feeds.values.dates import complete_date_time, date_time_or_none
from feeds.values.similar import find_similar

# As YAML 1.1 and other formats spell them.
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0"), "false"),
}
# What word processors put before the items of a list.
_BULLET = re.compile(
    "[\u2010-\u2015\u2022\u2023\u25aa\u25cf\u25e6\u2043\u2212\xb7][ \t\xa0]|-[^\\s-]|[\ufe63\uff0d]"
)
# A list in brackets of an East Asian keyboard.
_OTHER_LIST = re.compile(r"[［【「『].*[］】」』]", re.DOTALL)
# Between several items in one text, or at the beginning of one.
_SEVERAL = re.compile(r"[,;|\r\n\[\]{}\u3001\uff0c\uff1b\u2022\xb7]|^\s*[-*#+]|\s[-/&+#]\s|\s#")


def describe_value(failure: Failure) -> Fault:
    """Return the fault of a value that has the right type."""
    if is_empty(failure.value):
        return _describe_empty(failure)
    if failure.is_secret:
        return describe_malformed(failure)
    wrapped = _describe_wrapped(failure)
    return wrapped or _DESCRIBERS.get(failure.keyword, describe_malformed)(failure)


def _describe_wrapped(failure: Failure) -> Fault | None:
    """Return the fault of a text with something around it that is no part of the value."""
    if not isinstance(failure.value, str):
        return None
    slip = unwrapped(failure.value)
    if slip is None:
        return None
    if failure.keyword in ("format", "pattern"):
        slip = slip._replace(meant=respelt(failure, slip.meant))
    if not failure.fits(plain_value(slip.meant) if failure.keyword == "type" else slip.meant):
        return None
    rule = _RULES_OF_KEYWORDS.get(failure.keyword) or rule_of_form(failure)
    # What decides on publication, and what an entry is known by, is for people.
    is_safe = rule in _UNWRAPPED or (failure.keyword == "enum" and slip.is_blank)
    meant: str | int | float = slip.meant
    if failure.keyword == "type" and slip.is_blank:
        meant = plain_value(slip.meant)
        is_safe = isinstance(meant, int | float) and not isinstance(meant, bool)
    fix = [SetValue(failure.pointer, meant)] if is_safe else []
    message = f"{failure.subject} {slip.problem}"
    remedy = f"write it alone: {unquoted(slip.meant)}"
    return failure.fault(rule, message, remedy, fix=fix, part=slip.part)


def describe_type(failure: Failure, types: Iterable[str]) -> Fault:
    """Return the fault of a value that has none of *types*."""
    types = list(dict.fromkeys(types))
    if failure.value is None:
        return _describe_empty(failure)
    wrapped = None if failure.is_secret else _describe_wrapped(failure)
    if wrapped:
        return wrapped
    message = f"{failure.subject} is {_kind(failure.value)}, not {nouns(types)}"
    if not failure.is_secret and _is_only_item(failure, types):
        remedy = f"write it as a list: [{quote(failure.value)}]"
        return failure.fault("wrong-type", message, remedy, fix=[WrapValue(failure.pointer)])
    return failure.fault("wrong-type", message, _retyping(failure, types))


def _is_only_item(failure: Failure, types: list[str]) -> bool:
    """Tell whether the value is the one text of a list of texts, and not several in one."""
    value = failure.value
    if not isinstance(value, str) or types != ["array"]:
        return False
    return not (_SEVERAL.search(value) or _BULLET.match(value)) and failure.fits([value])


def _describe_empty(failure: Failure) -> Fault:
    message = f"{failure.name} {_emptiness(failure.value)}"
    return failure.fault("empty-value", message, f"write {wanted(failure.schema)}")


def _describe_unknown(failure: Failure) -> Fault:
    known = [unquoted(value) for value in failure.wanted]
    message = f"{failure.subject} is no known value"
    value = str(failure.value)
    meant = find_similar(value, known)
    if meant is None:
        return failure.fault("unknown-value", message, f"write one of {', '.join(known)}")
    # Only in its letters' case it is another word: "Article".
    same = [word for word in known if word.casefold() == value.strip().casefold()]
    fix = [SetValue(failure.pointer, meant)] if same == [meant] else []
    message += f": did you mean {meant}?"
    return failure.fault("unknown-value", message, f"write {meant}", fix=fix)


def _describe_range(failure: Failure) -> Fault:
    limit = failure.wanted
    side, direction = ("below", "more") if failure.keyword == "minimum" else ("above", "less")
    message = f"{failure.subject} is {side} {limit}"
    return failure.fault("out-of-range", message, f"write {limit} or {direction}")


def _describe_excess(failure: Failure) -> Fault:
    count, limit = len(failure.value), failure.wanted
    message = f"{failure.name} has {count} values, more than {limit}"
    return failure.fault("too-many-values", message, f"remove {count - limit}")


_DESCRIBERS: Mapping[str, Callable[[Failure], Fault]] = {
    "enum": _describe_unknown,
    "format": describe_form,
    "maxItems": _describe_excess,
    "maximum": _describe_range,
    "minimum": _describe_range,
    "pattern": describe_form,
}
_RULES_OF_KEYWORDS = {"enum": "unknown-value", "type": "wrong-type"}
_UNWRAPPED = frozenset(RULES_OF_FORMS.values()) - {"invalid-uri"}


def _retyping(failure: Failure, types: list[str]) -> str:
    """Return how to give the value one of *types*: with quotes, without, or by another value."""
    value = failure.value
    if "string" in types and not isinstance(value, dict | list):
        if failure.is_secret:
            return "put it in quotes"
        if _may_be(unquoted(value), failure.schema):
            return f"quote it: {quote(value)}"
    if "array" in types and isinstance(value, str) and (advice := _listing(value)):
        return advice
    if "string" in types and _is_one_field(value):
        return 'put text that holds ": " in quotes'
    if isinstance(value, str) and (plain := _plainly(failure, value, types)):
        return plain
    return _as_member(failure, types) or f"write {wanted(failure.schema)}"


def _as_member(failure: Failure, types: list[str]) -> str | None:
    """Return how to write the value as all there is in a mapping, or in the one of a list."""
    value = failure.value
    if not isinstance(value, str) or failure.is_secret:
        return None
    for name in ("url", "name"):
        mapping, shown = {name: value}, f'{{"{name}": {quote(value)}}}'
        if "object" in types and failure.fits(mapping):
            return f"write it as a mapping: {shown}"
        if "array" in types and failure.fits([mapping]) and not failure.fits([value]):
            return f"write it as a list: [{shown}]"
    return None


def _listing(text: str) -> str | None:
    """Return how to make a list of *text*, which looks like one by marks that YAML lacks."""
    if _BULLET.match(text):
        return 'write "- " before each item of a list'
    if _OTHER_LIST.fullmatch(text):
        return "write [ and ] in place of these brackets, and plain commas between the items"
    return None


def _is_date(text: str) -> bool:
    return (date_time_or_none(text) or complete_date_time(text)) is not None


def _is_one_field(value: object) -> bool:
    """Tell whether *value* is a mapping as text becomes one by a colon in it: "AI: the future"."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    return not any(isinstance(item, dict | list) for item in value.values())


def _plainly(failure: Failure, text: str, types: list[str]) -> str | None:
    """Return how to write *text* as a value of one of *types*, if it is one in other words."""
    if types == ["boolean"]:
        if failure.pointer[-1:] == ("published",) and _is_date(text):
            # Clippers of web pages write it so.
            return "rename it to publishedDateTime if that is missing, and else remove it"
        meant = _BOOLEANS.get(text.strip().lower())
        return f"write {meant}" if meant else None
    if not {"integer", "number"} & set(types):
        return None
    # Longer numbers are read as text, with quotes and without.
    if type(plain_value(text)) is int:
        return f"write it without quotes: {unquoted(text)}"
    digits = text.strip().replace("_", "").lstrip("0") or "0"
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < len(text)
    return f"write {digits}" if is_number else None


def _may_be(text: str, schema: Any) -> bool:
    """Tell whether *schema* may allow *text*; no text that was a number has a format."""
    return "format" not in schema and bool(re.search(schema.get("pattern", ""), text))


_KINDS: Mapping[type, str] = {
    str: "text",
    bool: "a boolean",
    int: "a number",
    float: "a number with decimals",
    list: "a list",
}


def _kind(value: object) -> str:
    """Return what authors of seeds call the type of *value*."""
    # The numbers that a seed holds are floats of a kind of their own.
    return next((_KINDS[kind] for kind in type(value).__mro__ if kind in _KINDS), "a mapping")


def is_empty(value: object) -> bool:
    """Tell whether *value* is nothing, blank text or an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _emptiness(value: object) -> str:
    """Return how *value*, of which ``is_empty`` is true, is empty: "is blank"."""
    if isinstance(value, str):
        return "is blank" if value else "is empty"
    return "has no value" if value is None else "is an empty list"

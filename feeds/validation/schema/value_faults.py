"""Faults of single values: what is wrong with a text, a number or a list, and what to write."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote as percent_encode

from feeds.frontmatter.scalars import plain_value
from feeds.problems.diagnostics import quote
from feeds.problems.edits import SetValue, WrapValue
from feeds.problems.faults import Fault, unquoted
from feeds.secrets import mask_credentials
from feeds.validation.schema.failures import Failure
from feeds.validation.schema.slips import mistyped_address, second_address, unwrapped
from feeds.values.blanks import ODD_BLANKS, character_name, with_plain_blanks
from feeds.values.dates import complete_date_time, date_time_or_none
from feeds.values.similar import find_similar

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_AUTHORITY = re.compile(r"[^:]+://[^/?#]")
_HOST = re.compile(r"(?:.*@)?(?:[A-Za-z]+:)?(?://)?([\w-]+(?:\.[\w-]+)+)")
# An address in the place of its host, without a user.
_ADDRESS_OF_HOST = re.compile(
    r"(?:https?:)?(?://)?(?P<host>(?:[\w-]+\.)+[\w-]+)\.?(?::[0-9]{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# As databases, git and ISO 8601's basic format write it.
_OTHER_SPELLING = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt]|[ \t]+)(?P<time>[0-9:]{8}(?:\.[0-9]+)?)[ \t]*"
    r"(?:(?P<utc>[Zz]|UTC|GMT)|(?P<hours>[+-][0-9]{2}):?(?P<minutes>[0-9]{2})?)"
)
# What word processors make of the hyphens and blanks of a date.
_ODD_DASH = re.compile("[\u2010-\u2015\u2212\ufe63\uff0d]")
_ODD_IN_DATE = re.compile(rf"{_ODD_DASH.pattern}|[{ODD_BLANKS}]")
_CLOCK = re.compile(r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{1,3}):(?P<seconds>[0-9]{2})")
# As YAML 1.1 and other formats spell them.
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "on", "1"), "true"),
    **dict.fromkeys(("false", "no", "n", "off", "0"), "false"),
}
# What word processors put before the items of a list.
_BULLET = re.compile(
    "[\u2010-\u2015\u2022\u2023\u25aa\u25cf\u25e6\u2043\u2212\xb7][ \t\xa0]|-[^\\s-]"
)
# Between several items in one text, or at the beginning of one.
_SEVERAL = re.compile(r"[,;|\r\n\[\]{}\u3001\uff0c\uff1b\u2022\xb7]|^\s*[-*#+]|\s[-/&+#]\s|\s#")
_RELATIVE = "is relative: it does not start with https://"
_DATE = "date, time and zone"
_NOUNS = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}


def describe_value(failure: Failure) -> Fault:
    """Return the fault of a value that has the right type."""
    if is_empty(failure.value):
        return _describe_empty(failure)
    if failure.is_secret:
        return _describe_malformed(failure)
    wrapped = _describe_wrapped(failure)
    return wrapped or _DESCRIBERS.get(failure.keyword, _describe_malformed)(failure)


def _describe_wrapped(failure: Failure) -> Fault | None:
    """Return the fault of a text with something around it that is no part of the value."""
    if not isinstance(failure.value, str):
        return None
    slip = unwrapped(failure.value)
    if slip is None:
        return None
    if failure.keyword in ("format", "pattern"):
        slip = slip._replace(meant=_respelt(failure, slip.meant))
    if not failure.fits(plain_value(slip.meant) if failure.keyword == "type" else slip.meant):
        return None
    rule = _RULES_OF_KEYWORDS.get(failure.keyword) or _rule_of_form(failure)
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


def _respelt(failure: Failure, text: str) -> str:
    """Return *text* without a slip that has a describer of its own, as far as that is certain."""
    match _form_of(failure):
        case "url" if (slip := mistyped_address(text)) and slip.certain:
            return slip.meant
        case "date-time":
            return _respelt_date(text) or text
    return text


def _rule_of_form(failure: Failure) -> str:
    return _RULES_OF_FORMS.get(str(_form_of(failure)), "malformed-value")


def describe_type(failure: Failure, types: Iterable[str]) -> Fault:
    """Return the fault of a value that has none of *types*."""
    types = list(dict.fromkeys(types))
    if failure.value is None:
        return _describe_empty(failure)
    wrapped = None if failure.is_secret else _describe_wrapped(failure)
    if wrapped:
        return wrapped
    message = f"{failure.subject} is {_kind(failure.value)}, not {_nouns(types)}"
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


def such_as(schema: Any) -> str:
    """Return the first example of *schema*, if it has any, as the end of a remedy."""
    examples = schema.get("examples")
    return f", such as {json.dumps(examples[0], ensure_ascii=False)}" if examples else ""


def _describe_empty(failure: Failure) -> Fault:
    message = f"{failure.name} {_emptiness(failure.value)}"
    return failure.fault("empty-value", message, f"write {_wanted(failure.schema)}")


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


def _describe_form(failure: Failure) -> Fault:
    """Return the fault of a text by its format, or by the definition that its pattern is of."""
    form = _form_of(failure)
    if form in _FORMS:
        return _FORMS[form](failure)
    if form not in _PLAIN_FORMS:
        return _describe_malformed(failure)
    rule, problem, remedy = _PLAIN_FORMS[form]
    return failure.fault(rule, f"{failure.subject} {problem}", remedy + such_as(failure.schema))


def _form_of(failure: Failure) -> Any:
    """Return the name of a format, or of the definition (``$defs``) that a pattern stands in."""
    return failure.patterns.get(failure.wanted, failure.wanted)


def _describe_date(failure: Failure) -> Fault:
    message = f"{failure.subject} {failure.error.cause}"
    odd = _ODD_IN_DATE.search(failure.value)
    if odd:
        message += f": it holds the {character_name(odd.group())}"
    respelt = _respelt_date(failure.value)
    completed = respelt or complete_date_time(failure.value)
    advice = such_as(failure.schema) if completed is None else f": {completed}"
    fix = [SetValue(failure.pointer, respelt)] if respelt else []
    if completed and _DAY.fullmatch(failure.value.strip()):
        # No zone is wrong by more than a day, and nothing else of it can be meant.
        fix = [SetValue(failure.pointer, completed)]
    part = odd.span() if odd else None
    return failure.fault("invalid-date", message, f"write {_DATE}{advice}", fix=fix, part=part)


def _respelt_date(text: str) -> str | None:
    """Return *text* as RFC 3339 has it, if date, time and zone are there in another spelling."""
    plain = with_plain_blanks(_ODD_DASH.sub("-", text)).strip()
    match = _OTHER_SPELLING.fullmatch(plain)
    if match is None:
        return plain if plain != text and date_time_or_none(plain) else None
    zone = "Z" if match["utc"] else f"{match['hours']}:{match['minutes'] or '00'}"
    respelt = f"{match['date']}T{match['time']}{zone}"
    return respelt if date_time_or_none(respelt) else None


def _describe_hostname(failure: Failure) -> Fault:
    host = _HOST.match(failure.value)
    fix = []
    if (address := _ADDRESS_OF_HOST.fullmatch(failure.value)) and failure.fits(address["host"]):
        fix = [SetValue(failure.pointer, address["host"])]
    advice = f": {host[1]}" if host and host[1] != failure.value else such_as(failure.schema)
    message = f"{failure.subject} is no host name"
    remedy = f"write the host name alone{advice}"
    return failure.fault("invalid-hostname", message, remedy, fix=fix)


def _describe_duration(failure: Failure) -> Fault:
    message = f"{failure.subject} is no duration"
    clock = _CLOCK.fullmatch(failure.value)
    if clock is None:
        remedy = f"write an ISO 8601 duration{such_as(failure.schema)}"
        return failure.fault("invalid-duration", message, remedy)
    hours, minutes, seconds = clock["hours"], int(clock["minutes"]), int(clock["seconds"])
    if hours:
        meant = f"PT{int(hours)}H{minutes}M{seconds}S"
        fix = [SetValue(failure.pointer, meant)]
        return failure.fault("invalid-duration", message, f"write {meant}", fix=fix)
    remedy = (
        f"write PT{minutes}M{seconds}S for minutes and seconds,"
        f" or PT{minutes}H{seconds}M for hours and minutes"
    )
    return failure.fault("invalid-duration", message, remedy)


def _describe_language(failure: Failure) -> Fault:
    tag = failure.value.replace("_", "-")
    is_mended = re.search(failure.wanted, tag)
    advice = f": {tag}" if is_mended else such_as(failure.schema)
    message = f"{failure.subject} is no language tag"
    return failure.fault("invalid-language", message, f"write a BCP 47 language tag{advice}")


def _describe_url(failure: Failure) -> Fault:
    if second := second_address(failure.value):
        message = f"{failure.subject} holds two addresses"
        return failure.fault("invalid-url", message, "write one of them alone", part=second)
    slip = mistyped_address(failure.value)
    if slip and failure.fits(slip.meant):
        return failure.fault(
            "invalid-url" if slip.certain else "relative-url",
            f"{failure.subject} {slip.problem}",
            f"write {unquoted(slip.meant)}",
            fix=[SetValue(failure.pointer, slip.meant)] if slip.certain else [],
            part=slip.part,
        )
    # What stands before a colon may be a user, and no scheme.
    problem, remedy, part = _url_problem(mask_credentials(failure.value))
    rule = "relative-url" if problem == _RELATIVE else "invalid-url"
    remedy = remedy or f"write an http or https address{such_as(failure.schema)}"
    return failure.fault(rule, f"{failure.subject} {problem}", remedy, part=part)


def _url_problem(url: str) -> tuple[str, str, tuple[int, int] | None]:
    """Return what keeps *url* from being one, a remedy if there is a special one, and where."""
    scheme = _SCHEME.match(url)
    if scheme is None:
        return _RELATIVE, "", None
    if scheme[1].lower() not in {"http", "https"}:
        problem = f"has the scheme {unquoted(scheme[1])}, not http or https"
        return problem, "", scheme.span(1)
    forbidden = next((index for index, char in enumerate(url) if _is_forbidden(char)), None)
    if forbidden is not None:
        return *_describe_char(url[forbidden]), (forbidden, forbidden + 1)
    return "has a malformed host or port" if _AUTHORITY.match(url) else "names no host", "", None


def _describe_malformed(failure: Failure) -> Fault:
    remedy = f"write {_wanted(failure.schema)}"
    return failure.fault("malformed-value", f"{failure.subject} has the wrong form", remedy)


_DESCRIBERS: Mapping[str, Callable[[Failure], Fault]] = {
    "enum": _describe_unknown,
    "format": _describe_form,
    "maxItems": _describe_excess,
    "maximum": _describe_range,
    "minimum": _describe_range,
    "pattern": _describe_form,
}
# By the name of a format, or of the definition (``$defs``) that a pattern stands in.
_FORMS: Mapping[str, Callable[[Failure], Fault]] = {
    "date-time": _describe_date,
    "duration": _describe_duration,
    "hostname": _describe_hostname,
    "language": _describe_language,
    "url": _describe_url,
}
_RULES_OF_FORMS = {
    "date-time": "invalid-date",
    "duration": "invalid-duration",
    "hostname": "invalid-hostname",
    "language": "invalid-language",
    "sitePath": "invalid-url",
    "uri": "invalid-uri",
    "url": "invalid-url",
}
_RULES_OF_KEYWORDS = {"enum": "unknown-value", "type": "wrong-type"}
_UNWRAPPED = frozenset(_RULES_OF_FORMS.values()) - {"invalid-uri"}
# Those of which nothing but their name is to be said: the rule, what is wrong, and what to write.
_PLAIN_FORMS = {
    "sitePath": (
        "invalid-url",
        "is no path that starts with a single /",
        "a path from the root of the site",
    ),
    "uri": ("invalid-uri", "is no absolute URI", "write a URI"),
}


def _retyping(failure: Failure, types: list[str]) -> str:
    """Return how to give the value one of *types*: with quotes, without, or by another value."""
    value = failure.value
    if "string" in types and not isinstance(value, dict | list):
        if failure.is_secret:
            return "put it in quotes"
        if _may_be(unquoted(value), failure.schema):
            return f"quote it: {quote(value)}"
    if "array" in types and isinstance(value, str) and _BULLET.match(value):
        return 'write "- " before each item of a list'
    if "string" in types and _is_one_field(value):
        return 'put text that holds ": " in quotes'
    if isinstance(value, str) and (plain := _plainly(value, types)):
        return plain
    return f"write {_wanted(failure.schema)}"


def _is_one_field(value: object) -> bool:
    """Tell whether *value* is a mapping as text becomes one by a colon in it: "AI: the future"."""
    if not isinstance(value, dict) or len(value) != 1:
        return False
    return not any(isinstance(item, dict | list) for item in value.values())


def _plainly(text: str, types: list[str]) -> str | None:
    """Return how to write *text* as a value of one of *types*, if it is one in other words."""
    if types == ["boolean"]:
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


def _wanted(schema: Any) -> str:
    """Return what *schema* asks for, with an example."""
    if "enum" in schema:
        return "one of " + ", ".join(unquoted(value) for value in schema["enum"])
    # Alternatives beside a type say which fields a mapping needs, and not what it is.
    forms = [schema] if "type" in schema else schema.get("anyOf", [schema])
    types = [name for form in forms for name in types_of(form)]
    nouns = _DATE if schema.get("format") == "date-time" else _nouns(types)
    return nouns + ("" if types == ["boolean"] else such_as(schema))


def types_of(schema: Any) -> list[str]:
    """Return the types that *schema* allows a value to have; text, if it does not say."""
    types = schema.get("type", "string")
    return [types] if isinstance(types, str) else list(types)


def _nouns(types: Iterable[str]) -> str:
    return " or ".join(dict.fromkeys(_NOUNS[name] for name in types))


_KINDS: Mapping[type, str] = {
    str: "text",
    bool: "a boolean",
    int: "a number",
    float: "a number with decimals",
    list: "a list",
}


def _kind(value: object) -> str:
    """Return what authors of seeds call the type of *value*."""
    return _KINDS.get(type(value), "a mapping")


def is_empty(value: object) -> bool:
    """Tell whether *value* is nothing, blank text or an empty list."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _emptiness(value: object) -> str:
    """Return how *value*, of which ``is_empty`` is true, is empty: "is blank"."""
    if isinstance(value, str):
        return "is blank" if value else "is empty"
    return "has no value" if value is None else "is an empty list"


def _describe_char(char: str) -> tuple[str, str]:
    """Return what is wrong with *char* in a URL, and what to do about it."""
    if char == " ":
        return "holds a blank", "remove it, or write %20 in its place"
    if not char.isprintable():
        return f"holds an invisible character: the {character_name(char)}", "remove it"
    return f"holds {char}", f"remove it, or write {percent_encode(char)} in its place"


def _is_forbidden(char: str) -> bool:
    # The joiners (U+200C, U+200D) are invisible too, but belong to words in some scripts.
    return char in ' <>"\\' or not (char.isprintable() or char in "\u200c\u200d")

"""Faults of texts that have no form of their kind: dates, addresses, hosts, durations, tags."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote as percent_encode

from feeds.problems.edits import SetValue
from feeds.problems.faults import Fault, unquoted
from feeds.secrets import mask_credentials
from feeds.validation.schema.failures import Failure
from feeds.validation.schema.faults.slips import mistyped_address, second_address
from feeds.validation.schema.faults.wanted import DATE, such_as, wanted
from feeds.values.blanks import ODD_BLANKS, character_name, with_plain_blanks
from feeds.values.dates import complete_date_time, date_time_or_none

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
# As operating systems, and people, write what readers speak.
_LOCALE = re.compile(
    r"([A-Za-z]{2,3})(?:[-_ \u2010-\u2015]([A-Za-z]{4}))?"
    r"(?:[-_ \u2010-\u2015]([A-Za-z]{2}|[0-9]{3}))?(?:[.@][\w.@-]{1,40})?"
)
_RELATIVE = "is relative: it does not start with https://"
RULES_OF_FORMS = {
    "date-time": "invalid-date",
    "duration": "invalid-duration",
    "hostname": "invalid-hostname",
    "language": "invalid-language",
    "sitePath": "invalid-url",
    "uri": "invalid-uri",
    "url": "invalid-url",
}
# Those of which nothing but their name is to be said: the rule, what is wrong, and what to write.
_PLAIN_FORMS = {
    "sitePath": (
        "invalid-url",
        "is no path that starts with a single /",
        "a path from the root of the site",
    ),
    "uri": ("invalid-uri", "is no absolute URI", "write a URI"),
}


def describe_form(failure: Failure) -> Fault:
    """Return the fault of a text by its format, or by the definition that its pattern is of."""
    form = _form_of(failure)
    if form in _FORMS:
        return _FORMS[form](failure)
    if form not in _PLAIN_FORMS:
        return describe_malformed(failure)
    rule, problem, remedy = _PLAIN_FORMS[form]
    return failure.fault(rule, f"{failure.subject} {problem}", remedy + such_as(failure.schema))


def describe_malformed(failure: Failure) -> Fault:
    """Return the fault of a value of which no more is to be said, or nothing may be shown."""
    remedy = f"write {wanted(failure.schema)}"
    return failure.fault("malformed-value", f"{failure.subject} has the wrong form", remedy)


def rule_of_form(failure: Failure) -> str:
    """Return the id of the rule that a text of another form breaks."""
    return RULES_OF_FORMS.get(str(_form_of(failure)), "malformed-value")


def respelt(failure: Failure, text: str) -> str:
    """Return *text* without a slip that has a describer of its own, as far as that is certain."""
    match _form_of(failure):
        case "url" if (slip := mistyped_address(text)) and slip.certain:
            return slip.meant
        case "date-time":
            return _respelt_date(text) or text
    return text


def _form_of(failure: Failure) -> Any:
    """Return the name of a format, or of the definition (``$defs``) that a pattern stands in."""
    return failure.patterns.get(failure.wanted, failure.wanted)


def _describe_date(failure: Failure) -> Fault:
    message = f"{failure.subject} {failure.error.cause}"
    odd = _ODD_IN_DATE.search(failure.value)
    if odd:
        message += f": it holds the {character_name(odd.group())}"
    meant = _respelt_date(failure.value)
    completed = meant or complete_date_time(failure.value)
    advice = such_as(failure.schema) if completed is None else f": {completed}"
    fix = [SetValue(failure.pointer, meant)] if meant else []
    if completed and _DAY.fullmatch(failure.value.strip()):
        # No zone is wrong by more than a day, and nothing else of it can be meant.
        fix = [SetValue(failure.pointer, completed)]
    part = odd.span() if odd else None
    return failure.fault("invalid-date", message, f"write {DATE}{advice}", fix=fix, part=part)


def _respelt_date(text: str) -> str | None:
    """Return *text* as RFC 3339 has it, if date, time and zone are there in another spelling."""
    plain = with_plain_blanks(_ODD_DASH.sub("-", text)).strip()
    match = _OTHER_SPELLING.fullmatch(plain)
    if match is None:
        return plain if plain != text and date_time_or_none(plain) else None
    zone = "Z" if match["utc"] else f"{match['hours']}:{match['minutes'] or '00'}"
    meant = f"{match['date']}T{match['time']}{zone}"
    return meant if date_time_or_none(meant) else None


def _describe_hostname(failure: Failure) -> Fault:
    host = _HOST.match(failure.value)
    fix = []
    if (address := _ADDRESS_OF_HOST.fullmatch(failure.value)) and failure.fits(address["host"]):
        fix = [SetValue(failure.pointer, address["host"])]
    # What is too long for a host, or none of its own, is no remedy.
    advice = f": {host[1]}" if host and failure.fits(host[1]) else such_as(failure.schema)
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
    message = f"{failure.subject} is no language tag"
    locale = _LOCALE.fullmatch(failure.value)
    tag = "-".join(_cased(locale.groups())) if locale else failure.value.replace("_", "-")
    if not re.search(failure.wanted, tag):
        remedy = f"write a BCP 47 language tag{such_as(failure.schema)}"
        return failure.fault("invalid-language", message, remedy)
    fix = [SetValue(failure.pointer, tag)]
    remedy = f"write a BCP 47 language tag: {tag}"
    return failure.fault("invalid-language", message, remedy, fix=fix)


def _cased(parts: Iterable[str | None]) -> Iterator[str]:
    """Yield the *parts* of a tag, each in the case that it usually has (RFC 5646, 2.1.1)."""
    for part, case in zip(parts, (str.lower, str.title, str.upper), strict=True):
        if part:
            yield case(part)


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


# By the name of a format, or of the definition (``$defs``) that a pattern stands in.
_FORMS: Mapping[str, Callable[[Failure], Fault]] = {
    "date-time": _describe_date,
    "duration": _describe_duration,
    "hostname": _describe_hostname,
    "language": _describe_language,
    "url": _describe_url,
}

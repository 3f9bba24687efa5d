"""Ids: those of Atom (RFC 4287, 4.2.6), and the schemes made for ids: tag:, urn: and urn:uuid:."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from feeds.expressions import expression
from feeds.verify.values.flaw import Flaw
from feeds.verify.values.loose_dates import parse_iso_date
from feeds.verify.values.schemes import is_registered
from feeds.verify.values.uris import check_iri, check_surroundings, scheme_of

_PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_PCHARS = expression(rf"(?:{_PCHAR}|[/?])*(?:#(?:{_PCHAR}|[/?])*)?")
# RFC 4151, section 2.1.
_TAG_NAME = expression(
    r"(?:[A-Za-z0-9._-]+@)?"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
)
_TAG_DATE = expression(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
# RFC 8141, section 2.
_NAMESPACE = expression(r"[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]")
# A second part begins with characters that the first may hold: one of the two is enough.
_NAME = expression(rf"{_PCHAR}(?:{_PCHAR}|/)*(?:\?[+=](?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?")
_UUID = expression(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# Nearly all ids are of this form; no part of their paths may start with a dot.
_USUAL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}/[A-Za-z0-9._~!$&'()*+,;=:@/-]*"
    r"(?:\?[A-Za-z0-9._~!$&'()*+,;=:@/?-]*)?(?:#[A-Za-z0-9._~!$&'()*+,;=:@/?-]*)?"
)
_PARTS = expression(
    r"(?P<scheme>[^:/?#]+):"
    r"(?://(?P<authority>(?:(?P<user>[^/?#@]*)@)?(?P<host>\[[^\]]*\]|[^/?#:]*)(?::(?P<port>[^/?#]*))?))?"
    r"(?P<path>[^?#]*)(?:.*)",
    re.DOTALL,
)
_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_ENCODED = expression(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = expression(r"[A-Za-z0-9._~-]")


@lru_cache(maxsize=8192)
def check_atom_id(text: str) -> Flaw | None:
    """Return what keeps *text* from being an id of Atom: an IRI with a scheme, in normal form."""
    if _USUAL.fullmatch(text) and "/." not in text:
        return None
    scheme = scheme_of(text)
    if scheme == "tag":
        return check_surroundings(text) or check_tag(text)
    if scheme == "urn":
        return check_surroundings(text) or check_urn(text)
    found = check_iri(text)
    if found is not None or scheme is None:
        return found
    if not is_registered(scheme, for_good=True):
        reason = f'has a scheme that is not registered for good: "{scheme}"'
        return Flaw("unregistered-scheme", reason, None, 0, len(scheme))
    return _not_normal(text)


@lru_cache(maxsize=4096)
def check_tag(text: str) -> Flaw | None:
    """Return what keeps *text*, which starts with ``tag:``, from being a tag (RFC 4151)."""
    start = len("tag:")
    entity, colon, specific = text[start:].partition(":")
    name, comma, day = entity.rpartition(",")
    end = start + len(entity)
    if not comma:
        reason = "names no day after its authority: tag:example.org,2026-11-30:…"
        return Flaw("malformed-tag", reason, None, start, end)
    if not _TAG_NAME.fullmatch(name):
        reason = "has an authority that is neither a host nor a mail address"
        return Flaw("malformed-tag", reason, None, start, start + len(name))
    if not (_TAG_DATE.fullmatch(day) and parse_iso_date(day)):
        reason = "has a day that is not written as 2026, 2026-11 or 2026-11-30"
        return Flaw("malformed-tag", reason, None, end - len(day), end)
    if not colon:
        return Flaw("malformed-tag", "has no colon after its day", None, end - len(day), end)
    if _PCHARS.fullmatch(specific):
        return None
    bad = _first_bad(specific, _PCHARS)
    reason = f'has a character that is to be percent-encoded: "{specific[bad]}"'
    return Flaw("malformed-tag", reason, None, end + 1 + bad, end + 2 + bad)


@lru_cache(maxsize=4096)
def check_urn(text: str) -> Flaw | None:
    """Return what keeps *text*, which starts with ``urn:``, from being a URN (RFC 8141)."""
    start = len("urn:")
    namespace, colon, name = text[start:].partition(":")
    end = start + len(namespace)
    if not colon or not name:
        return Flaw("malformed-urn", "has nothing after its namespace: urn:isbn:…")
    if not _NAMESPACE.fullmatch(namespace):
        reason = f'has a namespace that is none: "{namespace}" (2 to 32 letters, digits, hyphens)'
        return Flaw("malformed-urn", reason, None, start, end)
    if namespace.lower() == "uuid":
        if _UUID.fullmatch(name):
            return None
        reason = "has no UUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12"
        return Flaw("malformed-uuid", reason, None, end + 1)
    if _NAME.fullmatch(name):
        return None
    bad = _first_bad(name, _NAME)
    reason = f'has a character that is to be percent-encoded: "{name[bad]}"'
    return Flaw("malformed-urn", reason, None, end + 1 + bad, end + 2 + bad)


def _first_bad(text: str, pattern: re.Pattern[str]) -> int:
    match = pattern.match(text)
    return min(match.end() if match else 0, len(text) - 1)


def _not_normal(text: str) -> Flaw | None:
    """Return the flaw of an id that RFC 4287, section 4.2.6.1, wants to be written otherwise.

    Ids are compared by their characters, and programs on the way may write them in that form. No
    text is given instead: whoever changes an id publishes its entry once more.
    """
    match = _PARTS.fullmatch(text)
    if match is None:  # cannot be: it is an IRI with a scheme
        return None
    for part, is_odd, reason in _ODD:
        if match[part] is not None and is_odd(match):
            return Flaw("uri-not-normal", reason, None, *match.span(part))
    for encoded in _ENCODED.finditer(text):
        if encoded[0] != encoded[0].upper():
            reason = "has small letters in an encoded character"
            return Flaw("uri-not-normal", reason, None, *encoded.span())
        if _UNRESERVED.fullmatch(chr(int(encoded[0][1:], 16))):
            reason = "encodes a character that need not be"
            return Flaw("uri-not-normal", reason, None, *encoded.span())
    if unicodedata.is_normalized("NFC", text):
        return None
    return Flaw("uri-not-normal", "has characters that are not in the form NFC of Unicode")


def _has_dots(match: re.Match[str]) -> bool:
    return not {".", ".."}.isdisjoint(match["path"].split("/"))


# Which part of an id is not in normal form, when, and why.
_ODD: tuple[tuple[str, Callable[[re.Match[str]], bool], str], ...] = (
    ("scheme", lambda m: m["scheme"] != m["scheme"].lower(), "has capitals in its scheme"),
    ("user", lambda m: m["user"] in {"", ":"}, "has an empty user before its host"),
    ("host", lambda m: m["host"] != m["host"].lower(), "has capitals in its host"),
    ("port", lambda m: m["port"] == "", "has a colon without a port"),
    ("port", lambda m: m["port"] == _PORTS.get(m["scheme"]), "has the port of its scheme"),
    ("host", lambda m: not m["path"] and m["scheme"] in _PORTS, "has no / after its host"),
    ("path", _has_dots, "has . or .. in its path"),
)

"""Addresses: URIs (RFC 3986), IRIs (RFC 3987), and what feeds ask of them beyond their grammar."""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin

from feeds.expressions import expression
from feeds.values.urls import ascii_url
from feeds.verify.values.flaw import Flaw
from feeds.verify.values.schemes import is_registered

# Nearly all addresses of feeds are of this form, and need no look at their parts.
_PLAIN, _ENCODED = r"A-Za-z0-9!$&'()*+,;=:@/._~-", "%[0-9A-Fa-f]{2}"
_USUAL = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?"
    rf"(?:/[{_PLAIN}]*(?:{_ENCODED}[{_PLAIN}]*)*)?"
    rf"(?:\?[?{_PLAIN}]*(?:{_ENCODED}[?{_PLAIN}]*)*)?"
    rf"(?:\#[?{_PLAIN}]*(?:{_ENCODED}[?{_PLAIN}]*)*)?"
)
_SCHEME = expression(r"([A-Za-z][A-Za-z0-9+.-]*):")
# RFC 3986, appendix B.
_PARTS = expression(
    r"(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?",
    re.DOTALL,
)
_AUTHORITY = expression(r"(?:[^@]*@)?(?P<host>\[[^\]]*\]|[^:\[\]]*)(?::(?P<port>.*))?", re.DOTALL)
# What stands in no URI and in no IRI: blanks, controls, and nine others (RFC 3987, section 2.2).
_FORBIDDEN = expression(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\u2028\u2029\ufff0-\uffff\ud800-\udfff]")
_BARE_PERCENT = expression(r"%(?![0-9A-Fa-f]{2})")
_IP_LITERAL = expression(r"\[(?:[0-9A-Fa-f:.]+|[vV][0-9A-Fa-f]+\.[^\[\]]+)\]")
_SAFE = "%!#$&'()*+,/:;=?@[]~"
_WITH_HOST = ("http", "https", "ftp", "ftps", "ws", "wss")
_NO_SCHEME = 'is no full address: it lacks a scheme, such as "https:"'
_NAMES = {" ": "a blank", "\t": "a tab", "\n": "a line break", "\r": "a line break"}


@lru_cache(maxsize=8192)
def check_iri_reference(text: str) -> Flaw | None:
    """Return what keeps *text* from being an IRI, which may be relative (RFC 3987, 2.2)."""
    if _USUAL.fullmatch(text):
        return None
    return _wrong_character(text) or _wrong_structure(text)


@lru_cache(maxsize=8192)
def check_iri(text: str) -> Flaw | None:
    """Return what keeps *text* from being an IRI with a scheme."""
    if _USUAL.fullmatch(text):
        return None
    return check_surroundings(text) or _missing_scheme(text) or check_iri_reference(text)


@lru_cache(maxsize=8192)
def check_uri(text: str) -> Flaw | None:
    """Return what keeps *text* from being a URI as RSS wants it, with a scheme that is registered.

    Blanks around it do not count, since elements are indented.
    """
    if _USUAL.fullmatch(text):
        return None
    stripped = text.strip()
    found = check_iri(stripped) or _wrong_ascii(stripped) or check_scheme(stripped)
    return found and found.moved(len(text) - len(text.lstrip()))


@lru_cache(maxsize=8192)
def check_http_url(text: str) -> Flaw | None:
    """Return what keeps *text* from being an address of http or https, as enclosures have."""
    if _USUAL.fullmatch(text):
        return None
    found = check_iri(text) or _wrong_ascii(text)
    if found or scheme_of(text) in {"http", "https"}:
        return found
    end = text.index(":") + 1
    return Flaw(
        "not-http", f'starts with "{text[:end]}", and not with https: or http:', None, 0, end
    )


@lru_cache(maxsize=8192)
def check_permalink(text: str) -> Flaw | None:
    """Return what keeps *text* from being a permalink, as a guid is that says nothing else."""
    if _USUAL.fullmatch(text):
        return None
    stripped = text.strip()
    scheme = scheme_of(stripped)
    if scheme in {"http", "https"}:
        found = check_iri(stripped)
        return found and found.moved(len(text) - len(text.lstrip()))
    what = f"is of the scheme {scheme}:, and" if scheme else "is no full address, and"
    reason = f'{what} claims to be a permalink: it lacks isPermaLink="false"'
    return Flaw("guid-not-permalink", reason)


def check_scheme(text: str) -> Flaw | None:
    """Return a flaw if the scheme of *text* is not registered at IANA; None if it has none."""
    scheme = scheme_of(text)
    if scheme is None or is_registered(scheme):
        return None
    reason = f'has a scheme that is not registered: "{scheme}"'
    return Flaw("unregistered-scheme", reason, None, 0, len(scheme))


def check_surroundings(text: str) -> Flaw | None:
    """Return a flaw if there are blanks around *text*, which Atom does not allow (RFC 4287, 2)."""
    stripped = text.strip()
    if stripped == text or not stripped:
        return None
    before = len(text) - len(text.lstrip())
    place = (0, before) if before else (len(stripped), len(text))
    return Flaw("blanks-around", "has blanks around it", stripped, *place)


def join_address(base: str, address: str) -> str:
    """Return what *address* is, seen from *base*; one that is none stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def scheme_of(text: str) -> str | None:
    """Return the scheme of *text*, in small letters; None if it has none."""
    match = _SCHEME.match(text)
    return match and match[1].lower()


def _missing_scheme(text: str) -> Flaw | None:
    if not text:
        return Flaw("malformed-uri", "is empty")
    return None if _SCHEME.match(text) else _relative(text)


def _relative(text: str) -> Flaw:
    # A sentence is no address at all, rather than a part of one.
    return Flaw("malformed-uri" if " " in text.strip() else "relative-uri", _NO_SCHEME)


def _wrong_character(text: str) -> Flaw | None:
    if text.isascii() and text.isprintable() and not (_FORBIDDEN.search(text) or "%" in text):
        return None
    found = _FORBIDDEN.search(text)
    if found is not None:
        around = check_surroundings(text)
        if around is not None:
            return around
        name = _NAMES.get(found[0], f'"{found[0]}"' if found[0].isprintable() else "a control")
        reason = f"has a character that is to be percent-encoded: {name}"
        return Flaw("malformed-uri", reason, _encoded(text), *found.span())
    bare = _BARE_PERCENT.search(text)
    if bare is None:
        return None
    reason = "has a % that starts no encoded character"
    return Flaw("malformed-uri", reason, _BARE_PERCENT.sub("%25", text), *bare.span())


def _wrong_structure(text: str) -> Flaw | None:
    match = _PARTS.fullmatch(text)
    if match is None:  # cannot be: each part may be anything
        return Flaw("malformed-uri", "is no address")
    scheme, authority = match["scheme"], match["authority"]
    if scheme is not None and not _SCHEME.fullmatch(f"{scheme}:"):
        return Flaw("malformed-uri", "has a colon, and no scheme before it", None, 0, len(scheme))
    if scheme is not None and scheme.lower() in _WITH_HOST:
        if authority is None:
            return Flaw("malformed-uri", f"has no // after {scheme}:", None, 0, len(scheme) + 1)
        if not authority.rpartition("@")[2].partition(":")[0]:
            return Flaw("malformed-uri", "names no host", None, 0, match.start("authority"))
    if authority is not None:
        found = _wrong_authority(authority)
        if found is not None:
            return found.moved(match.start("authority"))
    return _stray_delimiter(match)


def _wrong_authority(authority: str) -> Flaw | None:
    match = _AUTHORITY.fullmatch(authority)
    if match is None:
        return Flaw("malformed-uri", "has a host that is none", None, 0, len(authority))
    port, host = match["port"], match["host"]
    if host.startswith("[") and not _IP_LITERAL.fullmatch(host):
        return Flaw(
            "malformed-uri", "has no IPv6 address in its brackets", None, *match.span("host")
        )
    if port and not (port.isascii() and port.isdigit()):
        return Flaw("malformed-uri", "has a port that is no number", None, *match.span("port"))
    return None


def _stray_delimiter(match: re.Match[str]) -> Flaw | None:
    """Return the flaw of a delimiter that has to be encoded where it stands (RFC 3986, 2.2)."""
    for part, delimiters in (("path", "[]"), ("query", "[]"), ("fragment", "[]#")):
        text = match[part] or ""
        place = min((text.find(d) for d in delimiters if d in text), default=None)
        if place is None:
            continue
        start = match.start(part) + place
        whole, begin = match.string, match.start(part)
        encoded = "".join(quote(c, safe="") if c in delimiters else c for c in text)
        instead = whole[:begin] + encoded + whole[begin + len(text) :]
        reason = f"has a character that is to be percent-encoded here: {text[place]}"
        return Flaw("malformed-uri", reason, instead, start, start + 1)
    return None


def _wrong_ascii(text: str) -> Flaw | None:
    if text.isascii():
        return None
    start = next(n for n, c in enumerate(text) if not c.isascii())
    reason = f'has a character that is not in ASCII, and is to be encoded: "{text[start]}"'
    return Flaw("iri-not-uri", reason, _encoded(text), start, start + 1)


def _encoded(text: str) -> str | None:
    """Return *text* with what is to be encoded encoded; None if that is not certain."""
    scheme = scheme_of(text)
    if scheme in {"http", "https"}:
        try:
            return ascii_url(text)
        except ValueError:
            return None
    return quote(text, safe=_SAFE) if scheme else None

"""Addresses: what of them is usable, and how they compare."""

import re
from functools import lru_cache
from ipaddress import IPv4Address
from urllib.parse import quote, urlsplit, urlunsplit

from feeds.expressions import expression

_DEFAULT_PORTS = {"http": 80, "https": 443}
# RFC 3986, section 3: what a path, query or fragment may hold, and "%" since most are encoded
# already. Brackets belong to hosts alone, and a second "#" nowhere.
_SAFE = "%!$&'()*+,/:;=?@~"
# RFC 1123, section 2.1; underlines are not allowed there, and stand in names that work.
_LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = expression(rf"(?=.{{1,254}}\Z){_LABEL}(?:\.{_LABEL})*\.?", re.IGNORECASE)
# What stays as it is, and needs no look at its parts: nine of ten addresses are written so. Without
# alternatives, since the pattern runs over a dozen addresses of every seed.
_PLAIN, _ENCODED = r"A-Za-z0-9!$&'()*+,/:;=@~._-", "%[0-9A-Fa-f]{2}"
_NORMAL = expression(
    r"https?://(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)"
    rf"/[{_PLAIN}]*(?:{_ENCODED}[{_PLAIN}]*)*"
    rf"(?:\?(?=.)[?{_PLAIN}]*(?:{_ENCODED}[?{_PLAIN}]*)*)?",
    re.ASCII,
)
_MAX_HOST = 253  # RFC 1035, section 2.3.4, as text
_CREDENTIALS = expression(r"[^/]*//[^/?#]*@")
_BARE_PERCENT = expression(r"%(?![0-9A-Fa-f]{2})")


def ascii_url(url: str) -> str:
    """Return the http(s) *url* in ASCII: host in Punycode (RFC 5891), the rest percent-encoded.

    Raises ValueError, with a reason fit for a message, for an address that no client could open.
    """
    return url if is_normal(url) else _encode(url)


# Checks, facts and entry of a seed ask for each of its addresses in turn.
@lru_cache(maxsize=512)
def is_normal(url: str) -> bool:
    """Tell whether *url* is ASCII and its own key, as far as a pattern can tell.

    Such a one names a host with a dot in it, no user and no port, and has no fragment.
    """
    match = _NORMAL.fullmatch(url)
    return match is not None and len(match["host"]) <= _MAX_HOST


def _encode(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError as exc:
        raise ValueError("its host is not valid") from exc
    if parts.scheme not in _DEFAULT_PORTS:
        raise ValueError("it does not start with http:// or https://")
    if not parts.hostname:
        raise ValueError("it names no host")
    try:
        port = parts.port
    except ValueError as exc:
        raise ValueError("its port is not a number up to 65535") from exc
    credentials, at, _ = parts.netloc.rpartition("@")
    user = quote(credentials, safe="%!$&'()*+,;=:", errors="replace")
    netloc = user + at + _ascii_host(parts.hostname)
    if port is not None:
        netloc += f":{port}"
    return urlunsplit(
        (parts.scheme, netloc, _quote(parts.path), _quote(parts.query), _quote(parts.fragment))
    )


def has_credentials(url: str) -> bool:
    """Tell whether *url* names a user before its host (RFC 3986, section 3.2.1)."""
    return _CREDENTIALS.match(url) is not None


def url_key(url: str) -> str:
    """Return *url* as it compares: different spellings of one address have one key.

    Case of the host, default port, fragment and an empty query do not count (RFC 3986, 6.2.2-3).
    Raises ValueError as ``ascii_url`` does.
    """
    return url if is_normal(url) else _make_key(url)


def url_key_or_none(url: object) -> str | None:
    """Return the ``url_key`` of *url*; None if it is no text, or no usable address."""
    try:
        return url_key(url) if isinstance(url, str) else None
    except ValueError:
        return None


def _make_key(url: str) -> str:
    parts = urlsplit(ascii_url(url))
    netloc = parts.netloc.lower().removesuffix(f":{_DEFAULT_PORTS[parts.scheme]}")
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    if host.isascii() and not (_HOST.fullmatch(host) and _is_name_or_number(host)):
        raise ValueError("its host is not valid")
    return punycode_host(host)


def punycode_host(host: str) -> str:
    """Return *host* with its labels in Punycode (RFC 5891), as it is if it is ASCII.

    Raises ValueError, with a reason fit for a message, for what is no internationalised name.
    """
    if host.isascii():
        return host
    # Its tables take longer to load than a hundred hosts to encode, and few seeds need them.
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as exc:
        raise ValueError("its host is not a valid internationalised name") from exc


def _is_name_or_number(host: str) -> bool:
    """Tell whether *host* is no mistyped IPv4 address: names do not end in a number.

    A number alone is another spelling of one (https://url.spec.whatwg.org/#concept-ipv4-parser).
    """
    _, dot, last = host.rstrip(".").rpartition(".")
    if not dot or not last.isdigit():
        return True
    try:
        IPv4Address(host)
    except ValueError:
        return False
    return True


def _quote(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe=_SAFE, errors="replace")

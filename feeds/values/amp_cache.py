"""Addresses in the AMP Cache of Google.

The algorithm: https://developers.google.com/amp/cache/overview and the package
``@ampproject/toolbox-cache-url``, whose test vectors ours are.
"""

import base64
import hashlib
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from feeds.expressions import expression
from feeds.values.urls import ascii_url

_DOMAIN = "cdn.ampproject.org"
# An address with nothing to encode, to fold or to leave out, as nearly all are.
_USUAL_URL = expression(
    r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*)(?P<rest>/[A-Za-z0-9/._~!$&'()*+,;=:@-]*"
    r"(?:\?[A-Za-z0-9/._~!$&'()*+,;=:@-]+)?)\Z"
)
_MAX_LABEL, _MAX_HOST = 63, 253  # RFC 1035, section 2.3.4
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def amp_cache_url(url: str) -> str:
    """Return the address at which the AMP Cache has the AMP page at the http(s) *url*.

    Raises ValueError, as ``values.urls.ascii_url`` does, for an address that no client could open.
    """
    usual = _USUAL_URL.match(url)
    if usual and len(usual["host"]) <= _MAX_HOST:
        label = cache_subdomain(usual["host"])
        return f"https://{label}.{_DOMAIN}/c/s/{usual['host']}{usual['rest']}"
    parts = urlsplit(ascii_url(url))
    host = parts.hostname or ""
    security = "s/" if parts.scheme == "https" else ""
    query = f"?{parts.query}" if parts.query else ""
    page = f"{host}{parts.path or '/'}{query}"
    return f"https://{cache_subdomain(host)}.{_DOMAIN}/c/{security}{page}"


@lru_cache(maxsize=4096)
def cache_subdomain(host: str) -> str:
    """Return the label that stands for *host* (lower case, ASCII) in the AMP Cache."""
    name = ".".join(map(_to_unicode, host.split(".")))
    if "." not in host or name[2:4] == "--" or _is_mixed(name):
        return _digest(host)
    label = name.replace("-", "--").replace(".", "-")
    if label[2:4] == "--":
        # Else it would look like an internationalised name (RFC 5890, section 2.3.1).
        label = f"0-{label}-0"
    label = _to_ascii(label)
    return _digest(host) if len(label) > _MAX_LABEL else label


def _to_unicode(label: str) -> str:
    # Without the checks of IDNA, since there are hosts with emoji, which it does not allow.
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _to_ascii(label: str) -> str:
    if label.isascii():
        return label
    return "xn--" + label.encode("punycode").decode("ascii")


def _is_mixed(name: str) -> bool:
    """Tell whether letters of *name* run both ways; the cache spells no such name out."""
    directions = set(map(unicodedata.bidirectional, name))
    return "L" in directions and not directions.isdisjoint(_RIGHT_TO_LEFT)


def _digest(host: str) -> str:
    digest = hashlib.sha256(host.encode("ascii")).digest()
    return base64.b32encode(digest).decode("ascii").rstrip("=").lower()

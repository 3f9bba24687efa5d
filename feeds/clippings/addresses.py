"""Addresses as strangers write them, made those of a seed."""

from urllib.parse import urljoin, urlsplit, urlunsplit

from feeds.validation.rules.tracking_parameter import without_tracking
from feeds.values.domains import registrable_domain
from feeds.values.urls import ascii_url, has_credentials


def joined(base: str, href: object) -> str:
    """Return *href*, which may be relative to *base*, in full; empty for no http(s) address."""
    if not isinstance(href, str) or not href.strip():
        return ""
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return ""
    return url if url.lower().startswith(("http://", "https://")) else ""


def address_of(url: str) -> str:
    """Return *url* as a seed has it: in ASCII, without what follows readers, without fragment.

    It is empty for what nobody could open, or what holds a password.
    """
    try:
        parts = urlsplit(ascii_url(without_tracking(url.strip())[1]))
    except ValueError:
        return ""
    # What begins so are the pages of an application, which are told apart by nothing else.
    kept = parts.fragment if parts.fragment.startswith("!") else ""
    address = urlunsplit((parts.scheme, parts.netloc, parts.path or "/", parts.query, kept))
    return "" if has_credentials(address) else address


def host_of(url: str) -> str:
    """Return the host of *url* in lower case and without ``www.``, empty if it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_same_site(url: str, other: str) -> bool:
    """Tell whether both addresses are at one host, or at hosts of one registered domain."""
    host, beside = host_of(url), host_of(other)
    registered = registrable_domain(host)
    return host == beside or (registered is not None and registered == registrable_domain(beside))

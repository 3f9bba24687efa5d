"""Whose a host is: domains that somebody has registered, and platforms that many share.

The first are told by the Public Suffix List (https://publicsuffix.org/).
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from feeds.values.urls import ascii_url

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList


def registrable_domain(host: str) -> str | None:
    """Return the part of *host* (ASCII) that somebody has registered: ``example.co.uk``.

    None for an IP address, and for a public suffix such as ``co.uk``, under which others register
    theirs. The list comes with the library; nothing is fetched.
    """
    name = host.rstrip(".")
    if name.rpartition(".")[2].isdigit():
        # An IP address (WHATWG URL, section 3.5) has no parts that somebody could register.
        return None
    return _suffixes().privatesuffix(name)


@cache
def _suffixes() -> "PublicSuffixList":
    # Reading the list takes a twentieth of a second, and most folders never need it.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()


def ascii_domain(domain: str) -> str | None:
    """Return *domain* as the hosts of addresses are compared with it; None if it is no host name.

    It is in ASCII (RFC 5890) and in lower case.
    """
    try:
        url = ascii_url(f"https://{domain}/")
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.rstrip(".") if host and url == f"https://{host}/" else None


def is_below(host: str, domain: str) -> bool:
    """Tell whether *host* is *domain* or below it, both in ASCII and in lower case."""
    return host == domain or host.endswith(f".{domain}")


def platform_of(host: str) -> str | None:
    """Return the platform that *host* (ASCII) is, or is part of, if it is one that many share.

    It is one of ``platforms.txt``, such as ``youtube.com``, or one of those under which others have
    their sites by the Public Suffix List, such as ``github.io``.
    """
    name = host.rstrip(".")
    part = name
    while part:
        if part in _platforms():
            return part
        part = part.partition(".")[2]
    suffix: str | None = _suffixes().publicsuffix(name)
    return suffix if suffix != _official_suffixes().publicsuffix(name) else None


@cache
def _platforms() -> frozenset[str]:
    lines = (Path(__file__).parent / "platforms.txt").read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def _official_suffixes() -> "PublicSuffixList":
    # Those under which anybody may register a domain, as ICANN has them.
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(only_icann=True)

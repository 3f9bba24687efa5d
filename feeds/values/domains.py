"""Domains that somebody has registered, by the Public Suffix List (https://publicsuffix.org/)."""

from functools import cache
from typing import TYPE_CHECKING

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

"""Which IP addresses a link may lead to, in a place where anyone may propose links."""

import socket
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from feeds.http.registries import (
    GLOBAL_UNICAST_V6,
    GLOBAL_V6,
    NOT_GLOBAL_V4,
    NOT_GLOBAL_V6,
)

# Takes a host's name and a port; returns its addresses as text, raises OSError if there are none.
Resolver = Callable[[str, int], list[str]]

# Public by number, yet only a machine's own cloud answers there: Azure's platform services.
_PLATFORM = frozenset({IPv4Address("168.63.129.16")})
# An IPv4 address stands in the last 32 bits of these (RFC 4291, 2.5.5; RFC 6052, 2.1).
_EMBEDDING = (
    IPv6Network("::/96"),
    IPv6Network("::ffff:0:0/96"),
    IPv6Network("64:ff9b::/96"),
)


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of *host* in the system's order of preference; raise OSError if none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def host_of(url: str) -> str:
    """Return the host of *url* in lower case, or nothing if it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_ip_address(host: str) -> bool:
    """Tell whether *host* is an IP address, written in full, so that no name is looked up."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def is_private_host(host: str) -> bool:
    """Tell whether *host*, an address or a local name (RFC 6761, 6.3), is seen not to be public.

    No name is looked up.
    """
    if is_ip_address(host):
        return not is_public(host)
    return host == "localhost" or host.endswith(".localhost")


def is_public(address: str) -> bool:
    """Tell whether *address* (IPv4 or IPv6) is of the public internet, in whatever wrapping."""
    ip = ip_address(address)
    return _is_public_v4(ip) if isinstance(ip, IPv4Address) else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return ip not in _PLATFORM and not any(ip in block for block in NOT_GLOBAL_V4)


def _is_public_v6(ip: IPv6Address) -> bool:
    plain = IPv6Address(int(ip))  # without a zone, which no network contains
    inner = _embedded(plain)
    if inner is not None:
        return _is_public_v4(inner)
    if any(plain in block for block in NOT_GLOBAL_V6):
        return any(plain in block for block in GLOBAL_V6)
    return plain in GLOBAL_UNICAST_V6


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that traffic to *ip* may be forwarded to."""
    if ip.sixtofour is not None:
        return ip.sixtofour
    if any(ip in network for network in _EMBEDDING):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None

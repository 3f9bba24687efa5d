"""Which IP addresses a link may lead to, in a place where anyone may propose links."""

import socket
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Takes a host's name and a port; returns its addresses as text, raises OSError if there are none.
Resolver = Callable[[str, int], list[str]]

# Public by number, yet only a machine's own cloud answers there: Azure's platform services.
_PLATFORM = frozenset({IPv4Address("168.63.129.16")})
# The only block that is handed out (RFC 4291, 2.4); all others are local or reserved.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# An IPv4 address stands in the last 32 bits of these (RFC 4291, 2.5.5; RFC 6052, 2.1).
_EMBEDDING = (
    IPv6Network("::/96"),
    IPv6Network("::ffff:0:0/96"),
    IPv6Network("64:ff9b::/96"),
)
# Which of these Python takes for public depends on its version: relays that no longer lead
# anywhere sure (RFC 7526), and protocol assignments (RFC 6890), where a cloud keeps its metadata.
_SPECIAL = (IPv4Network("192.88.99.0/24"), IPv4Network("192.0.0.0/24"))


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of *host* in the system's order of preference; raise OSError if none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


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
    if ip in _PLATFORM or any(ip in network for network in _SPECIAL):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _is_public_v6(ip: IPv6Address) -> bool:
    inner = _embedded(ip)
    if inner is not None:
        return _is_public_v4(inner)
    return ip in _GLOBAL_UNICAST and ip.is_global


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that traffic to *ip* may be forwarded to."""
    if ip.sixtofour is not None:
        return ip.sixtofour
    plain = IPv6Address(int(ip))  # without a zone, which no network contains
    if any(plain in network for network in _EMBEDDING):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None

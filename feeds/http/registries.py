"""Which blocks of addresses IANA says are not reached from everywhere, whatever Python knows.

The registries, as of 2025-06: https://www.iana.org/assignments/iana-ipv4-special-registry and
https://www.iana.org/assignments/iana-ipv6-special-registry, and for what is not handed out at all
https://www.iana.org/assignments/ipv6-address-space. Which version of Python knows which of these
differs: 3fff::/20, say, only since 3.13.1.
"""

from ipaddress import IPv4Network, IPv6Network

NOT_GLOBAL_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network (RFC 791, 3.2)
        "10.0.0.0/8",  # private use (RFC 1918)
        "100.64.0.0/10",  # shared by customers of a carrier (RFC 6598)
        "127.0.0.0/8",  # loopback (RFC 1122, 3.2.1.3)
        "169.254.0.0/16",  # link-local (RFC 3927)
        "172.16.0.0/12",  # private use (RFC 1918)
        # Protocol assignments (RFC 6890, 2.1), whole: of the two addresses in it that are called
        # global none serves pages, and a cloud keeps its metadata at another.
        "192.0.0.0/24",
        "192.0.2.0/24",  # documentation (RFC 5737)
        "192.88.99.0/24",  # relays of 6to4, which lead nowhere sure any more (RFC 7526)
        "192.168.0.0/16",  # private use (RFC 1918)
        "198.18.0.0/15",  # benchmarks (RFC 2544)
        "198.51.100.0/24",  # documentation (RFC 5737)
        "203.0.113.0/24",  # documentation (RFC 5737)
        "224.0.0.0/4",  # multicast (RFC 5771)
        "240.0.0.0/4",  # reserved (RFC 1112, 4), and the broadcast (RFC 8190)
    )
)
# The only block that hosts get addresses of (RFC 4291, 2.4): loopback, unique local, link-local,
# site-local, multicast, discard-only, dummy and segment addresses are all beyond it.
GLOBAL_UNICAST_V6 = IPv6Network("2000::/3")
NOT_GLOBAL_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments (RFC 2928), Teredo (RFC 4380) and benchmarks in it
        "2001:db8::/32",  # documentation (RFC 3849)
        "3fff::/20",  # documentation (RFC 9637)
    )
)
# What is global in a block that is not.
GLOBAL_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001:1::1/128",  # port control, anycast (RFC 7723)
        "2001:1::2/128",  # TURN, anycast (RFC 8155)
        "2001:1::3/128",  # registration of services, anycast (RFC 9665)
        "2001:3::/32",  # AMT (RFC 7450)
        "2001:4:112::/48",  # AS112 (RFC 7535)
        "2001:20::/28",  # ORCHIDv2 (RFC 7343)
        "2001:30::/28",  # tags of drones (RFC 9374)
    )
)

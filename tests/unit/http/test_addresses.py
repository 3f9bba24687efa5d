"""Only addresses of the public internet pass, in whatever wrapping others come."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feeds.http.addresses import is_ip_address, is_public, resolve

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.255 168.63.129.16
    169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1
    192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255
""".split()
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "192.167.1.1", "223.255.255.254"]
PRIVATE_V6 = """
    :: ::1 fe80::1 fe80::1%eth0 febf::1 fc00::1 fd00:ec2::254 fec0::1 ff02::1 2001::1 2001:db8::1
    100::1 64:ff9b:1::8.8.8.8 5f00::1 4000::1
""".split()
PUBLIC_V6 = ["2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001:80b::200e"]


@pytest.mark.parametrize("address", [*PRIVATE, *PRIVATE_V6])
def test_local_and_reserved_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [*PUBLIC, *PUBLIC_V6])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


# The special-purpose registries of IANA, as of 2025-06, where they do not call a block global; and
# the blocks of IPv6 that nobody gets addresses of.
NOT_GLOBAL = """
    0.0.0.0/8 0.0.0.0/32 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12
    192.0.0.0/24 192.0.0.0/29 192.0.0.8/32 192.0.0.170/32 192.0.0.171/32 192.0.2.0/24 192.88.99.0/24
    192.88.99.2/32 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
    255.255.255.255/32 224.0.0.0/4
    ::1/128 ::/128 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/32 2001:2::/48 2001:10::/28
    2001:db8::/32 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
    ::ffff:0:0:0/96 200::/7 400::/6 800::/5 1000::/4 4000::/3 6000::/3 8000::/3 a000::/3 c000::/3
    e000::/4 f000::/5 f800::/6 fe00::/9
""".split()
# Those that they do call global, without 192.0.0.9 and 192.0.0.10, which serve no pages.
GLOBAL = """
    192.31.196.0/24 192.52.193.0/24 192.175.48.0/24 2001:1::1/128 2001:1::2/128 2001:1::3/128
    2001:3::/32 2001:4:112::/48 2001:20::/28 2001:30::/28 2620:4f:8000::/48
""".split()


def ends(block: str) -> Iterator[str]:
    """Yield the first, the last and a middle address of *block*."""
    network = ip_network(block)
    first, last = int(network[0]), int(network[-1])
    for number in (first, (first + last) // 2, last):
        yield str((IPv4Address if network.version == 4 else IPv6Address)(number))


@pytest.mark.parametrize("block", NOT_GLOBAL)
def test_what_the_registries_do_not_call_global_is_private(block: str) -> None:
    assert [address for address in ends(block) if is_public(address)] == []


@pytest.mark.parametrize("block", GLOBAL)
def test_what_the_registries_call_global_is_public(block: str) -> None:
    assert [address for address in ends(block) if not is_public(address)] == []


@pytest.mark.parametrize(
    "address",
    "2001:1:: 2001:1::4 2001:200:: 2001:db7:ffff:: 2001:db9:: 3ffe:ffff:: 3fff:1000:: 2003::".split(),
)
def test_beside_a_block_its_rule_ends(address: str) -> None:
    private = address.startswith("2001:1::")
    assert is_public(address) is not private


def test_a_zone_makes_no_address_public() -> None:
    assert not is_public("3fff::1%eth0")
    assert not is_public("2001:db8::1%1")
    assert not is_public("::ffff:10.0.0.1%eth0")


def wrappings(address: IPv4Address) -> list[str]:
    """Return the IPv6 forms that may lead to *address*: mapped, compatible, NAT64 and 6to4."""
    number = int(address)
    return [
        str(IPv6Address(base + number)) for base in (0xFFFF << 32, 0, int(IPv6Address("64:ff9b::")))
    ] + [str(IPv6Address((0x2002 << 112) + (number << 80)))]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_wrapping_makes_an_address_public(address: str) -> None:
    assert [w for w in wrappings(IPv4Address(address)) if is_public(w)] == []


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_as_public_as_the_bare_one(address: IPv4Address) -> None:
    assert {is_public(w) for w in wrappings(address)} == {is_public(str(address))}


@given(st.ip_addresses())
def test_what_python_knows_as_local_is_never_public(address: IPv4Address | IPv6Address) -> None:
    # Older versions of Python know of no exceptions in 2001::/23.
    assume(not any(address in ip_network(block) for block in GLOBAL))
    # IANA does not say of 6to4 whether it is global, which newer versions take for no.
    assume(address not in ip_network("2002::/16"))
    local = address.is_private or address.is_loopback or address.is_link_local
    assert not (is_public(str(address)) and (local or address.is_multicast))


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("news.test", False), ("127.1", False), ("0x7f.1", False)],
)
def test_an_address_written_in_full_is_known(host: str, expected: bool) -> None:
    assert is_ip_address(host) is expected


def test_the_system_resolves_without_repetition() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]

"""Only addresses of the public internet pass, in whatever wrapping others come."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
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

"""Which addresses are public, and what --allow-network opens."""

import pytest

from exporter.notices import ConfigurationError
from exporter.pictures.addresses import networks, permitted

PUBLIC = [
    "1.1.1.1",
    "93.184.216.34",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
NOT_PUBLIC = [
    ("loopback", "127.0.0.1"),
    ("loopback, far end", "127.255.255.254"),
    ("this host", "0.0.0.0"),  # noqa: S104 - an address to refuse
    ("this network", "0.1.2.3"),
    ("private 10", "10.1.2.3"),
    ("private 172", "172.31.0.1"),
    ("private 192", "192.168.1.1"),
    ("link-local, cloud metadata", "169.254.169.254"),
    ("carrier-grade NAT", "100.64.0.1"),
    ("benchmarking", "198.18.0.1"),
    ("documentation", "203.0.113.7"),
    ("withdrawn relay", "192.88.99.1"),
    ("multicast", "224.0.0.1"),
    ("reserved", "240.0.0.1"),
    ("broadcast", "255.255.255.255"),
    ("IPv6 loopback", "::1"),
    ("IPv6 unspecified", "::"),
    ("IPv6 unique local", "fd00::1"),
    ("IPv6 link-local", "fe80::1"),
    ("IPv6 link-local with zone", "fe80::1%eth0"),
    ("IPv6 site-local", "fec0::1"),
    ("IPv6 multicast", "ff02::1"),
    ("IPv6 documentation", "2001:db8::1"),
    ("IPv4-mapped loopback", "::ffff:127.0.0.1"),
    ("IPv4-mapped private", "::ffff:10.0.0.1"),
    ("IPv4-compatible loopback", "::127.0.0.1"),
    ("NAT64 of loopback", "64:ff9b::7f00:1"),
    ("NAT64 of metadata", "64:ff9b::a9fe:a9fe"),
    ("NAT64, local use", "64:ff9b:1::1"),
    ("6to4 of private", "2002:a00:1::1"),
    ("Teredo", "2001::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert permitted(address, ())


@pytest.mark.parametrize(
    ("address"), [address for _, address in NOT_PUBLIC], ids=[name for name, _ in NOT_PUBLIC]
)
def test_not_public(address: str) -> None:
    assert not permitted(address, ())


@pytest.mark.parametrize(
    ("ranges", "address", "expected"),
    [
        (("127.0.0.0/8",), "127.0.0.1", True),
        (("127.0.0.0/8",), "::ffff:127.0.0.1", True),
        (("127.0.0.0/8",), "10.0.0.1", False),
        (("10.0.0.0/8", "::1"), "::1", True),
        (("192.168.1.7/16",), "192.168.200.1", True),
    ],
)
def test_allowed(ranges: tuple[str, ...], address: str, expected: bool) -> None:
    assert permitted(address, networks(ranges)) is expected


def test_a_range_that_is_none_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"“10\.0\.0\.0/99”"):
        networks(("10.0.0.0/99",))

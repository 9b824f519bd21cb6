"""Which network addresses a picture may be fetched from: public ones, and what the user allowed."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from exporter.notices import ConfigurationError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_UNROUTED = (
    # ranges that some versions of `ipaddress` call global, and no picture of the web lies in
    ip_network("192.88.99.0/24"),  # RFC 7526: withdrawn 6to4 relays
    ip_network("fec0::/10"),  # RFC 3879: withdrawn site-local addresses
    ip_network("5f00::/16"),  # RFC 9602: segment routing
    ip_network("3fff::/20"),  # RFC 9637: documentation
)


def networks(ranges: Iterable[str]) -> tuple[Network, ...]:
    """Ranges as the user writes them (10.0.0.0/8, ::1). Raises ConfigurationError for one that is none."""
    return tuple(map(_network, ranges))


def _network(text: str) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError as error:
        hint = "write a range such as 192.168.0.0/16"
        raise ConfigurationError(f"“{text}” is not a network range", hint=hint) from error


def permitted(address: str, allowed: Iterable[Network]) -> bool:
    """Whether a picture may be fetched from this address: it is public, or in one of the ranges allowed."""
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    return _public(ip) or any(ip in network for network in allowed)


def _unwrapped(ip: Address) -> Address:
    """The IPv4 address that an IPv6 one stands for (mapped, 6to4, NAT64), else the address itself."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or ip


def _public(ip: Address) -> bool:
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or any(ip in range_ for range_ in _UNROUTED)
    )

"""Which addresses of the network a report may be fetched from: public ones only, whatever name stands for them."""

import ipaddress
from collections.abc import Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NEVER: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = tuple(
    map(
        ipaddress.ip_network,
        (
            "100.64.0.0/10",  # behind a provider's address translation (RFC 6598)
            "168.63.129.16/32",  # a cloud's own services, at a public address
            "192.0.0.0/24",  # protocol assignments, among them a cloud's metadata
            "192.88.99.0/24",  # relays of 6to4
            "198.18.0.0/15",  # measurements
            "64:ff9b:1::/48",  # translation inside a network (RFC 8215)
            "fec0::/10",  # site-local
            "5f00::/16",  # segment routing
        ),
    )
)
"""Networks that are not public, or hold what is not, beside those that Python knows as private, local or reserved."""

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses as translators write them (RFC 6052)."""

_COMPATIBLE = ipaddress.IPv6Network("::/96")


def is_public(address: Address) -> bool:
    """Whether an address, and the IPv4 address inside it if there is one, is one of the public network."""
    inside = _inside(address)
    if inside is not None:
        return is_public(inside)
    wrong = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
        not address.is_global,
        any(address in network for network in NEVER if network.version == address.version),
    )
    return not any(wrong)


def all_public(found: Iterable[str]) -> bool:
    """Whether all addresses of a name are public; a name that also stands for a private one is not to be trusted."""
    return all(is_public(ipaddress.ip_address(one.partition("%")[0])) for one in found)


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address carries: mapped, translated, compatible, of 6to4 or of Teredo's client."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    last = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None or address in _TRANSLATED or (address in _COMPATIBLE and int(address) > 1):
        return last
    return address.sixtofour or (address.teredo[1] if address.teredo is not None else None)

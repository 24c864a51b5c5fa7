"""Whether a request comes from the person at this machine, who is asked for no login.

Being connected from a loopback address is not enough. A reverse proxy on this machine connects from there too, and so does
a browser here that a foreign page has led to this server under a name of its own (DNS rebinding). So the request must also
name this machine as its host, come straight, and not be sent by another site's page.
"""

import ipaddress
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from warledger.web.security.safety import Safety
from warledger.web.security.users import Users

FORWARDING = frozenset(
    "forwarded via x-real-ip x-client-ip x-cluster-client-ip true-client-ip cf-connecting-ip fastly-client-ip "
    "x-envoy-external-address x-original-host x-original-url x-arr-ssl x-request-start".split()
)
"""Headers that proxies add, beside all that begin with ``x-forwarded``."""


class UnsafeServer(OSError):
    """The server would be open to others without anybody who administers it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of who sends a request; header names in small letters."""

    address: str | None
    http: str
    headers: Mapping[str, str]

    @property
    def host(self) -> str:
        """The host that the request names, with its port."""
        return self.headers.get("host", "")

    @property
    def forwarded(self) -> bool:
        """Whether something between passed the request on. No browser speaks HTTP/1.0, but some proxies do."""
        return self.http == "1.0" or any(h in FORWARDING or h.startswith("x-forwarded") for h in self.headers)


def why_login(caller: Caller, safety: Safety) -> str | None:
    """Why a request needs a login, as a sentence; null where it comes from the person at this machine."""
    if safety.always_login:
        return "This server asks everybody for a login."
    if not is_loopback(safety.host):
        return "This server is open to other machines."
    if caller.address is None or not is_loopback(caller.address):
        return "The request comes from another machine."
    if caller.forwarded:
        return "The request was passed on by a proxy."
    if not is_loopback(name_in(caller.host)):
        return "The request names another host than this machine."
    origin = caller.headers.get("origin")
    if origin is not None and not is_loopback(name_in(origin.partition("://")[2])):
        return "The request was sent by a page of another site."
    return None


def check_start(safety: Safety, users: Users) -> None:
    """Raises UnsafeServer where others could reach the server and there is nobody who administers it."""
    if not is_loopback(safety.host) and not users.has_admin():
        raise UnsafeServer(
            f"the server is not started on {safety.host}, where other machines reach it, before there is an administrator:"
            " add one with `warledger user add NAME --role admin`, or serve on 127.0.0.1"
        )


def is_loopback(name: str) -> bool:
    """Whether a host's name or address is that of the own machine; no other name is looked up."""
    if name.casefold() in {"localhost", "localhost."}:
        return True
    try:
        address = ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def name_in(host: str) -> str:
    """The name or address in a host with a port ("[::1]:8000"); empty for what is no host."""
    if host.startswith("["):
        name, bracket, port = host[1:].partition("]")
        return name if bracket and (not port or (port[0] == ":" and port[1:].isdigit())) else ""
    name, colon, port = host.partition(":")
    return "" if colon and not port.isdigit() else name


def client_address(caller: Caller, proxies: Collection[str]) -> str:
    """The address that counts for limits and the log: where a trusted proxy forwards, the last one that is none itself."""
    address = caller.address or ""
    hops = [hop.strip() for hop in caller.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    while address in proxies and hops:
        address = hops.pop()
    return address


def host_named(caller: Caller, proxies: Collection[str]) -> str:
    """The host, with its port, that the browser asked; where a trusted proxy forwards, what it says."""
    if caller.address in proxies:
        return caller.headers.get("x-forwarded-host", caller.host)
    return caller.host


def is_secure(caller: Caller, scheme: str) -> bool:
    """Whether the browser speaks TLS, with this server or with a proxy before it.

    A lie of an untrusted header only makes the liar's own browser drop its cookie.
    """
    return scheme == "https" or caller.headers.get("x-forwarded-proto", "").casefold() == "https"

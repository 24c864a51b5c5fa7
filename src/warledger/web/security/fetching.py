"""Fetching a report from an address that somebody gave, without being led into the own network.

A name is looked up once; what is connected to is the address that was checked, so that a second answer of the name's server
changes nothing. Each step of a redirection is checked like the first.
"""

import asyncio
import socket
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import httpx
from anyio import to_thread

from warledger.intake.problem import Problem
from warledger.intake.sources import read_document
from warledger.record.report import Report
from warledger.web.security.addresses import all_public

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""The addresses of a name."""

PORTS = {"http": 80, "https": 443}

KINDS = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
"""Types of what is read; a server that names none is believed to send a page."""

REDIRECTED = frozenset({301, 302, 303, 307, 308})

_UNPACKED = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class FetchError(OSError):
    """What stands at an address cannot be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How reports are fetched: with which limits, and by which way into the network."""

    resolve: Resolve = field(default_factory=lambda: _looked_up)
    transport: Callable[[], httpx.AsyncBaseTransport] = field(default_factory=lambda: _network)
    seconds: float = 20.0
    most: int = 5_000_000
    redirects: int = 5
    longest_address: int = 2_000

    async def fetch_report(self, url: str) -> Report:
        """The report at an address, its text taken out of the page; raises FetchError where it cannot be had."""
        try:
            async with asyncio.timeout(self.seconds):
                data, at = await self._data(url.strip())
        except TimeoutError:
            raise FetchError(f"the address did not answer within {self.seconds:.0f} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
            if isinstance(problem, FetchError):
                raise
            raise FetchError("the address cannot be reached") from None
        items = await to_thread.run_sync(lambda: list(read_document(data, at, at)))
        report = next((item for item in items if isinstance(item, Report)), None)
        if report is None:
            said = next((item.message for item in items if isinstance(item, Problem)), "it holds no words")
            raise FetchError(f"no report can be read there: {said}")
        return report

    async def _data(self, url: str) -> tuple[bytes, str]:
        """What stands at an address, and the address where it was found in the end."""
        async with self.transport() as network:
            for _ in range(self.redirects + 1):
                at = self._checked(url)
                response = await network.handle_async_request(await self._request(at))
                try:
                    if response.status_code not in REDIRECTED:
                        return await self._content(response), str(at)
                    url = str(at.join(response.headers.get("location", "")))
                finally:
                    await response.aclose()
        raise FetchError(f"the address leads on more than {self.redirects} times")

    def _checked(self, url: str) -> httpx.URL:
        """An address as one that may be asked; raises FetchError for any other."""
        if len(url) > self.longest_address:
            raise FetchError("the address is too long")
        try:
            at = httpx.URL(url)
        except httpx.InvalidURL:
            raise FetchError("this is no address of a page") from None
        if at.scheme not in PORTS or not at.host:
            raise FetchError("an address begins with http:// or https://")
        if at.userinfo:
            raise FetchError("an address with a name or password in it is not asked")
        if at.port not in {None, *PORTS.values()}:
            raise FetchError("only the ordinary ports of the web, 80 and 443, are asked")
        return at.copy_with(fragment=None)

    async def _request(self, at: httpx.URL) -> httpx.Request:
        """A request to one of the checked addresses of a host, under the host's name."""
        host = at.raw_host.decode("ascii")
        found = await self.resolve(host, at.port or PORTS[at.scheme])
        if not found:
            raise FetchError("the address cannot be reached: nothing goes by this name")
        if not all_public(found):
            raise FetchError("this address lies in a private network, which is not asked")
        headers = {
            "Host": at.netloc.decode("ascii"),
            "User-Agent": "warledger (reads one page that a person named)",
            "Accept": "text/html, application/xhtml+xml, text/plain",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self.seconds)
        more = {"sni_hostname": host, "timeout": limits}
        return httpx.Request("GET", at.copy_with(host=found[0]), headers=headers, extensions=more)

    async def _content(self, response: httpx.Response) -> bytes:
        """The content of a response, unpacked; raises FetchError where it is none to be read, or too large."""
        if response.status_code != 200:
            raise FetchError(f"the server there answers with {response.status_code}, not with a page")
        kind = response.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind not in KINDS:
            raise FetchError(f"what stands there is {kind[:60]}, not a page or a text")
        packed = response.headers.get("content-encoding", "").strip().casefold()
        if packed not in _UNPACKED | _PACKED:
            raise FetchError("what stands there is packed in a way that is not read")
        parts, size = [], 0
        async for part in response.stream:  # type: ignore[union-attr]
            parts.append(part)
            size += len(part)
            self._check_size(size)
        data = b"".join(parts)
        if packed in _PACKED:
            data = await to_thread.run_sync(partial(_unpacked, data, self.most + 1))
            self._check_size(len(data))
        return data

    def _check_size(self, size: int) -> None:
        if size > self.most:
            raise FetchError(f"what stands there is more than the {self.most:,} bytes of one report")


async def _looked_up(host: str, port: int) -> list[str]:
    """The addresses of a name, IPv4 before IPv6."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return sorted({str(sockaddr[0]) for *_, sockaddr in found}, key=lambda a: (":" in a, a))


def _network() -> httpx.AsyncBaseTransport:
    """Straight into the network: no proxy, no connection kept for another name at the same address."""
    return httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=2, max_keepalive_connections=0))


def _unpacked(data: bytes, most: int) -> bytes:
    """The beginning of packed data; raises FetchError where it is broken."""
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(data, most)
    except zlib.error:
        raise FetchError("what stands there is packed and broken") from None


async def fetch_report(url: str) -> Report:
    """The report at an address; raises FetchError where it cannot be had."""
    return await Fetcher().fetch_report(url)


def fetch_now(url: str) -> Report:
    """The same for a thread that runs no loop of its own, as those have that answer plain routes."""
    return asyncio.run(fetch_report(url))

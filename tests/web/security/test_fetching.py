"""Fetching against a made-up network: names that stand for private addresses, redirections into them, bombs and slow ends."""

import asyncio
import gzip
import ipaddress
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from warledger.record.report import Report
from warledger.web.security.addresses import is_public
from warledger.web.security.fetching import Fetcher, FetchError, fetch_report

STORY = (
    "<html><head><title>Town taken</title><link rel='canonical' href='{canonical}'></head><body><article><p>Government"
    " forces captured the town of Palmyra on 27 March 2016, the army said.</p><p>Soldiers entered it from the west after"
    " three weeks of fighting, and the militants left it at night.</p></article></body></html>"
)
PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.9.9.9 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 169.254.0.1 100.64.0.1
    100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1
    255.255.255.255 168.63.129.16 192.88.99.1 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
    64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1:: 2001:0:1::1 fe80::1 fec0::1 fc00::1
    fd00:ec2::254 ff02::1 100::1 2001:db8::1""".split(),
)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", "93.184.216.34 1.1.1.1 172.32.0.1 100.128.0.1 2606:4700::1111 64:ff9b::5db8:d822 ::ffff:1.1.1.1".split()
)
def test_what_is(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


class Network:
    """Names with their addresses, and what stands where; notes what was connected to, under which name."""

    def __init__(self, names: dict[str, Any], pages: dict[str, Any]) -> None:
        self.names, self.pages = names, pages
        self.asked: list[tuple[str, str]] = []

    async def resolve(self, host: str, port: int) -> list[str]:
        found = self.names.get(host, [host] if host[0].isdigit() or ":" in host else [])
        return list(found()) if callable(found) else list(found)

    async def answer(self, request: httpx.Request) -> httpx.Response:
        host = request.headers["host"]
        self.asked.append((request.url.host, host))
        assert request.extensions["sni_hostname"] == host.partition(":")[0].strip("[]")
        found = self.pages[f"{request.url.scheme}://{host}{request.url.raw_path.decode()}"]
        response = await found() if callable(found) else found
        assert isinstance(response, httpx.Response)
        return response

    def fetch(self, url: str, **more: Any) -> Report:
        fetcher = Fetcher(self.resolve, lambda: httpx.MockTransport(self.answer), **more)
        return asyncio.run(fetcher.fetch_report(url))


def page(canonical: str = "", **headers: str) -> httpx.Response:
    return httpx.Response(200, html=STORY.format(canonical=canonical), headers=headers)


def to(url: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"location": url})


NAMES = {
    "news.example": [PUBLIC],
    "other.example": ["1.1.1.1"],
    "inside.example": ["10.0.0.5"],
    "both.example": [PUBLIC, "127.0.0.1"],
    "six.example": ["::ffff:127.0.0.1"],
}


def test_a_page_becomes_a_report() -> None:
    network = Network(NAMES, {"https://news.example/a?b=1": page()})
    report = network.fetch(" https://news.example/a?b=1#part ")
    assert "captured the town of Palmyra" in report.text
    assert (report.story, report.title) == ("https://news.example/a?b=1", "Town taken")
    assert network.asked == [(PUBLIC, "news.example")], "connected to the address that was checked"


@pytest.mark.parametrize(
    ("canonical", "story"),
    [
        ("https://news.example/town", "https://news.example/town"),
        ("https://other.example/town", "https://news.example/a"),
    ],
)
def test_a_page_cannot_pass_for_another_sites_story(canonical: str, story: str) -> None:
    network = Network(NAMES, {"https://news.example/a": page(canonical)})
    assert network.fetch("https://news.example/a").story == story


@pytest.mark.parametrize("url", ["", "http://news.example/" + "a" * 3000, "http://[::1", "http://new s.example/\x00"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(FetchError):
        Network(NAMES, {}).fetch(url)


@pytest.mark.parametrize(
    "url",
    """http://127.0.0.1/ http://localhost/ http://[::1]/ http://10.0.0.1/ http://169.254.169.254/latest/meta-data/
    http://[fd00:ec2::254]/ http://inside.example/ http://both.example/ http://six.example/ http://0/ http://2130706433/
    http://0x7f000001/ http://127.1/ http://news.example:8080/ http://news.example:22/ ftp://news.example/
    file:///etc/passwd gopher://news.example/ news.example javascript:alert(1) http:/// http://user:pw@news.example/
    http://news.example@127.0.0.1/ http://[::ffff:7f00:1]/ data:text/html,x http://nowhere.example/""".split(),
)
def test_addresses_that_are_not_asked(url: str) -> None:
    names = NAMES | {name: ["127.0.0.1"] for name in ("localhost", "0", "2130706433", "0x7f000001", "127.1")}
    network = Network(names, {})
    with pytest.raises(FetchError):
        network.fetch(url)
    assert network.asked == []


@pytest.mark.parametrize(
    "inside",
    "http://127.0.0.1/ http://inside.example/ http://169.254.169.254/ http://[::1]/ file:///etc/passwd //10.0.0.1/x"
    " https://news.example:6379/".split(),
)
def test_redirections_into_the_own_network_are_not_followed(inside: str) -> None:
    network = Network(NAMES, {"http://news.example/a": to(inside)})
    with pytest.raises(FetchError):
        network.fetch("http://news.example/a")
    assert network.asked == [(PUBLIC, "news.example")]


def test_a_name_that_changes_its_address_is_caught() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    network = Network({"news.example": lambda: next(answers)}, {"http://news.example/a": to("/b")})
    with pytest.raises(FetchError, match="private network"):
        network.fetch("http://news.example/a")
    assert network.asked == [(PUBLIC, "news.example")]


def test_redirections_to_public_pages_are_followed_but_not_for_ever() -> None:
    pages = {
        "http://news.example/a": to("https://other.example/b", 301),
        "https://other.example/b": to("c", 308),
        "https://other.example/c": page(),
        "http://news.example/round": to("/round"),
    }
    network = Network(NAMES, pages)
    assert network.fetch("http://news.example/a").story == "https://other.example/c"
    with pytest.raises(FetchError, match="leads on"):
        network.fetch("http://news.example/round")
    assert len(network.asked) == 3 + 6


async def _never() -> httpx.Response:
    await asyncio.sleep(60)
    raise AssertionError


class Dripping(httpx.AsyncByteStream):
    async def __aiter__(self) -> Any:
        while True:
            yield b"x"
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404), "answers with 404"),
        (httpx.Response(200, content=b"%PDF-1.4", headers={"content-type": "application/pdf"}), "application/pdf"),
        (httpx.Response(200, content=b"\x00\x01" * 50, headers={"content-type": "text/html"}), "binary"),
        (httpx.Response(200, text=""), "empty"),
        (httpx.Response(200, content=b"x" * 3000, headers={"content-type": "text/plain"}), "more than"),
        (
            httpx.Response(
                200, stream=httpx.ByteStream(gzip.compress(b"x" * 100_000)), headers={"content-encoding": "gzip"}
            ),
            "more than",
        ),
        (httpx.Response(200, stream=httpx.ByteStream(b"no gzip"), headers={"content-encoding": "gzip"}), "broken"),
        (httpx.Response(200, stream=httpx.ByteStream(b"x"), headers={"content-encoding": "br"}), "packed"),
        (httpx.Response(302), "leads on"),
        (_never, "did not answer"),
        (httpx.Response(200, stream=Dripping()), "did not answer"),
    ],
)
def test_answers_that_are_not_read(answer: httpx.Response | Callable[[], Any], said: str) -> None:
    network = Network(NAMES, {"http://news.example/": answer})
    with pytest.raises(FetchError, match=said):
        network.fetch("http://news.example", most=2000, seconds=0.2)


def test_packed_pages_are_read() -> None:
    packed = gzip.compress(STORY.encode())
    answer = httpx.Response(200, stream=httpx.ByteStream(packed), headers={"content-encoding": "gzip"})
    assert "Palmyra" in Network(NAMES, {"http://news.example/": answer}).fetch("http://news.example/").text


def test_a_network_that_fails_is_said_in_words() -> None:
    async def refused() -> httpx.Response:
        raise httpx.ConnectError("no route")

    with pytest.raises(FetchError, match="cannot be reached"):
        Network(NAMES, {"http://news.example/": refused}).fetch("http://news.example/")


@pytest.mark.parametrize("url", ["http://localhost:80/", "http://127.0.0.1/", "http://[::1]/", "http://0x7f.1/"])
def test_the_real_way_out_does_not_lead_in(url: str) -> None:
    with pytest.raises(FetchError, match=r"private network|cannot be reached"):
        asyncio.run(fetch_report(url))

"""What comes in and goes out: headers on every response, sizes and times of requests."""

import asyncio
from typing import Any

import pytest
from fastapi import FastAPI

from standing_in import elsewhere, local, people, standing_in
from warledger.web.security.headers import ALWAYS, policy
from warledger.web.security.limits import TooMuch, body_of
from warledger.web.security.safety import Safety


@pytest.fixture
def app() -> FastAPI:
    return standing_in(Safety("l", max_body=1000), people())


@pytest.mark.parametrize("path", ["/", "/login", "/no-such-page", "/fails", "/api/places", "/api/none", "/static/x"])
def test_headers_are_on_every_response(app: FastAPI, path: str) -> None:
    for browser in (local(app), elsewhere(app)):
        response = browser.get(path)
        assert response.headers["content-security-policy"] == policy()
        assert all(response.headers[name] == value for name, value in ALWAYS.items())
        assert response.headers["cache-control"] == "private, no-cache"


def test_nothing_in_a_page_is_run() -> None:
    told = dict(part.split(" ", 1) for part in policy().split("; "))
    assert told["default-src"] == "'none'"
    assert told["script-src"] == told["style-src"] == "'self'"
    assert "worker-src" not in told
    assert told["frame-ancestors"] == told["base-uri"] == "'none'"
    assert "unsafe" not in policy() and "http" not in policy()


def test_a_tile_server_may_be_asked() -> None:
    told = policy("https://tiles.example/{z}/{x}/{y}.png")
    assert "img-src 'self' data: https://tiles.example;" in told
    assert "connect-src 'self' https://tiles.example;" in told


@pytest.mark.parametrize("tiles", ["tiles.example", "javascript:x", "https://", "https://a;script-src *", "https://*"])
def test_what_is_no_tile_server(tiles: str) -> None:
    with pytest.raises(ValueError, match="tile server"):
        policy(tiles)


def test_what_fails_tells_nothing(app: FastAPI) -> None:
    failed = local(app).get("/fails")
    assert failed.status_code == 500
    assert "secret" not in failed.text


def test_large_requests_are_refused(app: FastAPI) -> None:
    browser = local(app)
    assert browser.post("/api/read", json={}).status_code == 200
    large = browser.post("/api/read", content=b"x" * 1001)
    assert (large.status_code, large.json()["error"]) == (
        413,
        "This is more than the 1,000 bytes that are taken at once.",
    )
    in_parts = browser.post("/api/read", content=(b"x" * 100 for _ in range(11)))
    assert in_parts.status_code == 413
    assert browser.get("/?" + "x" * 9000).status_code == 414


def _body(messages: list[dict[str, Any]], most: int = 10, seconds: float = 0.05, length: bytes | None = None) -> bytes:
    scope = {"headers": [(b"content-length", length)] if length is not None else []}
    waiting = iter(messages)

    async def receive() -> Any:
        for message in waiting:
            return message
        await asyncio.sleep(10)

    return asyncio.run(body_of(scope, receive, most, seconds))


def part(body: bytes, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_is_put_together() -> None:
    assert _body([part(b"abc", True), part(b"def")]) == b"abcdef"


@pytest.mark.parametrize(
    ("messages", "length", "status"),
    [
        ([part(b"abc", True)], None, 408),
        ([], None, 408),
        ([part(b"x" * 6, True), part(b"x" * 6)], None, 413),
        ([part(b"")], b"11", 413),
        ([part(b"")], b"-1", 400),
        ([part(b"")], b"abc", 400),
        ([part(b"a", True), {"type": "http.disconnect"}], None, 400),
    ],
)
def test_a_body_that_is_not_taken(messages: list[dict[str, Any]], length: bytes | None, status: int) -> None:
    with pytest.raises(TooMuch) as problem:
        _body(messages, length=length)
    assert problem.value.status == status

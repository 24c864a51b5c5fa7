"""A page that takes long: a calm page at once, which becomes the page; whoever may not see it does not."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from slow_ledger import SlowLedger
from standing_in import PASSWORD, add_people
from warledger.journal.opening import LedgerError
from warledger.web.app import protected_app
from warledger.web.settings import Settings

READER = {"Accept": "text/html,application/xhtml+xml"}

SOON = 0.1


@pytest.fixture
def app(small_path: Path) -> FastAPI:
    return protected_app(Settings(str(small_path), patience=SOON), None)


@pytest.fixture
def ledger(app: FastAPI) -> SlowLedger:
    return SlowLedger(app)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with local(app) as opened:
        yield opened


def local(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000))


def in_the_end(ask: Callable[[], Response]) -> Response:
    """The answer once the reader is not told to wait any more."""
    until = time.monotonic() + 20
    while (found := ask()).status_code == 202:
        assert time.monotonic() < until
    return found


@pytest.mark.parametrize("path", ["/", "/claims?speaker=colonel", "/places/Palmyra", "/review"])
def test_a_reader_is_told_and_then_gets_the_page(client: TestClient, ledger: SlowLedger, path: str) -> None:
    told = client.get(path, headers=READER)
    assert (told.status_code, told.headers["refresh"], told.headers["cache-control"]) == (202, "1", "no-store")
    assert "Working this out" in told.text and "The ledger has 11 statements" in told.text
    assert "parties.css" not in told.text, "a style sheet that waits for the book would leave the page blank"
    ledger.go_on()
    found = in_the_end(lambda: client.get(path, headers=READER))
    assert (found.status_code, found.text) == (200, client.get(path).text)
    assert "refresh" not in found.headers


def test_a_page_that_comes_soon_is_just_there(client: TestClient, ledger: SlowLedger) -> None:
    ledger.go_on()
    assert client.get("/read", headers=READER).status_code == 200


@pytest.mark.parametrize(("path", "headers"), [("/claims", {}), ("/api/claims", READER)])
def test_programs_wait(client: TestClient, ledger: SlowLedger, path: str, headers: dict[str, str]) -> None:
    ledger.go_on(after=4 * SOON)
    assert client.get(path, headers=headers).status_code == 200


def test_those_who_ask_the_same_share_the_work(client: TestClient, ledger: SlowLedger) -> None:
    assert {client.get("/claims", headers=READER).status_code for _ in range(3)} == {202}
    assert ledger.asked == 1


def test_what_takes_long_every_time_comes_too(client: TestClient, ledger: SlowLedger) -> None:
    ledger.go_on(after=2 * SOON)
    ledger.always(3 * SOON)
    assert client.get("/claims", headers=READER).status_code == 202
    time.sleep(10 * SOON)
    assert client.get("/claims", headers=READER).status_code == 200


def test_a_failure_is_the_ordinary_page_on_it(client: TestClient, ledger: SlowLedger) -> None:
    ledger.fails = LedgerError("the disk went away")
    assert client.get("/claims", headers=READER).status_code == 202
    ledger.go_on()
    found = in_the_end(lambda: client.get("/claims", headers=READER))
    assert found.status_code == 503 and "The disk went away." in found.text


@pytest.fixture
def with_people(tmp_path: Path, small_path: Path) -> Callable[..., FastAPI]:
    def make(**settings: Any) -> FastAPI:
        path = tmp_path / "ledger.sqlite"
        path.write_bytes(small_path.read_bytes())
        add_people(path)
        return protected_app(Settings(str(path), patience=SOON, **settings), None)

    return make


def logged_in(app: FastAPI, name: str) -> TestClient:
    client = local(app)
    code = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/login").text)
    assert code is not None
    given = {"name": name, "password": PASSWORD, "csrf_token": code[1]}
    assert client.post("/login", data=given, follow_redirects=False).status_code == 303
    return client


def test_others_see_nothing_of_what_is_made_for_one(with_people: Callable[..., FastAPI]) -> None:
    app = with_people(always_login=True)
    ledger = SlowLedger(app)
    with local(app) as nobody:
        editor, viewer = logged_in(app, "bea"), logged_in(app, "vi")
        editor.portal = viewer.portal = nobody.portal
        assert editor.get("/review", headers=READER).status_code == 202
        assert nobody.get("/review", headers=READER, follow_redirects=False).status_code == 303
        assert viewer.get("/review", headers=READER).status_code == 403
        ledger.go_on()
        found = in_the_end(lambda: editor.get("/review", headers=READER))
        assert found.status_code == 200 and "bea" in found.text
        assert nobody.get("/review", headers=READER, follow_redirects=False).status_code == 303
        assert viewer.get("/review", headers=READER).status_code == 403


def test_readers_of_a_published_view_wait_alike(with_people: Callable[..., FastAPI]) -> None:
    app = with_people(public=True)
    ledger = SlowLedger(app)
    with local(app) as one:
        assert one.get("/claims", headers=READER).status_code == 202
        assert one.get("/review", headers=READER, follow_redirects=False).status_code == 303
        ledger.go_on()
        assert in_the_end(lambda: one.get("/claims", headers=READER)).status_code == 200

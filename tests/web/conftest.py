"""Two ledgers behind the application: a small one of hand-made statements, and the demonstration's, made once; and a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from building import control, on, party, place, span, statement, strike
from warledger.cli.ledger import build_demo
from warledger.journal.store import open_ledger
from warledger.record.report import Report
from warledger.record.statement import Attribution, Check, Claim, Statement, Subject
from warledger.web.app import protected_app
from warledger.web.desk import Fetch
from warledger.web.settings import Settings

if TYPE_CHECKING:
    from web import browsing

HOSTILE = '<script>alert("x")</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) \u202eevil"\'</textarea>'
"""What a hostile report may bring: markup, handlers, addresses that run, an override of the writing's direction."""

PATIENCE = 60.0
"""Seconds: on a busy machine a page may take long, and tests in a browser are about the page."""

PALMYRA = {"lat": 34.56, "lon": 38.28, "geonameid": 163342, "admin1": "Homs"}


def palmyra() -> dict[str, object]:
    return {"place": place("Palmyra", precision="exact", **PALMYRA)}


def claim(of: Report, words: str, speaker: str, **more: object) -> Statement:
    subject = Subject(**span("Islamic State").model_dump(), type="party", id="islamic-state")
    said = Claim(about="trend", subject=subject, check=Check(predicate="lost_territory", party="islamic-state"))
    by = (Attribution(**span(speaker).model_dump(), speaker=speaker),)
    return statement(of, "claim", claim=said, quote=span(words), attribution=by, **more)


def post(path: Path) -> None:
    """Fill a ledger: Palmyra falls and is retaken, is besieged and struck; one report is revised, one is hostile."""
    fall = Report(text="IS took Palmyra. Nine were killed.", story="fall", publisher="Wire", published="2015-05-21")
    again = fall.model_copy(update={"text": "IS took Palmyra. Twelve were killed.", "published": "2015-05-22"})
    back = Report(text="The army retook Palmyra.", story="back", title="Back", publisher="Post", published="2016-03-28")
    bad = Report(text=HOSTILE, story='bad"><b>', title=HOSTILE, publisher=HOSTILE, published="2016-04-01")
    gain, hold = party("gainer", "islamic-state"), party("loser", "syrian-government")
    takes = [party("gainer", "syrian-government"), party("loser", "islamic-state")]
    with open_ledger(str(path)) as ledger:
        for report, killed in ((fall, 9), (again, 12)):
            told = [
                control(report, "Palmyra", "2015-05-20", "gained", gain, hold, **palmyra()),
                strike(report, "Palmyra", "2015-05-20", killed, quote=span("Nine were killed", 17), **palmyra()),
            ]
            ledger.post(report, told, reader="test")
        told = [
            control(back, "Palmyra", "2016-03-27", "gained", *takes, **palmyra()),
            control(back, "Palmyra", "2016-03-10", "besieged", party("besieger", "syrian-government"), **palmyra()),
            strike(back, "Palmyra", "2015-05-20", 15, **palmyra()),
            claim(back, "IS is losing ground", "A colonel", time=on("2015-07-01")),
        ]
        ledger.post(back, told, reader="test")
        nowhere = place(HOSTILE, precision="exact", lat=35.0, lon=38.0)
        told = [
            control(bad, "x", "2016-03-31", "gained", gain, place=nowhere, quote=span(HOSTILE)),
            strike(bad, "x", "2016-03-31", 3, place=nowhere, quote=span(HOSTILE), parties=(party("actor", HOSTILE),)),
            claim(bad, HOSTILE, HOSTILE),
        ]
        ledger.post(bad, told, reader="test")


class Browser(TestClient):
    """Somebody on the same machine, who sends forms as the pages have them."""

    def __init__(self, settings: Settings, fetch: Fetch | None = None) -> None:
        app = protected_app(settings, fetch)
        super().__init__(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000))

    def fill(self, path: str, data: dict[str, str], **more: Any) -> Response:
        """Post a form with the code that the page of it carries."""
        code = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/read").text)
        return self.post(path, data={**data, **({"csrf_token": code[1]} if code else {})}, **more)


@pytest.fixture(scope="session")
def small_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "small.sqlite"
    post(path)
    return path


@pytest.fixture(scope="session")
def small(small_path: Path) -> Iterator[TestClient]:
    with Browser(Settings(str(small_path))) as client:
        yield client


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    build_demo(str(path))
    return path


@pytest.fixture(scope="session")
def demo(demo_path: Path) -> Iterator[TestClient]:
    with Browser(Settings(str(demo_path))) as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> "Iterator[browsing.Browser]":
    from web.browsing import chromium

    with chromium() as opened:
        yield opened


@pytest.fixture
def visit(browser: "browsing.Browser") -> "Iterator[browsing.Visits]":
    from web.browsing import Visits

    made = Visits(browser)
    yield made
    made.end()

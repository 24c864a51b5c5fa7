"""What editors withheld or coarsened is so on every page and in every answer."""

import sqlite3
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from warledger.journal.decisions import Decision
from warledger.journal.store import open_ledger
from warledger.record.report import Report
from warledger.web.app import create_app
from warledger.web.settings import Settings
from web.conftest import post

PATHS = [
    "/places/163342?on=2015-07-01",
    "/incidents",
    "/sources",
    "/reports",
    "/report?story=fall",
    "/claims",
    "/api/places/163342?on=2015-07-01",
    "/api/places/163342/history",
    "/api/incidents",
    "/api/reports",
    "/api/report?story=fall",
    "/api/sources",
]


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    path = tmp_path / "ledger.sqlite"
    post(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM revision WHERE publisher = 'Wire'").fetchone()[0] == 2
    with open_ledger(str(path)) as ledger:
        at = {"editor": "Eva", "made_at": "2024-01-01T00:00:00Z"}
        ledger.decide(Decision(kind="withhold", publisher="Wire", **at))
        ledger.decide(Decision(kind="coarsen", place="163342|", km=100, **at))
    return TestClient(create_app(Settings(str(path))))


@pytest.mark.parametrize("path", PATHS)
def test_a_withheld_source_is_named_nowhere(client: TestClient, path: str) -> None:
    found = client.get(path)
    assert found.status_code == 200
    assert "Wire" not in found.text and "Eva" not in found.text


def test_a_withheld_source_has_no_page(client: TestClient) -> None:
    assert client.get("/source?name=Wire").status_code == 404
    assert client.get("/api/reports?publisher=Wire").json()["total"] == 0


def test_a_coarsened_place_is_shown_in_the_middle_of_its_cell(client: TestClient) -> None:
    (palmyra,) = (f for f in client.get("/api/places.geojson").json()["features"] if f["id"] == "163342")
    assert palmyra["geometry"]["coordinates"] != [38.28, 34.56]
    for incident in client.get("/api/incidents?place=palmyra").json()["items"]:
        assert (incident["lon"], incident["lat"]) == tuple(palmyra["geometry"]["coordinates"])
    (siege,) = client.get("/api/sieges").json()["items"]
    assert (siege["place"]["lon"], siege["place"]["lat"]) == tuple(palmyra["geometry"]["coordinates"])


def test_a_search_finds_only_what_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    post(path)
    story = Report(text="Calm.", story="s", title="As Wire tells it", publisher="Post", published="2016-05-01")
    app = create_app(Settings(str(path)))
    with open_ledger(str(path)) as ledger:
        ledger.post(story, [], reader="test")
        assert TestClient(app).get("/api/reports?words=wire").json()["total"] == 1
        at = {"editor": "Eva", "made_at": "2024-01-01T00:00:00Z"}
        ledger.decide(Decision(kind="withhold", publisher="Wire", **at))
    found = {words: TestClient(app).get(f"/api/reports?words={words}").json() for words in ("wire", "wir", "tells")}
    assert [found[w]["total"] for w in ("wire", "wir", "tells")] == [0, 0, 1]
    assert found["tells"]["items"][0]["title"] == "As a withheld source tells it"

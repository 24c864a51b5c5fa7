"""The sides of a divided town: a page for each, with its own history, found from the town and by search."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from building import control, party, place, span
from warledger.journal.store import open_ledger
from warledger.record.report import Report
from warledger.web.app import create_app
from warledger.web.settings import Settings

ALEPPO = place("Aleppo", precision="exact", lat=36.2, lon=37.16, geonameid=170063)


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        for n, (words, who) in enumerate(
            (("Aleppo is the army's", "syrian-government"), ("rebels hold eastern Aleppo", "syrian-opposition"))
        ):
            report = Report(text=f"{words}. " * 9, story=f"s{n}", publisher=f"P{n}", published="2016-05-10")
            held = control(
                report, "Aleppo", "2016-05-09", "held", party("holder", who), place=ALEPPO, quote=span(words)
            )
            ledger.post(report, [held], reader="test")
    return TestClient(create_app(Settings(str(path))))


@pytest.mark.parametrize("path", ["170063?side=east&", "east Aleppo?", "Aleppo (east)?", "eastern aleppo?"])
def test_a_side_has_its_own_holder_and_words(client: TestClient, path: str) -> None:
    page = client.get(f"/places/{path}on=2016-05-12").text
    assert '<h1 dir="auto">East Aleppo</h1>' in page and "rebels hold eastern Aleppo" in page
    assert "Incidents here" not in page and 'href="/places/170063?on=2016-05-12"' in page


def test_the_town_leads_to_its_sides_and_a_search_finds_them(client: TestClient) -> None:
    town = client.get("/places/170063?on=2016-05-12").text
    link = "/places/170063?on=2016-05-12&amp;side=east"
    assert link in town and "rebels hold eastern" not in town
    for name in ("aleppo", "east aleppo", "Aleppo (east)"):
        assert link in client.get("/places", params={"on": "2016-05-12", "name": name}).text
    assert link not in client.get("/places?on=2016-05-12&name=west+aleppo").text


def test_the_map_s_panel_leads_to_the_sides(client: TestClient) -> None:
    told = client.get("/map/place/170063?on=2016-05-12").json()
    assert told["sides"] == [{"name": "East Aleppo", "page": "/places/170063?side=east"}]


def test_the_answer_for_programs_is_the_same(client: TestClient) -> None:
    asked = {side: client.get(f"/api/places/170063?on=2016-05-12{side}").json() for side in ("", "&side=east")}
    assert [s["side"] for s in asked[""]["sides"]] == ["east"] and asked[""]["side"] is None
    assert asked["&side=east"]["side"] == "east" and asked["&side=east"]["statements"] == 2
    assert len(client.get("/api/places/170063/history?side=east").json()["evidence"]) == 2


def test_a_side_that_nobody_speaks_of_is_said(client: TestClient) -> None:
    assert "No report speaks of the north of Aleppo" in client.get("/places/170063?side=north").text
    assert client.get("/places/170063?side=up").status_code == 422

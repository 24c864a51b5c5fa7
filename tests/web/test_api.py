"""The JSON interface: its forms, its refusals, its tags, and the same numbers as the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from warledger.cli.app import app
from warledger.web.answers.common import Listed
from warledger.web.answers.control import ControlRow
from warledger.web.answers.incidents import IncidentDetail, IncidentRow
from warledger.web.answers.places import History

RUN = CliRunner()
DAY = "2016-05-15"

LISTS = ["control", "places", "incidents", "sieges", "parties", "sources", "reports", "claims"]


def told(ledger: Path, *arguments: str) -> Any:
    done = RUN.invoke(app, [*arguments, "--ledger", str(ledger), "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def everything(client: TestClient, path: str) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    page = 1
    while True:
        answer = client.get(f"{path}{'&' if '?' in path else '?'}size=37&page={page}").json()
        rows += answer["items"]
        if len(rows) >= answer["total"]:
            assert len(rows) == answer["total"]
            return rows
        page += 1


@pytest.mark.parametrize("extra", [(), ("--known-on", "2015-12-31"), ("--country", "SY")])
def test_control_has_the_numbers_of_the_command_line(demo: TestClient, demo_path: Path, extra: tuple[str, ...]) -> None:
    asked = "&".join(f"{o[2:].replace('-', '_')}={v}" for o, v in zip(extra[::2], extra[1::2], strict=True))
    rows = everything(demo, f"/api/control?on={DAY}&{asked}")
    mine = [(r["place"]["name"], r["party_name"], round(r["probability"], 2), r["since"] or "") for r in rows]
    said = [
        (r["place"], r["party"], r["probability"], r["since"]) for r in told(demo_path, "control", "--on", DAY, *extra)
    ]
    assert sorted(mine) == sorted(said) and len(mine) > 30


def test_history_has_the_numbers_of_the_command_line(demo: TestClient, demo_path: Path) -> None:
    (said,) = told(demo_path, "history", "Palmyra", "--evidence")
    mine = demo.get("/api/history?place=Palmyra").json()
    assert [
        (s["party_name"] or "unclear", s["start"], s["end"] or "", round(s["probability"], 2), s["supporting"])
        for s in mine["spans"]
    ] == [(s["party"], s["from"], s["to"], s["probability"], s["for"]) for s in said["spans"]]
    assert [(e["words"], e["credibility"], e["says"]) for e in mine["evidence"]] == [
        (e["words"], e["credibility"], e["says"]) for e in said["evidence"]
    ]


def test_incidents_have_the_numbers_of_the_command_line(demo: TestClient, demo_path: Path) -> None:
    said = told(demo_path, "incidents", "--party", "isis", "--from", "2015-01-01", "--to", "2016-12-31")
    mine = everything(demo, "/api/incidents?party=isis&from=2015-01-01&to=2016-12-31")
    assert [(i["id"], i["first"], i["last"], i["sub_type"], i["voices"]) for i in mine] == [
        (i["id"], i["from"], i["to"], i["type"], i["voices"]) for i in said
    ]
    killed = [i["tolls"]["killed"] for i in mine if "killed" in i["tolls"]]
    shown = [f"{k['best']}" if k["low"] == k["high"] else f"{k['best']} ({k['low']}-{k['high']})" for k in killed]
    assert shown == [i["killed"] for i in said if i["killed"]]


def test_sieges_territory_and_sources_have_the_numbers_of_the_command_line(demo: TestClient, demo_path: Path) -> None:
    said = told(demo_path, "sieges", "--on", DAY)
    mine = everything(demo, f"/api/sieges?on={DAY}")
    assert [(s["name"], s["start"] or "", s["days"], s["access"]) for s in mine] == [
        (s["place"], s["from"], s["days"], s["aid and access"]) for s in said
    ]
    grown = told(demo_path, "territory", "isis", "--from", "2014-06-01", "--to", "2016-06-01")
    answer = demo.get("/api/territory?party=isis&from=2014-06-01&to=2016-06-01").json()
    assert [(r["day"], r["places"]["best"], r["people"]["low"], r["km2"]["high"]) for r in answer["territory"]] == [
        (r["day"], r["places"], r["people_low"], r["km2_high"]) for r in grown["territory"]
    ]
    assert [c["place"] for c in answer["changes"]] == [c["place"] for c in grown["changes"]]
    assert [(s["name"], s["reliability"], s["stories"]) for s in everything(demo, "/api/sources")] == [
        (s["publisher"], s["reliability"], s["stories"]) for s in told(demo_path, "sources")
    ]


@pytest.mark.parametrize("name", LISTS)
def test_lists_come_in_pages_and_refuse_what_they_do_not_know(small: TestClient, name: str) -> None:
    one = small.get(f"/api/{name}?size=1").json()
    assert set(one) == {"total", "page", "size", "items"} and len(one["items"]) == min(1, one["total"])
    assert small.get(f"/api/{name}?page=9999").json()["items"] == []
    for wrong in ("foo=1", "size=0", "size=501", "page=x", "known_on=2016", "posted_by=x"):
        found = small.get(f"/api/{name}?{wrong}")
        assert found.status_code == 422 and found.json()["error"].endswith(".")


def test_answers_have_the_forms_that_are_described(demo: TestClient) -> None:
    Listed[ControlRow].model_validate(demo.get("/api/control").json())
    incidents = Listed[IncidentRow].model_validate(demo.get("/api/incidents").json())
    IncidentDetail.model_validate(demo.get(f"/api/incidents/{incidents.items[0].id}").json())
    place = demo.get("/api/control").json()["items"][0]["place"]["id"]
    History.model_validate(demo.get(f"/api/places/{place}/history").json())
    described = demo.get("/api/openapi.json").json()
    assert {"/api/control", "/api/incidents.geojson", "/api/claims", "/api/territory"} <= set(described["paths"])
    assert not any(path for path in described["paths"] if not path.startswith("/api/"))


@pytest.mark.parametrize("name", ["control", "places", "incidents", "sieges"])
def test_geojson_has_positions_as_longitude_and_latitude(demo: TestClient, name: str) -> None:
    found = demo.get(f"/api/{name}.geojson?size=500")
    assert found.headers["content-type"] == "application/geo+json"
    body = found.json()
    assert body["type"] == "FeatureCollection" and body["total"] >= len(body["features"]) > 0
    placed = [f["geometry"]["coordinates"] for f in body["features"] if f["geometry"]]
    assert placed and all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in placed)


def test_an_answer_is_not_sent_again_until_the_journal_grows(tmp_path: Path) -> None:
    from warledger.journal.store import open_ledger
    from warledger.record.report import Report
    from warledger.web.app import create_app
    from warledger.web.settings import Settings
    from web.conftest import post

    path = tmp_path / "ledger.sqlite"
    post(path)
    client = TestClient(create_app(Settings(str(path))))
    first = client.get("/api/control?on=2016-01-01")
    tag = first.headers["etag"]
    again = client.get("/api/control?on=2016-01-01", headers={"If-None-Match": tag})
    assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
    assert client.get("/api/control?on=2016-01-02", headers={"If-None-Match": tag}).status_code == 200
    with open_ledger(str(path)) as ledger:
        ledger.post(Report(text="Nothing.", story="more"), [], reader="test")
    assert client.get("/api/control?on=2016-01-01", headers={"If-None-Match": tag}).status_code == 200


def test_unknown_things_are_said_with_near_names(small: TestClient) -> None:
    found = small.get("/api/places/Palmyrra")
    assert found.status_code == 404 and found.json()["near"] == ["Palmyra (Homs, SY)"]
    for path in ("/api/incidents/zzz", "/api/sieges/x", "/api/report?story=x", "/api/source?name=x", "/api/nothing"):
        assert small.get(path).status_code == 404 and "error" in small.get(path).json()

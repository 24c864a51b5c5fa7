"""The review pages on a small ledger: accept, reject, correct, undo, two editors, hostile words, incidents."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from building import control, party, place, span, strike
from standing_in import PASSWORD, elsewhere, local, log_in, people
from warledger.accounts.book import Wanted, open_book
from warledger.accounts.reviewing import due_in
from warledger.journal.decisions import anchor_of
from warledger.journal.store import Ledger, open_ledger
from warledger.record.report import Report
from warledger.record.statement import Statement
from warledger.web.app import create_app
from warledger.web.review import desk
from warledger.web.review.desk import Deed
from warledger.web.security.safety import Safety
from warledger.web.security.secure import secure
from warledger.web.settings import Settings
from warledger.web.templates import page

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) \u202egnp.exe"
TEXT = f"Fighting went on. The group captured Palmyra on 20 May 2015. {HOSTILE}"
QUOTE = "captured Palmyra on 20 May 2015"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(str(tmp_path / "ledger.sqlite")) as opened:
        yield opened


@pytest.fixture
def taken(ledger: Ledger) -> Statement:
    report = Report(text=TEXT, story="s1", publisher=HOSTILE, title=HOSTILE, published="2015-05-21", language="en")
    quote = span(QUOTE, TEXT.index(QUOTE))
    where = place("Palmyra", geonameid=163808, lat=34.55, lon=38.28)
    told = control(
        report,
        "Palmyra",
        "2015-05-20",
        "gained",
        party("gainer", "islamic-state"),
        quote=quote,
        place=where,
        confidence=0.4,
    )
    ledger.post(report, [told], reader="test")
    for n, killed in enumerate((12, 30)):
        other = Report(
            text=f"struck {n} " * 20, story=f"e{n}", publisher=f"P{n}", published=f"2016-01-0{n + 2}", language="en"
        )
        at = place("Aleppo", lat=36.2, lon=37.16)
        ledger.post(other, [strike(other, "Aleppo", "2016-01-01", killed, place=at)], reader="test")
    return told


@pytest.fixture
def app(ledger: Ledger, tmp_path: Path) -> FastAPI:
    made = create_app(Settings(str(tmp_path / "ledger.sqlite")))
    known = people()
    for name, role in (("bea", "editor"), ("cem", "editor"), ("vi", "viewer"), ("ada", "admin")):
        known.users.add(name, PASSWORD, role)  # type: ignore[arg-type]
    secure(made, Safety("l"), page, known)
    return made


@pytest.fixture
def browser(app: FastAPI) -> TestClient:
    return local(app)


def hidden(response: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', response.text)
    assert found is not None, response.text
    return found[1]


def send(client: TestClient, shown: httpx.Response, path: str, /, **fields: str) -> httpx.Response:
    return client.post(path, data={"csrf_token": hidden(shown, "csrf_token"), **fields})


def open_statement(client: TestClient, statement: Statement) -> httpx.Response:
    shown = client.get(f"/review/statement/{statement.id}")
    assert shown.status_code == 200
    return shown


def decide(client: TestClient, shown: httpx.Response, statement: Statement, deed: str, **fields: str) -> httpx.Response:
    path = f"/review/statement/{statement.id}"
    was = {name: html.unescape(value) for name, value in re.findall(r'name="(was:[^"]+)" value="([^"]*)"', shown.text)}
    typed = {f"set:{name.removeprefix('was:')}": value for name, value in was.items()}
    return send(client, shown, path, seen=hidden(shown, "seen"), deed=deed, **was, **{**typed, **fields})


def test_the_queue_shows_what_waits_and_why(browser: TestClient, taken: Statement) -> None:
    shown = browser.get("/review").text
    assert "3 statements wait" in shown
    assert "The reader is 40% sure of it." in shown
    assert shown.index("Palmyra") < shown.index("Aleppo")
    assert browser.get("/review/next").headers["location"] == f"/review/statement/{taken.id}"


def test_older_stories_come_up_when_the_newest_are_decided_on(ledger: Ledger, taken: Statement) -> None:
    with open_book(ledger) as book:
        first = due_in(book, ledger, newest=1)
        assert [d.statement.report for d in first.due] != ["s1"] and first.older == 2
        assert (len(due_in(book, ledger, newest=2).due), due_in(book, ledger, newest=2).older) == (2, 1)
        for one in due_in(book, ledger, newest=2).due:
            ledger.decide(Deed("accept", "bea").on(target=anchor_of(one.statement)))
        left = due_in(book, ledger, newest=1)
        assert [d.statement.id for d in left.due] == [taken.id] and left.older == 0


def test_how_many_older_stories_wait_is_said(
    browser: TestClient, taken: Statement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "due_in", lambda book, ledger: due_in(book, ledger, newest=1))
    shown = browser.get("/review").text
    assert "1 statement waits" in shown and "2 older stories wait until they are decided on" in shown
    path = re.findall(r'href="(/review/statement/[^"]+)"', shown)[0]
    one = browser.get(path)
    send(browser, one, path, seen=hidden(one, "seen"), deed="accept")
    assert "1 statement waits" in browser.get("/review").text, "the next story came up"


def test_a_statement_stands_in_its_words_with_what_it_changes(browser: TestClient, taken: Statement) -> None:
    shown = open_statement(browser, taken).text
    assert f"The group <mark>{QUOTE}</mark>." in shown
    day = '<time datetime="2015-05-20">20\xa0May\xa02015</time>'
    assert re.search(
        rf"Who holds <bdi>Palmyra</bdi> on {day}: (Islamic State \(\d+%\)|nobody can be named) with", shown
    )
    assert [f'data-key="{key}"' in shown for key in "arne"] == [True] * 4


def test_hostile_words_stay_words(browser: TestClient, taken: Statement) -> None:
    for path in ("/review", f"/review/statement/{taken.id}", "/review/decisions"):
        shown = browser.get(path).text
        assert "<script>alert" not in shown and "<img" not in shown and 'href="javascript' not in shown
    assert "&lt;script&gt;" in browser.get("/review").text
    assert "<bdi>" in open_statement(browser, taken).text


def test_accept_goes_on_and_can_be_undone(browser: TestClient, taken: Statement, ledger: Ledger) -> None:
    gone_on = decide(browser, open_statement(browser, taken), taken, "accept", reason="plain")
    assert gone_on.status_code == 303
    (made,) = ledger.decisions()
    assert (made.decision.kind, made.decision.reason) == ("accept", "plain")
    following = browser.get(gone_on.headers["location"])
    assert f"Kept as decision {made.seq}." in following.text
    assert "2 statements wait" in browser.get("/review").text
    back = send(browser, following, "/review/undo", number=str(made.seq))
    assert back.headers["location"] == f"/review/statement/{taken.id}"
    assert ledger.decisions() == []
    assert "3 statements wait" in browser.get("/review").text
    told = browser.get("/review/decisions").text
    assert f"decision {made.seq}" in told and f"by {made.seq + 1}" in told, "what was taken back is told too"


def test_reject(browser: TestClient, taken: Statement) -> None:
    decide(browser, open_statement(browser, taken), taken, "reject")
    assert "This statement was rejected" in open_statement(browser, taken).text
    assert "reject" in browser.get("/review/decisions").text


def test_a_correction_changes_only_what_was_changed(browser: TestClient, taken: Statement, ledger: Ledger) -> None:
    shown = open_statement(browser, taken)
    gone_on = decide(browser, shown, taken, "correct", **{"set:time": "2015-05-21", "set:modality": "asserted"})
    assert gone_on.status_code == 303
    (made,) = ledger.decisions()
    assert list(made.decision.fields) == ["time"]
    table = open_statement(browser, taken).text
    assert "What an editor changed" in table and "2015-05-21" in table


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "nothing was changed"),
        ({"set:gainer": "no such party"}, "there is no party"),
        ({"set:place": "Nowhereville"}, "no place"),
        ({"set:killed": "many"}, "no figure"),
    ],
)
def test_a_correction_that_cannot_be(
    browser: TestClient, taken: Statement, ledger: Ledger, fields: dict[str, str], said: str
) -> None:
    again = decide(browser, open_statement(browser, taken), taken, "correct", **fields)
    assert again.status_code == 422
    assert said in again.text
    assert all(value in again.text for value in fields.values()), "what was typed is kept"
    assert ledger.decisions() == []


def test_two_editors_do_not_overwrite_each_other(app: FastAPI, taken: Statement, ledger: Ledger) -> None:
    bea, cem = elsewhere(app), elsewhere(app)
    log_in(bea, "bea")
    log_in(cem, "cem")
    both = [open_statement(client, taken) for client in (bea, cem)]
    assert decide(bea, both[0], taken, "correct", **{"set:time": "2015-05-19"}).status_code == 303
    late = decide(cem, both[1], taken, "correct", **{"set:modality": "claimed"})
    assert late.status_code == 409
    assert "bea decided on this meanwhile" in late.text
    assert "<strong>Meanwhile:</strong>" in late.text
    assert "2015-05-19" in late.text and "You wrote: modality=claimed<" in late.text
    assert [d.decision.editor for d in ledger.decisions()] == ["bea"]
    assert '<option value="claimed" selected>' in late.text, "what was typed is kept"
    assert decide(cem, late, taken, "correct", **{"set:modality": "claimed"}).status_code == 303
    assert [d.decision.editor for d in ledger.decisions()] == ["bea", "cem"]
    (stands,) = (t.statement for t in ledger.told(stories=["s1"]))
    assert (stands.modality, stands.time and stands.time.start) == ("claimed", "2015-05-19")


def test_only_editors_come_in(app: FastAPI, taken: Statement) -> None:
    viewer = elsewhere(app)
    log_in(viewer, "vi")
    paths = (
        "/review",
        "/review/next",
        "/review/decisions",
        f"/review/statement/{taken.id}",
        "/review/suggest/places?q=pa",
    )
    assert {viewer.get(path).status_code for path in paths} == {403}
    assert elsewhere(app).get("/review").status_code == 303


def test_a_decision_needs_the_code_of_its_page(browser: TestClient, taken: Statement, ledger: Ledger) -> None:
    open_statement(browser, taken)
    wrong = browser.post(f"/review/statement/{taken.id}", data={"deed": "accept", "seen": "0"})
    assert wrong.status_code == 403
    assert ledger.decisions() == []


@pytest.mark.parametrize(
    "fields", [{}, {"deed": "burn", "seen": "0"}, {"deed": "accept"}, {"deed": "accept", "seen": "-1"}]
)
def test_forms_that_are_none(browser: TestClient, taken: Statement, fields: dict[str, str]) -> None:
    shown = open_statement(browser, taken)
    assert send(browser, shown, f"/review/statement/{taken.id}", **fields).status_code == 422
    assert send(browser, shown, "/review/undo", number="x").status_code == 422
    assert send(browser, shown, "/review/undo", number="99").status_code == 409


def test_what_is_not_there(browser: TestClient, taken: Statement) -> None:
    for path in ("/review/statement/none", "/review/incident/none", "/review/incident/%25%25%25%25%25%25%25"):
        assert browser.get(path).status_code == 404
    assert browser.get(f"/review/happening/{taken.id}").status_code == 404


def test_names_are_suggested(browser: TestClient, taken: Statement) -> None:
    assert browser.get("/review/suggest/places?q=palm").json()[0]["name"] == "Palmyra, SY"
    parties = browser.get("/review/suggest/parties?q=islamic st").json()
    assert "islamic-state" in [p["value"] for p in parties]
    assert browser.get("/review/suggest/parties?q=").json() == []
    assert browser.get("/review/suggest/places", params={"q": "x" * 200}).status_code == 422


def test_incidents_are_taken_apart_and_joined(browser: TestClient, taken: Statement, ledger: Ledger) -> None:
    with open_book(ledger) as book:
        found = book.incidents()
        first = next(t.statement for i in found for t in [book.incident(i.id).tellings[0]])  # type: ignore[union-attr]
    assert len(found) == 1, "the two tellings are of one happening"
    led = browser.get(f"/review/happening/{first}")
    shown = browser.get(led.headers["location"])
    assert shown.text.count("keep it apart") == 2 and "<circle" in shown.text
    apart = re.findall(r'name="apart" value="([^"]+)"', shown.text)[1]
    parted = send(browser, shown, led.headers["location"], apart=apart)
    assert parted.status_code == 303
    with open_book(ledger) as book:
        assert len(book.incidents()) == 2
    shown = browser.get(parted.headers["location"])
    other = re.findall(r'name="join" value="([^"]+)"', shown.text)
    assert len(other) == 1
    send(browser, shown, parted.headers["location"], join=other[0])
    with open_book(ledger) as book:
        assert len(book.incidents()) == 1
    assert send(browser, shown, parted.headers["location"], apart="none").status_code in {404, 409}


def test_how_far_apart_two_incidents_are_is_on_a_map_and_in_words(browser: TestClient, ledger: Ledger) -> None:
    for n, (name, lat, day) in enumerate((("Aleppo", 36.2, "2016-03-01"), ("Azaz", 36.59, "2016-03-03"))):
        report = Report(text=f"far {n} " * 20, story=f"far{n}", published="2016-03-04", language="en")
        at = place(name, lat=lat, lon=37.16, geonameid=9000 + n)
        ledger.post(report, [strike(report, name, day, 3, place=at)], reader="test")
    with open_book(ledger) as book:
        (found,) = book.incidents(Wanted(place="Azaz"))
    shown = browser.get(f"/review/incident/{found.id}").text
    assert "43 km away, 2 days earlier" in shown
    assert 'href="#near-A" aria-label="Aleppo: incident A"' in shown and 'id="near-A"' in shown
    assert 'href="#told-1" aria-label="Azaz: statement 1"' in shown and 'id="told-1"' in shown
    assert shown.count('class="spoke"') == 1


def test_an_empty_ledger_says_what_to_do(browser: TestClient) -> None:
    assert "Nothing waits" in browser.get("/review").text
    assert browser.get("/review/next").headers["location"] == "/review"
    assert "Nobody has decided anything yet" in browser.get("/review/decisions").text

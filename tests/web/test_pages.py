"""Every page on both ledgers, and what is said where something is wrong."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from web.conftest import HOSTILE, post

PAGES = [
    "/",
    "/places",
    "/places?country=SY&party=islamic-state&name=pal",
    "/places/163342",
    "/places/Palmyra",
    "/places/163342?on=2015-06-01",
    "/places/163342?on=2016-05-15&known_on=2015-12-31",
    "/parties",
    "/parties/islamic-state",
    "/parties/islamic-state?on=2015-06-01",
    "/incidents",
    "/incidents?from=2015-01-01&to=2016-12-31&place=palm&country=sy&party=daesh&type=attack",
    "/sieges",
    "/sieges?lasting=true&country=SY",
    "/territory",
    "/territory?party=islamic-state&from=2015-01-01&to=2016-01-01&step=week",
    "/claims",
    "/claims?about=trend&party=islamic-state&speaker=a&subject=islam&from=2015-01-01",
    "/sources",
    "/reports",
    "/reports?words=a&publisher=Wire",
    "/read",
    "/api/docs",
    "/static/parties.css",
    "/static/site.css",
    "/static/icon.svg",
]


class Links(HTMLParser):
    """The addresses that a page leads to or loads, and what could run in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.forms: list[str] = []
        self.ids: list[str] = []
        self.running: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value:
                self.addresses.append(value)
            if name == "action" and value:
                self.forms.append(value)
            if name == "id" and value:
                self.ids.append(value)
            if name.startswith("on") or name == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.running.append(f"{tag} {name}={value}")
        own = tag == "script" and (dict(attrs).get("src") or "").startswith("/static/")
        if tag in {"script", "style", "iframe", "object", "base"} and not own:
            self.running.append(tag)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_on_a_small_ledger(small: TestClient, path: str) -> None:
    found = small.get(path)
    assert found.status_code == 200, found.text[:500]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_on_the_demonstration(demo: TestClient, path: str) -> None:
    found = demo.get(path.replace("163342", "Palmyra"))
    assert found.status_code == 200, found.text[:500]
    if found.headers["content-type"].startswith("text/html"):
        links = Links(found.text)
        assert not links.running
        assert all(a.startswith(("/", "#")) for a in links.addresses + links.forms)
        assert len(links.ids) == len(set(links.ids))
        assert not re.search(r"https?://", found.text)


def test_every_link_of_every_page_leads_somewhere(small: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/?on=2016-04-02&known_on=2026-01-01"]
    while waiting and len(seen) < 400:
        path = waiting.pop()
        if path in seen or path.startswith(("#", "/static/")):
            continue
        seen.add(path)
        found = small.get(path)
        assert found.status_code == 200, (path, found.text[:300])
        if "html" in found.headers["content-type"]:
            waiting += [a for a in Links(found.text).addresses if not a.startswith("/read")]
    assert len(seen) > 40


def test_links_keep_the_day_and_the_moment(small: TestClient) -> None:
    links = Links(small.get("/places/163342?on=2016-04-02&known_on=2026-01-01").text)
    inner = [a for a in links.addresses if a.startswith("/") and "/static/" not in a and a != "/api/docs"]
    as_known_now = "/places/163342?on=2016-04-02"
    assert [a for a in inner if "known_on=2026-01-01" not in a or "?on=20" not in a] == [as_known_now]
    assert "/incidents?on=2016-04-02&known_on=2026-01-01" in inner


def test_a_place_says_who_held_it_how_surely_and_in_whose_words(small: TestClient) -> None:
    page = small.get("/places/163342?on=2015-07-06").text
    assert "held it on" in page and "Last confirmed 47 days earlier" in page
    assert "Islamic State takes it" in page and "Wire" in page
    assert "Nobody says otherwise of these days" in page, "what is told of a later day does not speak against it"
    assert page.index("told next, of a later day") < page.index("Syrian government takes it")
    before = small.get("/places/163342?on=2016-05-15&known_on=2015-12-31").text
    assert "known on" in before and "Syrian government takes it" not in before


def test_an_incident_shows_each_sources_figure(small: TestClient) -> None:
    (found,) = small.get("/api/incidents?place=palmyra").json()["items"]
    assert found["tolls"]["killed"] == {"low": 12, "best": 12, "high": 15}
    page = small.get(f"/incidents/{found['id']}").text
    assert "low 12" in page and "high 15" in page and "Post" in page


def test_a_report_shows_its_revisions_and_what_they_changed(small: TestClient) -> None:
    page = small.get("/report?story=fall").text
    assert "2 revisions" in page and "<del" in page and 'class="event"' in page
    assert "1 revision<" in small.get("/report?story=fall&known_on=2015-05-21").text


def test_claims_stand_beside_what_the_ledger_holds(small: TestClient) -> None:
    page = small.get("/claims?speaker=colonel").text
    assert "IS is losing ground" in page and "Islamic State held" in page and "Verdict" not in page


@pytest.mark.parametrize(
    "path",
    ["/", "/places", "/incidents", "/claims", "/sources", "/reports", "/parties/islamic-state", "/territory"],
)
def test_hostile_text_is_shown_and_harmless(small: TestClient, path: str) -> None:
    page = small.get(path).text
    assert not Links(page).running
    assert "<script>alert" not in page and "<img" not in page


def test_hostile_reports_and_places_are_harmless(small: TestClient) -> None:
    story = {"story": 'bad"><b>'}
    for page in (
        small.get("/report", params=story).text,
        small.get("/source", params={"name": HOSTILE}).text,
        *(small.get(f"/incidents/{i['id']}").text for i in small.get("/api/incidents").json()["items"]),
    ):
        assert not Links(page).running
        assert "alert(1)" not in page or "&lt;img" in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/?foo=1", "There is no parameter &#39;foo&#39; here."),
        ("/?on=yesterday", "write a day as 2016-05-15"),
        ("/?on=2016-02-30", "write a day as 2016-05-15"),
        ("/places?country=Syria", "ISO code"),
        ("/places?party=islamic-stat", "near names are islamic-state"),
        ("/incidents?page=0", "greater than or equal to 1"),
        ("/incidents?type=party", "there is no such event type"),
        ("/incidents?from=2016-01-02&to=2016-01-01", "is after to"),
        ("/territory?step=day&from=0001-01-01&to=9999-12-31", "days to work out"),
        ("/claims?about=rumour", "about"),
        ("/report", "story"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(small: TestClient, path: str, words: str) -> None:
    found = small.get(path)
    assert found.status_code == 422
    assert words in found.text


def test_unknown_things_get_a_page_that_helps(small: TestClient) -> None:
    found = small.get("/places/Palmyrra")
    assert found.status_code == 404 and '<a href="/places/163342"' in found.text
    found = small.get("/parties/islamic-stat")
    assert found.status_code == 404 and "/parties/islamic-state" in found.text
    for path in ("/incidents/zzz", "/sieges/1@2000-01-01", "/report?story=none", "/source?name=None", "/nothing"):
        found = small.get(path)
        assert found.status_code == 404 and "<h1>" in found.text


def test_a_missing_ledger_is_said_in_words_and_found_once_it_is_there(tmp_path: Path) -> None:
    from warledger.web.app import create_app
    from warledger.web.settings import Settings

    path = tmp_path / "ledger.sqlite"
    with TestClient(create_app(Settings(str(path)))) as client:
        found = client.get("/")
        assert (
            found.status_code == 503 and "there is no ledger" in found.text.lower() and "warledger demo" in found.text
        )
        assert client.get("/api/control").json()["error"].startswith("There is no ledger")
        assert client.get("/static/parties.css").status_code == 200
        assert client.get("/read").status_code == 200
        post(path)
        assert client.get("/").status_code == 200

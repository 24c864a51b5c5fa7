"""Read a story: marked, and stored only when it is posted."""

from pathlib import Path

import pytest

from standing_in import PASSWORD
from warledger.record.report import Report
from warledger.web.security.door import People
from warledger.web.settings import Settings
from web.conftest import HOSTILE, Browser, post

STORY = (
    "Islamic State captured Palmyra from the Syrian army on 20 May 2015. A colonel said the group was losing ground."
)


@pytest.fixture
def client(tmp_path: Path) -> Browser:
    post(tmp_path / "ledger.sqlite")
    return Browser(Settings(str(tmp_path / "ledger.sqlite")))


def test_a_pasted_story_comes_back_marked_and_is_stored_only_when_posted(client: Browser) -> None:
    before = client.get("/api/reports").json()["total"]
    page = client.fill("/read", {"text": STORY, "title": "Palmyra", "published": "2015-05-21", "publisher": ""})
    assert page.status_code == 200
    assert (
        'mark class="control"' in page.text
        and "Islamic State gained Palmyra" in page.text
        and "Post to the ledger" in page.text
    )
    assert client.get("/api/reports").json()["total"] == before
    posted = client.fill("/read/post", {"text": STORY, "published": "2015-05-21"}, follow_redirects=False)
    assert posted.status_code == 303
    report = client.get(posted.headers["location"])
    assert report.status_code == 200 and "Islamic State gained Palmyra" in report.text
    assert client.get("/api/reports").json()["total"] == before + 1
    client.fill("/read/post", {"text": STORY, "published": "2015-05-21"})
    assert client.get("/api/reports").json()["total"] == before + 1


def test_its_places_are_on_a_small_map_and_in_a_table_that_lead_to_the_statements(client: Browser) -> None:
    from web.test_pages import Links

    page = client.fill("/read", {"text": STORY, "published": "2015-05-21"})
    assert 'aria-label="Palmyra: held by Islamic State"' in page.text and "party-islamic-state" in page.text
    assert page.text.count('href="#s1"') >= 3, "the marked words, the map and the table"
    assert not Links(page.text).running
    assert "small-map" not in client.fill("/read", {"text": "Nothing happened."}).text


def test_claims_of_a_story_without_a_day_ask_for_one(client: Browser) -> None:
    undated = "The territory held by Islamic State is shrinking, the minister said."
    assert "say when the story was published" in client.fill("/read", {"text": undated}).text
    dated = client.fill("/read", {"text": undated, "published": "2015-05-21"}).text
    assert "shrinking" in dated and "no day to compare on" not in dated


def test_posting_to_a_ledger_that_is_not_there_makes_it(tmp_path: Path) -> None:
    client = Browser(Settings(str(tmp_path / "new.sqlite")))
    assert client.fill("/read", {"text": STORY}).status_code == 200
    assert client.fill("/read/post", {"text": STORY}).status_code == 200
    assert client.get("/api/reports").json()["total"] == 1


def test_what_cannot_be_read_is_said(client: Browser) -> None:
    for sent in (
        {},
        {"text": "   "},
        {"address": "http://127.0.0.1/"},
        {"text": "x" * 200_001},
        {"text": "a", "x": "1"},
    ):
        found = client.fill("/read", sent)
        assert found.status_code == 422 and "<h1>" in found.text
    published = client.fill("/read", {"text": "a", "published": "soon"})
    assert published.status_code == 422 and "write a day" in published.text


def test_a_hostile_story_is_harmless(client: Browser) -> None:
    from web.test_pages import Links

    text = f"{HOSTILE} Islamic State captured Palmyra from the Syrian army on 20 May 2015. {HOSTILE}"
    page = client.fill("/read", {"text": text, "title": HOSTILE, "publisher": "x"})
    assert page.status_code == 200 and not Links(page.text).running


def test_an_address_is_read_through_what_fetches(tmp_path: Path) -> None:
    def fetch(address: str) -> Report:
        return Report(text=STORY, story=address, url=address, language="en", published="2015-05-21")

    client = Browser(Settings(str(tmp_path / "l.sqlite")), fetch)
    assert "Address of the page" in client.get("/read").text
    page = client.fill("/read", {"address": "https://example.org/story"})
    assert page.status_code == 200 and "Islamic State gained Palmyra" in page.text


def test_a_published_view_takes_no_posts(tmp_path: Path) -> None:
    post(tmp_path / "l.sqlite")
    client = Browser(Settings(str(tmp_path / "l.sqlite"), public=True))
    assert "Post to the ledger" not in client.fill("/read", {"text": STORY}).text
    assert client.fill("/read/post", {"text": STORY}).status_code == 401
    assert client.get("/api/reports").json()["total"] == 3


def test_those_who_log_in_are_paced_and_the_own_machine_is_not(tmp_path: Path, client: Browser) -> None:
    post(tmp_path / "l.sqlite")
    paced = Browser(Settings(str(tmp_path / "l.sqlite"), always_login=True))
    people: People = paced.app.state.people  # type: ignore[attr-defined]
    people.users.add("vi", PASSWORD, "viewer")
    paced.fill("/login", {"name": "vi", "password": PASSWORD})
    for browser, told in ((paced, [200, 200, 429]), (client, [200, 200, 200])):
        browser.app.state.people.reads.most = 2  # type: ignore[attr-defined]
        assert [browser.fill("/read", {"text": "Nothing happened."}).status_code for _ in told] == told

"""Read a story: marked, and stored only when it is posted."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from warledger.record.report import Report
from warledger.web.app import create_app
from warledger.web.settings import Settings
from web.conftest import HOSTILE, post

STORY = (
    "Islamic State captured Palmyra from the Syrian army on 20 May 2015. A colonel said the group was losing ground."
)


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    post(tmp_path / "ledger.sqlite")
    return TestClient(create_app(Settings(str(tmp_path / "ledger.sqlite"))))


def test_a_pasted_story_comes_back_marked_and_is_stored_only_when_posted(client: TestClient) -> None:
    before = client.get("/api/reports").json()["total"]
    page = client.post("/read", data={"text": STORY, "title": "Palmyra", "published": "2015-05-21", "publisher": ""})
    assert page.status_code == 200
    assert 'mark class="control"' in page.text and "GAINED Palmyra" in page.text and "Post to the ledger" in page.text
    assert client.get("/api/reports").json()["total"] == before
    posted = client.post("/read/post", data={"text": STORY, "published": "2015-05-21"}, follow_redirects=False)
    assert posted.status_code == 303
    report = client.get(posted.headers["location"])
    assert report.status_code == 200 and "GAINED Palmyra" in report.text
    assert client.get("/api/reports").json()["total"] == before + 1
    client.post("/read/post", data={"text": STORY, "published": "2015-05-21"})
    assert client.get("/api/reports").json()["total"] == before + 1


def test_posting_to_a_ledger_that_is_not_there_makes_it(tmp_path: Path) -> None:
    client = TestClient(create_app(Settings(str(tmp_path / "new.sqlite"))))
    assert client.post("/read", data={"text": STORY}).status_code == 200
    assert client.post("/read/post", data={"text": STORY}).status_code == 200
    assert client.get("/api/reports").json()["total"] == 1


def test_what_cannot_be_read_is_said(client: TestClient) -> None:
    for sent in (
        {},
        {"text": "   "},
        {"address": "http://127.0.0.1/"},
        {"text": "x" * 200_001},
        {"text": "a", "x": "1"},
    ):
        found = client.post("/read", data=sent)
        assert found.status_code == 422 and "<h1>" in found.text
    published = client.post("/read", data={"text": "a", "published": "soon"})
    assert published.status_code == 422 and "write a day" in published.text


def test_a_hostile_story_is_harmless(client: TestClient) -> None:
    from web.test_pages import Links

    text = f"{HOSTILE} Islamic State captured Palmyra from the Syrian army on 20 May 2015. {HOSTILE}"
    page = client.post("/read", data={"text": text, "title": HOSTILE, "publisher": "x"})
    assert page.status_code == 200 and not Links(page.text).running


def test_an_address_is_read_through_what_fetches(tmp_path: Path) -> None:
    def fetch(address: str) -> Report:
        return Report(text=STORY, story=address, url=address, language="en", published="2015-05-21")

    client = TestClient(create_app(Settings(str(tmp_path / "l.sqlite")), fetch))
    assert "Address of the page" in client.get("/read").text
    page = client.post("/read", data={"address": "https://example.org/story"})
    assert page.status_code == 200 and "GAINED Palmyra" in page.text


def test_a_published_view_takes_no_posts(tmp_path: Path) -> None:
    post(tmp_path / "l.sqlite")
    client = TestClient(create_app(Settings(str(tmp_path / "l.sqlite"), public=True)))
    assert "Post to the ledger" not in client.post("/read", data={"text": STORY}).text
    assert client.post("/read/post", data={"text": STORY}).status_code == 403
    assert client.get("/api/reports").json()["total"] == 3

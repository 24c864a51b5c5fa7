"""A hostile report on every page that shows it: nothing of it runs, leads astray, or turns the page's own words round.

The pages' policy is left out here, so that what is tested is that the words come through as words.
"""

from collections.abc import Callable, Iterator

import pytest

from standing_in import PASSWORD
from warledger.web.app import protected_app
from warledger.web.settings import Settings
from web.browser.hostile import HOSTILE, OVERRIDE, RAN, RUNNING, TURNED, post_hostile
from web.browsing import Browser, Page, Visits, expect, follow, go, serving, unfold
from web.conftest import PATIENCE

SHOWN = {
    "places": ("/places", None),
    "place": ("/places", "tbody th a"),
    "incidents": ("/incidents", None),
    "incident": ("/incidents", "tbody th a"),
    "sieges": ("/sieges", None),
    "siege": ("/sieges", "tbody th a"),
    "claims": ("/claims", None),
    "sources": ("/sources", None),
    "source": ("/sources", "tbody th a"),
    "reports": ("/reports", None),
    "report": ("/reports", "tbody th a"),
    "review": ("/review", None),
    "statement": ("/review", ".review-queue a"),
    "next statement": ("/review", ".review-queue li:nth-child(2) a"),
    "party": ("/parties/islamic-state", None),
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    ledger = tmp_path_factory.mktemp("hostile") / "ledger.sqlite"
    post_hostile(ledger)
    with serving(protected_app(Settings(str(ledger), patience=PATIENCE), None)) as address:
        yield address


@pytest.fixture(scope="module")
def page(hostile: str, browser: Browser) -> Iterator[Page]:
    """One visitor for all pages, which is much faster than one for each."""
    visit = Visits(browser)
    yield visit(hostile, refused=(404,), bypass_csp=True)
    visit.end()


def check(page: Page) -> None:
    unfold(page)
    assert page.evaluate(RAN) is None
    assert page.evaluate(RUNNING) == []
    assert page.evaluate(TURNED, OVERRIDE) == []
    assert OVERRIDE not in page.title()


@pytest.mark.parametrize("name", SHOWN)
def test_a_hostile_report_is_words_on_every_page(page: Page, name: str) -> None:
    follow(page, *SHOWN[name])
    assert OVERRIDE in page.content(), "the page shows what is hostile"
    check(page)


def test_a_hostile_address_is_named_in_words(page: Page) -> None:
    go(page, "/places/%3Cimg src=x onerror=window.ran=1%3E%E2%80%AEgpj.exe", 404)
    expect(page.get_by_role("alert")).to_contain_text(r"<img src=x onerror=window.ran=1>\u202egpj.exe")
    check(page)


def test_a_hostile_story_is_words_when_it_is_read(page: Page) -> None:
    go(page, "/read")
    page.get_by_label("The story's text").fill(f"{HOSTILE} Islamic State captured Palmyra on 20 May 2015. {HOSTILE}")
    page.get_by_label("Title").fill(HOSTILE)
    page.get_by_label("Publisher").fill(HOSTILE[:200])
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("article mark.control")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Post to the ledger").click()
    page.wait_for_url("**/report?story=*")
    check(page)


def test_a_hostile_login_is_refused_in_plain_words(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve(always_login=True), refused=(401,), bypass_csp=True)
    go(page, "/login?next=javascript:window.ran=1")
    page.get_by_label("Name").fill('"><img src=x onerror=window.ran=1>')
    page.get_by_label("Password").fill(HOSTILE)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    page.get_by_label("Name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who held what")
    check(page)

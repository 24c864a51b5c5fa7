"""No page breaks a rule of axe-core, on a wide light screen or a narrow dark one."""

from collections.abc import Iterator
from typing import Literal

import pytest

from web.browsing import Browser, Page, ViewportSize, Visits, expect, follow, unfold

AXE = pytest.importorskip("axe_playwright_python.base", reason="axe-core is not installed").AXE_SCRIPT

LOOKS: dict[str, tuple[ViewportSize, Literal["light", "dark"]]] = {
    "wide and light": ({"width": 1440, "height": 900}, "light"),
    "narrow and dark": ({"width": 390, "height": 844}, "dark"),
}

PAGES = {
    "home": ("/", None),
    "table": ("/?view=table&on=2016-03-29", None),
    "places": ("/places", None),
    "no place": ("/places?name=nowhere", None),
    "place": ("/places/163342?on=2016-03-29", None),
    "parties": ("/parties", None),
    "party": ("/parties/islamic-state", None),
    "territory": ("/territory", None),
    "incidents": ("/incidents", None),
    "incident": ("/incidents", "tbody th a"),
    "sieges": ("/sieges", None),
    "siege": ("/sieges", "tbody th a"),
    "claims": ("/claims", None),
    "sources": ("/sources", None),
    "source": ("/source?name=Wire", None),
    "reports": ("/reports", None),
    "report": ("/report?story=fall", None),
    "read": ("/read", None),
    "review": ("/review", None),
    "statement": ("/review", ".review-queue a"),
    "decisions": ("/review/decisions", None),
    "login": ("/login", None),
    "api": ("/api/docs", None),
    "not found": ("/places/Palmyrra", None),
    "no page": ("/nothing", None),
    "asked wrong": ("/places?on=2015-02-30", None),
}


def broken(page: Page) -> list[str]:
    """The rules that a page breaks with all of it unfolded, and what breaks them, in each look."""
    unfold(page, "main")
    page.evaluate(AXE)
    found = []
    for look, (size, colours) in LOOKS.items():
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=colours)
        for rule in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            found += [f"{look}: {rule['id']} {node['target']} {node['failureSummary']}" for node in rule["nodes"]]
    return found


@pytest.fixture(scope="module")
def page(address: str, browser: Browser) -> Iterator[Page]:
    """One visitor for all pages, which is much faster than one for each."""
    visit = Visits(browser)
    yield visit(address, refused=(404, 422), bypass_csp=True)
    visit.end()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_a_rule(page: Page, name: str) -> None:
    follow(page, *PAGES[name])
    assert broken(page) == []


def test_an_incident_in_review_breaks_no_rule(page: Page) -> None:
    follow(page, "/incidents", "tbody th a")
    page.get_by_role("link", name="Join it with another").click()
    expect(page.locator("svg.small-map")).to_be_visible()
    assert broken(page) == []


def test_a_story_read_breaks_no_rule(page: Page) -> None:
    page.goto("/read")
    page.get_by_label("The story's text").fill("Islamic State captured Palmyra from the Syrian army on 20 May 2015.")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("article mark.control")).to_be_visible()
    assert broken(page) == []

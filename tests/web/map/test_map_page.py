"""The map in a browser: the date moves without the server, evidence opens, links restore the view, and nothing leaves."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from warledger.web.app import protected_app
from warledger.web.settings import Settings
from web.browsing import Browser, Page, Route, Visits, expect, serving
from web.conftest import PATIENCE

DAY = "on=2016-05-15"


@pytest.fixture(scope="module")
def address(ledger_file: Path) -> Iterator[str]:
    with serving(protected_app(Settings(str(ledger_file), patience=PATIENCE), None)) as opened:
        yield opened


@pytest.fixture
def page(visit: Visits, address: str) -> Page:
    return visit(address)


def go(page: Page, address: str, query: str = DAY) -> None:
    page.goto(f"{address}/?{query}")
    page.wait_for_selector("[data-ready=true]")


def counts(page: Page) -> dict[str, str]:
    rows = page.eval_on_selector_all(
        ".legend-parties li",
        "(rows) => rows.map((r) => [r.querySelector('span').textContent, r.querySelector('b').textContent])",
    )
    return dict(rows)


def test_the_legend_counts_what_is_shown_and_the_date_moves_without_the_server(
    page: Page, address: str, visit: Visits
) -> None:
    go(page, address)
    assert counts(page)["Islamic State"] == "2"
    asked = visit.seen(page).asked
    before = len(asked)
    slider = page.locator("#map-slider")
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] / 2, steps=8)
    page.mouse.up()
    page.wait_for_timeout(500)
    assert page.locator("#map-date").text_content() != "15 May 2016"
    assert counts(page)["Islamic State"] == "4"
    assert "on=2015-0" in page.url
    assert [u for u in asked[before:] if not u.endswith("icon.svg")] == []


def test_a_place_found_by_keys_shows_its_evidence_as_text(page: Page, address: str) -> None:
    go(page, address)
    page.locator("#map-search").focus()
    page.keyboard.type("palm")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.locator("#map-panel")
    expect(panel.locator(".holder")).to_contain_text("Syrian government")
    expect(panel).to_contain_text("Since27 March 2016")
    expect(panel.locator("q").first).to_contain_text("<script>alert(1)</script>")
    expect(panel.get_by_role("heading", name="later day")).to_have_count(0)
    assert panel.locator("script, img").count() == 0
    expect(panel.locator("h2")).to_be_focused()
    assert panel.get_attribute("aria-live") == "polite"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator("#map")).to_be_focused()
    page.wait_for_timeout(400)
    assert "open=" not in page.url


def test_a_side_of_a_town_is_found_by_way_of_the_town(page: Page, address: str) -> None:
    go(page, address)
    page.locator("#map-search").fill("eastern alep")
    expect(page.locator("#map-found li")).to_contain_text(["Aleppo"])


def test_words_on_a_later_day_stand_apart(page: Page, address: str) -> None:
    go(page, address, "on=2016-05-25&open=170063")
    panel = page.locator("#map-panel")
    expect(panel.get_by_role("heading", name="Told next, of a later day")).to_be_visible()
    expect(panel.locator("ul.words").last).to_contain_text("1 Jun 2016")


def test_a_mark_that_is_clicked_opens_its_panel(page: Page, address: str) -> None:
    go(page, address, f"{DAY}&at=36.335,43.119,7")
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#map-panel h2")).to_have_text("Mosul")
    expect(page.locator("#map-panel .holder")).to_contain_text("Islamic State")


def test_a_link_restores_the_whole_view(page: Page, address: str) -> None:
    query = "on=2015-06-01&country=IQ&chart=people&at=34.000,43.000,6.50&open=90150&party=islamic-state&least=0.5&window=90&incidents=0"
    go(page, address, query)
    assert counts(page) == {"Islamic State": "2"}
    expect(page.locator("#map-panel h2")).to_have_text("Ramadi")
    expect(page.locator("#map-date")).to_have_text("1 June 2015")
    assert page.locator("[name=chart]").input_value() == "people"
    assert page.locator("[name=window]").input_value() == "90"
    page.locator("#map-slider").press("ArrowRight")
    page.wait_for_timeout(500)
    kept = set(query.replace("06-01", "06-02").split("&"))
    assert set(urlsplit(page.url).query.split("&")) == kept


def test_filters_leave_what_they_say(page: Page, address: str) -> None:
    go(page, address)
    page.locator("summary", has_text="Filters").click()
    page.locator("[name=country]").select_option("SY")
    page.wait_for_timeout(100)
    assert counts(page)["Islamic State"] == "1"
    page.locator("label", has_text="Syrian government").locator("input").check()
    page.wait_for_timeout(100)
    assert "Islamic State" not in counts(page)
    page.get_by_role("button", name="Clear all filters").click()
    page.locator("[name=source]").select_option("Lantern Post")
    page.wait_for_timeout(100)
    assert counts(page)["Islamic State"] == "2"
    page.keyboard.press("Escape")
    page.locator(".legend-parties button", has_text="Islamic State").click()
    page.wait_for_timeout(400)
    assert counts(page) == {"Islamic State": "2"}
    assert "party=islamic-state" in page.url


def test_two_dates_are_compared(page: Page, address: str) -> None:
    go(page, address, f"{DAY}&vs=2015-10-01")
    panel = page.locator("#map-panel")
    expect(panel.locator("h2")).to_contain_text("Changed hands from 1 Oct 2015 to 15 May 2016")
    expect(panel).to_contain_text("Islamic State → Iraqi government: 1")
    panel.get_by_role("button", name="Ramadi").click()
    expect(panel.locator("h2")).to_have_text("Ramadi")


def test_links_out_of_the_map_keep_the_day_that_it_shows(page: Page, address: str) -> None:
    def asked(link: str) -> dict[str, list[str]]:
        return parse_qs(urlsplit(page.locator(link).first.get_attribute("href") or "").query)

    go(page, address, f"{DAY}&open=170063")
    expect(page.locator("#map-panel h2")).to_be_visible()
    page.locator("#map-slider").focus()
    page.keyboard.press("PageDown")
    for link in ("nav a[href^='/places']", ".brand", "#map-panel a[href^='/places/']", "#map-panel a[href^='/report']"):
        expect(page.locator(link).first).to_have_attribute("href", re.compile("on=2016-04-15"))
    page.evaluate("document.querySelector('#map-controls [name=country]').value = 'SY'")
    page.locator("#map-controls [name=country]").dispatch_event("change")
    expect(page.locator(".map-as-table")).to_have_attribute("href", re.compile("country=SY"))
    assert asked(".map-as-table")["on"] == ["2016-04-15"] and asked(".map-as-table")["view"] == ["table"]
    page.locator("#map-controls [name=known_on]").fill("2016-06-01")
    page.locator("#map-controls [name=known_on]").dispatch_event("change")
    expect(page.locator("nav a[href^='/places']")).to_have_attribute("href", re.compile("known_on=2016-06-01"))
    page.get_by_role("link", name="Places", exact=True).click()
    expect(page.get_by_label("On", exact=True)).to_have_value("2016-04-15")


def test_as_known_on_a_day_asks_for_that_moment(page: Page, address: str) -> None:
    go(page, address, "on=2015-05-30&known_on=2015-05-18")
    assert counts(page)["Islamic State"] == "3"
    page.locator("[name=known_on]").fill("")
    page.locator("[name=known_on]").dispatch_event("change")
    page.wait_for_timeout(800)
    assert counts(page)["Islamic State"] == "4"
    assert "known_on" not in page.url


def test_a_moment_before_all_reports_is_said_in_words(page: Page, address: str) -> None:
    page.goto(f"{address}/?known_on=2010-01-01")
    expect(page.locator("#map-status")).to_contain_text("tells of no place")
    page.locator("[name=known_on]").fill("")
    page.locator("[name=known_on]").dispatch_event("change")
    expect(page.locator(".legend-parties")).to_contain_text("Syrian government")
    expect(page.locator("#map-status")).to_be_empty()


def test_all_goes_by_keys(page: Page, address: str) -> None:
    go(page, address)
    slider = page.locator("#map-slider")
    slider.focus()
    for key, day in (
        ("ArrowLeft", "14 May 2016"),
        ("PageDown", "14 April 2016"),
        ("Shift+ArrowRight", "21 April 2016"),
        ("Home", "13 January 2014"),
    ):
        page.keyboard.press(key)
        expect(page.locator("#map-date")).to_have_text(day)
        assert slider.get_attribute("aria-valuetext") == day
    page.keyboard.press("Space")
    page.wait_for_timeout(500)
    page.keyboard.press("Space")
    moved = page.locator("#map-date").text_content()
    assert moved != "13 January 2014"
    page.wait_for_timeout(300)
    assert page.locator("#map-date").text_content() == moved
    page.locator("#map").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(500)
    assert "at=" in page.url


def test_every_control_has_a_name(page: Page, address: str) -> None:
    go(page, address)
    for details in page.locator("details").all():
        details.evaluate("(d) => (d.open = true)")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("#map-page :is(input, select, button)")].filter((e) =>
             !(e.labels?.length && e.labels[0].textContent.trim()) && !e.getAttribute("aria-label") && !e.textContent.trim()
           ).map((e) => e.outerHTML)"""
    )
    assert unnamed == []


def test_incidents_open_with_the_words_of_their_reports(page: Page, address: str) -> None:
    go(page, address, f"{DAY}&open=170063")
    page.locator("#map-panel").get_by_role("button", name="1 May 2016: Air/drone strike, 50 killed").click()
    expect(page.locator("#map-panel h2")).to_have_text("Air/drone strike, Aleppo")
    expect(page.locator("#map-panel")).to_contain_text("Killed50")


def test_land_can_be_switched_on(page: Page, address: str) -> None:
    go(page, address)
    page.locator("summary", has_text="Layers").click()
    with page.expect_response("**/map/cells.json"):
        page.locator("[name=cells]").check()
    page.wait_for_timeout(400)
    assert "cells=1" in page.url


@pytest.mark.parametrize("width", [360, 390, 768, 3200])
def test_no_width_scrolls_sideways(browser: Browser, address: str, width: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 780})
    go(opened, address)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


def test_while_the_data_is_worked_out_the_map_says_so(page: Page, address: str) -> None:
    held: list[Route] = []
    page.route("**/map/data.json*", lambda route: held.append(route))
    page.goto(f"{address}/?{DAY}", wait_until="commit")
    expect(page.locator("#map-status")).to_have_text("Working out the map's data…")
    for route in held:
        route.continue_()
    page.unroute_all()
    page.wait_for_selector("[data-ready=true]")
    expect(page.locator("#map-status")).to_have_text("")


def test_without_javascript_there_is_a_table(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/?{DAY}&party=islamic-state")
    assert opened.locator("noscript table tbody tr, .map-table tbody tr").all_text_contents() != []
    assert "Mosul" in opened.content()
    expect(opened.get_by_role("table")).to_be_visible()
    expect(opened.get_by_role("button", name="Play")).to_have_count(0)
    assert opened.get_by_role("button").all_text_contents() == ["Show"], "no control that does nothing"
    opened.goto(f"{address}/?view=table&{DAY}")
    expect(opened.get_by_role("row").filter(has_text="Ramadi")).to_contain_text("Iraqi government")
    context.close()


@pytest.mark.parametrize(("locale", "day"), [("en-US", "May 15, 2016"), ("de-DE", "15 May 2016")])
def test_the_script_writes_days_as_the_pages_do(browser: Browser, address: str, locale: str, day: str) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    go(page, address)
    expect(page.locator("#map-date")).to_have_text(day)
    assert page.locator("#map-slider").get_attribute("aria-valuetext") == day
    page.goto(f"{address}/?{DAY}&view=table")
    expect(page.get_by_role("heading", level=1)).to_contain_text(day)
    context.close()


def test_less_motion_is_respected(browser: Browser, address: str) -> None:
    opened = browser.new_page(reduced_motion="reduce")
    go(opened, address, "on=2015-01-01")
    opened.locator("#map-play").click()
    opened.wait_for_timeout(400)
    assert opened.locator("#map-slider").input_value() == opened.evaluate(
        "String(Math.round((Date.parse('2015-01-01') - Date.parse('2014-01-13')) / 864e5))"
    )
    opened.close()

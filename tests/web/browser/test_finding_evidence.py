"""From a list to a place, from there to the report that says so, and back to the same view by its address."""

import re
from urllib.parse import parse_qs, urlsplit

from web.browsing import Page, Visits, expect, go


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_from_the_list_to_the_place_to_the_words_of_the_report(address: str, visit: Visits) -> None:
    page = visit(address)
    go(page, "/places?on=2015-07-06")
    page.get_by_role("row").filter(has_text="Palmyra").get_by_role("link", name="Palmyra").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Palmyra")
    expect(page.locator(".answer")).to_contain_text("Islamic State held it on 6 July 2015")
    word = page.get_by_role("region", name="Who says so on 6 July 2015").get_by_role("listitem").filter(has_text="Wire")
    expect(word.locator("blockquote")).to_have_text("words")
    expect(word.locator(".source")).to_contain_text("Wire")

    word.get_by_role("link", name="in its report").click()
    page.wait_for_url("**/report?*story=fall*")
    assert query(page)["on"] == ["2015-07-06"], "the day goes along"
    expect(page.locator("article")).to_contain_text("IS took Palmyra. Twelve were killed.")
    expect(page.get_by_role("heading", name="2 revisions")).to_be_visible()
    page.get_by_role("link", name="Wire").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wire")
    page.get_by_role("link", name=re.compile("^(fall|Fall)")).first.click()
    page.wait_for_url("**/report?*story=fall*")


def test_from_the_list_of_reports_to_a_report(address: str, visit: Visits) -> None:
    page = visit(address)
    go(page, "/reports")
    page.get_by_label("Words in the title").fill("back")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports?*words=back*")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Back")
    expect(page.locator("article")).to_have_text("The army retook Palmyra.")
    expect(page.get_by_role("complementary", name="Statements")).to_contain_text("Syrian-government gained Palmyra")


def test_a_link_restores_the_view(address: str, visit: Visits) -> None:
    page = visit(address)
    go(page, "/places")
    page.get_by_label("Place", exact=True).fill("palm")
    page.get_by_label("Country").select_option("SY")
    page.get_by_label("Held by").select_option("islamic-state")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**/places?*")
    page.locator("[name=on]").last.fill("2015-07-06")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**on=2015-07-06*")
    expect(page.get_by_role("row").filter(has_text="Palmyra")).to_contain_text("Islamic State")

    other = visit(address)
    go(other, page.url.removeprefix(address))
    expect(other.get_by_label("Place", exact=True)).to_have_value("palm")
    expect(other.get_by_label("Country")).to_have_value("SY")
    expect(other.get_by_label("Held by")).to_have_value("islamic-state")
    expect(other.get_by_label("On", exact=True)).to_have_value("2015-07-06")
    assert other.locator("tbody").inner_text() == page.locator("tbody").inner_text()
    other.get_by_role("link", name="Incidents").first.click()
    other.wait_for_url("**/incidents?*")
    assert query(other)["on"] == ["2015-07-06"]

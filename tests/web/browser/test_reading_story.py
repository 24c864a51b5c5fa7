"""A story read in the browser: marked, with its table, and stored only when somebody presses the button."""

from collections.abc import Callable

from standing_in import PASSWORD
from web.browsing import Page, Visits, expect, go

STORY = (
    "Islamic State captured Palmyra from the Syrian army on 20 May 2015.\n"
    "A colonel said Islamic State was losing ground."
)


def stored(page: Page) -> int:
    total: int = page.request.get("/api/reports").json()["total"]
    return total


def test_a_story_is_stored_when_it_is_posted_and_not_before(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve())
    go(page, "/")
    before = stored(page)
    page.get_by_role("link", name="Read a story").click()
    page.get_by_label("The story's text").fill(STORY)
    page.get_by_label("Title").fill("Palmyra falls")
    page.get_by_label("Published").fill("2015-05-21")
    page.get_by_role("button", name="Read it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Palmyra falls")
    expect(page.locator("article mark.control")).to_contain_text("captured Palmyra")
    places = page.get_by_role("region", name="Its places").get_by_role("row")
    expect(places.filter(has_text="Palmyra")).to_contain_text("Syria")
    expect(page.get_by_role("region", name="Its claims beside the ledger")).to_contain_text("losing ground")
    headline = page.get_by_role("complementary", name="Statements").get_by_role(
        "link", name="Islamic State gained Palmyra", exact=True
    )
    headline.click()
    assert page.url.endswith("-text"), "a statement leads to its words"
    assert stored(page) == before

    page.get_by_role("button", name="Post to the ledger").click()
    page.wait_for_url("**/report?story=*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Palmyra falls")
    expect(page.locator("article mark.control")).to_contain_text("captured Palmyra")
    assert stored(page) == before + 1
    page.get_by_role("link", name="Reports", exact=True).first.click()
    expect(page.get_by_role("link", name="Palmyra falls")).to_be_visible()


def test_a_published_view_reads_for_those_it_knows_and_takes_no_posts(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve(public=True))
    go(page, "/read")
    expect(page.get_by_label("The story's text")).to_have_count(0)
    page.get_by_role("main").get_by_role("link", name="log in").click()
    page.get_by_label("Name").fill("bea")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/read")
    page.get_by_label("The story's text").fill(STORY)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("article mark.control")).to_be_visible()
    expect(page.get_by_role("button", name="Post to the ledger")).to_have_count(0)

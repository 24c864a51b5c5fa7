"""Logging in and out, and what a viewer is not offered."""

from collections.abc import Callable

from standing_in import PASSWORD
from web.browsing import Page, Visits, expect, go


def try_to_log_in(page: Page, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_wrong_password_gets_a_sentence_and_the_right_one_gets_in(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve(always_login=True), refused=(401,))
    page.goto("/places?country=SY")
    page.wait_for_url("**/login?next=*")
    expect(page.get_by_label("Name")).to_be_focused()
    try_to_log_in(page, "bea", "the river was high")
    expect(page.get_by_role("alert")).to_have_text("This name and password do not match.")
    try_to_log_in(page, "bea", PASSWORD)
    page.wait_for_url("**/places?country=SY")
    expect(page.get_by_role("heading", level=1)).to_have_text("Places")

    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    page.goto("/places")
    page.wait_for_url("**/login?next=*")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")


def test_a_viewer_reads_but_neither_posts_nor_reviews(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve(always_login=True), refused=(403,))
    go(page, "/login?next=/read")
    try_to_log_in(page, "vi", PASSWORD)
    page.wait_for_url("**/read")
    before = page.request.get("/api/reports").json()["total"]
    page.get_by_label("The story's text").fill("Islamic State captured Palmyra on 20 May 2015.")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("article mark.control")).to_be_visible()
    post = page.get_by_role("button", name="Post to the ledger")
    expect(post).to_have_count(0)
    expect(page.get_by_role("link", name="Review")).to_have_count(0)
    go(page, "/review", 403)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    code = "document.querySelector('[name=csrf_token]').value"
    go(page, "/read")
    sent = page.request.post("/read/post", form={"text": "A town fell.", "csrf_token": page.evaluate(code)})
    assert sent.status == 403
    assert page.request.get("/api/reports").json()["total"] == before

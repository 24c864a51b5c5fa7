"""Review in the browser: by keys alone, and two editors at once."""

import re
from collections.abc import Callable

from standing_in import PASSWORD
from web.browsing import Page, Visits, expect, go

LATE = "claimed"


def log_in(page: Page, name: str, path: str) -> None:
    go(page, path)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")


def waiting(page: Page) -> int:
    go(page, "/review")
    found = re.match(r"(\d+) statements? waits? ", page.locator("main p").first.inner_text())
    assert found is not None
    return int(found[1])


def test_accept_next_and_undo_by_keys(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve())
    before = waiting(page)
    page.keyboard.press("n")
    page.wait_for_url("**/review/statement/*")
    first = page.url
    page.keyboard.press("a")
    page.wait_for_url("**/review/statement/*done=*")
    accepted = page.locator(".review-done").inner_text()
    second = page.url.partition("?")[0]
    assert second != first
    page.keyboard.press("n")
    page.wait_for_url(lambda url: url.partition("?")[0] not in (first, second))

    assert waiting(page) == before - 1
    path = first[first.index("/review") :]
    expect(page.locator(f'.review-queue a[href="{path}"]')).to_have_count(0)
    page.get_by_role("link", name="Who decided what when").click()
    row = page.get_by_role("row").filter(has=page.locator(f'a[href="{path}"]'))
    expect(row).to_contain_text("accept")

    number = re.search(r"\d+", accepted)
    assert number is not None
    page.goto(f"{second}?done={number[0]}")
    page.keyboard.press("u")
    page.wait_for_url(first)
    expect(page.get_by_role("heading", name="Who decided on it")).to_be_visible()
    expect(page.get_by_text("Nobody yet.")).to_be_visible()
    assert waiting(page) == before
    go(page, "/review/decisions")
    expect(row).to_contain_text(re.compile(r"by \d+"))


def test_keys_do_nothing_while_one_types_or_where_they_are_switched_off(
    serve: Callable[..., str], visit: Visits
) -> None:
    page = visit(serve())
    go(page, "/review")
    page.keyboard.press("n")
    page.wait_for_url("**/review/statement/*")
    here = page.url
    reason = page.get_by_label("Why (if it is not plain)")
    reason.focus()
    page.keyboard.type("a rare nun")
    expect(reason).to_have_value("a rare nun")
    page.keyboard.press("Escape")
    page.get_by_label("Single keys work on this page").uncheck()
    page.locator("h1").click()
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert page.url == here


def test_a_rejected_statement_is_said_to_be_so(serve: Callable[..., str], visit: Visits) -> None:
    page = visit(serve())
    go(page, "/review")
    page.keyboard.press("n")
    page.wait_for_url("**/review/statement/*")
    first = page.url
    page.keyboard.press("r")
    page.wait_for_url("**done=*")
    page.goto(first)
    expect(page.get_by_text("This statement was rejected: it does not count.")).to_be_visible()


def test_the_later_of_two_editors_is_shown_what_changed_and_overwrites_nothing(
    serve: Callable[..., str], visit: Visits
) -> None:
    address = serve(always_login=True)
    bea, cem = visit(address), visit(address, refused=(409,))
    log_in(bea, "bea", "/review")
    log_in(cem, "cem", "/review")
    bea.get_by_role("link", name="gained Palmyra").first.click()
    path = bea.url.removeprefix(address)
    for page in (bea, cem):
        go(page, path)
        page.keyboard.press("e")
    bea.get_by_label("Day, or first..last").fill("2015-05-19")
    bea.get_by_role("button", name="Keep the changes").click()
    expect(bea.locator(".review-done")).to_be_visible()

    cem.get_by_label("How it is put").select_option(LATE)
    cem.get_by_role("button", name="Keep the changes").click()
    expect(cem.get_by_role("alert")).to_contain_text("bea decided on this meanwhile")
    expect(cem.get_by_role("alert")).to_contain_text(f"You wrote: modality={LATE}")
    expect(cem.locator(".review-new")).to_contain_text("bea · correct")
    expect(cem.get_by_role("table", name="What an editor changed")).to_contain_text("2015-05-19")
    expect(cem.get_by_label("How it is put")).to_have_value(LATE)

    go(bea, path)
    changed = bea.get_by_role("table", name="What an editor changed")
    expect(changed).to_contain_text("2015-05-19")
    expect(changed).not_to_contain_text(LATE)
    expect(bea.locator(".review-history li")).to_have_count(1)

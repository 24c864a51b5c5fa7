"""Pages by keyboard alone: the content is one key away, every control is reached, and one sees where one is."""

import pytest

from web.browsing import Page, Visits, expect, go

SOMEWHERE = """() => {
  const e = document.activeElement;
  if (e === document.body) return null;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const shown = box.width > 0 && box.right > 0 && box.bottom > 0 && style.visibility === "visible";
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return { name: e.outerHTML, seen: shown && ringed };
}"""

CONTROLS = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter((e) => e.checkVisibility() && !(e.closest("details:not([open])") && e.tagName !== "SUMMARY"))
  .map((e) => e.outerHTML)"""

MOST = 400


def walked(page: Page) -> list[dict[str, object]]:
    """What Tab comes to, from the page's beginning to its end."""
    found: list[dict[str, object]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(SOMEWHERE)
        if here is None:
            return found
        found.append(here)
    raise AssertionError("Tab comes to no end")


def test_the_skip_link_is_seen_and_leads_to_the_content(address: str, visit: Visits) -> None:
    page = visit(address)
    go(page, "/places")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    box = skip.bounding_box()
    assert box is not None and box["x"] >= 0 and box["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", ["/", "/places", "/incidents", "/reports", "/claims", "/read", "/login"])
def test_tab_comes_to_every_control_and_shows_where_it_is(address: str, visit: Visits, path: str) -> None:
    page = visit(address)
    go(page, path)
    if page.evaluate("document.activeElement !== document.body"):
        walked(page)  # to the end; from there on, from the beginning
    found = walked(page)
    controls = set(page.evaluate(CONTROLS))
    assert controls
    assert controls - {stop["name"] for stop in found} == set()
    assert controls - {stop["name"] for stop in found if stop["seen"]} == set(), "it is shown that Tab is there"


def test_the_filters_work_by_keys(address: str, visit: Visits) -> None:
    page = visit(address)
    go(page, "/places")
    page.get_by_label("Place", exact=True).focus()
    page.keyboard.type("palm")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Country")).to_be_focused()
    page.keyboard.type("Syr")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Filter")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places?*country=SY*")
    assert "name=palm" in page.url

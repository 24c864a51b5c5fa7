"""Whoever asks for a page that takes long sees that it is being worked out, and then the page, without doing anything."""

from pathlib import Path

import pytest

from slow_ledger import SlowLedger
from warledger.web.app import protected_app
from warledger.web.settings import Settings
from web.browser.test_accessibility import broken
from web.browsing import Visits, expect, serving


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_page_comes_by_itself(small_path: Path, visit: Visits, scripts: bool) -> None:
    app = protected_app(Settings(str(small_path), patience=0.3), None)
    ledger = SlowLedger(app)
    with serving(app) as address:
        page = visit(address, java_script_enabled=scripts)
        page.goto("/claims?speaker=colonel")
        waiting = page.get_by_role("heading", name="Working this out")
        expect(waiting).to_be_visible()
        with page.expect_response("**/claims?speaker=colonel") as again:
            pass  # it asks again by itself
        assert again.value.status == 202
        ledger.go_on()
        expect(page.get_by_role("heading", name="Claims")).to_be_visible()
        assert page.url == f"{address}/claims?speaker=colonel"


def test_the_page_that_says_so_breaks_no_rule(small_path: Path, visit: Visits) -> None:
    app = protected_app(Settings(str(small_path), patience=0.3), None)
    ledger = SlowLedger(app)
    with serving(app) as address:
        page = visit(address, refused=(404,), bypass_csp=True)  # the browser looks for an icon of what is no page
        answer = page.request.get("/claims", headers={"Accept": "text/html"})
        assert answer.status == 202
        page.goto("/api/openapi.json")
        page.set_content(answer.text())  # the same page, which does not go on while it is looked at
        expect(page.get_by_role("heading", name="Working this out")).to_be_visible()
        assert broken(page) == []
        ledger.go_on()

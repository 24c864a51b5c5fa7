import pytest

from standing_in import code_in, local, people, standing_in
from warledger.web.security.csrf import code_for, given_in, why_refused
from warledger.web.security.safety import Safety

SEED, CODE = "seed", code_for("seed")
JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "seed", "given", "taken"),
    [
        ({"origin": "http://h:1", "sec-fetch-site": "same-origin"}, SEED, CODE, True),
        ({"origin": "https://h:1"}, SEED, CODE, True),
        ({}, SEED, CODE, True),
        ({}, SEED, None, False),
        ({}, SEED, code_for("other"), False),
        ({}, None, CODE, False),
        ({}, None, code_for(""), False),
        ({}, SEED, "ü", False),
        ({"sec-fetch-site": "cross-site"}, SEED, CODE, False),
        ({"sec-fetch-site": "same-site"}, SEED, CODE, False),
        ({"origin": "http://evil.example"}, SEED, CODE, False),
        ({"origin": "http://h:2"}, SEED, CODE, False),
        ({"origin": "http://h"}, SEED, CODE, False),
        ({"origin": "null"}, SEED, CODE, False),
        ({"origin": "http://h:1@evil.example"}, SEED, CODE, False),
        (JSON, None, None, True),
        (JSON | {"cookie": "a=b"}, None, None, False),
        (JSON | {"origin": "http://h:1"}, None, None, False),
        (JSON | {"sec-fetch-site": "none"}, None, None, False),
        ({"content-type": "text/plain"}, None, None, False),
    ],
)
def test_which_changes_are_taken(headers: dict[str, str], seed: str | None, given: str | None, taken: bool) -> None:
    assert (why_refused(headers, "h:1", seed, given) is None) == taken


@pytest.mark.parametrize(
    ("headers", "body", "code"),
    [
        ({"x-csrf-token": "c"}, b"", "c"),
        ({"content-type": "application/x-www-form-urlencoded; charset=utf-8"}, b"a=1&csrf_token=c%2Fd", "c/d"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"a=1", None),
        ({"content-type": "application/x-www-form-urlencoded"}, b"a=1&" * 3000 + b"csrf_token=c", None),
        ({"content-type": "application/x-www-form-urlencoded"}, b"\xff\x00%ff", None),
        (
            {"content-type": "multipart/form-data; boundary=x"},
            b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\nc\r\n--x--\r\n',
            "c",
        ),
        ({"content-type": "multipart/form-data; boundary=x"}, b"--x--", None),
        (JSON, b'{"csrf_token": "c"}', None),
    ],
)
def test_where_the_code_stands(headers: dict[str, str], body: bytes, code: str | None) -> None:
    assert given_in(headers, body) == code


def test_a_change_on_the_own_machine_needs_the_code_of_a_page() -> None:
    browser = local(standing_in(Safety("l"), people()))
    assert browser.post("/decide", data={"words": "x"}).status_code == 403
    code = code_in(browser.get("/login"))
    done = browser.post("/decide", data={"words": "x", "csrf_token": code})
    assert done.json() == {"as": "admin", "words": "x"}
    parts = browser.post("/decide", files={"words": (None, "y"), "csrf_token": (None, code)})
    assert parts.json()["words"] == "y"
    by_script = browser.post("/decide", data={"words": "z"}, headers={"X-CSRF-Token": code})
    assert by_script.json()["words"] == "z"
    foreign = {"X-CSRF-Token": code, "Sec-Fetch-Site": "cross-site"}
    assert browser.post("/decide", data={"words": "z"}, headers=foreign).status_code == 403
    assert "another site" in browser.post("/decide", headers=foreign).text


def test_a_program_without_cookies_may_send_json() -> None:
    assert local(standing_in(Safety("l"), people())).post("/api/read", json={}).json() == {"as": "admin"}


def test_pages_without_a_form_bring_no_cookie() -> None:
    browser = local(standing_in(Safety("l"), people()))
    assert "set-cookie" not in browser.get("/").headers
    assert "set-cookie" in browser.get("/login").headers
    assert "set-cookie" not in browser.get("/login").headers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standing_in import elsewhere, local, people, standing_in
from warledger.web.security.csrf import why_refused
from warledger.web.security.hosts import Caller, UnsafeServer, client_address, is_loopback, name_in, why_login
from warledger.web.security.safety import Safety

HERE = Safety("l.sqlite")


def caller(address: str | None = "127.0.0.1", http: str = "1.1", **headers: str) -> Caller:
    named = {k.replace("_", "-"): v for k, v in {"host": "127.0.0.1:8000", **headers}.items()}
    return Caller(address, http, named)


@pytest.mark.parametrize(
    "by",
    [
        caller(),
        caller(host="localhost"),
        caller(host="LOCALHOST:8000"),
        caller(host="[::1]:8000"),
        caller("::1", host="[::1]:8000"),
        caller("::ffff:127.0.0.1"),
        caller("127.8.9.1", host="127.8.9.1"),
        caller(origin="http://localhost:8000"),
        caller(referer="https://elsewhere.example/"),
    ],
)
def test_the_person_at_the_machine_is_asked_for_no_login(by: Caller) -> None:
    assert why_login(by, HERE) is None


@pytest.mark.parametrize(
    ("by", "why"),
    [
        (caller("192.168.1.5"), "another machine"),
        (caller(None), "another machine"),
        (caller(host="ledger.example"), "another host"),
        (caller(host="localhost.evil.example"), "another host"),
        (caller(host="127.0.0.1.evil.example:8000"), "another host"),
        (caller(host="127.0.0.1:80@evil.example"), "another host"),
        (caller(host="127.0.0.1, evil.example"), "another host"),
        (caller(host="2130706433"), "another host"),
        (caller(host="0.0.0.0:8000"), "another host"),
        (caller(host=""), "another host"),
        (caller(x_forwarded_for="203.0.113.7"), "proxy"),
        (caller(x_forwarded_anything="x"), "proxy"),
        (caller(forwarded="for=203.0.113.7"), "proxy"),
        (caller(via="1.1 proxy"), "proxy"),
        (caller(x_real_ip="203.0.113.7"), "proxy"),
        (caller(http="1.0"), "proxy"),
        (caller(origin="https://evil.example"), "another site"),
        (caller(origin="null"), "another site"),
    ],
)
def test_everybody_else_is(by: Caller, why: str) -> None:
    assert why in (why_login(by, HERE) or "")


def test_a_server_open_to_others_or_told_so_asks_everybody() -> None:
    assert why_login(caller(), Safety("l", host="0.0.0.0")) == "This server is open to other machines."
    assert why_login(caller(), Safety("l", always_login=True)) is not None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "ledger.example", ""])
def test_it_does_not_start_for_others_before_there_is_an_administrator(host: str) -> None:
    known = people()
    known.users.add("mara", "the river was low that year", "editor")
    with pytest.raises(UnsafeServer, match="warledger user add"):
        standing_in(Safety("l", host=host), known)
    known.users.set_role("mara", "admin")
    standing_in(Safety("l", host=host), known)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("a.example:80", "a.example"),
        ("[::1]:80", "::1"),
        ("[::1]", "::1"),
        ("[::1", ""),
        ("[::1]x", ""),
        ("a:b", ""),
        ("::1", ""),
    ],
)
def test_names_in_hosts(host: str, name: str) -> None:
    assert name_in(host) == name
    assert is_loopback(name) == (name == "::1")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counts"),
    [
        ((), "203.0.113.7", "127.0.0.1"),
        (("127.0.0.1",), "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (("127.0.0.1", "10.0.0.2"), "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (("127.0.0.1",), "", "127.0.0.1"),
    ],
)
def test_the_address_that_counts(proxies: tuple[str, ...], forwarded: str, counts: str) -> None:
    assert client_address(caller(x_forwarded_for=forwarded), proxies) == counts


def test_pages_and_answers_without_a_login() -> None:
    app = standing_in(HERE, people())
    assert local(app).get("/").json()["role"] == "admin"
    rebound = local(app).get("/?a=1", headers={"Host": "evil.example"})
    assert (rebound.status_code, rebound.headers["location"]) == (303, "/login?next=%2F%3Fa%3D1")
    answer = elsewhere(app).get("/api/places")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "token" in answer.json()["error"]
    assert elsewhere(app).get("/no-such-page").status_code == 303


def test_the_published_view_is_for_everybody_and_changes_nothing() -> None:
    app = standing_in(Safety("l", public=True), people())
    for browser in (local(app), elsewhere(app)):
        assert browser.get("/").json() == {"name": "", "role": "viewer", "published": True}
        assert browser.post("/api/read", json={}).status_code == 401
        assert browser.post("/decide", json={}).status_code == 401
        led = browser.get("/own?a=1")
        assert (led.status_code, led.headers["location"]) == (303, "/login?next=%2Fown%3Fa%3D1")


ANY = st.text(st.characters(max_codepoint=255), max_size=40)


@given(host=ANY, origin=ANY, address=ANY, forwarded=ANY)
def test_no_header_breaks_the_door(host: str, origin: str, address: str, forwarded: str) -> None:
    by = caller(address, host=host, origin=origin)
    assert isinstance(why_login(by, HERE), str | None)
    assert isinstance(client_address(caller(x_forwarded_for=forwarded), ("127.0.0.1",)), str)
    assert isinstance(why_refused(by.headers, host, "seed", origin), str | None)

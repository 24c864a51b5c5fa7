import time
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI

from standing_in import (
    PASSWORD,
    SOMEWHERE,
    FakeClock,
    code_in,
    elsewhere,
    local,
    log_in,
    page,
    people,
    standing_in,
)
from warledger.web.security.door import People
from warledger.web.security.limits import Limit, LoginLimit
from warledger.web.security.login import safe_next
from warledger.web.security.people import PeopleError, beside, open_people
from warledger.web.security.roles import unguarded
from warledger.web.security.safety import Safety
from warledger.web.security.secure import secure
from warledger.web.security.sessions import IDLE_S, LONGEST_S, Sessions
from warledger.web.security.tokens import Tokens
from warledger.web.security.users import UserError, Users

OPEN = Safety("l", host="0.0.0.0")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def known(clock: FakeClock) -> People:
    made = people(clock)
    for name, role in (("Ada", "admin"), ("ed", "editor"), ("vi", "viewer")):
        made.users.add(name, PASSWORD, role)  # type: ignore[arg-type]
    return made


@pytest.fixture
def app(known: People) -> FastAPI:
    return standing_in(OPEN, known)


def test_passwords_are_kept_as_argon2id() -> None:
    engine = open_people(None)
    users = Users(engine)
    users.add("mara", PASSWORD, "admin")
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM person").scalar_one()
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in kept
    assert users.verified("MARA", PASSWORD) is not None
    assert users.verified("mara", PASSWORD + "!") is None
    assert users.verified("mara", "x" * 3000) is None
    begun = time.perf_counter()
    assert users.verified("nobody", PASSWORD) is None
    assert time.perf_counter() - begun > 0.005, "unknown names take as long"


@pytest.mark.parametrize("weak", ["short", "a" * 20, "passwordpassword", "mara-went-home", "x" * 300, "abababababab"])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(UserError):
        people().users.add("mara", weak, "viewer")


@pytest.mark.parametrize("name", ["", "a b", "-a", "<b>", "a" * 65, "a\nb"])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(UserError):
        people().users.add(name, PASSWORD, "viewer")


def test_a_name_is_taken_whatever_its_case(known: People) -> None:
    with pytest.raises(UserError, match="already"):
        known.users.add("ADA", PASSWORD, "viewer")


def test_a_login_brings_a_cookie_that_scripts_cannot_read(app: FastAPI) -> None:
    browser = elsewhere(app)
    done = log_in(browser, "ed", next_="/places?q=1")
    assert (done.status_code, done.headers["location"]) == (303, "/places?q=1")
    cookie = done.headers.get_list("set-cookie")[0]
    assert cookie.startswith("__Host-warledger=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert browser.get("/").json() == {"name": "ed", "role": "editor", "published": False}


def test_without_tls_the_cookie_is_not_secure_and_behind_a_proxy_it_is(app: FastAPI) -> None:
    plain = elsewhere(app, "http://ledger.example")
    cookie = log_in(plain, "ed").headers.get_list("set-cookie")[0]
    assert cookie.startswith("warledger=") and "Secure" not in cookie and "HttpOnly" in cookie
    behind = elsewhere(app, "http://ledger.example")
    behind.headers["X-Forwarded-Proto"] = "https"
    first = behind.get("/login")
    assert "Secure" in first.headers["set-cookie"]
    assert first.headers["strict-transport-security"] == "max-age=15552000"


def test_a_login_needs_its_own_page(app: FastAPI) -> None:
    assert elsewhere(app).post("/login", data={"name": "ed", "password": PASSWORD}).status_code == 403


def test_each_login_is_a_new_session_and_a_logout_ends_it(app: FastAPI, known: People) -> None:
    browser = elsewhere(app)
    log_in(browser, "ed")
    first = browser.cookies["__Host-warledger"]
    log_in(browser, "vi")
    second = browser.cookies["__Host-warledger"]
    assert first != second
    assert known.sessions.find(first) is None
    left = browser.post("/logout", data={"csrf_token": code_in(browser.get("/login"))})
    assert left.status_code == 303
    assert known.sessions.find(second) is None
    assert browser.get("/").status_code == 303


def test_sessions_end(known: People, clock: FakeClock) -> None:
    session = known.sessions.start("ed")
    clock.now += IDLE_S - 1
    assert known.sessions.find(session) is not None
    clock.now += IDLE_S + 1
    assert known.sessions.find(session) is None
    session = known.sessions.start("ed")
    for _ in range(LONGEST_S // IDLE_S + 1):
        clock.now += IDLE_S - 100
        known.sessions.find(session)
    assert known.sessions.find(session) is None


def test_another_password_or_role_or_a_removal_ends_sessions(known: People) -> None:
    for change in (
        lambda: known.users.set_password("ed", PASSWORD + " too"),
        lambda: known.users.set_role("ed", "viewer"),
        lambda: known.users.remove("ed"),
    ):
        session = known.sessions.start("ed")
        change()
        assert known.sessions.find(session) is None


def test_nothing_secret_is_in_the_file(tmp_path: Path) -> None:
    place = beside(str(tmp_path / "ledger.sqlite"))
    engine = open_people(place)
    Users(engine).add("mara", PASSWORD, "admin")
    session, token = Sessions(engine).start("mara"), Tokens(engine).issue("mara", "viewer")
    engine.dispose()
    file = tmp_path / "ledger.people.sqlite"
    assert file.stat().st_mode & 0o077 == 0
    kept = file.read_bytes()
    assert all(secret.encode() not in kept for secret in (PASSWORD, session, token.split("_", 2)[2]))
    assert Users(open_people(place)).has_admin()


def test_people_of_a_newer_version_or_none_at_all(tmp_path: Path) -> None:
    place = beside("l", str(tmp_path / "p.sqlite"))
    with open_people(place).begin() as connection:
        connection.exec_driver_sql("UPDATE people_version SET number = 99")
    with pytest.raises(PeopleError, match="newer"):
        open_people(place)
    (tmp_path / "x.sqlite").write_text("no database, " * 100)
    with pytest.raises(PeopleError, match="cannot be read"):
        open_people(beside("l", str(tmp_path / "x.sqlite")))


@pytest.mark.parametrize(
    ("role", "statuses"), [("vi", (200, 403, 403)), ("ed", (200, 200, 403)), ("Ada", (200, 200, 200))]
)
def test_roles(app: FastAPI, known: People, role: str, statuses: tuple[int, ...]) -> None:
    program = elsewhere(app)
    own = {"vi": "viewer", "ed": "editor", "Ada": "admin"}[role]
    program.headers["Authorization"] = f"Bearer {known.tokens.issue(role, own)}"  # type: ignore[arg-type]
    asked = [program.post(path).status_code for path in ("/api/read", "/decide", "/settings")]
    assert tuple(asked) == statuses


def test_a_role_is_lost_at_once(app: FastAPI, known: People) -> None:
    program = elsewhere(app)
    program.headers["Authorization"] = f"Bearer {known.tokens.issue('ed', 'editor')}"
    assert program.post("/decide").status_code == 200
    known.users.set_role("ed", "viewer")
    assert program.post("/decide").status_code == 403
    known.users.remove("ed")
    assert program.post("/decide").status_code == 401


def test_tokens(known: People, clock: FakeClock) -> None:
    token = known.tokens.issue("ed", "viewer", "nightly", days=1)
    found = known.tokens.find(token)
    assert found is not None and (found.name, found.role, found.how) == ("ed", "viewer", "token")
    for wrong in ("", "warledger_", token[:-1], token + "x", token.replace("warledger_", "warledger_0")):
        assert known.tokens.find(wrong) is None
    with pytest.raises(UserError):
        known.tokens.issue("ed", "admin")
    with pytest.raises(UserError):
        known.tokens.issue("nobody", "viewer")
    (listed,) = known.tokens.all()
    assert listed.label == "nightly" and listed.used_at == clock.now
    clock.now += 86401
    assert known.tokens.find(token) is None
    second = known.tokens.issue("ed", "viewer")
    known.tokens.revoke(known.tokens.all()[-1].id)
    assert known.tokens.find(second) is None or known.tokens.find(token) is None


def test_a_wrong_token_is_not_made_up_for_by_a_cookie(app: FastAPI) -> None:
    browser = elsewhere(app)
    log_in(browser, "ed")
    assert browser.get("/api/places", headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_wrong_tokens_are_limited(app: FastAPI) -> None:
    program = elsewhere(app)
    program.headers["Authorization"] = "Bearer nonsense"
    assert [program.get("/api/places").status_code for _ in range(21)] == [401] * 20 + [429]


def test_reading_is_paced_but_not_on_the_own_machine(app: FastAPI, known: People) -> None:
    program = elsewhere(app)
    program.headers["Authorization"] = f"Bearer {known.tokens.issue('vi', 'viewer')}"
    assert [program.post("/api/fetch").status_code for _ in range(4)] == [200, 200, 200, 429]
    here = local(standing_in(Safety("l"), known))
    assert [here.post("/api/fetch", json={}).status_code for _ in range(5)] == [200] * 5


def test_a_limit_counts_within_its_time() -> None:
    clock = FakeClock()
    limit = Limit(2, 10, clock)
    limit.count("a")
    clock.now += 4
    limit.count("a")
    assert (limit.wait("a"), limit.wait("b")) == (6, 0)
    clock.now += 6
    assert limit.wait("a") == 0
    limit.forget("a")
    assert limit.wait("a") == 0


def test_a_stranger_is_stopped_and_the_owner_is_not() -> None:
    clock = FakeClock()
    limit = LoginLimit(clock)
    for _ in range(5):
        limit.failed("Ada", SOMEWHERE)
    assert limit.wait("ADA", SOMEWHERE) == 900
    assert limit.wait("ada", "198.51.100.1") == 0
    for n in range(15):
        limit.failed(f"user{n}", SOMEWHERE)
    assert limit.wait("somebody else", SOMEWHERE) > 0


def test_logins_are_limited_and_logged(app: FastAPI, known: People, clock: FakeClock) -> None:
    browser = elsewhere(app)
    assert [log_in(browser, "ed", "wrong wrong wrong").status_code for _ in range(5)] == [401] * 5
    stopped = log_in(browser, "ed")
    assert stopped.status_code == 429
    assert "try again in 15 minutes" in stopped.text
    clock.now += 900
    assert log_in(browser, "ed").status_code == 303
    lines = known.audit.last(10)
    assert [(line.deed, line.who, line.address) for line in lines[:2]] == [
        ("logged in", "ed", SOMEWHERE),
        ("login failed", "ed", SOMEWHERE),
    ]


def test_changes_are_logged_and_the_log_stays(app: FastAPI, known: People) -> None:
    program = elsewhere(app)
    program.headers["Authorization"] = f"Bearer {known.tokens.issue('ed', 'editor')}"
    program.post("/decide")
    program.post("/settings")
    program.get("/")
    told = [(line.who, line.deed, line.on) for line in known.audit.last()]
    assert told == [("ed", "POST refused (403)", "/settings"), ("ed", "POST done", "/decide")]
    assert known.audit.problems() == []
    engine = known.audit._engine
    for deed in ("UPDATE audit SET who = 'x'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="only added to"), engine.begin() as connection:
            connection.exec_driver_sql(deed)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET who = 'vi' WHERE seq = 1")
    assert known.audit.problems() == ["line 1 of the log does not follow from the line before it"]


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/places?a=1", "/places?a=1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\nb", "/"),
        ("/login?next=/login", "/"),
        ("", "/"),
    ],
)
def test_where_a_login_leads(wanted: str, goes: str) -> None:
    assert safe_next(wanted) == goes


def test_a_route_that_changes_something_must_ask_for_a_role(known: People) -> None:
    app = FastAPI()

    router = APIRouter(prefix="/api")

    @router.delete("/oops")
    @app.post("/oops")
    def oops() -> None: ...

    app.include_router(router)
    assert unguarded(app) == ["POST /oops", "DELETE /api/oops"]
    with pytest.raises(ValueError, match="POST /oops"):
        secure(app, OPEN, page, known)


def test_hostile_words_on_the_login_page_stay_words(app: FastAPI) -> None:
    shown = local(app).get("/login", params={"next": '/"><script>alert(1)</script>'}).text
    assert "<script>" not in shown and "&lt;script&gt;" in shown

"""A small application to try the protection on: a page, an answer, changes for each role, and one that fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI, Form
from fastapi.testclient import TestClient

from warledger.web.security.audit import Audit
from warledger.web.security.door import People
from warledger.web.security.limits import QUARTER_HOUR, Limit, LoginLimit
from warledger.web.security.people import Beside, beside, open_people
from warledger.web.security.roles import Admin, Editor, Member, PacedMember, Viewer
from warledger.web.security.safety import Safety
from warledger.web.security.secure import secure
from warledger.web.security.sessions import Sessions
from warledger.web.security.tokens import Tokens
from warledger.web.security.users import Users
from warledger.web.templates import page

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Passwords that are checked at once; the cost of real ones is tried in a test of its own."""

PASSWORD = "the river was low that year"

ROLES = {"ada": "admin", "bea": "editor", "cem": "editor", "vi": "viewer"}

SOMEWHERE = "203.0.113.7"


class FakeClock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def people(clock: Callable[[], float] | None = None, where: Beside | None = None) -> People:
    engine, at = open_people(where), clock or FakeClock()
    return People(
        Users(engine, at, CHEAP),
        Sessions(engine, at),
        Tokens(engine, at),
        Audit(engine, at),
        LoginLimit(at),
        Limit(20, QUARTER_HOUR, at),
        Limit(3, QUARTER_HOUR, at),
    )


def add_people(ledger: Path) -> None:
    """Give a ledger's application people of all roles."""
    users = Users(open_people(beside(str(ledger))), hasher=CHEAP)
    for name, role in ROLES.items():
        users.add(name, PASSWORD, role)  # type: ignore[arg-type]


def routes(app: FastAPI) -> None:
    @app.get("/")
    def first(user: Viewer) -> dict[str, Any]:
        return {"name": user.name, "role": user.role, "published": user.published}

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("secret words")

    @app.get("/api/places")
    def places(user: Viewer) -> dict[str, str]:
        return {"as": user.role}

    @app.get("/own")
    def own(user: Member) -> dict[str, str]:
        return {"name": user.name}

    @app.post("/api/read")
    def read(user: Member) -> dict[str, str]:
        return {"as": user.role}

    @app.post("/api/fetch")
    def fetch(user: PacedMember) -> dict[str, str]:
        return {"as": user.role}

    @app.post("/decide")
    def decide(user: Editor, words: str = Form("")) -> dict[str, str]:
        return {"as": user.role, "words": words}

    @app.post("/settings")
    def settings(user: Admin) -> dict[str, str]:
        return {"as": user.role}


def standing_in(safety: Safety, known: People) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    app.state.settings, app.state.paths = None, frozenset
    routes(app)
    secure(app, safety, page, known)
    return app


def local(app: FastAPI) -> TestClient:
    """A browser on the same machine."""
    return TestClient(
        app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000),
        follow_redirects=False, raise_server_exceptions=False,
    )  # fmt: skip


def elsewhere(app: FastAPI, base: str = "https://ledger.example") -> TestClient:
    """A browser on another machine."""
    return TestClient(
        app, base_url=base, client=(SOMEWHERE, 5000), follow_redirects=False, raise_server_exceptions=False
    )


def code_in(response: httpx.Response) -> str:
    """The code that a page's forms carry."""
    return response.text.partition('name="csrf_token" value="')[2].partition('"')[0]


def log_in(client: TestClient, name: str, password: str = PASSWORD, next_: str = "/") -> httpx.Response:
    code = code_in(client.get("/login"))
    given = {"name": name, "password": password, "next": next_, "csrf_token": code}
    return client.post("/login", data=given)

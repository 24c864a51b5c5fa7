"""The pages to log in and out."""

import math
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from warledger.web.security import cookies
from warledger.web.security.door import Page, People
from warledger.web.security.roles import Viewer
from warledger.web.security.users import Person
from warledger.web.security.visit import Visit

router = APIRouter(include_in_schema=False)

_hashing = CapacityLimiter(2)
"""Each password that is checked takes 64 MiB for a moment."""

Name = Annotated[str, Form(max_length=200)]
Password = Annotated[str, Form(max_length=2000)]
Next = Annotated[str, Form(max_length=4000)]


@router.get("/login")
def login(request: Request, next: str = "/") -> Response:
    """The page with the form."""
    return _form(request, next)


@router.post("/login")
async def log_in(request: Request, name: Name, password: Password, next: Next = "/") -> Response:
    """Begin a session, ending the one before; the form again with a sentence where name and password do not match."""
    people, visit = _people(request), _visit(request)
    wait = people.logins.wait(name, visit.address)
    if wait > 0:
        minutes = math.ceil(wait / 60)
        return _form(request, next, f"Too many tries: try again in {minutes} minute{'s' * (minutes > 1)}.", 429)
    people.logins.failed(name, visit.address)
    person = await to_thread.run_sync(people.users.verified, name, password, limiter=_hashing)
    if person is None:
        await to_thread.run_sync(people.audit.keep, name, "login failed", "", visit.address)
        return _form(request, next, "This name and password do not match.", 401)
    people.logins.passed(name, visit.address)
    return await to_thread.run_sync(_begin, people, visit, person, safe_next(next))


@router.post("/logout")
def log_out(request: Request, user: Viewer) -> Response:
    """End the session."""
    people, visit = _people(request), _visit(request)
    if visit.session is not None:
        people.sessions.end(visit.session)
    response = RedirectResponse("/login", 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    cookies.take(response, cookies.SESSION, secure=visit.secure)
    cookies.take(response, cookies.VISIT, secure=visit.secure)
    return response


def _begin(people: People, visit: Visit, person: Person, next_: str) -> Response:
    token = people.sessions.start(person.name, visit.session)
    people.audit.keep(person.name, "logged in", "", visit.address)
    response = RedirectResponse(next_, 303)
    cookies.give(response, cookies.SESSION, token, secure=visit.secure)
    cookies.take(response, cookies.VISIT, secure=visit.secure)
    return response


def safe_next(path: str) -> str:
    """Where to go after a login: a page of this server, else its first one."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside and not path.startswith(("/login", "/logout")) else "/"


def _form(request: Request, next_: str, wrong: str | None = None, status: int = 200) -> Response:
    page: Page = request.app.state.page
    visit = _visit(request)
    values = {"next": safe_next(next_), "wrong": wrong, "why": visit.why_login, "who": visit.user}
    return page(request, "login.html", values, status=status)


def _people(request: Request) -> People:
    people: People = request.app.state.people
    return people


def _visit(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit

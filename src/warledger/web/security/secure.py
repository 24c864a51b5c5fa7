"""Putting all protection around the application."""

import logging
import os
from typing import Any

from fastapi import FastAPI, Request

from warledger.web.security import login
from warledger.web.security.audit import Audit
from warledger.web.security.door import Door, Page, People
from warledger.web.security.headers import Headers, policy
from warledger.web.security.hosts import check_start, is_loopback
from warledger.web.security.limits import QUARTER_HOUR, STORIES_READ, WRONG_TOKENS, Limit, LoginLimit
from warledger.web.security.people import PeopleError, beside, open_people
from warledger.web.security.roles import unguarded
from warledger.web.security.safety import Safety
from warledger.web.security.sessions import Sessions
from warledger.web.security.tokens import Tokens
from warledger.web.security.users import Users
from warledger.web.security.visit import Code, Visit

OPEN_CHANGES = frozenset({"POST /login", "POST /logout"})
"""The changes that need no role."""


def secure(app: FastAPI, safety: Safety, page: Page, people: People | None = None) -> None:
    """Protect an application; to be called when all its routes are there.

    Raises UnsafeServer where it would be open to other machines without an administrator, PeopleError where the users
    cannot be read, and ValueError where a route changes something and asks for no role.
    """
    policy(safety.tiles)  # a wrong address is said when the server starts, not with its first answer
    people = people or known_people(safety)
    check_start(safety, people.users)
    app.state.people, app.state.safety, app.state.page = people, safety, page
    app.state.visitor = of_visitor
    app.include_router(login.router)
    if open_ := set(unguarded(app)) - OPEN_CHANGES:
        raise ValueError(f"these routes ask for no role: {', '.join(sorted(open_))}")
    app.add_middleware(Door, people=people, safety=safety, page=page)
    app.add_middleware(Headers, tiles=safety.tiles)


def known_people(safety: Safety) -> People:
    """Those whom the application knows; nobody where nothing can be kept beside the ledger and no login is asked for."""
    try:
        engine = open_people(beside(safety.ledger, safety.people or os.environ.get("WARLEDGER_PEOPLE")))
    except PeopleError as problem:
        if not is_loopback(safety.host) or safety.always_login:
            raise
        logging.getLogger(__name__).warning("%s; nobody can log in, and no log is kept", problem)
        engine = open_people(None)
    return People(
        Users(engine),
        Sessions(engine),
        Tokens(engine),
        Audit(engine),
        LoginLimit(),
        wrong_tokens=Limit(WRONG_TOKENS, QUARTER_HOUR),
        reads=Limit(STORIES_READ, QUARTER_HOUR),
    )


def of_visitor(request: Request) -> dict[str, Any]:
    """What every template may say of who asks: ``user`` (null before a login) and ``csrf_token``, which forms send
    in a field of that name, and scripts in the header X-CSRF-Token."""
    visit: Visit | None = getattr(request.state, "visit", None)
    return {"user": visit.user, "csrf_token": Code(visit)} if visit is not None else {"user": None, "csrf_token": ""}

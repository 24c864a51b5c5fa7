"""Who may ask for what: parameters of a route that let in only those who have a role."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from warledger.web.security.csrf import SAFE
from warledger.web.security.limits import Limit
from warledger.web.security.users import Role, User


def _needs(role: Role, *, known: bool) -> Callable[[Request], User]:
    """Lets in who has a role; only those whom the server knows, if so asked."""

    def needed(request: Request) -> User:
        user: User | None = getattr(request.state, "user", None)
        if user is None or (known and user.published):
            raise _asking_login(request)
        if not user.may(role):
            raise HTTPException(403, f"This needs the role {role}; yours is {user.role}.")
        return user

    return needed


def _asking_login(request: Request) -> HTTPException:
    """What sends a page's reader to the login and comes back; an answer to programs, or to a form, only says so."""
    path = request.url.path
    if request.method != "GET" or path.startswith("/api/"):
        return HTTPException(401, "Log in to do this.")
    asked = f"?{request.url.query}" if request.url.query else ""
    return HTTPException(303, "Log in to see this.", {"Location": f"/login?next={quote(path + asked, safe='')}"})


_GUARDS = {
    "viewer": _needs("viewer", known=False),
    "member": _needs("viewer", known=True),
    "editor": _needs("editor", known=True),
    "admin": _needs("admin", known=True),
}

Viewer = Annotated[User, Depends(_GUARDS["viewer"])]
"""Anybody who is let in, also a reader of the published view (``published``)."""

Member = Annotated[User, Depends(_GUARDS["member"])]
"""Anybody whom the server knows."""

Editor = Annotated[User, Depends(_GUARDS["editor"])]
"""An editor or administrator."""

Admin = Annotated[User, Depends(_GUARDS["admin"])]
"""An administrator."""


def _paced(request: Request, user: Member) -> User:
    """Lets in whom the server knows, not too often; the person at this machine as often as they like."""
    limit: Limit = request.app.state.people.reads
    if user.how != "local":
        if limit.wait(user.name) > 0:
            raise HTTPException(429, "You had many stories read; try again in a few minutes.")
        limit.count(user.name)
    return user


PacedMember = Annotated[User, Depends(_paced)]
"""Anybody whom the server knows, for what takes long or asks other machines: reading stories."""


def unguarded(app: FastAPI) -> list[str]:
    """The routes that change something and ask for no role; there should be none but the login."""
    return [
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        for method in sorted((route.methods or set()) - SAFE)
        if not _guarded(getattr(route, "dependant", None))
    ]


def _guarded(dependant: Dependant | None) -> bool:
    """Whether one of the parameters that a route depends on asks for somebody whom the server knows."""
    if dependant is None:
        return False
    guards = [g for name, g in _GUARDS.items() if name != "viewer"]
    return dependant.call in guards or any(_guarded(inner) for inner in dependant.dependencies)

"""The application: pages for people, the same answers as JSON under /api, one table of problems."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import iter_route_contexts
from fastapi.staticfiles import StaticFiles

import warledger
from warledger.journal.opening import LedgerError
from warledger.web.api import control, docs, incidents, parties, places, reports, sieges
from warledger.web.desk import Desk, Fetch, desk_of
from warledger.web.pages import happenings, reading, review, review_incidents, styles, telling
from warledger.web.pages import map as map_pages
from warledger.web.pages import places as place_pages
from warledger.web.patience import Patience
from warledger.web.problems import answer_problems
from warledger.web.security.fetching import fetch_now
from warledger.web.security.safety import Safety
from warledger.web.security.secure import secure
from warledger.web.settings import Settings
from warledger.web.templates import page

API: tuple[APIRouter, ...] = (
    control.router,
    places.router,
    incidents.router,
    sieges.router,
    parties.router,
    reports.router,
)
"""The routers of the JSON interface, one a resource."""

PAGES: tuple[APIRouter, ...] = (
    map_pages.router,
    place_pages.router,
    happenings.router,
    telling.router,
    reading.router,
    review_incidents.router,
    review.router,
    docs.router,
    styles.router,
)
"""The routers of the pages."""


def create_app(settings: Settings, fetch: Fetch | None = None) -> FastAPI:
    """The application for a ledger; ``fetch`` reads reports from addresses, null where that is not offered."""
    app = FastAPI(
        title="warledger",
        version=warledger.__version__,
        description="Who holds what, what happened there, who says so, and can it be believed.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.desk = Desk(settings, fetch)
    app.state.map_site = map_pages.Site(app.state.desk.access, settings.tiles)
    app.state.visitor = nobody
    app.state.paths = cache(lambda: frozenset(route.path for route in iter_route_contexts(app.routes)))
    app.state.token = secrets.token_hex(8)
    for router in (*API, *PAGES):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=str(files("warledger.web") / "static")), name="static")
    answer_problems(app)
    app.add_middleware(Patience, size=_size, patience=settings.patience)
    return app


def protected_app(settings: Settings, fetch: Fetch | None = fetch_now) -> FastAPI:
    """The application as it is served: with its door, and reading addresses; raises UnsafeServer where it would be open to
    other machines without an administrator."""
    app = create_app(settings, fetch)
    safety = Safety(
        settings.ledger,
        settings.host,
        settings.public,
        tiles=settings.tiles,
        proxies=settings.proxies,
        always_login=settings.always_login,
    )
    secure(app, safety, page)
    return app


def nobody(_: Request) -> dict[str, Any]:
    """What templates may say of who asks, where nobody needs to log in; protection puts another function in its place."""
    return {"user": None, "csrf_token": ""}


def _size(request: Request) -> int | None:
    """How many statements the ledger has; null where it cannot be read."""
    try:
        return desk_of(request).access.size()
    except LedgerError:
        return None


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.desk.access.close()

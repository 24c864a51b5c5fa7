"""The application over a ledger, under a strict policy, for the map's tests and its bench."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response

from warledger.web.app import create_app
from warledger.web.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)


def map_app(ledger: str) -> FastAPI:
    app = create_app(Settings(ledger))

    @app.middleware("http")
    async def policy(request: Request, go_on: Callable[[Request], Any]) -> Response:
        answer: Response = await go_on(request)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    return app

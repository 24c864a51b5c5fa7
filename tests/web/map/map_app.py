"""A stand-in for the application, with the map alone: for its tests and its bench, and to look at it.

``python -m tests.web.map.map_app LEDGER [PORT]`` serves a ledger.
"""

import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

import warledger.web
from warledger.accounts.book import Book, open_book
from warledger.journal.store import Ledger, open_ledger
from warledger.journal.telling import NOW, AsOf
from warledger.web.pages.map import Site, router

WEB = Path(warledger.web.__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
STYLE = "body{margin:0;font:16px/1.5 system-ui,sans-serif}"


class Shelf:
    def __init__(self, book: Book, ledger: Ledger) -> None:
        self.book, self.ledger, self._kept = book, ledger, dict[Hashable, Any]()

    def kept(self, key: Hashable, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]


class Access:
    def __init__(self, ledger: str) -> None:
        self.ledger = open_ledger(ledger, create=False)
        self._shelves: dict[AsOf, Shelf] = {}

    @contextmanager
    def shelf(self, moment: AsOf = NOW) -> Iterator[Shelf]:
        if moment not in self._shelves:
            self._shelves[moment] = Shelf(open_book(self.ledger, moment), self.ledger)
        yield self._shelves[moment]


def map_app(ledger: str) -> FastAPI:
    app = FastAPI()
    folders = [WEB / "templates", Path(__file__).parent / "standin"]
    app.state.map_site = Site(Access(ledger), Jinja2Templates(folders))
    app.include_router(router)
    app.mount("/static", StaticFiles(directory=WEB / "static"), name="static")

    @app.get("/standin.css")
    def style() -> Response:
        return Response(STYLE, media_type="text/css")

    @app.middleware("http")
    async def policy(request: Request, go_on: Callable[[Request], Any]) -> Response:
        answer: Response = await go_on(request)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    return app


if __name__ == "__main__":
    uvicorn.run(map_app(sys.argv[1]), port=int(sys.argv[2]) if len(sys.argv) > 2 else 8031, log_level="warning")

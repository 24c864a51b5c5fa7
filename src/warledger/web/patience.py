"""Pages that take long: who asks for one gets a calm page at once, which asks again by itself, while the work goes on.

Only readers are told so, who ask as browsers do (``Accept: text/html``); programs wait. No page is kept here: what was worked
out is kept beside the book, and whoever asks next has the page made for themselves, as far as they may see it.
"""

import asyncio
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from anyio import move_on_after, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warledger.web.templates import page

MOST_AT_ONCE = 20
"""How many pages are worked out at once for readers who were told to wait, half as many as there are threads; those who ask
for more of them just wait."""

COUNTING = 0.5
"""How many seconds the page waits to be told how large the ledger is; it can do without."""

AGAIN = (1, 10)
"""The fewest and the most seconds after which the page asks again: the longer it has taken, the later."""

OTHERS = ("/api/", "/static/")
"""Addresses that are no pages."""

Key = tuple[Any, str, bytes]
"""Who asks for which page: the user, the path and the question."""

Size = Callable[[Request], int | None]
"""Tells how many statements the ledger has that a request is on; null where that cannot be told."""


@dataclass(eq=False)
class Work:
    """A page that is being made: since when, and what was sent of it so far."""

    began: float
    sent: list[Message] = field(default_factory=list)
    told: bool = False
    """Whether somebody was told to wait for it."""


class Patience:
    """Lets nobody sit before a blank page; what takes longer than ``patience`` seconds goes on in its thread."""

    def __init__(self, app: ASGIApp, size: Size, patience: float) -> None:
        self.app, self.size, self.patience = app, size, patience
        self._running: dict[Key, tuple[Work, asyncio.Task[None]]] = {}
        self._ready: dict[Key, None] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _by_a_reader(scope):
            await self.app(scope, receive, send)
            return
        key = _key_of(scope)
        running = self._running.get(key)
        if running is None and (key in self._ready or len(self._running) >= MOST_AT_ONCE):
            self._ready.pop(key, None)  # waited for already: now it comes however long it takes
            await self.app(scope, receive, send)
            return
        work, task = running or self._begin(key, scope, receive)
        await asyncio.wait({task}, timeout=self.patience)
        if not task.done():
            work.told = True
            await (await self._wait_page(Request(scope), work))(scope, receive, send)
        elif running is not None:
            self._ready.pop(key, None)
            await self.app(scope, receive, send)
        else:
            task.result()  # raises what the page did
            for message in work.sent:
                await send(message)

    def _begin(self, key: Key, scope: Scope, receive: Receive) -> tuple[Work, asyncio.Task[None]]:
        work = Work(time.monotonic())

        async def sent(message: Message) -> None:
            work.sent.append(message)

        def ended(task: asyncio.Task[None]) -> None:
            del self._running[key]
            if work.told and not task.cancelled():
                task.exception()  # said to who asks next, whose page fails likewise
                self._ready[key] = None
                while len(self._ready) > MOST_AT_ONCE:
                    del self._ready[next(iter(self._ready))]

        task = asyncio.ensure_future(self.app(_own(scope), receive, sent))
        self._running[key] = work, task
        task.add_done_callback(ended)
        return work, task

    async def _wait_page(self, request: Request, work: Work) -> Response:
        statements: int | None = None
        with move_on_after(COUNTING):
            statements = await to_thread.run_sync(self.size, request, abandon_on_cancel=True)
        seconds = round(time.monotonic() - work.began)
        again = max(AGAIN[0], min(AGAIN[1], seconds // 3))
        values = {"statements": statements, "seconds": seconds, "again": again}
        headers = {"Refresh": str(again), "Retry-After": str(again), "Cache-Control": "no-store"}
        return page(request, "working.html", values, status=202, headers=headers)


def _by_a_reader(scope: Scope) -> bool:
    accepts = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return scope["method"] == "GET" and b"text/html" in accepts and not scope["path"].startswith(OTHERS)


def _key_of(scope: Scope) -> Key:
    user = scope.get("state", {}).get("user")
    return user, scope["path"], scope["query_string"]


def _own(scope: Scope) -> MutableMapping[str, Any]:
    """A request's scope that its page may go on to write to when the request is over."""
    return {**scope, "state": dict(scope.get("state", {}))}

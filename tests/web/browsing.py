"""A real browser for tests: the application served on this machine, and visits on which nothing may go wrong.

Importing it skips a module of tests where there is no playwright or no chromium.
"""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI

CHROMIUM = shutil.which("chromium")
if CHROMIUM is None:
    pytest.skip("chromium is not installed", allow_module_level=True)
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Route, ViewportSize, expect, sync_playwright  # noqa: E402

__all__ = [
    "Browser",
    "Page",
    "Route",
    "Seen",
    "ViewportSize",
    "Visits",
    "chromium",
    "expect",
    "follow",
    "go",
    "serving",
    "unfold",
]


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine, in a thread; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser. Only one may be open at a time in a thread, so it is a fixture of a module, not of the session."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Seen:
    """What a visitor's browser asked for, and what went wrong in it; answers refused as ``refused`` says are no wrong."""

    def __init__(self, context: BrowserContext, refused: tuple[int, ...] = ()) -> None:
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self._expected = tuple(f"responded with a status of {status} " for status in refused)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on("console", lambda message: self._said(message.type, f"{message.location['url']}: {message.text}"))
        context.on("dialog", self._dialog)

    def outside(self, address: str) -> list[str]:
        """What was asked of others than the server."""
        own = urlsplit(address).netloc
        return [u for u in self.asked if urlsplit(u).scheme not in ("data", "blob") and urlsplit(u).netloc != own]

    def _said(self, kind: str, words: str) -> None:
        if kind == "error" and not any(status in words for status in self._expected):
            self.wrong.append(words)

    def _dialog(self, dialog: Dialog) -> None:
        self.wrong.append(f"a dialog: {dialog.message}")
        dialog.dismiss()


class Visits:
    """Makes visitors, each with cookies of their own, and checks at the end that nothing went wrong with any of them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._made: list[tuple[BrowserContext, str, Seen]] = []

    def seen(self, page: Page) -> Seen:
        """What the browser of a visitor saw."""
        return next(seen for context, _, seen in self._made if context == page.context)

    def __call__(self, address: str, *, refused: tuple[int, ...] = (), **options: Any) -> Page:
        """A page of a new visitor to a server; ``options`` are those of the browser's context."""
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", "base_url": address} | options
        context = self._browser.new_context(**options)
        context.set_default_timeout(10_000)
        self._made.append((context, address, Seen(context, refused)))
        return context.new_page()

    def end(self) -> None:
        """Close all, then say what went wrong."""
        for context, _, _ in self._made:
            context.close()
        for _, address, seen in self._made:
            assert seen.outside(address) == []
            assert seen.wrong == []
            assert seen.asked, "a visitor who asked for nothing tests nothing"


def follow(page: Page, path: str, link: str | None) -> None:
    """Open a page of the server and, where one is named, the page that its first link of a kind leads to."""
    page.goto(path)
    if link is not None:
        page.locator(link).first.click()
        page.wait_for_url(lambda url: not url.endswith(path))


def unfold(page: Page, within: str = "") -> None:
    """Open all that is folded."""
    folded = page.locator(f"{within} details:not([open]) > summary")
    folded.evaluate_all("all => all.forEach((summary) => summary.click())")


def go(page: Page, path: str, status: int = 200) -> None:
    """Open a page of the server by its address."""
    answer = page.goto(path)
    assert answer is not None and answer.status == status, path

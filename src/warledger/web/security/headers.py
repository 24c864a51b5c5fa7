"""What every response tells the browser: what a page may load and do, and who may show or keep it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The Content-Security-Policy: only what this server sends, nothing that stands in a page itself."""

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""A referrer goes to this server's own pages only; without any, browsers would not say where a form comes from."""

HALF_A_YEAR = 180 * 86400


def policy(tiles: str | None = None) -> str:
    """The Content-Security-Policy as a header has it; the map may ask a tile server if there is one.

    Raises ValueError for a tile server's address that is none.
    """
    more = {}
    if tiles is not None:
        parts = urlsplit(tiles.replace("{", "").replace("}", ""))
        if parts.scheme not in {"http", "https"} or not parts.hostname or set(parts.netloc) & set(" ;,'\"*"):
            raise ValueError(f"{tiles!r} is no address of a tile server")
        origin = f"{parts.scheme}://{parts.netloc}"
        more = {"img-src": f" {origin}", "connect-src": f" {origin}"}
    return "; ".join(f"{name} {value}{more.get(name, '')}" for name, value in POLICY.items())


class Headers:
    """Puts the headers on every response, also on those of errors that nothing else answers."""

    def __init__(self, app: ASGIApp, tiles: str | None = None) -> None:
        self.app = app
        self.headers = {"Content-Security-Policy": policy(tiles), **ALWAYS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self._add(MutableHeaders(scope=message), scope)
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception:
            if not started:
                await _failed(scope, sent)
            raise  # so that the server logs it

    def _add(self, headers: MutableHeaders, scope: Scope) -> None:
        for name, value in self.headers.items():
            headers[name] = value
        if scope.get("state", {}).get("secure"):
            headers["Strict-Transport-Security"] = f"max-age={HALF_A_YEAR}"
        if "cache-control" not in headers:
            headers["Cache-Control"] = "private, no-cache"
            headers.add_vary_header("Cookie")
            headers.add_vary_header("Authorization")


async def _failed(scope: Scope, send: Send) -> None:
    words = "Something went wrong in the server; what it was is in its log."
    plain = scope["path"].startswith("/api/")
    body = f'{{"error": "{words}"}}' if plain else f"{words}\n"
    kind = b"application/json" if plain else b"text/plain; charset=utf-8"
    await send({"type": "http.response.start", "status": 500, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body.encode()})

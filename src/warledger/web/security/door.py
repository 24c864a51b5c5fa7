"""The door: who asks, whether they are let in, whether a change is theirs, and a line in the log when it was made."""

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warledger.web.security import cookies
from warledger.web.security.audit import Audit
from warledger.web.security.csrf import SAFE, given_in, why_refused
from warledger.web.security.hosts import Caller, client_address, host_named, is_secure, why_login
from warledger.web.security.limits import LONGEST_QUERY, Limit, LoginLimit, TooMuch, again, body_of
from warledger.web.security.safety import Safety
from warledger.web.security.sessions import Sessions
from warledger.web.security.tokens import Tokens
from warledger.web.security.users import PUBLIC, User, Users
from warledger.web.security.visit import Visit

OPEN = ("/login", "/logout", "/static/", "/favicon.ico", "/robots.txt", "/health")
"""What is answered without a login; what ends in a slash stands for all below it."""


class Page(Protocol):
    """Makes a page of a template and its values."""

    def __call__(self, request: Request, name: str, values: dict[str, Any], *, status: int = 200) -> Response:
        """The page as a response."""


@dataclass(frozen=True, slots=True)
class People:
    """Who the application knows, what they did, how often passwords and tokens may be got wrong, and stories read."""

    users: Users
    sessions: Sessions
    tokens: Tokens
    audit: Audit
    logins: LoginLimit
    wrong_tokens: Limit
    reads: Limit


class Refused(Exception):
    """A request that is not let in."""

    def __init__(self, status: int, heading: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.heading, self.sentence = status, heading, sentence


class Door:
    """Lets in who may come in; everything else needs a login, whatever is behind it."""

    def __init__(self, app: ASGIApp, people: People, safety: Safety, page: Page) -> None:
        self.app, self.people, self.safety, self.page = app, people, safety, page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        caller = caller_of(scope)
        visit = self._visit(scope, caller)
        scope.setdefault("state", {}).update(visit=visit, secure=visit.secure, user=None)
        try:
            body = await self._taken(scope, receive)
            kept = visit.session is not None or "authorization" in caller.headers  # to be looked up in the database
            user = await to_thread.run_sync(self._who, caller, visit) if kept else self._who(caller, visit)
            visit.user = scope["state"]["user"] = user
            self._check_change(scope, caller, visit, body)
        except Refused as problem:
            await self._refuse(problem, scope)(scope, receive, send)
            return
        if visit.user is None and not is_open(scope["path"]):
            await self._to_login(scope, visit)(scope, receive, send)
            return
        status = await self._pass_on(scope, again(body, receive), send, visit)
        if scope["method"] not in SAFE and visit.user is not None and not is_open(scope["path"]):
            deed = f"{scope['method']} {'done' if status < 400 else f'refused ({status})'}"
            note = (visit.user.name, deed, scope["path"], visit.address)
            await to_thread.run_sync(self.people.audit.keep, *note)

    def _visit(self, scope: Scope, caller: Caller) -> Visit:
        secure = is_secure(caller, scope.get("scheme", "http"))
        held = caller.headers.get("cookie", "")
        return Visit(
            address=client_address(caller, self.safety.proxies),
            secure=secure,
            session=cookies.held(held, cookies.SESSION, secure=secure),
            seed=cookies.held(held, cookies.VISIT, secure=secure),
            why_login=why_login(caller, self.safety),
        )

    async def _taken(self, scope: Scope, receive: Receive) -> bytes:
        """The body, where neither it nor the address is too long."""
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > LONGEST_QUERY:
            raise Refused(414, "Too long", "The address is longer than any page here has.")
        try:
            return await body_of(scope, receive, self.safety.max_body, self.safety.body_seconds)
        except TooMuch as problem:
            raise Refused(problem.status, "Too much", problem.sentence) from None

    def _who(self, caller: Caller, visit: Visit) -> User | None:
        """Who asks: by token, by session, as the person at this machine, or as a reader of what is published."""
        scheme, _, token = caller.headers.get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            return self._by_token(token.strip(), visit)
        user = self.people.sessions.find(visit.session) if visit.session is not None else None
        if user is not None:
            return user
        visit.session = None  # it ended: the codes of forms go with the other cookie now
        if self.safety.public:
            return PUBLIC
        return User(local_name(), "admin", "local") if visit.why_login is None else None

    def _by_token(self, token: str, visit: Visit) -> User:
        if self.people.wrong_tokens.wait(visit.address):
            raise Refused(429, "Too many tries", "Too many wrong tokens came from this address; try again later.")
        user = self.people.tokens.find(token)
        if user is None:
            self.people.wrong_tokens.count(visit.address)
            raise Refused(401, "Not let in", "This token is none, was revoked or has expired.")
        return user

    def _check_change(self, scope: Scope, caller: Caller, visit: Visit, body: bytes) -> None:
        if scope["method"] in SAFE or (visit.user is not None and visit.user.how == "token"):
            return
        if visit.user is PUBLIC and not is_open(scope["path"]):
            raise Refused(401, "Not changed", "Log in to change something.")
        host = host_named(caller, self.safety.proxies)
        why = why_refused(caller.headers, host, visit.held, given_in(caller.headers, body))
        if why is not None:
            raise Refused(403, "Not changed", why)

    def _refuse(self, problem: Refused, scope: Scope) -> Response:
        if scope["path"].startswith("/api/"):
            return JSONResponse({"error": problem.sentence}, problem.status, _asks_token(problem.status))
        values = {"heading": problem.heading, "sentence": problem.sentence}
        return self.page(Request(scope), "refused.html", values, status=problem.status)

    def _to_login(self, scope: Scope, visit: Visit) -> Response:
        if scope["path"].startswith("/api/"):
            return self._refuse(
                Refused(401, "Not let in", f"A token is needed. {visit.why_login or ''}".strip()), scope
            )
        wanted = quote(scope["path"]) + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
        return RedirectResponse(f"/login?next={quote(wanted, safe='')}", 303)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, visit: Visit) -> int:
        """Have the request answered; the status of the answer, which brings a cookie if a form of it needs one."""
        status = 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if visit.fresh:
                    response = Response()
                    cookies.give(response, cookies.VISIT, visit.seed or "", secure=visit.secure)
                    MutableHeaders(scope=message).append("set-cookie", response.headers["set-cookie"])
            await send(message)

        await self.app(scope, receive, sent)
        return status


def caller_of(scope: Scope) -> Caller:
    """Who sends a request; of headers that come twice both count."""
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name, said = raw.decode("latin-1").casefold(), value.decode("latin-1")
        between = "; " if name == "cookie" else ", "
        headers[name] = f"{headers[name]}{between}{said}" if name in headers else said
    client = scope.get("client")
    return Caller(client[0] if client else None, scope.get("http_version", "1.1"), headers)


def is_open(path: str) -> bool:
    """Whether a path is answered without a login."""
    return any(path.startswith(p) if p.endswith("/") else path == p for p in OPEN)


@cache
def local_name() -> str:
    """By what name the person at this machine decides."""
    try:
        return os.environ.get("WARLEDGER_EDITOR", "").strip() or getpass.getuser()
    except (KeyError, OSError):
        return "local"


def _asks_token(status: int) -> Mapping[str, str] | None:
    return {"WWW-Authenticate": "Bearer"} if status == 401 else None

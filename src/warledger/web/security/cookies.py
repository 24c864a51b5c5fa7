"""The two cookies: one of a session, and one that the codes of forms go with before there is a session."""

from starlette.requests import cookie_parser
from starlette.responses import Response

SESSION, VISIT = "warledger", "warledger_visit"

HOST = "__Host-"
"""The beginning of a cookie's name with which browsers take it only over TLS, from this host and for all its pages."""


def named(name: str, *, secure: bool) -> str:
    """A cookie's name."""
    return f"{HOST}{name}" if secure else name


def held(header: str, name: str, *, secure: bool) -> str | None:
    """What a cookie holds; null where it is not there. Other cookies may be broken."""
    return cookie_parser(header).get(named(name, secure=secure), "")[:200] or None


def give(response: Response, name: str, value: str, *, secure: bool) -> None:
    """Have the browser hold a cookie that scripts cannot read and that other sites' pages do not send with a change."""
    response.set_cookie(named(name, secure=secure), value, path="/", httponly=True, samesite="lax", secure=secure)


def take(response: Response, name: str, *, secure: bool) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(named(name, secure=secure), path="/", httponly=True, samesite="lax", secure=secure)

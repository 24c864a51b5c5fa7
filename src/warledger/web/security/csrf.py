"""Protection against changes that another site's page makes a browser ask for.

A change must come from a page of this server (as the browser's own headers say) and carry a code that only such a page
knows: the keyed hash of a cookie that no other site can read. What carries an API token needs neither, for no browser adds
one by itself; nor does a program that speaks JSON and holds no cookie, for no page of another site can send that.
"""

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs

from warledger.web.security.hosts import name_in

FIELD = "csrf_token"
"""The form field with the code."""

HEADER = "x-csrf-token"
"""The header with the code, which scripts send."""

MOST_FIELDS = 2000
"""A form of more fields is none of ours."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing."""


def code_for(seed: str) -> str:
    """The code that goes with a cookie."""
    return hmac.new(seed.encode(), b"warledger csrf 1", hashlib.sha256).hexdigest()


def why_refused(headers: Mapping[str, str], host: str, seed: str | None, given: str | None) -> str | None:
    """Why a change is refused, as a sentence; null where it comes from a page of this server."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return "The change was asked for by a page of another site."
    origin = headers.get("origin")
    if origin is not None and not _same(origin, host):
        return (
            "The change was asked for by a page of another site. If it was not, a proxy before this server hides under "
            "which name it is reached: have it pass the Host header on."
        )
    if seed is None and site is None and origin is None and "cookie" not in headers and _is_json(headers):
        return None
    if seed is None or given is None or not hmac.compare_digest(code_for(seed).encode(), given.encode()):
        return "This page is too old to be sent: load it again and repeat what you did."
    return None


def given_in(headers: Mapping[str, str], body: bytes) -> str | None:
    """The code that a request carries, in a header or in a form."""
    if HEADER in headers:
        return headers[HEADER]
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind == "application/x-www-form-urlencoded":
        try:
            found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS).get(FIELD)
        except ValueError:
            return None
        return found[0] if found else None
    if kind == "multipart/form-data":
        return _in_parts(body)
    return None


def _in_parts(body: bytes) -> str | None:
    """The code in a form that is sent in parts: what stands between the head of its part and the next boundary."""
    _, found, after = body.partition(f'name="{FIELD}"\r\n\r\n'.encode())
    return after.partition(b"\r\n")[0].decode("ascii", "replace") if found else None


def _same(origin: str, host: str) -> bool:
    """Whether an origin is of a host; the scheme is that of the proxy in front, and tells nothing."""
    scheme, found, named = origin.partition("://")
    return bool(found) and scheme in {"http", "https"} and bool(name_in(named)) and named.casefold() == host.casefold()


def _is_json(headers: Mapping[str, str]) -> bool:
    return headers.get("content-type", "").partition(";")[0].strip().casefold() == "application/json"

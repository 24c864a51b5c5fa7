"""What the application's protection is set to."""

from dataclasses import dataclass

MAX_BODY = 16_000_000
"""Bytes of a request's body: a report of the largest size, written as a form writes it."""


@dataclass(frozen=True, slots=True)
class Safety:
    """Where the server listens, for whom, and with which limits.

    ``public`` shows the published view to everybody. ``people`` is where users are kept, beside the ledger if null. ``tiles``
    is the address of a tile server that the map may ask. ``proxies`` are the addresses of reverse proxies whose word on
    whom they forward for is taken. ``always_login`` asks for a login on the own machine too.
    """

    ledger: str
    host: str = "127.0.0.1"
    public: bool = False
    people: str | None = None
    tiles: str | None = None
    proxies: tuple[str, ...] = ()
    always_login: bool = False
    max_body: int = MAX_BODY
    body_seconds: float = 30.0

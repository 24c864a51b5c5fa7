"""What the application is told when it is started."""

from dataclasses import dataclass

LOOPBACK = "127.0.0.1"

PORT = 8000


@dataclass(frozen=True, slots=True)
class Settings:
    """``ledger`` is a path or a database URL; ``public`` shows a published view; ``tiles`` is the address of a tile server for
    the map, null for none: then nothing is asked of any other machine. ``always_login`` asks for a login on this machine too;
    ``proxies`` are reverse proxies whose word on whom they forward for is taken. ``patience`` is how many seconds a reader
    waits for a page before anything is said."""

    ledger: str
    host: str = LOOPBACK
    port: int = PORT
    public: bool = False
    tiles: str | None = None
    always_login: bool = False
    patience: float = 1.0
    proxies: tuple[str, ...] = ()

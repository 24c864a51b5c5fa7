"""What the application is told when it is started."""

from dataclasses import dataclass

LOOPBACK = "127.0.0.1"

PORT = 8000


@dataclass(frozen=True, slots=True)
class Settings:
    """``ledger`` is a path or a database URL; ``public`` shows a published view; ``tiles`` is the address of a tile server for
    the map, null for none: then nothing is asked of any other machine."""

    ledger: str
    host: str = LOOPBACK
    port: int = PORT
    public: bool = False
    tiles: str | None = None

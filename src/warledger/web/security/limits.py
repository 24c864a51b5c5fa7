"""How much may come in: tries of a login, and the size and time of a request's body."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Lock

from starlette.types import Message, Receive, Scope

from warledger.web.security.users import Clock, key_of

MOST_KEYS = 20_000
"""How many names and addresses are counted at once; the one counted longest ago is forgotten first."""

LONGEST_QUERY = 8_000
"""Bytes of an address with its question."""


class Limit:
    """So many things in so many seconds for each key; for several threads, forgotten when the server ends."""

    def __init__(self, most: int, seconds: float, clock: Clock = time.monotonic) -> None:
        self.most, self.seconds, self._clock = most, seconds, clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """How many seconds until another is allowed; 0 where it is now."""
        with self._lock:
            seen = self._recent(key)
            return seen[0] + self.seconds - self._clock() if len(seen) >= self.most else 0.0

    def count(self, key: str) -> None:
        """Count one more."""
        with self._lock:
            seen = self._recent(key)
            seen.append(self._clock())
            if len(seen) > self.most:
                seen.popleft()
            self._seen[key] = seen
            self._seen.move_to_end(key)
            while len(self._seen) > MOST_KEYS:
                self._seen.popitem(last=False)

    def forget(self, key: str) -> None:
        """Start again from nothing."""
        with self._lock:
            self._seen.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        seen = self._seen.get(key, deque())
        while seen and self._clock() - seen[0] >= self.seconds:
            seen.popleft()
        return seen


QUARTER_HOUR = 900.0

WRONG_TOKENS, STORIES_READ = 20, 90
"""How many in a quarter of an hour: wrong tokens from an address, stories that one user has read."""


class LoginLimit:
    """How often a password may be got wrong: for one name from one address, for one name, and from one address.

    A name alone has a limit far above that of one address, so that a stranger cannot easily lock somebody out.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._pair = Limit(5, QUARTER_HOUR, clock)
        self._name = Limit(50, QUARTER_HOUR, clock)
        self._address = Limit(20, QUARTER_HOUR, clock)

    def wait(self, name: str, address: str) -> float:
        """How many seconds until another try is allowed; 0 where it is now."""
        return max(limit.wait(key) for limit, key in self._keys(name, address))

    def failed(self, name: str, address: str) -> None:
        """Count a wrong password. It is counted before it is looked at, so that tries at one time count too."""
        for limit, key in self._keys(name, address):
            limit.count(key)

    def passed(self, name: str, address: str) -> None:
        """The password was right: what this address got wrong before counts no more."""
        self._pair.forget(f"{key_of(name)} {address}")

    def _keys(self, name: str, address: str) -> tuple[tuple[Limit, str], ...]:
        who = key_of(name)
        return (self._pair, f"{who} {address}"), (self._name, who), (self._address, address)


@dataclass(frozen=True, slots=True)
class TooMuch(Exception):
    """What came in is larger or slower than is taken; ``status`` is what is answered."""

    status: int
    sentence: str


async def body_of(scope: Scope, receive: Receive, most: int, seconds: float) -> bytes:
    """The body of a request; raises TooMuch where it is too large or does not come in time."""
    said = dict(scope["headers"]).get(b"content-length", b"0")
    if not said.isdigit():
        raise TooMuch(400, "The request does not say how long it is.")
    if int(said) > most:
        raise TooMuch(413, f"This is more than the {most:,} bytes that are taken at once.")
    parts, size = [], 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise TooMuch(400, "The request ended before it was complete.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > most:
                    raise TooMuch(413, f"This is more than the {most:,} bytes that are taken at once.")
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        raise TooMuch(408, f"The request took longer than {seconds:.0f} seconds to come.") from None


def again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """A body that was read, to be received once more; then what comes after it."""
    told = False

    async def replayed() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed

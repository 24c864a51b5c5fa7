"""A ledger served as ``warledger serve`` does it, in a process of its own, and asked over the loopback."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

HOST = "127.0.0.1"

PATIENCE = 60.0
"""How many seconds a server may take to come up."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server of a ledger: its port, and the number of its process."""

    port: int
    process: int

    @property
    def megabytes(self) -> int:
        """The most memory that it held so far, as Linux tells it."""
        status = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) // 1024


@contextmanager
def served(ledger: str) -> Iterator[Server]:
    """The server of a ledger for as long as the block lasts."""
    port = _free_port()
    run = [sys.executable, "-c", "from warledger.cli import main; main()", "serve", "--ledger", ledger]
    server = subprocess.Popen([*run, "--port", str(port)], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait()


class Client:
    """Asks one server over one connection that is kept."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=600)

    def get(self, path: str) -> bytes:
        """What is answered; raises AssertionError where that is not what was asked for."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        assert answer.status == 200, f"{path}: {answer.status} {body[:200]!r}"
        return body

    def milliseconds(self, path: str) -> float:
        """How long an answer takes, from the request to its last byte."""
        began = time.perf_counter()
        self.get(path)
        return 1000 * (time.perf_counter() - began)

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection((HOST, port), 1).close()
        except OSError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the server does not come up") from None
            time.sleep(0.05)
        else:
            return

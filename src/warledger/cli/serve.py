"""``serve``: the application that people look at, on this machine."""

import errno
import logging
import socket
from typing import Annotated

import typer

from warledger.cli.output import errors, prepared_index
from warledger.cli.where import Where
from warledger.journal.opening import shown
from warledger.web.settings import LOOPBACK, PORT, Settings

TRIED = 20
"""How many ports are tried, from the one that is asked for on."""

TAKEN = frozenset({errno.EADDRINUSE, errno.EACCES})
"""What the system says of a port that is taken or kept for others."""


def serve(
    ledger: Where,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port; the next free one where it is taken.")] = PORT,
    public: Annotated[bool, typer.Option("--public", help="Show a published view: nothing can be changed.")] = False,
    tiles: Annotated[
        str | None, typer.Option(help="The address of a tile server for the map; none if left out.")
    ] = None,
) -> None:
    """Serve the application: maps, places, incidents, sources and reports, and the same as JSON under /api."""
    run(Settings(ledger=ledger, host=host, port=port, public=public, tiles=tiles))


def run(settings: Settings, path: str = "/") -> None:
    """Serve until interrupted, from the first free port on; ``path`` is the page that is named."""
    import uvicorn

    from warledger.web.app import create_app

    prepared_index()
    listening, port = free_socket(settings.host, settings.port)
    if port != settings.port:
        errors.print(f"port {settings.port} is taken; {port} is used instead")
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{name}:{port}{path}"
    errors.print(f"the ledger {shown(settings.ledger)} is served on {address} (Ctrl+C ends it)", soft_wrap=True)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(create_app(settings), log_level="warning", server_header=False)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def free_socket(host: str, port: int) -> tuple[socket.socket, int]:
    """A socket that is bound to the first free port from the one asked for on; raises OSError where all are taken or the
    address is none of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(port, min(port + TRIED, 65536)):
        # its protocol is named, for only then are small answers sent without waiting for a larger packet
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, number))
            found.listen(128)
        except OSError as problem:
            found.close()
            if problem.errno in TAKEN:
                continue
            raise OSError(f"cannot listen on {host}: {problem.strerror or problem}") from None
        return found, number
    raise OSError(f"ports {port} to {min(port + TRIED, 65536) - 1} of {host} are all taken; name another with --port")

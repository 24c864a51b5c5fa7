"""A private PostgreSQL for tests and benches: it lives in a folder of its own and ends with them."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError


@contextmanager
def private_postgres(*, safe: bool = False) -> Iterator[str | None]:
    """The URL of a server that runs inside the context; null where its programs are not installed. Where it is to be
    ``safe``, it waits for the disk as a server in use does."""
    programs, owner = _programs(), _owner()
    if programs is None or owner == "":
        yield None
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if owner:
            shutil.chown(folder, owner)
        data, port = Path(folder) / "data", _free_port()
        make = f"{programs / 'initdb'} -D {data} -U tester -A trust -N --locale=C -E UTF8".split()
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, user=owner, cwd=folder)
        settings = (
            f"unix_socket_directories={folder}",
            "listen_addresses=127.0.0.1",
            f"fsync={'on' if safe else 'off'}",
        )
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(data), "-p", str(port), *(f"--{s}" for s in settings)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=owner,
            cwd=folder,
        )
        url = f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
        try:
            _wait_for(url)
            yield url
        finally:
            server.terminate()
            server.wait(timeout=60)


def emptied(url: str) -> str:
    """The URL of a server whose tables have been taken out."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    return next((f for f in reversed(folders) if (f / "initdb").exists()), None)


def _owner() -> str | None:
    """Whom the server runs as: it refuses to run as root, so there somebody else must be found; null where not root."""
    return next((name for name in ("postgres", "nobody") if _exists(name)), "") if os.geteuid() == 0 else None


def _exists(user: str) -> bool:
    return any(line.startswith(f"{user}:") for line in Path("/etc/passwd").read_text().splitlines())


def _wait_for(url: str) -> None:
    engine, until = create_engine(url), time.monotonic() + 30
    while True:
        try:
            engine.connect().close()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            engine.dispose()
            return

"""A ledger for each test: on SQLite, and on a private PostgreSQL where its programs are installed."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from warledger.journal.store import Ledger, open_ledger


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


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    """The URL of a private PostgreSQL that ends with the tests; null where none can be run."""
    programs, owner = _programs(), _owner()
    if programs is None or owner == "":
        yield None
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        if owner:
            shutil.chown(folder, owner)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        make = [
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "tester",
            "-A",
            "trust",
            "-N",
            "--locale=C",
            "-E",
            "UTF8",
        ]
        subprocess.run(make, check=True, stdout=subprocess.DEVNULL, user=owner, cwd=folder)
        settings = ["-c", "fsync=off", "-c", f"unix_socket_directories={folder}", "-c", "listen_addresses=127.0.0.1"]
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(data), "-p", str(port), *settings],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=owner,
            cwd=folder,
        )
        url = f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
        _wait_for(url)
        yield url
        server.terminate()
        server.wait(timeout=30)


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


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path, postgres: str | None) -> str:
    """Where a new ledger goes."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    if postgres is None:
        pytest.skip("PostgreSQL's programs are not installed")
    engine = create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with open_ledger(where) as opened:
        yield opened

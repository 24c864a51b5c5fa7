"""A ledger for each test: on SQLite, and on a private PostgreSQL where its programs are installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.private_postgres import emptied, private_postgres

from warledger.journal.store import Ledger, open_ledger


@pytest.fixture(scope="session")
def postgres() -> Iterator[str | None]:
    """The URL of a private PostgreSQL that ends with the tests; null where none can be run."""
    with private_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path, postgres: str | None) -> str:
    """Where a new ledger goes."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    if postgres is None:
        pytest.skip("PostgreSQL's programs are not installed")
    return emptied(postgres)


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    with open_ledger(where) as opened:
        yield opened

"""Ledgers served to a browser as they are in earnest."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from standing_in import add_people
from warledger.web.app import protected_app
from warledger.web.settings import Settings
from web.conftest import PATIENCE, post


@pytest.fixture(scope="session")
def address(small_path: Path) -> Iterator[str]:
    """The small ledger, for tests that only read it."""
    from web.browsing import serving

    with serving(protected_app(Settings(str(small_path), patience=PATIENCE), None)) as opened:
        yield opened


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Serves a small ledger of its own to a test, with four people, and with other settings."""
    from web.browsing import serving

    with ExitStack() as servers:

        def serve_own(fill: Callable[[Path], None] = post, **settings: Any) -> str:
            ledger = tmp_path / "ledger.sqlite"
            fill(ledger)
            add_people(ledger)
            return servers.enter_context(
                serving(protected_app(Settings(str(ledger), **{"patience": PATIENCE, **settings}), None))
            )

        yield serve_own

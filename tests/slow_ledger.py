"""A stand-in for a ledger of which every answer takes long: until a test lets it go on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Timer

from fastapi import FastAPI

from warledger.journal.telling import NOW, AsOf
from warledger.web.ledger_access import LedgerAccess, Shelf


class SlowLedger:
    """Stands before the books of an application."""

    def __init__(self, app: FastAPI) -> None:
        self.asked = 0
        self.fails: Exception | None = None
        self._access: LedgerAccess = app.state.desk.access
        self._shelf = self._access.shelf
        self._free = Event()
        self._each = 0.0
        self._access.shelf = self.shelf  # type: ignore[method-assign]

    def go_on(self, after: float = 0.0) -> None:
        """Let who asks go on, now or after some seconds."""
        Timer(after, self._free.set).start()

    def always(self, seconds: float) -> None:
        """Take so long for each answer, also when it may go on."""
        self._each = seconds

    @contextmanager
    def shelf(self, moment: AsOf = NOW) -> Iterator[Shelf]:
        """The book of a moment, when it may be asked."""
        self.asked += 1
        assert self._free.wait(10), "nobody let the ledger go on"
        time.sleep(self._each)
        if self.fails is not None:
            raise self.fails
        with self._shelf(moment) as shelf:
            yield shelf

"""What every request needs at hand: the ledger, the registry of parties, the gazetteer, the reader."""

from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import Annotated, cast

from fastapi import Depends, Request

from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.index import Index
from warledger.parties.registry import Registry, default_registry
from warledger.record.report import Report
from warledger.web.ledger_access import Kept, LedgerAccess
from warledger.web.reading_room import ReadingRoom
from warledger.web.settings import Settings

BODIES = 256
"""How many answers are kept as they were sent."""

Fetch = Callable[[str], Report]
"""Gets a report from an address; raises an error with a sentence for one that may not or cannot be fetched."""


class Desk:
    """The application's one set of tools; ``fetch`` is null where addresses are not read."""

    def __init__(self, settings: Settings, fetch: Fetch | None = None) -> None:
        self.settings = settings
        self.access = LedgerAccess(settings.ledger)
        self.registry: Registry = default_registry()
        self.room = ReadingRoom()
        self.fetch = fetch
        self.bodies = Kept(BODIES)
        self._preparing = Lock()

    @cached_property
    def gazetteer(self) -> Index:
        """The index of places, made if it is not there."""
        with self._preparing:
            return Index(ensure_index())

    def country(self, code: str | None) -> str:
        """A country's name by its code, the code where it has none, empty for none."""
        if not code:
            return ""
        entry = self.gazetteer.country(code)
        return entry.name if entry is not None else code


def desk_of(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    return cast(Desk, request.app.state.desk)


DeskOf = Annotated[Desk, Depends(desk_of)]

"""What is shown of sources and places to others: withheld names stay unsaid, coarsened places lie in a wide cell.

Whatever moment a question is asked of, the decisions of now count here: what is withheld today is withheld in every answer.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from warledger.accounts.decided import Positions, key_in, positions_in
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.journal.decisions import Decided
from warledger.journal.sources import Sources

WITHHELD = "a withheld source"
"""What stands in place of a withheld source's name."""

KM_A_DEGREE = 111.195
"""Kilometres from one degree of latitude to the next."""

SHORT = 4
"""Names of so few letters may be ordinary words when written small."""

Position = tuple[float, float] | None
"""Degrees north and east; null where it is not known."""


@dataclass(frozen=True)
class Publication:
    """What editors decided on what is shown: whose names are withheld (by the registry's name of the source, case folded),
    where places lie, and in cells of how many kilometres they are shown."""

    sources: Sources = field(default_factory=Sources)
    withheld: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """All names of the withheld sources, as they are written."""
    positions: Positions = field(default_factory=dict)
    cells: Mapping[Key, float] = field(default_factory=dict)

    def hides(self, publisher: str | None) -> bool:
        """Whether a publisher's name is withheld."""
        return publisher is not None and self.sources.of(publisher).name.casefold() in self.withheld

    def source(self, publisher: str | None, otherwise: str = "") -> str:
        """A publisher's name as it is shown; of a withheld one neither that nor what ``otherwise`` stands for it."""
        return WITHHELD if self.hides(publisher) else publisher or self.words(otherwise)

    def words(self, text: str) -> str:
        """A text in which the names of withheld sources are replaced."""
        return self._names.sub(WITHHELD, text) if self._names is not None else text

    def position(self, key: Key, lat: float | None, lon: float | None, *, moved: bool = False) -> Position:
        """Where a place, or something at it, is shown: as an editor put it, and in the middle of its cell where it is
        coarsened. What lies at some distance from the place (``moved``) is not put where the place is."""
        if not moved and key in self.positions:
            lat, lon = self.positions[key]
        if lat is None or lon is None:
            return None
        return coarse(lat, lon, self.cells[key]) if key in self.cells else (lat, lon)

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        """Any of the names of withheld sources; short ones only as they are written ("AP", not "ap")."""
        longest_first = sorted(self.names, key=lambda n: (-len(n), n))
        told = "|".join(f"(?i:{re.escape(n)})" if len(n) > SHORT else re.escape(n) for n in longest_first)
        return re.compile(rf"(?<!\w)(?:{told})(?!\w)") if told else None


def publication_of(decided: Iterable[Decided], sources: Sources, positions: Positions | None = None) -> Publication:
    """What the decisions that stand say of what is shown; ``positions`` are those of another moment, if one is asked of."""
    standing = list(decided)
    cells = {}
    for d in standing:
        if d.decision.kind == "coarsen" and d.decision.place is not None and d.decision.km is not None:
            cells[key_in(d.decision.place)] = d.decision.km
    hidden = [d.decision.publisher for d in standing if d.decision.kind == "withhold" and d.decision.publisher]
    return Publication(
        sources,
        frozenset(sources.of(name).name.casefold() for name in hidden),
        frozenset(n for name in hidden for n in (name, sources.of(name).name, *sources.of(name).aliases)),
        positions_in(standing) if positions is None else positions,
        cells,
    )


def published_position(place: LedgerPlace, decided: Iterable[Decided]) -> Position:
    """Where a place of the ledger is shown after the decisions that stand; null where its position is not known."""
    return publication_of(decided, Sources()).position(place.key, place.lat, place.lon)


def coarse(lat: float, lon: float, km: float) -> tuple[float, float]:
    """The middle of the cell that a position lies in, at least so many kilometres high and wide; the same for all positions
    of the cell. Cells divide the globe evenly in rows, and each row evenly."""
    rows = max(1, math.floor(180 * KM_A_DEGREE / km))
    north = _middle(lat + 90, 180 / rows, rows) - 90
    around = 360 * KM_A_DEGREE * math.cos(math.radians(north))
    columns = max(1, math.floor(around / km))
    east = _middle(lon + 180, 360 / columns, columns) - 180
    return round(north, 4), round(east, 4)


def _middle(degrees: float, size: float, count: int) -> float:
    """The middle of one of some parts of a size that degrees from 0 on lie in."""
    return (min(math.floor(degrees / size), count - 1) + 0.5) * size

"""The populated places that territory is counted in, each with its people and the land around it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from warledger.accounts.account import Account
from warledger.accounts.cells import Site, cell_areas
from warledger.accounts.deciding import decided_on_days
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.method import Method
from warledger.accounts.publication import Publication
from warledger.gazetteer.entry import Entry
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.outlines import Polygon
from warledger.gazetteer.resolve import km

POPULATED = frozenset({"PPL", "PPLC"})
"""Feature codes of places that people live in; quarters (PPLX) are left out, their people are those of their town."""

SAME_SPOT_KM = 5.0
"""How near the gazetteer's entry of a place's name must lie to be that place."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place that the ledger can name a holder of on some day.

    ``people`` is the gazetteer's population (recent, not that of the day asked for), null where it has none; ``km2`` the
    land nearer to it than to another, within a radius.
    """

    key: Key
    name: str
    country: str | None
    lat: float
    lon: float
    people: int | None
    km2: float = 0.0


def settlements_of(
    accounts: Iterable[tuple[LedgerPlace, Account]],
    gazetteer: Gazetteer,
    outlines: Mapping[str, Sequence[Polygon]],
    method: Method,
    publication: Publication,
) -> tuple[Settlement, ...]:
    """The populated places with a position whose accounts name a holder on some day; each lies where it is published, so
    that no area tells where a coarsened one is."""
    found = []
    for place, account in accounts:
        at = publication.position(place.key, place.lat, place.lon)
        if place.key.kind or at is None or not ever_held(account, method):
            continue
        entries = entries_of(place, gazetteer)
        if entries and not any(e.fcode in POPULATED for e in entries):
            continue
        found.append(Settlement(place.key, place.name, place.country, *at, people_in(entries)))
    return with_land(found, outlines)


def with_land(settlements: Sequence[Settlement], outlines: Mapping[str, Sequence[Polygon]]) -> tuple[Settlement, ...]:
    """The settlements with the area of their cells."""
    areas = cell_areas([Site(s.lat, s.lon, s.country) for s in settlements], outlines)
    return tuple(replace(s, km2=area) for s, area in zip(settlements, areas, strict=True))


def ever_held(account: Account, method: Method) -> bool:
    """Whether a holder is named on some day with evidence."""
    return bool((decided_on_days(account, np.asarray(account.days), method).holder >= 0).any())


def entries_of(place: LedgerPlace, gazetteer: Gazetteer) -> list[Entry]:
    """The gazetteer's entries of a ledger place: those of one of its names that lie where it does."""

    def there(entries: Iterable[Entry]) -> list[Entry]:
        return [e for e in entries if _apart(e, place) <= SAME_SPOT_KM]

    exact = [e for name in sorted(place.names) for e in there(gazetteer.find(name))]
    if people_in(exact) is not None:
        return exact
    return exact + [e for name in sorted(place.names) for e in there(gazetteer.find_loosely(name))]


def people_in(entries: Iterable[Entry]) -> int | None:
    """The population of the populated place among entries of one place; null where none is given."""
    return max((e.population for e in entries if e.fcode in POPULATED), default=0) or None


def _apart(entry: Entry, place: LedgerPlace) -> float:
    if None in (entry.lat, entry.lon, place.lat, place.lon):
        return float("inf")
    return km(entry.lat, entry.lon, place.lat, place.lon)  # type: ignore[arg-type]

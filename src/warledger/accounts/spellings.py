"""Places of the ledger that are one place by the gazetteer, though texts spell their names differently."""

from collections.abc import Iterator

from warledger.accounts.ledger_places import SAME_NAME_KM, Key, LedgerPlaces, base_and_kind
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.resolve import km


def spelled_otherwise(places: LedgerPlaces, name: str, gazetteer: Gazetteer) -> Iterator[Key]:
    """The ledger's places that the gazetteer has as one with a name, by whatever spelling ("Foua" for "Fuah")."""
    kind = base_and_kind(name)[1]
    for entry in gazetteer.find(name):
        if entry.lat is not None and entry.lon is not None:
            for place in places.at(entry.lat, entry.lon, kind):
                if any(e.name == entry.name and e.lat == entry.lat for e in gazetteer.find(place.name)):
                    yield place.key


def aliases_at(name: str, gazetteer: Gazetteer, lat: float | None, lon: float | None) -> tuple[set[str], set[str]]:
    """The other names and the ids that the gazetteer has for a name at a position; none without a position."""
    if lat is None or lon is None:
        return set(), set()
    names: set[str] = set()
    ids: set[str] = set()
    for written in {name, base_and_kind(name)[0]}:
        for entry in (*gazetteer.find(written), *gazetteer.find_loosely(written)):
            if entry.lat is not None and entry.lon is not None and km(entry.lat, entry.lon, lat, lon) <= SAME_NAME_KM:
                names.add(entry.name)
                if entry.geonameid is not None:
                    ids.add(str(entry.geonameid))
    return names, ids

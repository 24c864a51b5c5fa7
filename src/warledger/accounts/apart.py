"""Places of one name that lie too far apart to be one."""

from collections.abc import Iterable

from warledger.accounts.book import Book
from warledger.accounts.ledger_places import Key
from warledger.gazetteer.resolve import km

APART_KM = 50.0
"""Places of one name further apart than this are different ones, between which who asks has to choose."""


def apart(keys: Iterable[Key], book: Book) -> list[Key]:
    """Of places, one of each group that lies together; what is not placed belongs to the first."""
    groups: list[Key] = []
    for key in keys:
        place = book.places.by_key[key]
        if place.lat is None or place.lon is None:
            continue
        if all(_distance(place.lat, place.lon, g, book) > APART_KM for g in groups):
            groups.append(key)
    return groups


def _distance(lat: float, lon: float, key: Key, book: Book) -> float:
    other = book.places.by_key[key]
    return km(lat, lon, other.lat, other.lon) if other.lat is not None and other.lon is not None else 0.0

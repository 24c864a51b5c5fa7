"""The places of a book, read from its tables when they are asked for."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Engine, Select, select

from warledger.accounts.book_tables import names, places
from warledger.accounts.ledger_places import NEAREST_KM, Key, LedgerPlace, LedgerPlaces, base_and_kind
from warledger.accounts.likeness import KM_A_DEGREE

OF_PLACE = tuple(
    getattr(places.c, name) for name in ("base", "kind", "country", "admin1", "name", "names", "lat", "lon", "words")
)
"""The columns that a place is made of."""


def place_of(row: Any) -> LedgerPlace:
    """The place of a row."""
    return LedgerPlace(
        key=Key(row.base, row.kind),
        name=row.name,
        names=frozenset(json.loads(row.names)),
        country=row.country,
        admin1=row.admin1,
        lat=row.lat,
        lon=row.lon,
        words=row.words,
    )


class _ByKey(Mapping[Key, LedgerPlace]):
    """Places by their keys: one that is asked for is read alone, and all are read once they are gone through."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[Key, LedgerPlace] = {}
        self._whole = False

    def __getitem__(self, key: Key) -> LedgerPlace:
        if key not in self._known and not self._whole:
            self.read(select(*OF_PLACE).where(places.c.base == key.base, places.c.kind == key.kind))
        return self._known[key]

    def __iter__(self) -> Iterator[Key]:
        if not self._whole:
            self.read(select(*OF_PLACE))
            self._whole = True
        return iter(self._known)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def read(self, query: Select[Any]) -> list[LedgerPlace]:
        """The places of a query, which are known from then on."""
        with self._engine.connect() as connection:
            found = [place_of(row) for row in connection.execute(query)]
        self._known.update((place.key, place) for place in found)
        return found


class KeptPlaces(LedgerPlaces):
    """All places of a book; only those that may be meant are read to find the ones that are."""

    def __init__(self, engine: Engine) -> None:
        self.by_key: _ByKey = _ByKey(engine)

    def matching(self, name: str, lat: float | None, lon: float | None, aliases: Iterable[str] = ()) -> list[Key]:
        """The places that a name at a position means (see LedgerPlaces)."""
        base, kind = base_and_kind(name)
        known = list(aliases)
        called = {base, *(base_and_kind(a)[0] for a in known)}
        named = (names.c.base == places.c.base) & (names.c.kind == places.c.kind) & names.c.name.in_(called)
        maybe = self.by_key.read(select(*OF_PLACE).join(names, named).where(places.c.kind == kind).distinct())
        if lat is not None and lon is not None:
            maybe += self._near(lat, kind)
        return LedgerPlaces(maybe).matching(name, lat, lon, known)

    def at(self, lat: float, lon: float, kind: str) -> list[LedgerPlace]:
        """The places of a kind at one spot."""
        return LedgerPlaces(self._near(lat, kind)).at(lat, lon, kind)

    def _near(self, lat: float, kind: str) -> list[LedgerPlace]:
        """The places of a kind about as far north as a position."""
        reach = NEAREST_KM / KM_A_DEGREE
        near = places.c.lat.between(lat - reach, lat + reach) & (places.c.kind == kind)
        return self.by_key.read(select(*OF_PLACE).where(near))

    def there(self, keys: Iterable[Key]) -> list[Key]:
        """Of some keys, those of places that the book has."""
        return [key for key in keys if key in self.by_key]

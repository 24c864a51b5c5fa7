"""What answers share: places, parties, days, and parts of lists."""

import datetime as dt
from collections.abc import Sequence
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from warledger.accounts.book import Book
from warledger.accounts.dossier import Dossier
from warledger.accounts.evidence import iso_day
from warledger.accounts.ledger_places import Key, LedgerPlace
from warledger.accounts.parts import called_side
from warledger.accounts.reports_asked import last_report
from warledger.web.asking import Paged
from warledger.web.desk import Desk
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of, key_of_id, near_places, places_called
from warledger.web.problems import Near, UnknownError
from warledger.web.shown import position
from warledger.web.templates import part

T = TypeVar("T")


class Answer(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


class PlaceRef(Answer):
    """A place of the ledger; ``kind`` is empty for a settlement, ``lat`` and ``lon`` are null where it is not placed."""

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None


class Listed(Answer, Generic[T]):
    """A part of a list: how many rows there are in all, and those of one page."""

    total: int
    page: int
    size: int
    items: list[T]

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.total // self.size))


class Point(Answer):
    """A position as GeoJSON has it: longitude, then latitude."""

    type: str = "Point"
    coordinates: tuple[float, float]


class Feature(Answer, Generic[T]):
    """A row at its position; null where that is not known."""

    type: str = "Feature"
    id: str
    geometry: Point | None
    properties: T


class Features(Answer, Generic[T]):
    """Rows as GeoJSON (RFC 7946); ``total`` is how many there are in all."""

    type: str = "FeatureCollection"
    total: int = Field(description="A foreign member: how many features the whole list has.")
    features: list[Feature[T]]


def listed(rows: Sequence[T], asked: Paged) -> Listed[T]:
    """The page of rows that is asked for."""
    items = list(rows[asked.skipped : asked.skipped + asked.size])
    return Listed(total=len(rows), page=asked.page, size=asked.size, items=items)


def place_ref(book: Book, place: LedgerPlace) -> PlaceRef:
    """A place as answers name it, where it is shown."""
    at = position(book, place.key)
    return PlaceRef(
        id=id_of(place.key),
        name=place.name,
        kind=place.key.kind,
        country=place.country,
        admin1=place.admin1,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
    )


def at_its_place(ref: PlaceRef) -> Point | None:
    """A place's position."""
    return Point(coordinates=(ref.lon, ref.lat)) if ref.lat is not None and ref.lon is not None else None


def day_or_none(day: int | None) -> str | None:
    """An ordinal as an ISO date."""
    return iso_day(day) or None


def place_wanted(wanted: str, shelf: Shelf, desk: Desk) -> Key:
    """The place with an id, else the one that a name means most; raises UnknownError with near names."""
    key = key_of_id(wanted)
    if key in shelf.book.places.by_key:
        return key
    found = places_called(wanted, shelf.book, desk.gazetteer)
    if found:
        return found[0]
    near = [_near(k, shelf.book) for k in near_places(wanted, shelf.book)]
    raise UnknownError(f"The ledger knows no place {wanted!r}", near, "/places")


def dossier_wanted(wanted: str, side: str | None, shelf: Shelf, desk: Desk) -> Dossier:
    """What the ledger has on the place, or the side of one, that an id or a name means ("east Aleppo"); raises UnknownError
    where nothing is told of the side."""
    name, named = called_side(wanted)
    if side is None and named is not None:
        found = places_called(name, shelf.book, desk.gazetteer)
        if found and named in Dossier(shelf.book, found[:1]).sides:
            return Dossier(shelf.book, found[:1], named)
    key = place_wanted(wanted, shelf, desk)
    whole = Dossier(shelf.book, [key])
    if side is not None and side not in whole.sides:
        raise UnknownError(f"No report speaks of the {side} of {whole.place.name}", [_near(key, shelf.book)], "/places")
    return Dossier(shelf.book, [key], side) if side is not None else whole


def _near(key: Key, book: Book) -> Near:
    place = book.places.by_key[key]
    where = ", ".join(p for p in (place.admin1, place.country) if p)
    return Near(f"{place.name} ({where})" if where else place.name, f"/places/{part(id_of(key))}")


def countries_of(shelf: Shelf) -> list[str]:
    """The countries of all places, by code."""
    found = shelf.book.places.by_key.values()
    return shelf.kept("countries", lambda: sorted({p.country for p in found if p.country}))


def last_day(shelf: Shelf) -> int:
    """The last day that reports of the ledger are of, today at the latest: what pages show where no day is asked for."""
    today = dt.date.today()
    return shelf.kept(("last day", today), lambda: last_report(shelf.book, today) or today).toordinal()

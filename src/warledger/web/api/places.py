"""Places and their history: /api/places, /api/history."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from warledger.accounts.apart import apart
from warledger.accounts.dossier import Dossier
from warledger.gazetteer.names import fold
from warledger.web.answers.common import (
    Answer,
    Feature,
    Features,
    Listed,
    PlaceRef,
    at_its_place,
    dossier_wanted,
    listed,
    place_ref,
)
from warledger.web.answers.places import History, Placed, history_of, place_on
from warledger.web.api.sending import AS_JSON, PROBLEMS, GeoJson, SenderOf
from warledger.web.asking import Country, Moment, OfSide, OnDay, Paged, Text
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of, places_called
from warledger.web.problems import UnknownError

router = APIRouter(prefix="/api", tags=["places"], responses=PROBLEMS)


class KnownPlace(Answer):
    """A place that reports speak of: the folded names that they call it by, and how many statements bear on it."""

    place: PlaceRef
    names: list[str]
    statements: int


class PlacesAsked(Moment, Paged):
    """Which places are asked for."""

    name: Text | None = Field(None, description="Only places with these words in one of their names.")
    country: Country | None = Field(None, description="Only places of this country (ISO code such as SY).")

    def rows(self, shelf: Shelf) -> list[KnownPlace]:
        """The rows that are asked for, by name."""
        wanted = fold(self.name) if self.name else None
        return [
            row
            for row in _known_places(shelf)
            if self.country in (None, row.place.country) and (wanted is None or any(wanted in n for n in row.names))
        ]


def _known_places(shelf: Shelf) -> list[KnownPlace]:
    """All places by name, made once: each page of the list and each filter is a part of them."""

    def make() -> list[KnownPlace]:
        found = [
            KnownPlace(place=place_ref(shelf.book, p), names=sorted(p.names), statements=p.words)
            for p in shelf.book.places.by_key.values()
        ]
        return sorted(found, key=lambda r: (r.place.name.casefold(), r.place.id))

    return shelf.kept_large("known places", make)


class PlaceOnDay(OnDay, OfSide):
    """Of which day, and of which side, a place is asked."""


class PlaceAt(Moment, OfSide):
    """Of which side of a place the history is asked."""


class HistoryAsked(Moment):
    """Of which place the history is asked."""

    place: Text = Field(description='A place by name, as the command line takes it; "NAME, CC" where several have it.')


@router.get("/places", response_model=Listed[KnownPlace])
def places(asked: Annotated[PlacesAsked, Query()], sender: SenderOf) -> Response:
    """The places that reports speak of."""
    return sender.send(asked.as_of, lambda shelf: listed(asked.rows(shelf), asked))


@router.get("/places.geojson", response_model=Features[KnownPlace], response_class=GeoJson, responses=AS_JSON)
def place_features(asked: Annotated[PlacesAsked, Query()], sender: SenderOf) -> Response:
    """The same as GeoJSON."""

    def make(shelf: Shelf) -> Features[KnownPlace]:
        part = listed(asked.rows(shelf), asked)
        found = [Feature(id=r.place.id, geometry=at_its_place(r.place), properties=r) for r in part.items]
        return Features(total=part.total, features=found)

    return sender.send(asked.as_of, make, GeoJson)


@router.get("/places/{place}", response_model=Placed)
def place(place: Text, asked: Annotated[PlaceOnDay, Query()], sender: SenderOf) -> Response:
    """One place on a day, with the statements that bear on who holds it."""

    def make(shelf: Shelf) -> Placed:
        dossier = dossier_wanted(place, asked.side, shelf, sender.desk)
        return place_on(dossier, asked.ordinal, sender.desk.registry)

    return sender.send(asked.as_of, make)


@router.get("/places/{place}/history", response_model=History)
def place_history(place: Text, asked: Annotated[PlaceAt, Query()], sender: SenderOf) -> Response:
    """Who held a place from when to when, and all that is said of it."""

    def make(shelf: Shelf) -> History:
        return history_of(dossier_wanted(place, asked.side, shelf, sender.desk), sender.desk.registry)

    return sender.send(asked.as_of, make)


@router.get("/history", response_model=History)
def history(asked: Annotated[HistoryAsked, Query()], sender: SenderOf) -> Response:
    """The history of all places that one name means, as `warledger history` gives it."""

    def make(shelf: Shelf) -> History:
        keys = places_called(asked.place, shelf.book, sender.desk.gazetteer)
        if not keys:
            raise UnknownError(f"The ledger knows no place {asked.place!r}", section="/places")
        if len(far := apart(keys, shelf.book)) > 1:
            listed_ids = ", ".join(id_of(k) for k in far)
            raise UnknownError(f"{asked.place!r} may be several places: {listed_ids}; ask for one by its id")
        return history_of(Dossier(shelf.book, keys), sender.desk.registry)

    return sender.send(asked.as_of, make)

"""Sieges: /api/sieges."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from warledger.web.answers.common import Feature, Features, Listed, at_its_place, listed
from warledger.web.answers.sieges import SiegeDetail, SiegeRow, siege_told, sieges_listed
from warledger.web.api.sending import AS_JSON, PROBLEMS, GeoJson, SenderOf
from warledger.web.asking import Country, Day, Moment, OnDayOf, Paged, Text
from warledger.web.ledger_access import Shelf

router = APIRouter(prefix="/api", tags=["sieges"], responses=PROBLEMS)


class SiegesAsked(Moment, Paged):
    """Which sieges are asked for."""

    on: Day | None = Field(None, description="Only those that last on this day.")
    country: Country | None = Field(None, description="Only in this country (ISO code such as SY).")

    def rows(self, shelf: Shelf, sender: SenderOf) -> list[SiegeRow]:
        """The rows that are asked for, by start."""
        day = (self.on or dt.date.today()).toordinal()
        found = sieges_listed(shelf, sender.desk.registry, day, self.country)
        return [row for row in found if self.on is None or row.lasts]


@router.get("/sieges", response_model=Listed[SiegeRow])
def sieges(asked: Annotated[SiegesAsked, Query()], sender: SenderOf) -> Response:
    """Which places are or were besieged, by whom, from when to when."""
    return sender.send(asked.as_of, lambda shelf: listed(asked.rows(shelf, sender), asked))


@router.get("/sieges.geojson", response_model=Features[SiegeRow], response_class=GeoJson, responses=AS_JSON)
def siege_features(asked: Annotated[SiegesAsked, Query()], sender: SenderOf) -> Response:
    """The same as GeoJSON."""

    def make(shelf: Shelf) -> Features[SiegeRow]:
        part = listed(asked.rows(shelf, sender), asked)
        found = [Feature(id=r.id, geometry=at_its_place(r.place), properties=r) for r in part.items]
        return Features(total=part.total, features=found)

    return sender.send(asked.as_of, make, GeoJson)


@router.get("/sieges/{siege}", response_model=SiegeDetail)
def siege(siege: Text, asked: OnDayOf, sender: SenderOf) -> Response:
    """One siege with the words on it, and on who was let in or out."""
    return sender.send(asked.as_of, lambda shelf: siege_told(shelf.book, sender.desk.registry, siege, asked.ordinal))

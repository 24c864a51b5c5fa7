"""Who holds what: /api/control."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from warledger.web.answers.common import Feature, Features, Listed, at_its_place, listed
from warledger.web.answers.control import ControlRow, control_on
from warledger.web.api.sending import AS_JSON, PROBLEMS, GeoJson, SenderOf
from warledger.web.asking import Country, OnDay, Paged, PartyId
from warledger.web.ledger_access import Shelf

router = APIRouter(prefix="/api", tags=["control"], responses=PROBLEMS)


class ControlAsked(OnDay, Paged):
    """Which places are asked for."""

    country: Country | None = Field(None, description="Only places of this country (ISO code such as SY).")
    party: PartyId | None = Field(None, description="Only places that this party holds (id, name or alias).")
    unnamed: bool = Field(False, description="Also places whose holder is unclear or not reported.")

    def rows(self, shelf: Shelf, sender: SenderOf) -> list[ControlRow]:
        """The rows that are asked for."""
        return [
            row
            for row in control_on(shelf, self.ordinal, sender.desk.registry)
            if self.country in (None, row.place.country)
            and (self.unnamed or row.party is not None)
            and self.party in (None, row.party)
        ]


ControlOf = Annotated[ControlAsked, Query()]


@router.get("/control", response_model=Listed[ControlRow])
def control(asked: ControlOf, sender: SenderOf) -> Response:
    """Who holds which place on a day, how surely, and how old the evidence is."""
    return sender.send(asked.as_of, lambda shelf: listed(asked.rows(shelf, sender), asked))


@router.get("/control.geojson", response_model=Features[ControlRow], response_class=GeoJson, responses=AS_JSON)
def control_features(asked: ControlOf, sender: SenderOf) -> Response:
    """The same as GeoJSON."""

    def make(shelf: Shelf) -> Features[ControlRow]:
        part = listed(asked.rows(shelf, sender), asked)
        found = [Feature(id=r.place.id, geometry=at_its_place(r.place), properties=r) for r in part.items]
        return Features(total=part.total, features=found)

    return sender.send(asked.as_of, make, GeoJson)

"""Incidents: /api/incidents."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from warledger.web.answers.common import Feature, Features, Listed
from warledger.web.answers.incidents import IncidentDetail, IncidentRow, incident_told, incidents_listed
from warledger.web.api.sending import AS_JSON, PROBLEMS, GeoJson, SenderOf
from warledger.web.asking import MomentOf, Text
from warledger.web.ledger_access import Shelf
from warledger.web.questions import IncidentsAsked

router = APIRouter(prefix="/api", tags=["incidents"], responses=PROBLEMS)


IncidentsOf = Annotated[IncidentsAsked, Query()]


@router.get("/incidents", response_model=Listed[IncidentRow])
def incidents(asked: IncidentsOf, sender: SenderOf) -> Response:
    """What happened, joined over reports, with low, best and high tolls."""
    wanted = asked.wanted
    return sender.send(asked.as_of, lambda shelf: incidents_listed(shelf.book, wanted, asked))


@router.get("/incidents.geojson", response_model=Features[IncidentRow], response_class=GeoJson, responses=AS_JSON)
def incident_features(asked: IncidentsOf, sender: SenderOf) -> Response:
    """The same as GeoJSON."""
    wanted = asked.wanted

    def make(shelf: Shelf) -> Features[IncidentRow]:
        part = incidents_listed(shelf.book, wanted, asked)
        found = [Feature(id=r.id, geometry=r.point, properties=r) for r in part.items]
        return Features(total=part.total, features=found)

    return sender.send(asked.as_of, make, GeoJson)


@router.get("/incidents/{incident}", response_model=IncidentDetail)
def incident(incident: Text, asked: MomentOf, sender: SenderOf) -> Response:
    """One incident: who says what of it, and each figure with who gave it and when."""
    return sender.send(asked.as_of, lambda shelf: incident_told(shelf.book, incident))

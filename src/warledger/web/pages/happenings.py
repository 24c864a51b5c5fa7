"""The pages on incidents and sieges."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import Field

from warledger.accounts.tolls import HARMS
from warledger.record.codes import EVENT_TYPES
from warledger.web.answers.common import countries_of, listed
from warledger.web.answers.incidents import incident_told, incidents_listed
from warledger.web.answers.parties import parties_on
from warledger.web.answers.sieges import siege_told, sieges_listed
from warledger.web.asking import LARGEST_PAGE, Country, Paged, Text, View, ViewOf
from warledger.web.ledger_access import Shelf
from warledger.web.pages.showing import ROWS, ShowOf
from warledger.web.questions import IncidentsAsked

router = APIRouter(include_in_schema=False)


class IncidentsPage(View, IncidentsAsked):
    """Which incidents a page lists."""

    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


class SiegesAsked(View, Paged):
    """Which sieges a page lists."""

    country: Country | None = None
    lasting: bool = False
    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)


@router.get("/incidents", response_class=HTMLResponse)
def incidents(asked: Annotated[IncidentsPage, Query()], show: ShowOf) -> Response:
    """What happened."""
    wanted = asked.wanted

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        return {
            "list": incidents_listed(shelf.book, wanted, asked),
            "harms": HARMS,
            "types": {kind: sorted(subs) for kind, subs in EVENT_TYPES.items()},
            "parties": parties_on(shelf, show.desk, day),
            "countries": countries_of(shelf),
        }

    return show("incidents.html", asked, make)


@router.get("/incidents/{wanted}", response_class=HTMLResponse, name="incident_page")
def incident(wanted: Text, asked: ViewOf, show: ShowOf) -> Response:
    """One incident."""

    def make(shelf: Shelf, _: int) -> dict[str, Any]:
        return {"told": incident_told(shelf.book, wanted), "harms": HARMS}

    return show("incident.html", asked, make)


@router.get("/sieges", response_class=HTMLResponse)
def sieges(asked: Annotated[SiegesAsked, Query()], show: ShowOf) -> Response:
    """The sieges, or those that last on the day."""

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        found = sieges_listed(shelf, show.desk.registry, day, asked.country)
        rows = [s for s in found if s.lasts or not asked.lasting]
        countries = sorted({s.place.country for s in found if s.place.country})
        return {"list": listed(rows, asked), "countries": countries, "lasting": sum(s.lasts for s in found)}

    return show("sieges.html", asked, make)


@router.get("/sieges/{wanted}", response_class=HTMLResponse)
def siege(wanted: Text, asked: ViewOf, show: ShowOf) -> Response:
    """One siege."""
    return show(
        "siege.html",
        asked,
        lambda shelf, day: {"told": siege_told(shelf.book, show.desk.registry, wanted, day)},
    )

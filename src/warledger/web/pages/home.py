"""The first page: who holds what on a day. The table that stands here is what the map shows."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response

from warledger.web.pages.places import PlacesAsked, places_found
from warledger.web.pages.showing import ShowOf

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(asked: Annotated[PlacesAsked, Query()], show: ShowOf) -> Response:
    """Who holds what."""
    return show("home.html", asked, lambda shelf, day: places_found(shelf, day, asked, show))

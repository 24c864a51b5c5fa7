"""The map: its page, its data in one answer, and the words behind a place or an incident."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import NoMatchFound

from warledger.accounts.account import Account
from warledger.accounts.reports_asked import publishers_of
from warledger.gazetteer.build import ensure_index
from warledger.gazetteer.index import Index
from warledger.gazetteer.outlines import data_path, outlines
from warledger.parties.registry import default_registry
from warledger.publish.colours import default_palette
from warledger.web.answers.territory import settlements_in
from warledger.web.asking import Moment
from warledger.web.ledger_access import LedgerAccess, Shelf
from warledger.web.looks import looks_of
from warledger.web.map.asked import PlaceAsked, ViewAsked
from warledger.web.map.days import Span, spans_between, spans_within, whole_years
from warledger.web.map.incident_words import incident_words
from warledger.web.map.land_cells import land_cells
from warledger.web.map.linking import PageOf
from warledger.web.map.map_data import Known, map_data
from warledger.web.map.packed import Packed, packed, packed_text
from warledger.web.map.place_words import Telling, place_words
from warledger.web.map.places_table import rows_on
from warledger.web.names import key_of_id
from warledger.web.templates import page


@dataclass(frozen=True, slots=True)
class Site:
    """What the map's pages stand on; ``tiles`` is the address of a tile server ({z}, {x}, {y} in it), null for none."""

    access: LedgerAccess
    tiles: str | None = None


PAGES = {"place": ("place_page", "key"), "incident": ("incident_page", "wanted"), "report": ("report_page", "story")}
"""The routes of the pages on a place, an incident and a report, and the parameter that names it."""

router = APIRouter(include_in_schema=False)


def site_of(request: Request) -> Site:
    """What the application was made with (``app.state.map_site``)."""
    site: Site = request.app.state.map_site
    return site


SiteOf = Annotated[Site, Depends(site_of)]


@router.get("/", response_class=HTMLResponse, name="map_page")
def map_page(request: Request, site: SiteOf, asked: Annotated[ViewAsked, Query()]) -> Response:
    """The map; without JavaScript, or as ``view=table``, the places of the day in a table."""
    with site.access.shelf(asked.as_of) as shelf:
        data = _data(shelf, site)
    values: dict[str, Any] = {"map": asked, "data": data, "tiles": site.tiles, "day": None, "table": None}
    values["link"] = lambda **more: request.url.include_query_params(**more)
    if data["first"] is not None:
        first, last = (dt.date.fromisoformat(data[k]) for k in ("first", "last"))
        values["day"] = day = min(max(asked.on or dt.date.fromisoformat(data["day"]), first), last)
        values["looks"] = looks_of(p["id"] for p in data["parties"])
        values["table"] = rows_on(data, day.toordinal(), asked, first.toordinal())
    return page(request, "map.html", values)


@router.get("/map/data.json", name="map_data")
def data_json(request: Request, site: SiteOf, asked: Annotated[Moment, Query()]) -> Response:
    """All places and incidents over time, in columns (see ``web/map/map_data.py``)."""
    with site.access.shelf(asked.as_of) as shelf:
        answer = shelf.kept(("map", "packed"), lambda: packed(_data(shelf, site)))
    return answer.answer(request)


@router.get("/map/cells.json", name="map_cells")
def cells_json(request: Request, site: SiteOf, asked: Annotated[Moment, Query()]) -> Response:
    """The cell of land around each place of the data."""
    with site.access.shelf(asked.as_of) as shelf:
        answer = shelf.kept(("map", "cells"), lambda: packed(_cells(_data(shelf, site))))
    return answer.answer(request)


@router.get("/map/outlines.json", name="map_outlines")
def outlines_json(request: Request) -> Response:
    """The outlines of countries, as TopoJSON."""
    return _outlines().answer(request)


@router.get("/map/place/{key:path}", name="map_place")
def place_json(request: Request, site: SiteOf, key: str, asked: Annotated[PlaceAsked, Query()]) -> Response:
    """Who held a place on a day, how surely, and the words for and against."""
    day = (asked.on or dt.date.today()).toordinal()
    with site.access.shelf(asked.as_of) as shelf:
        found = place_words(shelf.book, key_of_id(key), day, _telling(request))
    if found is None:
        return _unknown("Nobody told who holds this place by then.")
    return JSONResponse(found)


@router.get("/map/incident/{wanted}", name="map_incident")
def incident_json(request: Request, site: SiteOf, wanted: str, asked: Annotated[Moment, Query()]) -> Response:
    """What happened, its tolls, and the words of those who say so."""
    with site.access.shelf(asked.as_of) as shelf:
        found = incident_words(shelf.book, wanted, _telling(request))
    if found is None:
        return _unknown("The ledger knows no such incident by then.")
    return JSONResponse(found)


def _unknown(sentence: str) -> Response:
    return JSONResponse({"error": sentence}, 404)


def _data(shelf: Shelf, site: Site) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        known = Known(
            registry=default_registry(),
            outlines=outlines(),
            palette=default_palette(),
            publishers=publishers_of(shelf.book),
            accounts=shelf.accounts(),
            settlements=settlements_in(shelf, _gazetteer()),
            spans_of=_spans_of(shelf),
        )
        return map_data(shelf.book, known)

    return shelf.kept(("map", "data"), make)


def _cells(data: dict[str, Any]) -> dict[str, Any]:
    return land_cells(data["places"], data["grain"], outlines()) if data["first"] is not None else {"rings": []}


def _spans_of(shelf: Shelf) -> Callable[[Account, int, int], Sequence[Span]]:
    """What gives the spans of an account: those of whole years, which hold when a report moves the last day."""
    known, method = shelf.known(), shelf.book.method

    def spans_of(account: Account, first: int, last: int) -> Sequence[Span]:
        years = whole_years(first, last)
        spans = known.of(account, "spans", years, lambda: spans_between(account, method, *years))
        return spans_within(spans, first, last)

    return spans_of


@cache
def _gazetteer() -> Index:
    return Index(ensure_index())


@cache
def _outlines() -> Packed:
    return packed_text(data_path().read_bytes())


def _telling(request: Request) -> Telling:
    return Telling(default_registry(), _page_of(request))


def _page_of(request: Request) -> PageOf:
    def address(kind: str, key: str) -> str | None:
        name, parameter = PAGES[kind]
        try:
            return str(request.app.url_path_for(name, **{parameter: quote(key, safe="")}))
        except NoMatchFound:
            return None

    return address

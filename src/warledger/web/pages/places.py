"""The pages on places and parties: the first page, /places, /places/ID, /parties, /parties/ID, /territory."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, Response
from pydantic import Field

from warledger.accounts.book import Wanted
from warledger.accounts.parts import called_side
from warledger.accounts.steps import Step
from warledger.gazetteer.names import fold
from warledger.web.answers.common import countries_of, dossier_wanted, listed
from warledger.web.answers.control import ControlRow, control_on
from warledger.web.answers.incidents import incidents_at, row_of
from warledger.web.answers.parties import parties_on, party_told
from warledger.web.answers.places import history_of, place_on, sides_called
from warledger.web.answers.sieges import sieges_listed, sieges_of
from warledger.web.answers.territory import Span, territory_of
from warledger.web.asking import LARGEST_PAGE, Between, Country, OfSide, Paged, PartyId, Text, View, ViewOf
from warledger.web.drawing.history_band import bands_of
from warledger.web.drawing.territory_chart import charts_of
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of
from warledger.web.pages.showing import ROWS, Show, ShowOf
from warledger.web.writing import writing_of

router = APIRouter(include_in_schema=False)

SHOWN_INCIDENTS = 12
"""How many of a place's or party's incidents its page lists; the latest up to the day."""


class PlacesAsked(View, Paged):
    """Which places a page lists."""

    country: Country | None = None
    party: PartyId | None = None
    name: Text | None = None
    size: int = Field(ROWS, ge=1, le=LARGEST_PAGE)

    def rows(self, shelf: Shelf, day: int, show: Show) -> list[ControlRow]:
        """The rows that are asked for."""
        wanted = fold(called_side(self.name)[0]) if self.name else None
        by_key = shelf.book.places.by_key
        names = {r.place.id: r for r in control_on(shelf, day, show.desk.registry) if r.reason != "no_report"}
        called = {id_of(k): p.names for k, p in by_key.items()} if wanted else {}
        return [
            r
            for r in names.values()
            if self.country in (None, r.place.country)
            and self.party in (None, r.party)
            and (wanted is None or any(wanted in n for n in (fold(r.place.name), *called.get(r.place.id, ()))))
        ]


class PlacePage(View, OfSide):
    """Of which side, if any, a place's page is."""


class TerritoryAsked(View, Between):
    """Whose territory a page shows."""

    party: PartyId | None = None
    country: Country | None = None
    step: Step = Step.month


@router.get("/places", response_class=HTMLResponse)
def places(asked: Annotated[PlacesAsked, Query()], show: ShowOf) -> Response:
    """Who holds which place on a day."""
    return show("places.html", asked, lambda shelf, day: places_found(shelf, day, asked, show))


def places_found(shelf: Shelf, day: int, asked: PlacesAsked, show: Show) -> dict[str, Any]:
    """A page of the places asked for, with what there is to choose from and how many each party holds."""
    everything = control_on(shelf, day, show.desk.registry)
    rows = asked.rows(shelf, day, show)
    return {
        "list": listed(rows, asked),
        "held": Counter(r.party for r in rows if r.reason != "no_report").most_common(),
        "parties": sorted({(r.party, r.party_name) for r in everything if r.party}, key=lambda p: p[1]),
        "countries": countries_of(shelf),
        "sides": sides_called(shelf, asked.name) if asked.name else [],
    }


@router.get("/places/{key}", response_class=HTMLResponse, name="place_page")
def place(key: Text, asked: Annotated[PlacePage, Query()], show: ShowOf) -> Response:
    """One place, or one side of a divided town."""

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        book, registry = shelf.book, show.desk.registry
        dossier = dossier_wanted(key, asked.side, shelf, show.desk)
        (found,) = dossier.keys
        history = history_of(dossier, registry)
        told = {
            "place": place_on(dossier, day, registry),
            "history": history,
            "bands": bands_of(history, day, writing_of(show.request)),
        }
        if dossier.side is not None:  # sieges and incidents are told of the whole
            return {**told, "sieges": [], "incidents": [], "incidents_total": 0, "namesakes": []}
        happened = incidents_at(book, found)
        return {
            **told,
            "sieges": sieges_of(book, registry, day, keys=[found]),
            "incidents": happened[::-1][:SHOWN_INCIDENTS],
            "incidents_total": len(happened),
            "namesakes": [k for k in book.find(book.places.by_key[found].name, show.desk.gazetteer) if k != found],
            "by_key": book.places.by_key,
        }

    return show("place.html", asked, make)


@router.get("/parties", response_class=HTMLResponse)
def parties(asked: ViewOf, show: ShowOf) -> Response:
    """The parties that hold places."""
    return show("parties.html", asked, lambda shelf, day: {"parties": parties_on(shelf, show.desk, day)})


@router.get("/parties/{wanted}", response_class=HTMLResponse)
def party(wanted: Text, asked: ViewOf, show: ShowOf) -> Response:
    """One party: what it holds, its territory over time, its incidents and sieges."""

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        told = party_told(shelf, show.desk, wanted, day)
        mine = [r for r in control_on(shelf, day, show.desk.registry) if r.party == wanted]
        total, _ = shelf.book.incidents_part(Wanted(party=wanted), 0, 0)
        before = Wanted(party=wanted, last=day)
        many, _ = shelf.book.incidents_part(before, 0, 0)
        skipped = max(0, many - SHOWN_INCIDENTS)
        _, found = shelf.book.incidents_part(before, skipped, SHOWN_INCIDENTS)
        grown = territory_of(shelf, show.desk, wanted, None, Span())
        rings = sieges_listed(shelf, show.desk.registry, day, None)
        return {
            "told": told,
            "places": mine,
            "incidents": [row_of(s) for s in reversed(found)],
            "incidents_total": total,
            "grown": grown,
            "charts": [c for c in charts_of(grown.territory) if c.part == "places"],
            "sieges": [s for s in rings if wanted in (s.besieger, s.besieged)],
        }

    return show("party.html", asked, make)


@router.get("/territory", response_class=HTMLResponse)
def territory(asked: Annotated[TerritoryAsked, Query()], show: ShowOf) -> Response:
    """A party's territory over time; of the party with most places where none is named."""
    asked.ordinals()

    def make(shelf: Shelf, day: int) -> dict[str, Any]:
        choices = parties_on(shelf, show.desk, day)
        wanted = asked.party or (choices[0].id if choices else None)
        if wanted is None:
            return {"grown": None, "charts": [], "choices": [], "wanted": None}
        grown = territory_of(shelf, show.desk, wanted, asked.country, Span(asked.from_, asked.to, asked.step))
        return {"grown": grown, "charts": charts_of(grown.territory), "choices": choices, "wanted": wanted}

    return show("territory.html", asked, make)

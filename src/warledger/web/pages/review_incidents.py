"""Review of incidents: joining what is one happening, and taking apart what is not."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from warledger.accounts.book import Book, Wanted
from warledger.accounts.incidents import Incident
from warledger.accounts.summaries import Summary
from warledger.gazetteer.resolve import km
from warledger.journal.decisions import DecisionError
from warledger.web.pages.review import FormOf, desk_of, show
from warledger.web.review.desk import Deed, link
from warledger.web.security.roles import Editor

router = APIRouter(prefix="/review/incident", include_in_schema=False)

NEAR_DAYS, NEAR_KM, MOST_NEAR = 4, 75.0, 20
"""Which other incidents are shown as ones that may be the same."""

WIDTH, HEIGHT, EDGE, LEAST_DEGREES = 480, 300, 24, 0.2
"""The small map, in pixels; and the fewest degrees that it shows."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the small map: where, its label, and whether it is of the incident itself."""

    x: float
    y: float
    label: str
    own: bool


@router.get("/{wanted}")
def incident(request: Request, editor: Editor, wanted: str) -> Response:
    """An incident's statements, and the incidents near it, on a small map."""
    with desk_of(request).access.shelf() as shelf:
        found = _found(shelf.book, wanted)
        values = _values(shelf.book, found)
    return show(request, "review_incident.html", {**values, "problem": None})


@router.post("/{wanted}")
def change(request: Request, editor: Editor, wanted: str, form: FormOf) -> Response:
    """Join another incident to this one, or keep one of its statements apart from the others."""
    with desk_of(request).access.shelf() as shelf:
        found = _found(shelf.book, wanted)
        ids = [t.statement for t in found.tellings]
        reason = form.get("reason", "")
        try:
            if other := form.get("join"):
                joined = _found(shelf.book, other)
                link(shelf, Deed("same", editor.name, reason), ids[0], [t.statement for t in joined.tellings])
            elif (apart := form.get("apart")) in ids and len(ids) > 1:
                link(shelf, Deed("apart", editor.name, reason), apart or "", [i for i in ids if i != apart])
            else:
                raise DecisionError("this statement is no longer one of the incident; look at it again")
        except DecisionError as problem:
            return show(request, "review_incident.html", {**_values(shelf.book, found), "problem": str(problem)}, 409)
    first = next(i for i in ids if i != form.get("apart"))
    with desk_of(request).access.shelf() as shelf:
        now = next((s.id for s in _around(shelf.book, found) if first in s.statements), found.id)
    return RedirectResponse(f"/review/incident/{now}", 303)


def _found(book: Book, wanted: str) -> Incident:
    found = book.incident(wanted) if len(wanted) >= 6 else None
    if found is None:
        raise HTTPException(
            404, "The ledger has no such incident; what it was made of may have been joined to another."
        )
    return found


def _values(book: Book, found: Incident) -> dict[str, Any]:
    own = next((s for s in _around(book, found) if s.id == found.id), None)
    near = [s for s in _around(book, found) if s.id != found.id and _distance(found, s) <= NEAR_KM]
    near.sort(key=lambda s: (_distance(found, s), s.first, s.id))
    first, last = (dt.date.fromordinal(day) for day in found.days)
    return {
        "incident": found,
        "summary": own,
        "first": first,
        "last": last,
        "near": [(s, dt.date.fromordinal(s.first), _distance(found, s)) for s in near[:MOST_NEAR]],
        "dots": dots_of(found, near[:MOST_NEAR]),
        "size": (WIDTH, HEIGHT),
    }


def _around(book: Book, found: Incident) -> list[Summary]:
    """The incidents of the days around one, in its country."""
    first, last = found.days
    return book.incidents(Wanted(first - NEAR_DAYS, last + NEAR_DAYS, country=found.lead.country))


def _distance(found: Incident, other: Summary) -> float:
    """Kilometres between two incidents; none where they go by one name, endless where one is not placed."""
    lead = found.lead
    if other.place == lead.name:
        return 0.0
    if None in (lead.lat, lead.lon, other.lat, other.lon):
        return float("inf")
    return km(lead.lat, lead.lon, other.lat, other.lon)  # type: ignore[arg-type]


def dots_of(found: Incident, near: Iterable[Summary]) -> list[Dot]:
    """The places of an incident and of those near it, as the small map shows them: north is up."""
    told = [(t.lat, t.lon, t.name, True) for t in found.tellings]
    told += [(s.lat, s.lon, s.place, False) for s in near]
    placed = list(dict.fromkeys((a, o, name, own) for a, o, name, own in told if a is not None and o is not None))
    if not placed:
        return []
    lats, lons = [p[0] for p in placed], [p[1] for p in placed]
    north, west = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    tall, wide = (max(max(v) - min(v), LEAST_DEGREES) for v in (lats, lons))
    return [
        Dot(
            round(WIDTH / 2 + (lon - west) / wide * (WIDTH - 2 * EDGE), 1),
            round(HEIGHT / 2 - (lat - north) / tall * (HEIGHT - 2 * EDGE), 1),
            name,
            own,
        )
        for lat, lon, name, own in placed
    ]

"""Review of incidents: joining what is one happening, and taking apart what is not."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from string import ascii_uppercase
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from warledger.accounts.book import Book, Wanted
from warledger.accounts.incidents import Incident
from warledger.accounts.summaries import Summary
from warledger.gazetteer.outlines import outlines
from warledger.gazetteer.resolve import km
from warledger.journal.decisions import DecisionError
from warledger.publish.small_map import Ground, Pin, small_map
from warledger.web.pages.review import FormOf, desk_of, show
from warledger.web.review.desk import Deed, Desk, link
from warledger.web.security.roles import Editor

router = APIRouter(prefix="/review/incident", include_in_schema=False)

NEAR_DAYS, NEAR_KM, MOST_NEAR = 4, 75.0, 20
"""Which other incidents are shown as ones that may be the same."""


@dataclass(frozen=True, slots=True)
class Near:
    """Another incident that may be the same: its letter in the list, how far away in kilometres (endless where that is not
    known), and how many days later it began (before: negative)."""

    letter: str
    summary: Summary
    km: float
    later: int

    @property
    def first(self) -> dt.date:
        """Its first day."""
        return dt.date.fromordinal(self.summary.first)


@router.get("/{wanted}")
def incident(request: Request, editor: Editor, wanted: str) -> Response:
    """An incident's statements, and the incidents near it, on a small map."""
    desk = desk_of(request)
    with desk.access.shelf() as shelf:
        found = _found(shelf.book, wanted)
        values = _values(desk, shelf.book, found)
    return show(request, "review_incident.html", {**values, "problem": None})


@router.post("/{wanted}")
def change(request: Request, editor: Editor, wanted: str, form: FormOf) -> Response:
    """Join another incident to this one, or keep one of its statements apart from the others."""
    desk = desk_of(request)
    with desk.access.shelf() as shelf:
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
            return show(
                request, "review_incident.html", {**_values(desk, shelf.book, found), "problem": str(problem)}, 409
            )
    first = next(i for i in ids if i != form.get("apart"))
    with desk.access.shelf() as shelf:
        now = next((s.id for s in _around(shelf.book, found) if first in s.statements), found.id)
    return RedirectResponse(f"/review/incident/{now}", 303)


def _found(book: Book, wanted: str) -> Incident:
    found = book.incident(wanted) if len(wanted) >= 6 else None
    if found is None:
        raise HTTPException(
            404, "The ledger has no such incident; what it was made of may have been joined to another."
        )
    return found


def _values(desk: Desk, book: Book, found: Incident) -> dict[str, Any]:
    own = next((s for s in _around(book, found) if s.id == found.id), None)
    first, last = (dt.date.fromordinal(day) for day in found.days)
    near = _near(book, found)
    ground = Ground(outlines(), desk.country)
    return {
        "incident": found,
        "summary": own,
        "first": first,
        "last": last,
        "near": near,
        "map": small_map(pins_of(found, near), ground, "Where the incident and those near it lie", spokes=True),
    }


def _near(book: Book, found: Incident) -> list[Near]:
    """The other incidents of these days nearby, the nearest first."""
    others = [s for s in _around(book, found) if s.id != found.id and _distance(found, s) <= NEAR_KM]
    others.sort(key=lambda s: (_distance(found, s), s.first, s.id))
    day = found.days[0]
    return [
        Near(letter, s, _distance(found, s), s.first - day)
        for letter, s in zip(ascii_uppercase, others[:MOST_NEAR], strict=False)
    ]


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
        return inf
    return km(lead.lat, lead.lon, other.lat, other.lon)  # type: ignore[arg-type]


def pins_of(found: Incident, near: Iterable[Near]) -> list[Pin]:
    """The marks of an incident's statements, by number, and of the incidents near it, by letter; one for each spot."""
    told: list[tuple[float | None, float | None, str, str]] = [(found.lead.lat, found.lead.lon, found.lead.name, "")]
    told += [(t.lat, t.lon, t.name, f"{n}") for n, t in enumerate(found.tellings, start=1)]
    told += [(n.summary.lat, n.summary.lon, n.summary.place, n.letter) for n in near]
    spots: dict[tuple[float, float], tuple[str, list[str]]] = {}
    for lat, lon, name, mark in told:
        if lat is not None and lon is not None:
            marks = spots.setdefault((lat, lon), (name, []))[1]
            marks += [mark] if mark else []
    return [_pin(at, name, marks) for at, (name, marks) in spots.items()]


def _pin(at: tuple[float, float], name: str, marks: Sequence[str]) -> Pin:
    own = any(m.isdigit() for m in marks)
    told = f"{name}: " + ", ".join(f"statement {m}" if m.isdigit() else f"incident {m}" for m in marks)
    label, first = f"{name} {', '.join(marks)}", marks[0]
    if own:
        return Pin(*at, label, "own", "circle", f"#told-{first}", told)
    return Pin(*at, label, "near", "square", f"#near-{first}", told)

"""The places of a day as rows, for the page without JavaScript: read from the map's own columns, so both say the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from warledger.web.map.asked import ViewAsked
from warledger.web.map.control_columns import ControlReader

ROWS = 200
"""How many places one page of the table has."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place on a day; ``party`` is the id of the holder, null where it is unclear; ``probability`` is from 0 to 1; ``before``
    is what the holder was on the day compared with, as a name."""

    key: str
    name: str
    country: str
    party: str | None
    holder: str
    probability: float | None
    contested: bool
    besieged_by: str | None
    age: int | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the places that are shown, and how many there are."""

    rows: tuple[Row, ...]
    total: int
    pages: int


def rows_on(data: Mapping[str, Any], day: int, asked: ViewAsked, first: int) -> Rows:
    """The places of a day that the view's filters leave, by country and name; with two days, those that changed hands."""
    places, names = data["places"], {p["id"]: p["name"] for p in data["parties"]}
    reader = ControlReader(places, [p["id"] for p in data["parties"]], first)
    other = asked.vs.toordinal() if asked.vs else None
    wanted = set(asked.party.split(",")) if asked.party else None
    found = []
    for i in _filtered(data, asked):
        shown = reader.on(i, day)
        if shown is None or (wanted is not None and shown.party not in wanted):
            continue
        if shown.party is not None and shown.step < round((asked.least or 0) * data["steps"]):
            continue
        before = reader.on(i, other) if other is not None else None
        if other is not None and (before is None or before.party == shown.party):
            continue
        found.append(
            Row(
                key=places["key"][i],
                name=places["name"][i],
                country=data["countries"].get(places["country"][i], ""),
                party=shown.party,
                holder=names[shown.party] if shown.party else "unclear",
                probability=shown.step / data["steps"] if shown.party else None,
                contested=shown.contested,
                besieged_by="" if reader.besieged(i, day) else None,
                age=shown.age,
                before=(names[before.party] if before.party else "unclear") if before else None,
            )
        )
    found.sort(key=lambda r: (r.country, r.name.casefold()))
    at = (asked.page - 1) * ROWS
    return Rows(tuple(found[at : at + ROWS]), len(found), max(1, -(-len(found) // ROWS)))


def _filtered(data: Mapping[str, Any], asked: ViewAsked) -> list[int]:
    """The numbers of the places that the filters on place, country and source leave."""
    places = data["places"]
    words = asked.place.casefold() if asked.place else ""
    source = data["sources"].index(asked.source) if asked.source in data["sources"] else None
    return [
        i
        for i, name in enumerate(places["name"])
        if words in name.casefold()
        and asked.country in (None, places["country"][i])
        and (not asked.source or source in places["sources"][i])
    ]

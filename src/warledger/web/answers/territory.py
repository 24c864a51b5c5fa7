"""What share of places, people and land a party held over time, and what it gained and lost."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from warledger.accounts.evidence import iso_day
from warledger.accounts.settlements import Settlement, settlements_of
from warledger.accounts.steps import SHORTEST, Step, steps_of
from warledger.accounts.territory import Extent, Holders, Passing, extents, holders_in, only, passings
from warledger.gazetteer.index import Gazetteer
from warledger.gazetteer.outlines import outlines
from warledger.web.answers.common import Answer
from warledger.web.desk import Desk
from warledger.web.ledger_access import Shelf
from warledger.web.names import id_of
from warledger.web.problems import AskedWrongError

MOST_DAYS = 2000
"""On how many days territory is worked out at once."""

Part = Literal["places", "people", "km2"]
PARTS: tuple[Part, ...] = ("places", "people", "km2")


class Size(Answer):
    """One size on a day: what the party holds (low, best, high), what nobody is named to hold, and all; ``share`` is the
    best figure's (0 to 1)."""

    low: int
    best: int
    high: int
    unknown: int
    total: int
    share: float | None


class ExtentRow(Answer):
    """What a party held on a day, in populated places, their people and the land around them (square kilometres)."""

    day: str
    places: Size
    people: Size
    km2: Size


class PassingRow(Answer):
    """A place that a party gained or lost; ``other`` is who held it before or holds it after."""

    change: str
    place_id: str
    place: str
    country: str | None
    other: str | None
    other_name: str
    people: int | None
    km2: int


class Territory(Answer):
    """A party's territory over time, and what changed from the first day to the last."""

    party: str
    party_name: str
    places_counted: int
    people_known_of: int
    territory: list[ExtentRow]
    changes: list[PassingRow]


@dataclass(frozen=True, slots=True)
class Span:
    """From which day to which; null is the first, or last, that anything is told of."""

    first: dt.date | None = None
    last: dt.date | None = None
    step: Step = Step.month


def territory_of(shelf: Shelf, desk: Desk, party: str, country: str | None, span: Span) -> Territory:
    """The territory of a party; without rows where the ledger knows who held no populated place."""
    return shelf.kept(("territory", party, country, span), lambda: _territory(shelf, desk, party, country, span))


def _territory(shelf: Shelf, desk: Desk, party: str, country: str | None, span: Span) -> Territory:
    holders = _holders(shelf, desk, country)
    name = desk.registry.name_of(party)
    if not holders.settlements:
        return Territory(party=party, party_name=name, places_counted=0, people_known_of=0, territory=[], changes=[])
    first, last = holders.days_of(party)
    days = days_of(span.first or dt.date.fromordinal(first), span.last or dt.date.fromordinal(last), span.step)
    passed = passings(party, holders.settlements, holders.on(days[0]), holders.on(days[-1]))
    return Territory(
        party=party,
        party_name=name,
        places_counted=len(holders.settlements),
        people_known_of=sum(s.people is not None for s in holders.settlements),
        territory=[_row(e) for e in extents(party, holders, days)],
        changes=[_passing(p, desk) for p in passed],
    )


def days_of(first: dt.date, last: dt.date, step: Step) -> list[int]:
    """The days that are asked for. Raises AskedWrongError where the first is after the last or there would be too many."""
    if first > last:
        raise AskedWrongError(f"from {first} is after to {last}")
    if (last - first).days / SHORTEST[step] > MOST_DAYS:
        raise AskedWrongError(f"these are more than {MOST_DAYS} days to work out; take a longer step or fewer years")
    return steps_of(first, last, step)


def settlements_in(shelf: Shelf, gazetteer: Gazetteer) -> tuple[Settlement, ...]:
    """All populated places that territory is counted in."""
    book = shelf.book
    return shelf.kept(
        "settlements", lambda: settlements_of(shelf.accounts(), gazetteer, outlines(), book.method, book.publication)
    )


def _holders(shelf: Shelf, desk: Desk, country: str | None) -> Holders:
    def make() -> Holders:
        counted = [s for s in settlements_in(shelf, desk.gazetteer) if country in (None, s.country)]
        return holders_in(shelf.accounts(), counted, shelf.book.method)

    return shelf.kept_large(("holders", country), make)


def _row(extent: Extent) -> ExtentRow:
    return ExtentRow(day=iso_day(extent.day), **{part: _size(extent, part) for part in PARTS})


def _size(extent: Extent, part: Part) -> Size:
    low, best, high, unknown, total = only(extent, part)
    return Size(
        low=round(low),
        best=round(best),
        high=round(high),
        unknown=round(unknown),
        total=round(total),
        share=round(best / total, 4) if total else None,
    )


def _passing(passing: Passing, desk: Desk) -> PassingRow:
    place = passing.settlement
    return PassingRow(
        change=passing.change,
        place_id=id_of(place.key),
        place=place.name,
        country=place.country,
        other=passing.other,
        other_name=desk.registry.name_of(passing.other),
        people=place.people,
        km2=round(place.km2),
    )

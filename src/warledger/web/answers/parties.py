"""Parties: those that hold places, and one of them on a day."""

from collections import Counter

from warledger.web.answers.common import Answer
from warledger.web.answers.control import control_on
from warledger.web.desk import Desk
from warledger.web.ledger_access import Shelf
from warledger.web.looks import holders_of
from warledger.web.names import near_parties
from warledger.web.problems import Near, UnknownError


class PartyRow(Answer):
    """A party with how many places it holds on a day."""

    id: str
    name: str
    kind: str
    countries: list[str]
    places: int


class PartyDetail(Answer):
    """A party: what it is part of and what is part of it, with the days between which that is so, and how many places it
    holds on a day."""

    party: PartyRow
    part_of: list[tuple[str, str, str | None, str | None]]
    parts: list[tuple[str, str]]


def parties_on(shelf: Shelf, desk: Desk, day: int) -> list[PartyRow]:
    """The parties that hold, or may hold, places at some time; those with most places on a day first."""
    held = Counter(r.party for r in control_on(shelf, day, desk.registry))
    rows = [_row(party, desk, held[party]) for party in holders_of(shelf) if party in desk.registry.parties]
    return sorted(rows, key=lambda r: (-r.places, r.name))


def party_told(shelf: Shelf, desk: Desk, wanted: str, day: int) -> PartyDetail:
    """The party with an id; raises UnknownError with near names."""
    registry = desk.registry
    if wanted not in registry.parties:
        near = [Near(registry[p].name, f"/parties/{p}") for p in near_parties(wanted, registry)]
        raise UnknownError(f"There is no party {wanted!r}", near, "/parties")
    held = sum(r.party == wanted for r in control_on(shelf, day, registry))
    return PartyDetail(
        party=_row(wanted, desk, held),
        part_of=[(m.id, registry[m.id].name, m.start, m.end) for m in registry[wanted].part_of],
        parts=[(p.id, p.name) for p in registry.parties.values() if any(m.id == wanted for m in p.part_of)],
    )


def _row(party: str, desk: Desk, places: int) -> PartyRow:
    known = desk.registry[party]
    return PartyRow(id=known.id, name=known.name, kind=known.kind, countries=list(known.countries), places=places)

"""When a party can hold ground: not before it was founded, nor after it ceased to be; and who then has what it held."""

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from warledger.parties.registry import STATES, Registry


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Days as ordinals, null where open: ``founded``, the first on which the party or what later became part of it existed,
    and ``ended``, the first on which it did not any more. ``heir`` is whom it then was part of; null for nobody."""

    founded: int | None = None
    ended: int | None = None
    heir: str | None = None


Lifetimes = Callable[[str], Lifetime]


def always(_: str) -> Lifetime:
    """The lifetime of a party of which nothing is known."""
    return Lifetime()


def lifetimes_of(registry: Registry) -> Lifetimes:
    """The lifetimes of a registry's parties, by their ids."""
    members: dict[str, list[str]] = {}
    for party in registry.parties.values():
        for above in registry.ancestors(party.id):
            members.setdefault(above.id, []).append(party.id)

    @cache
    def lifetime(party_id: str) -> Lifetime:
        party = registry.parties.get(party_id)
        if party is None or party.kind in STATES:
            return Lifetime()
        began = [registry[m].active[0] for m in (party_id, *members.get(party_id, ()))]
        founded = min((_first(day) for day in began if day), default=None) if party.active[0] else None
        if party.active[1] is None:
            return Lifetime(founded)
        ended = _last(party.active[1]) + 1
        above = registry.ancestors(party_id, dt.date.fromordinal(ended).isoformat())
        heir = next((p.id for p in above if p.controller or p.kind in STATES), None)
        return Lifetime(founded, ended, heir)

    return lifetime


def _first(day: str) -> int:
    """The first day of an ISO year, month or day."""
    return dt.date.fromisoformat(f"{day}-01-01"[:10]).toordinal()


def _last(day: str) -> int:
    """The last day of an ISO year, month or day."""
    year, month, *rest = (int(part) for part in f"{day}-12-31"[: max(7, len(day))].split("-"))
    return dt.date(year, month, rest[0] if rest else calendar.monthrange(year, month)[1]).toordinal()

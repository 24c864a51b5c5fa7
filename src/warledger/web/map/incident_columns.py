"""Incidents as columns of numbers, in the order of their days."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from warledger.accounts.summaries import Summary
from warledger.web.map.columns import Table, steps
from warledger.web.map.control_columns import GRAIN

SHORTEST_ID = 6
"""The fewest letters by which an incident is asked for."""


def incident_columns(
    incidents: Iterable[Summary],
    first: int,
    parties_of: Callable[[Summary], tuple[int, ...]],
    sources_of: Callable[[Summary], tuple[int, ...]],
) -> dict[str, Any]:
    """The columns of all incidents with a position; days count from ``first``.

    ``spot``, ``kind``, ``who`` and ``source`` are numbers into the tables of the same data; ``killed`` and ``injured`` are
    the best figures, -1 where none is told.
    """
    spots: Table[tuple[str, str, int, int]] = Table()
    kinds: Table[tuple[str, str]] = Table()
    who: Table[tuple[int, ...]] = Table()
    sources: Table[tuple[int, ...]] = Table()
    rows = sorted(
        _Row(
            day=i.first - first,
            id=i.id,
            days=i.last - i.first,
            spot=spots.number(_spot(i)),
            kind=kinds.number((i.type, i.sub_type)),
            who=who.number(parties_of(i)),
            source=sources.number(sources_of(i)),
            killed=_best(i.tolls, "killed"),
            injured=_best(i.tolls, "injured"),
        )
        for i in incidents
        if i.lat is not None
    )
    columns: dict[str, list[Any]] = {name: [row[at] for row in rows] for at, name in enumerate(_Row._fields)}
    length = _telling_length(columns["id"])
    return columns | {
        "id": [i[:length] for i in columns["id"]],
        "day": steps(columns["day"]),
        "spots": spots.values,
        "kinds": kinds.values,
        "whos": who.values,
        "sources": sources.values,
    }


class _Row(NamedTuple):
    """What the columns say of one incident, all that a large ledger's many incidents are kept as."""

    day: int
    id: str
    days: int
    spot: int
    kind: int
    who: int
    source: int
    killed: int
    injured: int


def _spot(incident: Summary) -> tuple[str, str, int, int]:
    assert incident.lat is not None and incident.lon is not None
    return incident.place, incident.country or "", round(incident.lat * GRAIN), round(incident.lon * GRAIN)


def _best(tolls: Mapping[str, tuple[int, int, int]], kind: str) -> int:
    return tolls[kind][1] if kind in tolls else -1


def _telling_length(ids: Sequence[str]) -> int:
    """How many letters tell all ids apart."""
    longest = max(map(len, ids), default=SHORTEST_ID)
    return next((n for n in range(SHORTEST_ID, longest) if len({i[:n] for i in ids}) == len(ids)), longest)

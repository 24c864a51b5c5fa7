"""Incidents as columns of numbers, in the order of their days."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from warledger.accounts.summaries import Summary
from warledger.web.map.columns import Table, steps
from warledger.web.map.control_columns import GRAIN

SHORTEST_ID = 6
"""The fewest letters by which an incident is asked for."""


def incident_columns(
    incidents: Sequence[Summary],
    first: int,
    parties_of: Callable[[Summary], tuple[int, ...]],
    sources_of: Callable[[Summary], tuple[int, ...]],
) -> dict[str, Any]:
    """The columns of all incidents with a position; days count from ``first``.

    ``spot``, ``kind``, ``who`` and ``source`` are numbers into the tables of the same data; ``killed`` and ``injured`` are
    the best figures, -1 where none is told.
    """
    placed = sorted((i for i in incidents if i.lat is not None), key=lambda i: (i.first, i.id))
    spots: Table[tuple[str, str, int, int]] = Table()
    kinds: Table[tuple[str, str]] = Table()
    who: Table[tuple[int, ...]] = Table()
    sources: Table[tuple[int, ...]] = Table()
    length = _telling_length([i.id for i in placed])
    return {
        "id": [i.id[:length] for i in placed],
        "day": steps([i.first - first for i in placed]),
        "days": [i.last - i.first for i in placed],
        "spot": [spots.number(_spot(i)) for i in placed],
        "kind": [kinds.number((i.type, i.sub_type)) for i in placed],
        "who": [who.number(parties_of(i)) for i in placed],
        "source": [sources.number(sources_of(i)) for i in placed],
        "killed": [_best(i.tolls, "killed") for i in placed],
        "injured": [_best(i.tolls, "injured") for i in placed],
        "spots": spots.values,
        "kinds": kinds.values,
        "whos": who.values,
        "sources": sources.values,
    }


def _spot(incident: Summary) -> tuple[str, str, int, int]:
    assert incident.lat is not None and incident.lon is not None
    return incident.place, incident.country or "", round(incident.lat * GRAIN), round(incident.lon * GRAIN)


def _best(tolls: Mapping[str, tuple[int, int, int]], kind: str) -> int:
    return tolls[kind][1] if kind in tolls else -1


def _telling_length(ids: Sequence[str]) -> int:
    """How many letters tell all ids apart."""
    longest = max(map(len, ids), default=SHORTEST_ID)
    return next((n for n in range(SHORTEST_ID, longest) if len({i[:n] for i in ids}) == len(ids)), longest)

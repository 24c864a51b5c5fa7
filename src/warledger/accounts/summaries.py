"""An incident in short, as lists show it."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from warledger.accounts.incidents import Incident
from warledger.accounts.ledger_places import Key
from warledger.journal.sources import Sources


@dataclass(frozen=True, slots=True)
class Summary:
    """An incident in short: its days as ordinals, where, what kind, who, and by kind of harm the lowest, best and highest
    figure told; ``statements`` are its statements' ids, the first told first. ``told`` puts those of the same
    days in order. ``key`` is the place, and ``moved`` whether it
    happened at some distance from it; ``lat`` and ``lon`` are as the reader has them (see publication.py)."""

    id: str
    first: int
    last: int
    key: Key
    moved: bool
    place: str
    country: str | None
    lat: float | None
    lon: float | None
    type: str
    sub_type: str
    told: str
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    tolls: dict[str, tuple[int, int, int]]
    voices: int
    statements: tuple[str, ...]

    def as_json(self) -> str:
        """The summary as one line."""
        return _SUMMARY.dump_json(self).decode()


_SUMMARY = TypeAdapter(Summary)


def summary_from(line: str) -> Summary:
    """The summary of a line that ``as_json`` wrote."""
    return _SUMMARY.validate_json(line)


def summary_of(incident: Incident, sources: Sources) -> Summary:
    """An incident in short."""
    lead = incident.lead
    first, last = incident.days

    def who(role: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.name for p in lead.parties if p.role == role))

    return Summary(
        id=incident.id,
        first=first,
        last=last,
        key=lead.place,
        moved=lead.moved,
        place=lead.name,
        country=lead.country or lead.home,
        lat=lead.lat,
        lon=lead.lon,
        type=lead.type,
        sub_type=lead.sub_type,
        told=incident.tellings[0].order,
        actors=who("actor"),
        targets=who("target"),
        tolls={kind: (e.low, e.best, e.high) for kind, e in incident.tolls(sources).items()},
        voices=len({t.voice for t in incident.tellings}),
        statements=tuple(t.statement for t in incident.tellings),
    )

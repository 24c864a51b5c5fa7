"""Incidents, and each figure of a toll with who gave it."""

from collections.abc import Mapping

from warledger.accounts.book import Book, Wanted
from warledger.accounts.evidence import iso_day
from warledger.accounts.incidents import Incident
from warledger.accounts.ledger_places import Key
from warledger.accounts.summaries import Summary, summary_of
from warledger.accounts.tolls import Estimate
from warledger.gazetteer.names import fold
from warledger.web import shown
from warledger.web.answers.common import Answer, Listed, Point
from warledger.web.asking import Paged
from warledger.web.names import id_of
from warledger.web.problems import UnknownError


class Toll(Answer):
    """People harmed: the lowest, best and highest figure that anybody gives."""

    low: int
    best: int
    high: int


class IncidentRow(Answer):
    """An incident in short; the days are those between which it happened."""

    id: str
    place_id: str
    first: str
    last: str
    place: str
    country: str | None
    lat: float | None
    lon: float | None
    type: str
    sub_type: str
    actors: list[str]
    targets: list[str]
    tolls: dict[str, Toll]
    voices: int
    statements: int

    @property
    def point(self) -> Point | None:
        """Its position."""
        return Point(coordinates=(self.lon, self.lat)) if self.lat is not None and self.lon is not None else None


class Figure(Answer):
    """A figure as one source gives it: ``high`` is null where it is open; ``counts`` tells whether it is in the best one."""

    kind: str
    low: int
    high: int | None
    text: str
    source: str
    reliability: str
    published: str | None
    statement: str
    counts: bool


class TellingRow(Answer):
    """What one report says of an incident."""

    statement: str
    story: str
    source: str
    publisher: str | None
    reliability: str
    published: str | None
    says: str
    words: str
    figures: dict[str, str]
    confidence: float
    edited: bool


class IncidentDetail(Answer):
    """An incident with all that is told of it."""

    incident: IncidentRow
    figures: list[Figure]
    told: list[TellingRow]


def incidents_listed(book: Book, wanted: Wanted, asked: Paged) -> Listed[IncidentRow]:
    """A page of the incidents asked for, by day."""
    total, found = book.incidents_part(wanted, asked.skipped, asked.size)
    return Listed(total=total, page=asked.page, size=asked.size, items=[row_of(s) for s in found])


def incidents_at(book: Book, key: Key) -> list[IncidentRow]:
    """The incidents at a place, by day."""
    place = book.places.by_key[key]
    names = {fold(place.name), *place.names}
    found = {s.id: s for name in names for s in book.incidents(Wanted(place=name)) if s.key == key}
    return [row_of(s) for s in sorted(found.values(), key=lambda s: (s.first, s.last, s.told))]


def incident_told(book: Book, wanted: str) -> IncidentDetail:
    """The incident with an id, or with the beginning of one that no other shares."""
    incident = book.incident(wanted)
    if incident is None:
        raise UnknownError(
            f"The ledger has no incident {wanted!r}, or several whose ids begin so", section="/incidents"
        )
    sources = book.weigher.sources
    return IncidentDetail(
        incident=row_of(summary_of(incident, sources)),
        figures=_figures(book, incident),
        told=[
            TellingRow(
                statement=t.statement,
                **shown.quoted(book, t),
                reliability=sources.of(t.publisher).reliability,
                says=t.sub_type,
                figures=dict(t.figures),
                confidence=t.confidence,
                edited=t.edited,
            )
            for t in incident.tellings
        ],
    )


def row_of(one: Summary) -> IncidentRow:
    """An incident as lists show it."""
    return IncidentRow(
        id=one.id,
        place_id=id_of(one.key),
        first=iso_day(one.first),
        last=iso_day(one.last),
        place=one.place,
        country=one.country,
        lat=one.lat,
        lon=one.lon,
        type=one.type,
        sub_type=one.sub_type,
        actors=list(one.actors),
        targets=list(one.targets),
        tolls={kind: Toll(low=low, best=best, high=high) for kind, (low, best, high) in one.tolls.items()},
        voices=one.voices,
        statements=len(one.statements),
    )


def _figures(book: Book, incident: Incident) -> list[Figure]:
    """Each source's figures, by kind of harm and in the order in which they were published."""
    sources = book.weigher.sources
    tellings = {t.statement: t for t in incident.tellings}
    estimates: Mapping[str, Estimate] = incident.tolls(sources)
    return [
        Figure(
            kind=kind,
            low=given.low,
            high=given.high,
            text=given.text,
            source=shown.source(book, tellings[given.statement].publisher, tellings[given.statement].story),
            reliability=sources.of(tellings[given.statement].publisher).reliability,
            published=given.day or None,
            statement=given.statement,
            counts=given.low == estimate.best,
        )
        for kind, estimate in estimates.items()
        for given in estimate.given
    ]
